"""The officers' desk at the console: forms that are answered at once, and offices for whoever tries it.

What a form means and does is decided where real ones are (`bot/submitting.py`); what stands here only brings
it there. Offices are given for samples only: `community/demo_offices.py`.
"""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from community import demo_offices
from handlers.doors import Unreadable
from handlers.web.visitors import foreign, refused, said

# What a visitor's id ends with when they try it as somebody else.
OFFICERS = {"": "あなた(役員)", "-officer2": "もう一人の役員"}
STAFF = {"-staff1": "市の担当者", "-staff2": "もう一人の市の担当者"}
_LONGEST = 64 - len("-officer2")
_NOBODY: dict[str, Any] = {"body": None, "people": []}


@dataclass(frozen=True, slots=True)
class ConsoleDesk:
    """`form` makes what the platform would send, `submit` answers it for a person.

    `gives_offices`: nobody real can be reached from here, so that anybody may try everything.
    """

    form: Callable[[str, Mapping[str, Any]], dict[str, Any]]
    submit: Callable[[Mapping[str, Any], str], Awaitable[dict[str, Any]]]
    person: Callable[[str], str]
    transaction: Callable[[], AbstractContextManager[Session]]
    clock: Callable[[], datetime]
    gives_offices: bool

    def routes(self) -> list[BaseRoute]:
        """Where forms are sent, and where an office is taken."""
        return [
            Route("/console/officer/forms", self._submit, methods=["POST"]),
            Route("/console/officer/offices", self._take_office, methods=["POST"]),
        ]

    async def _submit(self, request: Request) -> Response:
        if foreign(request):
            return refused(415, "JSONで送ってください。")
        try:
            sent = await said(request)
        except Unreadable as error:
            return refused(400, str(error))
        if not self.gives_offices:
            return refused(403, "ここでは、フォームを試せません。")
        visitor, view = sent["visitor"], sent.get("view")
        if not isinstance(view, dict) or not isinstance(view.get("id"), str):
            return refused(400, "フォームがありません。もう一度開いてください。")
        return JSONResponse(await self.submit(self.form(visitor, view), self.person(visitor)))

    async def _take_office(self, request: Request) -> Response:
        if foreign(request):
            return refused(415, "JSONで送ってください。")
        try:
            visitor = (await said(request))["visitor"]
        except Unreadable as error:
            return refused(400, str(error))
        if not self.gives_offices or len(visitor) > _LONGEST:
            return JSONResponse(_NOBODY)
        body = await run_in_threadpool(self._appoint, visitor)
        everybody = {**OFFICERS, **STAFF}
        people = [{"visitor": visitor + ending, "name": name} for ending, name in everybody.items()]
        return JSONResponse({"body": body, "people": people})

    def _appoint(self, visitor: str) -> str:
        officers, staff = ([self.person(visitor + ending) for ending in some] for some in (OFFICERS, STAFF))
        with self.transaction() as session:
            return demo_offices.give(session, officers, staff, self.clock())
