"""Our forms over real HTTP on the loopback, with a clock that tests move, and what people are told kept."""

import http.client
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self
from urllib.parse import urlencode

import uvicorn
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.applications import Starlette

from bot.database import Database
from community import links
from community.ledger import SignUp
from community.links import Purpose, Seal, Wish
from handlers import notices
from handlers.messages import Outgoing
from handlers.web import forms
from handlers.web.forms import Forms
from tests.community.gatherings import published

KEY = "a key for tests"
ME = "line:U1"
DETAILS: Mapping[str, str] = {
    "for": "self",
    "name": "佐藤はな",
    "telephone": "0191-21-2148",
    "agrees": "yes",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass(slots=True)
class FormServer:
    """Serves the forms of `db`; `now` is what its clock says, `told` what people were told, in order."""

    db: Database
    now: datetime
    told: list[Outgoing] = field(default_factory=list)
    port: int = 0
    _server: uvicorn.Server | None = None
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        made = Forms(self.db.transaction, self._post, notices.of_moves, lambda: self.now, KEY, forms.sheets())
        application = Starlette(routes=made.routes())
        config = uvicorn.Config(application, port=0, log_level="error", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        self.port = self._server.servers[0].sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server is not None
        assert self._thread is not None
        self._server.should_exit = True
        self._thread.join(10)

    def _post(self, _session: Session, outgoings: Iterable[Outgoing], _now: datetime) -> None:
        self.told += outgoings

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def link(
        self, event: int | None = None, purpose: Purpose = Purpose.DETAILS, person: str = ME, **facts: Any
    ) -> str:
        """The path of a new form; for `whom` it is, if that is said."""
        if "whom" in facts:
            facts["for"] = facts.pop("whom")
        facts |= {"event": event} if event else {}
        with self.db.transaction() as session:
            return f"/forms/{links.make(session, Seal(KEY), Wish(person, purpose, facts), self.now)}"

    def event(self, capacity: int | None = 5, **columns: Any) -> int:
        """The number of a new event to which people can sign up."""
        with self.db.transaction() as session:
            return published(session, self.now, capacity, **columns).id

    def ledger(self) -> list[tuple[Any, ...]]:
        """Who is in the ledger, by whom, as whom, how many, and how they stand."""
        with self.db.transaction() as session:
            found = session.scalars(select(SignUp).order_by(SignUp.event_id, SignUp.number))
            return [
                (each.person, each.by, each.name, each.telephone, each.size, each.state) for each in found
            ]

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.now += timedelta(**by)

    def get(self, path: str, method: str = "GET") -> Answer:
        """Open a page."""
        return self._ask(method, path)

    def post(self, path: str, fields: Mapping[str, str | list[str]], **headers: str) -> Answer:
        """Send a form; where it leads is not followed."""
        return self.send(path, urlencode(fields, doseq=True).encode(), **headers)

    def send(self, path: str, body: bytes, **headers: str) -> Answer:
        """Send a body."""
        form = {"content-type": "application/x-www-form-urlencoded", **headers}
        return self._ask("POST", path, body, {name.replace("_", "-"): value for name, value in form.items()})

    def sign_up(self, path: str, **fields: str | list[str]) -> Answer:
        """Fill in a sign-up form and send it; the page that one ends on."""
        answer = self.post(path, {**DETAILS, **fields})
        return self.get(answer.headers["location"]) if answer.status == 303 else answer

    def _ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, named, answer.read().decode())
        finally:
            connection.close()
