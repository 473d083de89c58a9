"""What a message points at without naming it: 「それ」「6は?」「三番目の方針」「7じゃなくて8」."""

import re
from collections.abc import Sequence
from enum import Enum

from knowledge import members, names
from knowledge.articles import Article
from knowledge.library import Library


class Tie(Enum):
    """How much what was talked about counts in the finder's scores: itself, and what is beside it."""

    POINTED = (8.0, 3.0)
    SHORT = (4.0, 1.5)
    HELD = (1.0, 0.5)
    CARRIED = (3.0, 1.0)  # where the message is searched with the name of what was talked about in it


_POINTING = re.compile(
    r"それ|その|そこ|そご|そい[づつ]|そっち|そちら|そういう|そんな|これ(?!から)|この(?!計画|市|街|町|まち|地域|間|度|頃|ごろ|たび)|こちら"
    r"|さっき|先ほど|先程|ただ今|今の(話|やつ|説明|答)|あの人|あの方|あい[づつ]|前者|後者|上の"
    r"|^(じゃ|では|で、|だと|だったら|なら|んだば|んで|ほんで|せば|へば|ちなみ|あと|もう|ほかに|他に|え、)"
    r"|\b(it|its|that|this|they|them|their|those|these|then|one|ones|he|she|his|her)\b"
    r"|^(what about|how about)\b|^(and|so|for)\b(?=(\W+\w+){0,5}\W*$)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(じゃ[あぁ]?|では?|んで|ほんで|それじゃ[あぁ]?|んだば|せば|へば|なら|あと"
    r"|and|then|what about|how about)[、,\s]*",
    re.IGNORECASE,
)
_LONE = re.compile(
    r"^(?:事業|no\.?|number)?\s*(\d{1,2})\s*(?:番目?)?(?:の(?:方|ほう|やつ|こと))?(?!\d)", re.IGNORECASE
)
_AFTER_LONE = re.compile(r"^(?:は|って|も|について|だと|なら|を|が|どう|です|でした|だ|で|の|[。??!、\s]|$)")
_BEFORE = re.compile(r"(?:さっき|先ほど|最初|前|上)の\s*(\d{1,2})(?!\d|年|人|名|円|万|つ|か|団|割|%|分)")
_ORDINAL = re.compile(
    r"(?:(方針|事業)の(?:うちの?)?)?(?:第)?([一二三四五六七八九十\d]{1,3})\s*(?:番目|つ目|個目|番)の?\s*(方針|事業)?"
    r"|\b(first|second|third|fourth|fifth)\b(?: (policy|project))?",
    re.IGNORECASE,
)
# 「その次の番号の事業」: the one beside that which was talked about.
_NEIGHBOUR = re.compile(
    r"(?:(次|つぎ|後|あと)|(?:一つ|ひとつ|1つ)?(前|まえ))の(?:番号の?)?(?:事業|方針|やつ|番号)(?!者|費|年|で)"
    r"|\b(?:(next)|(previous)) (?:one|project|policy)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"もう(?:一|1|ひと)つの|もう片方|もう一方|\bthe other (?:one|idea|principle)\b", re.IGNORECASE
)
_TURNING = re.compile(
    r"^(?:ところで|話(?:は|が|を)?(?:変|かわ|それ)|別(?:の話|件)|全然(?:違|別)|by the way|on another)",
    re.IGNORECASE,
)
_CORRECTED = re.compile(
    r"^(.{1,30}?)(?:じゃなく(?:っ?て)?|ではなく(?:て)?|でなく(?:て)?|でねくて|んでねくて|じゃねくて|でねぐで)[、,\s]*(.+)$"
    r"|^(?:no,?\s*)?not\s+(.{1,20}?)[,.\s]+(?:but\s+|i mean[t]?\s+)?(.+)$",
    re.IGNORECASE,
)
# Characters of a message in which a word may point at what was said before, and of a longer one's beginning.
POINTING, BEGINNING = 40, 6
SHORT = 14  # characters of a message that is only a number
_SORRY = re.compile(
    r"^(?:すみません|ごめん(?:なさい)?|いや|違う|ちがう|あ+|sorry|no\b)[、,。\s]*", re.IGNORECASE
)
_KANJI = {each: number for number, each in enumerate("一二三四五六七八九十", start=1)}
_ENGLISH = {
    each: number for number, each in enumerate(("first", "second", "third", "fourth", "fifth"), start=1)
}


def points(text: str) -> bool:
    """Whether a message points at what was said before; inside a long one 「その」 means its own words."""
    return bool(_POINTING.search(text if len(text) <= POINTING else text[:BEGINNING]))


def turns(text: str) -> bool:
    """Whether a message says itself that it is about something else."""
    return bool(_TURNING.search(text))


def bare(text: str) -> str:
    """A message without the word that ties it to what was said before."""
    return _OPENING.sub("", text)


def corrected(text: str) -> str | None:
    """What is meant instead, where a message corrects: 「7じゃなくて8」 means 8."""
    found = _CORRECTED.match(_SORRY.sub("", text))
    return (found[2] or found[4]) if found else None


def meant(library: Library, text: str, last: Article | None) -> list[Article]:
    """The articles that a message means by name, number or order; `last` is what was talked about."""
    found = names.named(library, text)
    if found:
        return found
    ordinal = _ORDINAL.search(text)
    if ordinal and (kind := ordinal[1] or ordinal[3] or ordinal[5]):
        return _member(library, "policy" if kind in {"方針", "policy"} else "project", _number(ordinal))
    if last is None:
        return []
    listed = _list_of(last)
    shown = bare(text)
    lone = _LONE.match(shown)
    if lone and _AFTER_LONE.match(shown[lone.end() :]):
        return _member(library, listed, int(lone[1]))
    before = _BEFORE.search(text)
    if before:
        return _member(library, "project", int(before[1]))
    return _beside(library, text, last) or (_member(library, listed, _number(ordinal)) if ordinal else [])


def _beside(library: Library, text: str, last: Article) -> list[Article]:
    """The other of two, the next one or the one before; none where a message means neither."""
    other = members.beside(library, last) if _OTHER.search(text) else None
    if other is not None:
        return [other]
    found = _NEIGHBOUR.search(text)
    return _neighbour(library, last, 1 if found[1] or found[3] else -1) if found else []


def ordinal(library: Library, text: str, last: Article) -> Article | None:
    """The one that 「二番目のをもう少し詳しく」 means of what was talked about."""
    found = _ORDINAL.search(text)
    return next(iter(_member(library, _list_of(last), _number(found))), None) if found else None


def is_tied(library: Library, text: str, last: Article) -> bool:
    """Whether a message is only the number of something, or puts right what was meant."""
    shown = bare(text)
    lone = _LONE.match(shown)
    only = bool(lone and _AFTER_LONE.match(shown[lone.end() :])) and len(shown) <= SHORT
    other = corrected(text)
    return bool(meant(library, other or shown, last)) and (only or other is not None)


def leaning(library: Library, last: Article, tie: Tie) -> Sequence[tuple[str, float]]:
    """What was talked about and what is beside it, and how much that counts."""
    own, beside = tie.value
    near = {*last.related, *(each.id for each in members.members(library, last))}
    return [(last.id, own), *((each, beside) for each in near)]


def _list_of(last: Article) -> str | None:
    """What a number means in this conversation."""
    if last.kind in {"project", "overview"}:
        return "project"
    return "policy" if last.kind == "policy" or last.id == "policies" else None


def _neighbour(library: Library, last: Article, step: int) -> list[Article]:
    """The 事業 or policy before or after one."""
    number = last.project or int(last.id.removeprefix("policy-") if last.kind == "policy" else 0)
    return _member(library, last.kind, number + step) if number else []


def _member(library: Library, kind: str | None, number: int) -> list[Article]:
    if kind == "project" and number in library.by_project:
        return [library.by_project[number]]
    policy = library.by_id.get(f"policy-{number}") if kind == "policy" else None
    return [policy] if policy else []


def _number(found: re.Match[str]) -> int:
    if found[4]:
        return _ENGLISH[found[4].lower()]
    return int(found[2]) if found[2].isdecimal() else _KANJI.get(found[2], 0)
