"""What all words of time of a text mean together, and which parts of the text that was.

Terms are read from left to right: 「から」 leads to the end of a range, 「か」 embraces both, 「以降」 and
「まで」 open an end. A word that fits nowhere is left out. A date that doesn't exist takes what it is tied to
with it: 「2026年2月30日」 is not the whole of 2026.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from knowledge.dates.joints import HIDDEN, Joint, after, before, between, is_tied, opened
from knowledge.dates.reading import Word
from knowledge.dates.spans import Grain, Hours, Span, Standpoint
from knowledge.dates.terms import Meaning, Term, either, term

Piece = tuple[int, int]


def days(text: str, words: Sequence[Word], today: date) -> tuple[Meaning | None, list[Piece]]:
    """The days that a text speaks of, and where it does so."""
    stand = Standpoint(today, today)
    text = _without_hours(text, words)
    words = _possible(text, [word for word in words if word.grain is not Grain.HOURS], stand)
    meaning, joint, pieces = None, Joint.TIE, list[Piece]()
    for group, following in _groups(text, words):
        read = _read(group, meaning, joint, stand)
        if read.meaning:
            found = _opened(text, group, read.meaning)
            meaning = _joined(meaning, found, joint) if meaning else found
            pieces += _pieces(text, group, read.words)
        joint = following
        if meaning is None and pieces:  # from the 10th to the 5th: not understood
            return None, []
    return meaning, pieces


def hours(text: str, words: Sequence[Word], today: date) -> tuple[Hours | None, list[Piece]]:
    """The part of the day that a text speaks of: 夕方か夜 is both, 午後、3時から what they have in common."""
    meant, pieces, last = None, list[Piece](), None
    for word in words:
        sense = word.sense(Standpoint(today, today))
        if not isinstance(sense, Hours):
            continue
        if meant is None or last is None:
            meant = sense
        else:
            common = Hours(max(meant.since, sense.since), min(meant.until, sense.until))
            both = Hours(min(meant.since, sense.since), max(meant.until, sense.until))
            apart = between(text, last, word) is Joint.OR or common.since >= common.until
            meant = both if apart else common
        last = word
        pieces.append((before(text, word)[1], word.end))
    return meant, pieces


def _without_hours(text: str, words: Sequence[Word]) -> str:
    for word in words:
        if word.grain is Grain.HOURS:
            text = text[: word.start] + HIDDEN * (word.end - word.start) + text[word.end :]
    return text


def _possible(text: str, words: Sequence[Word], stand: Standpoint) -> list[Word]:
    """The words without those that have no sense, and without what is tied to them."""
    chains: list[list[Word]] = []
    for word in words:
        if chains and is_tied(text, chains[-1][-1], word):
            chains[-1].append(word)
        else:
            chains.append([word])
    return [word for chain in chains if all(word.sense(stand) for word in chain) for word in chain]


def _groups(text: str, words: Sequence[Word]) -> list[tuple[list[Word], Joint]]:
    """The words term by term, each with how it goes on. Weekdays beside weekdays are one: 土曜か日曜."""
    groups, group = [], list(words[:1])
    for word, following in pairwise(words):
        joint = between(text, word, following)
        both = word.grain is following.grain is Grain.WEEKDAY
        if joint is Joint.TIE or (both and joint is Joint.OR):
            group.append(following)
        else:
            groups.append((group, joint))
            group = [following]
    return [*groups, (group, Joint.TIE)] if group else []


def _read(group: Sequence[Word], meaning: Meaning | None, joint: Joint, stand: Standpoint) -> Term:
    """A term, read from where the one before it begins, if it goes on from there."""
    if meaning is None:
        return term(group, stand)
    if joint not in {Joint.TO, Joint.OR}:
        return term(group, stand, inside=meaning)
    since = stand.today if meaning.span.first == date.min else meaning.span.first
    later = term(group, Standpoint(stand.today, since))
    if joint is Joint.TO:
        return later
    # 「7月5日か12日」 is meant from July on, 「7月か6月」 from today on: the nearer one.
    return min((later, term(group, stand)), key=lambda each: _length(meaning, each))


def _length(meaning: Meaning, other: Term) -> timedelta:
    span = meaning.span | other.meaning.span if other.meaning else Span(date.min, date.max)
    return span.last - span.first


def _opened(text: str, group: Sequence[Word], meaning: Meaning) -> Meaning:
    span = opened(opened(meaning.span, before(text, group[0])[0]), after(text, group[-1])[0])
    return Meaning(span, meaning.weekdays)


def _joined(meaning: Meaning, found: Meaning, joint: Joint) -> Meaning | None:
    if joint is Joint.OR:
        return either(meaning, found)
    if joint is Joint.TO:
        first, last = meaning.span.first, found.span.last
        return Meaning(Span(first, last)) if first <= last else None
    span = meaning.span & found.span
    return Meaning(span, found.weekdays) if span else meaning


def _pieces(text: str, group: Sequence[Word], used: Sequence[Word]) -> list[Piece]:
    """Where the words of a term stand, with what leads them in and what follows."""
    pieces = [(before(text, word)[1] if word is group[0] else word.start, word.end) for word in used]
    if group[-1] in used:
        pieces.append((group[-1].end, after(text, group[-1])[1]))
    return [(start, end) for start, end in pieces if start < end]
