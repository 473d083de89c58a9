"""What somebody looks for, from the address of the list of events; and the addresses of its other pages.

An address may say anything: what isn't understood is as if it weren't said.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from community import centers, hours
from community.browsing import Wanted
from community.events import Kind

PERIODS: Mapping[str, str] = {
    "": "これから",
    "today": "今日",
    "weekend": "今週末",
    "next-week": "来週",
    "month": "今月",
    "next-month": "来月",
    "past": "終わったもの",
}
KINDS: Mapping[str, str] = {
    "": "すべて",
    Kind.EVENT: "催し",
    Kind.TRAINING: "研修・講座",
    Kind.VOLUNTEER: "手伝い",
}
AUDIENCES: Mapping[str, str] = {
    "": "だれでも",
    "youth": "若い人",
    "senior": "シニア世代",
    "family": "こどもと家族",
}
# Who of them may come at all is looked at, not for whom it is made.
_AGES: Mapping[str, tuple[int, int]] = {"youth": (15, 29), "senior": (65, 150), "family": (0, 12)}
_LONGEST, _MOST_WORDS, _LAST_PAGE = 100, 8, 10_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Looking:
    """What the form says, in the form's own words; `page` from 1."""

    period: str = ""
    kind: str = ""
    audience: str = ""
    area: str = ""
    words: str = ""
    page: int = 1

    @property
    def plain(self) -> bool:
        """Whether nothing is looked for in particular."""
        return self == Looking(page=self.page)

    @property
    def query(self) -> str:
        """The end of the address of a calendar or table of the same, with its question mark."""
        return self.address(1).removeprefix("/events")

    @property
    def past(self) -> bool:
        """Whether events that are over are looked for, the latest first."""
        return self.period == "past"

    def wanted(self, now: datetime) -> Wanted:
        """What that means today."""
        begin, end = _span(self.period, now)
        return Wanted(
            begin=begin,
            end=end,
            over=now if self.past else None,
            kind=self.kind or None,
            ages=_AGES.get(self.audience),
            area=self.area or None,
            words=tuple(self.words.split()[:_MOST_WORDS]),
        )

    def address(self, page: int) -> str:
        """The list's address for another page of the same."""
        given = {name: value for name, value in self._query(page).items() if value}
        return f"/events?{urlencode(given)}" if given else "/events"

    def _query(self, page: int) -> dict[str, str]:
        turned = replace(self, page=page)
        return {
            "period": turned.period,
            "kind": turned.kind,
            "audience": turned.audience,
            "area": turned.area,
            "q": turned.words,
            "page": str(page) if page > 1 else "",
        }


def read(query: Mapping[str, str]) -> Looking:
    """What an address says."""
    page = query.get("page", "")
    known = page.isascii() and page.isdecimal() and 0 < int(page[:6]) <= _LAST_PAGE
    return Looking(
        period=_one_of(query.get("period"), PERIODS),
        kind=_one_of(query.get("kind"), KINDS),
        audience=_one_of(query.get("audience"), AUDIENCES),
        area=_one_of(query.get("area"), dict.fromkeys(centers.areas(), "")),
        words=_words(query.get("q", "")),
        page=int(page[:6]) if known else 1,
    )


def _one_of(said: str | None, known: Mapping[str, str]) -> str:
    return str(said) if said is not None and said in known else ""


def _words(said: str) -> str:
    return " ".join(_CONTROL.sub(" ", unicodedata.normalize("NFKC", said)).split())[:_LONGEST]


def _span(period: str, now: datetime) -> tuple[datetime | None, datetime | None]:
    if period == "":
        return now, None
    if period == "past":
        return None, None
    first, after = _days(period, hours.day_of(now))
    return max(_midnight(first), now), _midnight(after)


def _days(period: str, today: date) -> tuple[date, date]:
    """The first day, and the first one after it."""
    monday = today - timedelta(days=today.weekday())
    if period == "today":
        return today, today + timedelta(days=1)
    if period == "weekend":
        return monday + timedelta(days=5), monday + timedelta(days=7)
    if period == "next-week":
        return monday + timedelta(days=7), monday + timedelta(days=14)
    month = today.replace(day=1)
    following = _after(month)
    return (month, following) if period == "month" else (following, _after(following))


def _after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), hours.TOWN)
