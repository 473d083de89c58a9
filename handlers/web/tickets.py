"""One's ticket, shown at the door: `/ticket/<token>`, whose address is also what its picture says.

Where the check-in page was opened before (its cookie says so), it is the organiser's camera that looks at it:
then the party can be received right here, by one button. Nobody else's data is shown, nor the own name.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

import segno
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from community import checkin
from community.errors import Refusal
from community.events import Event, EventState
from community.ledger import SignUp, SignUpState
from handlers import days, tickets, whereabouts
from handlers.rendering import page
from handlers.web import roster
from handlers.web.door import COOKIE, HEADERS, refusal

_STANDS = {
    SignUpState.CANCELLED: "この申込みは取り消されています。",
    SignUpState.WAITLISTED: "キャンセル待ちです。席が決まると、ここが受付の画面になります。",
    SignUpState.OFFERED: "空きが出ています。LINEで「受ける」を押すと、席が決まります。",
    SignUpState.ABSENT: "この催しは終わりました。",
}
_OFF = {
    EventState.CANCELLED: "この催しは中止になりました。",
    EventState.POSTPONED: "この催しは延期になりました。",
}


@dataclass(frozen=True, slots=True)
class Tickets:
    """`transaction` opens a session, `clock` tells the time, `key` signs tokens."""

    transaction: Callable[[], AbstractContextManager[Session]]
    clock: Callable[[], datetime]
    key: str

    def routes(self) -> list[BaseRoute]:
        """The page."""
        return [Route("/ticket/{token}", self._show, methods=["GET"])]

    async def _show(self, request: Request) -> Response:
        token, door = request.path_params["token"], request.cookies.get(COOKIE, "")
        return await run_in_threadpool(self._shown, token, door)

    def _shown(self, token: str, door: str) -> Response:
        try:
            with self.transaction() as session:
                event, mine = checkin.of_ticket(session, self.key, token)
                facts = {**self._facts(session, event, mine), "door": "", "name": ""}
                if self._at_door(session, door, event):
                    facts |= {"door": door, "name": roster.name(mine), "sign_up": mine.id}
                return HTMLResponse(page("ticket", facts), 200, HEADERS)
        except Refusal as refused:
            return refusal(refused)

    def _at_door(self, session: Session, door: str, event: Event) -> bool:
        try:
            return bool(door) and checkin.door(session, self.key, door, self.clock()).id == event.id
        except Refusal:
            return False

    def _facts(self, session: Session, event: Event, mine: SignUp) -> dict[str, object]:
        lesson = checkin.lesson_of(session, event, self.clock())
        seen = checkin.there(session, event, lesson).get(mine.id)
        stands = _OFF.get(EventState(event.state)) or _STANDS.get(SignUpState(mine.state), "")
        digits = checkin.digits(self.key, mine)
        code = segno.make(tickets.address(mine), error="m")
        about = lesson or event
        return {
            "title": event.title,
            "when": days.span(about.starts_at, about.ends_at, all_day=event.all_day and lesson is None),
            "where": (lesson.place if lesson and lesson.place else None) or whereabouts.where(event),
            "number": mine.number,
            "size": mine.size,
            "stands": stands,
            "received": days.clock(seen.at) if seen and seen.came and not stands else "",
            "digits": f"{digits[:4]} {digits[4:]}",
            # Four modules of white around it, as readers want it; on white also where a page is dark.
            "code": code.svg_data_uri(border=4, scale=8, light="#fff", dark="#000", omitsize=True),
        }
