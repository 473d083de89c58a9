"""The organiser's check-in page, on a phone at the door: `/door/<token>`, one address for each event.

What is received and refused is `community/checkin.py`'s; what the page shows, `roster.py`'s. The token is the
key: a foreign page can't know it, so it can't send our forms either. Works without scripts; with them, a
camera reads the codes (`static/door.js`).
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs, quote

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from community import afterwards, checkin, ledger
from community.checkin import DoorClosed, NotReceived
from community.errors import Refusal
from community.events import Event, NoSuchEvent
from community.ledger import NoSuchSignUp, SignUp
from community.tokens import TokenUnknown
from handlers import days, router
from handlers.rendering import page, render
from handlers.web import roster

COOKIE = "door"  # tells a ticket's page that it is opened at the door
LARGEST = 4096  # bytes of a form
DIGITS = 9  # of a number that somebody may send
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "media-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "permissions-policy": "camera=(self)",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, nofollow",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}
_STATUS: Mapping[type[Refusal], int] = {
    TokenUnknown: 404,
    NoSuchEvent: 404,
    NoSuchSignUp: 404,
    DoorClosed: 410,
}
Given = Mapping[str, str]


def refusal(refused: Refusal) -> Response:
    """A page that says no in a sentence."""
    words = "\n".join(render(each).words for each in router.refusal(refused))
    return HTMLResponse(page("day_sentence", {"words": words}), _STATUS.get(type(refused), 409), HEADERS)


@dataclass(frozen=True, slots=True)
class Entrance:
    """`transaction` opens a session, `clock` tells the time, `key` signs tokens; `safe`: we are on https."""

    transaction: Callable[[], AbstractContextManager[Session]]
    clock: Callable[[], datetime]
    key: str
    safe: bool = False

    def routes(self) -> list[BaseRoute]:
        """The page, and where its forms go."""
        return [
            Route("/door/{token}", self._open, methods=["GET"]),
            Route("/door/{token}/{does}", self._send, methods=["POST"]),
        ]

    async def _open(self, request: Request) -> Response:
        token = request.path_params["token"]
        return await run_in_threadpool(self._opened, token, dict(request.query_params))

    async def _send(self, request: Request) -> Response:
        does = {"receive": self._receive, "count": self._count, "close": self._close}
        wanted = does.get(request.path_params["does"])
        given = await _form(request)
        if wanted is None or given is None:
            return refusal(TokenUnknown())
        return await run_in_threadpool(self._sent, request.path_params["token"], wanted, given)

    def _opened(self, token: str, query: Given) -> Response:
        try:
            with self.transaction() as session:
                event = checkin.door(session, self.key, token, self.clock())
                said = self._done(session, event, query)
                shown = HTMLResponse(
                    self._page(session, token, event, said, query.get("q", "")), 200, HEADERS
                )
        except Refusal as refused:
            return refusal(refused)
        # Read by tickets only. `lax`: sent when the phone's own camera opens a ticket's address.
        age = int((event.ends_at + checkin.DOOR_OPEN - self.clock()).total_seconds())
        shown.set_cookie(
            COOKIE, token, max_age=age, path="/ticket", secure=self.safe, httponly=True, samesite="lax"
        )
        return shown

    def _sent(self, token: str, does: Callable[[Session, Event, Given], str], given: Given) -> Response:
        try:
            with self.transaction() as session:
                event = checkin.door(session, self.key, token, self.clock())
                told = does(session, event, given)
        except (TokenUnknown, NoSuchEvent, DoorClosed) as refused:
            return refusal(refused)
        except Refusal as refused:
            return self._refused(token, given, refused)
        return RedirectResponse(f"/door/{quote(token)}?{told}", 303, HEADERS)

    def _refused(self, token: str, given: Given, refused: Refusal) -> Response:
        said = {"words": render(router.refusal(refused)[0]).words, "good": False}
        with self.transaction() as session:
            event = checkin.door(session, self.key, token, self.clock())
            return HTMLResponse(self._page(session, token, event, said, given.get("q", "")), 409, HEADERS)

    def _page(
        self, session: Session, token: str, event: Event, said: Mapping[str, object], searched: str
    ) -> str:
        facts = roster.facts(session, event, searched[:40], self.clock())
        return page("door", {**facts, "token": token, "said": said})

    def _receive(self, session: Session, event: Event, given: Given) -> str:
        if given.get("sign_up"):
            mine = _of(session, event, given["sign_up"])
        else:
            mine = checkin.find(session, self.key, event, given.get("code", ""))
        came = _number(given.get("came", ""))
        received = checkin.receive(session, mine.id, _who(event), self.clock(), came)
        return f"{'was' if received.since else 'received'}={mine.number}{_kept(given)}"

    def _count(self, session: Session, event: Event, given: Given) -> str:
        mine = _of(session, event, given.get("sign_up", ""))
        lesson = checkin.lesson_of(session, event, self.clock())
        checkin.count(session, (mine, lesson), _number(given.get("came", "")) or 0, _who(event), self.clock())
        return f"counted={mine.number}{_kept(given)}"

    def _close(self, session: Session, event: Event, _given: Given) -> str:
        return f"closed={afterwards.close(session, event.id, _who(event), self.clock())}"

    def _done(self, session: Session, event: Event, query: Given) -> dict[str, object]:
        """What has just happened, in words: by the ledger, so that it is true when reloaded."""
        if "closed" in query:
            return {"words": "受付を終えました。来なかった方は「欠席」にしました。", "good": True}
        for did in ("received", "was", "counted"):
            number = _number(query.get(did, ""))
            mine = next((each for each in checkin.expected(session, event.id) if each.number == number), None)
            if mine is not None:
                return {"words": self._words(session, event, mine, did), "good": did != "was"}
        return {"words": "", "good": True}

    def _words(self, session: Session, event: Event, mine: SignUp, did: str) -> str:
        known = checkin.there(session, event, checkin.lesson_of(session, event, self.clock())).get(mine.id)
        named = f"{roster.name(mine)}さん" if mine.name else roster.name(mine)
        if known is None or not known.came:
            return f"{named}:「来ていない」に直しました。"
        if did == "was":
            return f"{named}:すでに受付済みです({days.clock(known.at)})。"
        return f"{named}:{known.came}人{'を受け付けました' if did == 'received' else 'に直しました'}。"


def _who(event: Event) -> str:
    return f"door:{event.id}"


def _of(session: Session, event: Event, sign_up_id: str) -> SignUp:
    mine = ledger.get(session, sign_up_id)
    if mine.event_id != event.id:
        raise NotReceived(why=checkin.Why.UNKNOWN, title=event.title, starts_at=event.starts_at)
    return mine


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= DIGITS else None


def _kept(given: Given) -> str:
    return f"&q={quote(given['q'])}" if given.get("q") else ""


async def _form(request: Request) -> Given | None:
    """The fields of a form; None when it is none of ours."""
    raw = b""
    async for part in request.stream():
        raw += part
        if len(raw) > LARGEST:
            return None
    try:
        fields = parse_qs(raw.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=8)
    except ValueError:
        return None
    return {name: values[-1].replace("\x00", "") for name, values in fields.items()}
