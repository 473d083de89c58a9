"""What the words of one term mean, the wide ones first: 来月の第2土曜, Saturday next week, 7月の土日."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.dates.reading import Word
from knowledge.dates.spans import ONE_DAY, Grain, Span, Standpoint, Weekdays, Which
from knowledge.dates.weeks import week_of

_ALWAYS = Span(date.min, date.max)
_WEEKEND = frozenset({5, 6})
_SIX_DAYS = timedelta(days=6)
_FEW_DAYS = 7
_WHOLE = {Grain.SEASON, Grain.DAY}  # 今年の年末年始 goes on into January


@dataclass(frozen=True)
class Meaning:
    """Days; of these only some weekdays, if any are named."""

    span: Span
    weekdays: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Term:
    """What words mean together, and which of them have a part in it."""

    meaning: Meaning | None
    words: tuple[Word, ...] = ()


def term(words: Sequence[Word], stand: Standpoint, inside: Meaning | None = None) -> Term:
    """The meaning of words, inside of what is known already."""
    span, used = inside.span if inside else None, []
    weekdays = [(word, sense) for word in words if isinstance(sense := word.sense(stand), Weekdays)]
    named = [word for word, _ in weekdays]
    for word in sorted((word for word in words if word not in named), key=lambda word: word.grain):
        found = _inside(span, word, stand)
        if found:
            span = found
            used.append(word)
    if not weekdays:
        return Term(Meaning(span, inside.weekdays if inside else frozenset()) if span else None, tuple(used))
    narrowed = _on_weekdays([sense for _, sense in weekdays], span, stand)
    if narrowed is None:
        return Term(Meaning(span) if span else None, tuple(used))
    return Term(narrowed, (*used, *named))


def _inside(wide: Span | None, word: Word, stand: Standpoint) -> Span | None:
    """A word read inside a wider span: what of it lies there, or all of a holiday that begins there."""
    if wide is None:
        found = word.sense(stand)
        return found if isinstance(found, Span) else None
    since = stand.since if wide.first == date.min else wide.first
    found = word.sense(Standpoint(stand.today, since))
    if not isinstance(found, Span):
        return None
    # 今年の冬 is not the one that is over in February.
    if found.first < since and not (found.is_open or wide.is_open):
        later = word.sense(Standpoint(stand.today, found.last + ONE_DAY))
        found = later if isinstance(later, Span) and later.first in wide else found
    return found if found.first in wide and word.grain in _WHOLE else wide & found


def _on_weekdays(named: Sequence[Weekdays], span: Span | None, stand: Standpoint) -> Meaning | None:
    days = frozenset[int]().union(*(each.days for each in named))
    which = {each.which for each in named}
    if span is None and Which.EVERY in which:
        return Meaning(_ALWAYS, days)
    if span is None:
        span = _next(days, stand.today) if Which.NEXT in which else _coming(days, stand.since)
    return only(Meaning(span, days))


def _coming(days: frozenset[int], since: date) -> Span:
    """Where to look for weekdays of no named week: the weekend stays the same one until it's over."""
    return week_of(since) if days == _WEEKEND else Span(since, since + _SIX_DAYS)


def _next(days: frozenset[int], today: date) -> Span:
    first = today + ONE_DAY
    while first.weekday() != min(days):
        first += ONE_DAY
    return Span(first, first + _SIX_DAYS)


def only(meaning: Meaning) -> Meaning | None:
    """Days and weekdays as exact days where these are on end; None if there are none such."""
    span, weekdays = meaning.span, meaning.weekdays
    if not weekdays or span.is_open:
        return meaning
    days = [day for day in span.days() if day.weekday() in weekdays]
    if not days:
        return None
    exact = Span(days[0], days[-1])
    return Meaning(exact) if len(exact.days()) == len(days) else meaning


def either(one: Meaning, other: Meaning) -> Meaning:
    """Days that embrace both, and of these the weekdays that were meant."""
    span = one.span | other.span
    both = _weekdays(one), _weekdays(other)
    return only(Meaning(span, both[0] | both[1] if all(both) else frozenset())) or Meaning(span)


def _weekdays(meaning: Meaning) -> frozenset[int]:
    """The weekdays of a few days; none for more, which means all of them."""
    if meaning.weekdays or meaning.span.is_open:
        return meaning.weekdays
    days = meaning.span.days()
    return frozenset(day.weekday() for day in days) if len(days) < _FEW_DAYS else frozenset()
