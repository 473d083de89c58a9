"""Our public pages on the loopback, with a clock of the test's own: asked as any browser or calendar asks."""

import asyncio
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn

import uvicorn
from sqlalchemy.orm import Session
from starlette.applications import Starlette

from bot.database import Database
from community.ledger import NoSuchSignUp
from handlers import addresses
from handlers.web.event_pages import EventPages
from handlers.web.feeds import Feeds, PersonOf
from tests.community.gatherings import published
from tests.service import free_port

BASE = "https://wasshoi.example.jp"


@dataclass
class Answer:
    status: int
    headers: Mapping[str, str]
    body: str


@dataclass
class Site:
    """`now` may be set; `get` asks for a page."""

    url: str
    now: datetime
    people: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(f"{self.url}{path}", headers=given)  # noqa: S310 - loopback
        try:
            with urllib.request.urlopen(request, timeout=10) as found:  # noqa: S310 - loopback
                return Answer(found.status, dict(found.headers), found.read().decode())
        except urllib.error.HTTPError as error:
            return Answer(error.code, dict(error.headers), error.read().decode())

    def person(self, _session: Session, token: str) -> str:
        if token not in self.people:
            _refuse()
        return self.people[token]


def _refuse() -> NoReturn:
    raise NoSuchSignUp


def titles(page: str) -> list[str]:
    """The events of a list."""
    return re.findall(r"<h3><a [^>]*>(.*?)</a></h3>", page)


def words(page: str) -> str:
    """What of a page is read, without its head."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.partition("<main")[2]))


def add(db: Database, now: datetime, **columns: Any) -> int:
    """A public event; its number."""
    with db.transaction() as session:
        return published(session, now, **columns).id


@contextmanager
def served(db: Database, now: datetime) -> Iterator[Site]:
    """The pages on this database."""
    site = Site("", now)
    addresses.settle(BASE, "key", pictures=True)
    person: PersonOf = site.person
    feeds = Feeds(db.transaction, lambda: site.now, person)
    pages = EventPages(db.transaction, lambda: site.now)
    with listening(Starlette(routes=[*feeds.routes(), *pages.routes()])) as url:
        site.url = url
        yield site


@contextmanager
def listening(app: Any) -> Iterator[str]:
    """An application on loopback; its address."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = threading.Thread(target=asyncio.run, args=(server.serve(),))
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
