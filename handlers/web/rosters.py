"""Rosters to print and to keep (`/rosters/<token>`); posters that lead to an event (`/posters/<id>.pdf`).

A token is one officer's, for a quarter of an hour; whether they still hold their office is asked again.
"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from community import events, remarks, rosters
from community.errors import Refusal
from community.events import Event
from community.ledger import SignUp, SignUpState
from community.tokens import Thing, TokenUnknown, opened
from handlers import days, whereabouts
from handlers.cells import inert
from handlers.rendering import page
from handlers.web import poster
from handlers.web.door import HEADERS, refusal
from handlers.web.roster import name

COLUMNS = ("番号", "お名前", "人数", "年齢", "電話", "地域", "状態", "受付", "メモ", "出席")
STATES = {
    SignUpState.CONFIRMED: "確定",
    SignUpState.WAITLISTED: "キャンセル待ち",
    SignUpState.OFFERED: "空きを案内中",
    SignUpState.ATTENDED: "来た",
    SignUpState.ABSENT: "欠席",
}
_WAYS = {"line": "LINE", "web": "LINE", "phone": "電話", "counter": "窓口"}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Rosters:
    """`transaction` opens a session, `clock` tells the time, `key` signs tokens."""

    transaction: Callable[[], AbstractContextManager[Session]]
    clock: Callable[[], datetime]
    key: str

    def routes(self) -> list[BaseRoute]:
        """The files, the page to print, the poster."""
        return [
            Route("/rosters/{token}.xlsx", self._answer(self._excel), methods=["GET"]),
            Route("/rosters/{token}.csv", self._answer(self._csv), methods=["GET"]),
            Route("/rosters/{token}", self._answer(self._paper), methods=["GET"]),
            Route("/posters/{event:int}.pdf", self._poster, methods=["GET"]),
        ]

    def _answer(self, made: Callable[[Event, Rows], Response]) -> Callable[[Request], object]:
        async def answer(request: Request) -> Response:
            return await run_in_threadpool(self._made, request.path_params["token"], made)

        return answer

    def _made(self, token: str, made: Callable[[Event, Rows], Response]) -> Response:
        try:
            event_id, until, who = opened(self.key, Thing.ROSTER, token).split("|", 2)
            if self.clock().timestamp() > int(until):
                raise TokenUnknown
            with self.transaction() as session:
                event, found = rosters.everybody(session, int(event_id), who, self.clock())
                notes = remarks.of(session, [each.id for each in found], remarks.NOTE)
                rows = [_row(each, notes[each.id].words if each.id in notes else None) for each in found]
                return made(event, rows)
        except Refusal as refused:
            return refusal(refused)

    def _excel(self, event: Event, rows: Rows) -> Response:
        target = io.BytesIO()
        # Everything is text: what begins with = stays what it is.
        as_text = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(target, as_text) as book:
            sheet = book.add_worksheet("名簿")
            bold = book.add_format({"bold": True})
            sheet.write_row(0, 0, COLUMNS, bold)
            for number, row in enumerate(rows, start=1):
                sheet.write_row(number, 0, row)
            sheet.freeze_panes(1, 0)
            sheet.autofit()
        return _file(target.getvalue(), _XLSX, f"roster-{event.id}.xlsx")

    def _csv(self, event: Event, rows: Rows) -> Response:
        target = io.StringIO()
        target.write("\ufeff")  # without it Excel in Japan reads cp932
        written = csv.writer(target)
        written.writerow(COLUMNS)
        written.writerows([inert(cell) for cell in row] for row in rows)
        return _file(target.getvalue().encode(), "text/csv; charset=utf-8", f"roster-{event.id}.csv")

    def _paper(self, event: Event, rows: Rows) -> Response:
        facts = {
            "title": event.title,
            "when": days.day_and_hours(event),
            "where": whereabouts.where(event),
            "rows": rows,
            "printed": days.moment(self.clock()),
            "people": sum(int(row[2]) for row in rows if row[6] != STATES[SignUpState.WAITLISTED]),
        }
        return HTMLResponse(page("roster_print", facts), 200, HEADERS)

    async def _poster(self, request: Request) -> Response:
        return await run_in_threadpool(self._drawn, request.path_params["event"])

    def _drawn(self, event_id: int) -> Response:
        try:
            with self.transaction() as session:
                sheet = poster.pdf(events.public(session, event_id))
        except Refusal as refused:
            return refusal(refused)
        return Response(sheet, 200, {**HEADERS, "cache-control": "max-age=60"}, "application/pdf")


def _row(sign_up: SignUp, note: str | None) -> tuple[str, ...]:
    return (
        str(sign_up.number),
        name(sign_up),
        str(sign_up.size),
        "、".join(_ages(sign_up)),
        sign_up.telephone or "",
        sign_up.area or "",
        STATES[SignUpState(sign_up.state)],
        _WAYS.get(sign_up.channel, sign_up.channel),
        note or "",
        "" if sign_up.came is None else str(sign_up.came),
    )


def _ages(sign_up: SignUp) -> Iterator[str]:
    yield from (str(each.age) for each in sign_up.members if each.age is not None)


def _file(content: bytes, kind: str, called: str) -> Response:
    shown = {**HEADERS, "content-disposition": f'attachment; filename="{called}"'}
    return Response(content, 200, shown, kind)
