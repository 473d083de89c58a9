"""The check-in page, tickets and certificates on the loopback, with a clock of the test's own."""

import http.client
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

import uvicorn
from starlette.applications import Starlette

from bot.database import Database
from community.tokens import Thing, sealed
from handlers import addresses
from handlers.web.certificates import Certificates
from handlers.web.door import Entrance
from handlers.web.event_pages import EventPages
from handlers.web.tickets import Tickets

KEY = "a key for tests"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Hall:
    """`now` may be set; `cookie` is what the phone has."""

    port: int
    now: datetime
    cookie: str = ""
    _headers: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def door(self, event_id: int) -> str:
        """The path of an event's check-in page."""
        return f"/door/{sealed(KEY, Thing.DOOR, str(event_id))}"

    def get(self, path: str) -> Answer:
        """Open a page, and keep its cookie."""
        return self._ask("GET", path)

    def post(self, path: str, **given: object) -> Answer:
        """Send a form, and go on to the page that it leads to."""
        answer = self._ask("POST", path, urlencode(given))
        return self.get(answer.headers["location"]) if answer.status == 303 else answer

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"cookie": self.cookie} if self.cookie else {}
        connection.request(method, path, body, headers)
        said = connection.getresponse()
        answer = Answer(said.status, {name.lower(): value for name, value in said.getheaders()}, said.read())
        connection.close()
        if "set-cookie" in answer.headers:
            self.cookie = answer.headers["set-cookie"].partition(";")[0]
        return answer


@contextmanager
def opened(db: Database, now: datetime) -> Iterator[Hall]:
    """The pages on this database."""
    hall = Hall(0, now)
    parts = (
        EventPages(db.transaction, lambda: hall.now),
        Entrance(db.transaction, lambda: hall.now, KEY),
        Tickets(db.transaction, lambda: hall.now, KEY),
        Certificates(db.transaction, KEY),
    )
    app = Starlette(routes=[route for part in parts for route in part.routes()])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    hall.port = server.servers[0].sockets[0].getsockname()[1]
    addresses.settle(hall.url, KEY, pictures=False)
    yield hall
    server.should_exit = True
    thread.join(10)
