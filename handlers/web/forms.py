"""Our own forms behind links that open once: `/forms/<token>`. Here are addresses, headers and transactions.

What a form asks and does is its sheet's (`handlers/web/sheets.py`); whether a link opens, is decided in
`community/links.py`. The token is a secret that a foreign page can't know: it also keeps foreign forms out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from importlib import resources

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from community import consents, conversations, links
from community.consents import Subject
from community.errors import Refusal
from community.links import Link, LinkExpired, LinkUnknown, LinkUsed, Purpose, Seal
from community.offers import Moves
from handlers import exporting, router
from handlers.messages import Outgoing
from handlers.rendering import page, render
from handlers.web.fields import Fields, Unfilled, Unfit, receive
from handlers.web.handing_over import DataSheet
from handlers.web.labels import LANGUAGES, known, labels
from handlers.web.profiling import ProfileSheet
from handlers.web.sheets import Leaf, Sheet
from handlers.web.signing import SignUpSheet

STYLE = str(resources.files("handlers.web") / "forms" / "form.css")
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, nofollow",
    # The address is the key: it is told to nobody, and kept in no cache.
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}
_STATUS: Mapping[type[Refusal], int] = {LinkUnknown: 404, LinkExpired: 410, LinkUsed: 410}

Post = Callable[[Session, Iterable[Outgoing], datetime], None]
Tell = Callable[[Session, Moves, datetime], Sequence[Outgoing]]


class FormUnfit(Refusal):
    """What was sent isn't one of our forms, or too large. Facts: none."""

    template = "form_unfit"


def sheets() -> Mapping[str, Sheet]:
    """All forms, by the purpose of their links."""
    return {
        Purpose.DETAILS: SignUpSheet(),
        Purpose.PROFILE: ProfileSheet(),
        Purpose.DATA: DataSheet(),
    }


@dataclass(frozen=True, slots=True)
class Forms:
    """Serves forms, by the purpose of the link: `sheets`.

    `post` puts notices on record in a form's own transaction, `tell` makes them of places that were passed
    on; `key` signs the links.
    """

    transaction: Callable[[], AbstractContextManager[Session]]
    post: Post
    tell: Tell
    clock: Callable[[], datetime]
    key: str
    sheets: Mapping[str, Sheet]

    def routes(self) -> list[BaseRoute]:
        """The form, where it is sent to, the data, and the style of all of them."""
        return [
            Route("/forms/form.css", self._style),
            Route("/forms/{token}", self._open, methods=["GET"]),
            Route("/forms/{token}", self._send, methods=["POST"]),
            Route("/forms/{token}/data.json", self._data, methods=["GET"]),
        ]

    async def _style(self, _request: Request) -> Response:
        return FileResponse(
            STYLE, headers={"cache-control": "max-age=3600", "x-content-type-options": "nosniff"}
        )

    async def _open(self, request: Request) -> Response:
        query = Fields(tuple(request.query_params.multi_items()))
        return await run_in_threadpool(self._opened, request.path_params["token"], query)

    async def _send(self, request: Request) -> Response:
        token = request.path_params["token"]
        try:
            given = await receive(request)
        except Unfit as unfit:
            return _refusal(FormUnfit(), unfit.status)
        return await run_in_threadpool(self._sent, token, given)

    async def _data(self, request: Request) -> Response:
        if request.method != "GET":  # HEAD comes with GET, and must not use anything up
            return Response(status_code=405, headers=HEADERS)
        return await run_in_threadpool(self._exported, request.path_params["token"])

    def _opened(self, token: str, query: Fields) -> Response:
        try:
            with self.transaction() as session:
                link = links.look(session, Seal(self.key), token, tuple(self.sheets), self.clock())
                language = self._language(session, link, query)
                sheet = self.sheets[link.purpose]
                if link.used_at is not None:
                    return _show(sheet.done(session, link.done or {}), token, language)
                return _show(sheet.empty(session, link, query, self.clock()), token, language)
        except Refusal as refused:
            return _refusal(refused)

    def _sent(self, token: str, given: Fields) -> Response:
        try:
            self._take(token, given)
        except Unfilled as unfilled:
            return self._once_more(token, given, unfilled.found)
        except (LinkUnknown, LinkExpired, LinkUsed) as refused:
            return _refusal(refused)
        except Refusal as refused:
            return self._once_more(token, given, {}, refused)
        # What is done is shown under an address of its own: going back or reloading sends nothing again.
        return RedirectResponse(f"/forms/{token}", 303, HEADERS)

    def _take(self, token: str, given: Fields) -> None:
        now = self.clock()
        with self.transaction() as session:
            link = links.use(session, Seal(self.key), token, tuple(self.sheets), now, given.content)
            if link.done is not None:  # sent twice: what came of it stands
                return
            language = self._language(session, link, given)
            sent = self.sheets[link.purpose].take(session, link, given, language, now)
            link.done = dict(sent.done)
            self.post(session, [*sent.told, *self.tell(session, sent.moves, now)], now)

    def _once_more(
        self, token: str, given: Fields, problems: Mapping[str, str], refused: Refusal | None = None
    ) -> Response:
        with self.transaction() as session:
            link = links.find(session, Seal(self.key), token, tuple(self.sheets))
            leaf = self.sheets[link.purpose].again(session, link, given, problems, self.clock())
            words = _words(refused) if refused else ""
            return _show(leaf, token, self._language(session, link, given), words)

    def _exported(self, token: str) -> Response:
        now = self.clock()
        try:
            with self.transaction() as session:
                link = links.use(session, Seal(self.key), token, (Purpose.DATA,), now)
                link.done = {"handed_over": now.isoformat()}
                return Response(
                    exporting.file(session, link.person, now),
                    media_type="application/json; charset=utf-8",
                    headers={**HEADERS, "content-disposition": 'attachment; filename="wasshoi.json"'},
                )
        except Refusal as refused:
            return _refusal(refused)

    def _language(self, session: Session, link: Link, given: Fields) -> str:
        chosen = (link.done or {}).get("lang")
        spoken = conversations.recall(session, link.person, self.clock()).language
        return known(given.text("lang")) or known(chosen) or known(spoken) or "ja"


def _words(refused: Refusal) -> str:
    return render(router.refusal(refused)[0]).words


def _show(leaf: Leaf, token: str, language: str, refused: str = "") -> Response:
    facts = {
        **leaf.facts,
        "L": labels(language),
        "language": language,
        "languages": LANGUAGES,
        "token": token,
        "refused": refused,
        "consent": {subject: consents.text(subject, language) for subject in Subject},
    }
    return HTMLResponse(page(leaf.template, facts), 409 if refused else leaf.status, HEADERS)


def _refusal(refused: Refusal, status: int = 409) -> Response:
    words = page("form_sentence", {"words": _words(refused), "L": labels("ja"), "language": "ja"})
    return HTMLResponse(words, _STATUS.get(type(refused), status), HEADERS)
