"""The way in: what a text asks to come to, and whether it asks for that at all."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from knowledge.dates.when import When
from knowledge.dates.when import understand as understand_when
from knowledge.wishes import areas, audiences, keywords, kinds
from knowledge.wishes.marks import Mark, hidden
from knowledge.wishes.wanting import Said, adds, is_wanted

LONGEST = 300  # characters looked at
_SOME_DAYS, _A_MONTH = 7, 31
# やさしい日本語 writes readings behind kanji: 土曜日(どようび).
_READINGS = re.compile(r"(?<=[一-龯々])\([ぁ-ゖー\s]+\)")
_SPACES = re.compile(r"(?<=[ぁ-ヺー一-龯々、。])\s+(?=[ぁ-ヺー一-龯々])")
_YEAR = re.compile(r"年(?!末)")
_UNSOUND = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True)
class Wish:
    """What somebody wants to come to; what they didn't say is None or empty.

    `when` as `knowledge/dates` has it: whole spans, both ends included. `audience`: youth, senior, family,
    anyone. `kind`: event, training, volunteer. `areas` of the town, any of which will do. `keywords` are all
    wanted. `wanted`: whether it is a request for events at all; if not, the rest is what would be meant, and
    `adds` whether it can be a word more to a request just before.
    """

    when: When = field(default_factory=When)
    audience: str | None = None
    kind: str | None = None
    areas: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    wanted: bool = False
    adds: bool = False

    @property
    def first(self) -> date | None:
        """The first day that will do."""
        return self.when.first

    @property
    def last(self) -> date | None:
        """The last day that will do."""
        return self.when.last

    @property
    def hours(self) -> tuple[time, time] | None:
        """The part of the day in which it shall begin."""
        return self.when.hours

    @property
    def area(self) -> str | None:
        """The area named first."""
        return self.areas[0] if self.areas else None

    @property
    def tells(self) -> bool:
        """Whether anything was understood that narrows what there is."""
        days = self.first or self.last or self.hours or self.when.weekdays
        return bool(days or self.audience or self.kind or self.areas or self.keywords)

    @property
    def keyword(self) -> str | None:
        """The words to look for, as one."""
        return " ".join(self.keywords) or None


def understand(text: str, now: datetime) -> Wish:
    """What a text asks to come to; `now` knows its zone, and its day is today."""
    when = understand_when(_READINGS.sub("", _clean(text)), now)
    rest = when.rest
    where, whom = areas.marks(rest), audiences.marks(rest)
    plain, naming = kinds.plain(rest), kinds.naming(rest)
    others = keywords.others(hidden(rest, [*where, *whom, *plain, *naming]))
    audience, wanted_areas = audiences.decided(rest, whom), areas.decided(where)
    said = Said(
        text=_SPACES.sub("", rest),
        kinds=frozenset(mark.value for mark in plain),
        named=bool(naming),
        days=_length(when, now.date()),
        place=bool(wanted_areas),
        audience=any(not _within(mark, naming) for mark in whom),
        left=bool(others),
    )
    coming = when.last is None or when.last >= now.date()
    wish = Wish(
        when=when,
        audience=audience,
        kind=kinds.decided(rest, [*plain, *naming]),
        areas=wanted_areas,
        keywords=keywords.chosen(rest, naming, others),
        wanted=coming and (is_wanted(said) or _is_time_alone(when, now.date())),
    )
    # A word of thanks adds nothing.
    return replace(wish, adds=coming and wish.tells and adds(said))


def _clean(text: str) -> str:
    return unicodedata.normalize("NFKC", _UNSOUND.sub("", text[:LONGEST]))


def _within(mark: Mark, others: list[Mark]) -> bool:
    """Whether a word is but a part of a name: 子どもフェス."""
    return any(other.start <= mark.start and mark.end <= other.end for other in others)


def _length(when: When, today: date) -> int | None:
    """How many days are spoken of; None when no time is, or one that began long ago and isn't over."""
    if when.first is None and when.last is None:
        return _SOME_DAYS if when.weekdays or when.hours else None
    if when.first is not None and when.last is not None:
        return (when.last - when.first).days + 1
    return _SOME_DAYS if when.first is None or when.first >= today else None


def _is_time_alone(when: When, today: date) -> bool:
    """Whether nothing is said but a day, a week or a month not far off: 「今週末」, 「土曜は?」."""
    if when.first is None or any(sign.isalpha() and sign not in "はのってにわ" for sign in when.rest):
        return False
    length = _length(when, today)
    near = length is not None and length <= _A_MONTH and (when.first - today).days <= _A_MONTH
    return near and not _YEAR.search(when.spoken)
