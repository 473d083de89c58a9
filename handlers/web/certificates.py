"""Certificates for those who have them (`/certificate/<token>.pdf`), and whether a number is ours.

Who completed what is `community/certificates.py`'s; how the sheet looks, `diploma.py`'s. Who looks a number
up is told whether it is valid and for which training, never whose it is.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from community import certificates, courses, events, hours, ledger, profiles
from community.certificates import Certificate, NoSuchCertificate
from community.errors import Refusal
from community.events import Event
from community.tokens import Thing, TokenUnknown, opened
from handlers import days
from handlers.rendering import page
from handlers.web import diploma
from handlers.web.diploma import Diploma
from handlers.web.door import HEADERS, refusal


@dataclass(frozen=True, slots=True)
class Certificates:
    """`transaction` opens a session, `key` signs tokens."""

    transaction: Callable[[], AbstractContextManager[Session]]
    key: str

    def routes(self) -> list[BaseRoute]:
        """The sheet, and the page to look a number up."""
        return [
            Route("/certificate/{token}.pdf", self._sheet, methods=["GET"]),
            Route("/certificates", self._check, methods=["GET"]),
        ]

    async def _sheet(self, request: Request) -> Response:
        return await run_in_threadpool(self._printed, request.path_params["token"])

    async def _check(self, request: Request) -> Response:
        return await run_in_threadpool(self._checked, request.query_params.get("number", "")[:20])

    def _printed(self, token: str) -> Response:
        try:
            serial = opened(self.key, Thing.CERTIFICATE, token)
            with self.transaction() as session:
                made = _diploma(session, certificates.by_serial(session, serial))
        except (TokenUnknown, NoSuchCertificate) as refused:
            return refusal(refused)
        shown = {**HEADERS, "content-disposition": f'inline; filename="certificate-{serial}.pdf"'}
        return Response(diploma.pdf(made), 200, shown, "application/pdf")

    def _checked(self, number: str) -> Response:
        facts: dict[str, object] = {"number": number, "title": "", "issued": ""}
        try:
            with self.transaction() as session:
                found = certificates.by_serial(session, number)
                facts["title"] = events.public(session, found.event_id).title
                facts["issued"] = diploma.era(hours.day_of(found.issued_at))
        except Refusal:
            pass  # the page says so
        return HTMLResponse(page("certificate_check", facts), 200, HEADERS)


def _diploma(session: Session, certificate: Certificate) -> Diploma:
    event, mine = events.public(session, certificate.event_id), ledger.get(session, certificate.sign_up_id)
    return Diploma(
        serial=certificate.serial,
        name=mine.name or profiles.of(session, mine.person).name,
        course=event.title,
        when=_when(session, event),
        issuer=event.body or event.center or "わっしょい いちのせき",
        # An all-day event ends at the next day's midnight.
        issued=hours.day_of(min(certificate.issued_at, event.ends_at - timedelta(microseconds=1))),
    )


def _when(session: Session, event: Event) -> str:
    held = [each for each in courses.of_event(session, event.id) if not each.dropped]
    if not held:
        return days.day_and_hours(event)
    first, last = hours.day_of(held[0].starts_at), hours.day_of(held[-1].starts_at)
    return f"{days.day(first)}〜{days.day(last)}(全{len(held)}回)"
