"""Finding something to come to: requests in free words, a menu to begin with, more of the same.

What was asked for is said back with what was found, and what had to be given up. To be told later is
`handlers/watching.py`'s; one event, `handlers/events.py`'s. In doubt a message is for the plan: None.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from community import conversations, finding, searches
from community.conversations import Held
from community.finding import Findings, Found
from community.hours import TOWN
from community.searches import Search
from handlers import found as cards
from handlers import whereabouts
from handlers.messages import Choice, Incoming, Outgoing
from handlers.wishes import GIVEN, described, refined, search_of
from knowledge import emergencies
from knowledge.tellings import Language
from knowledge.wishes.wish import Wish, understand

MORE = "催しのつづき"
WATCH = "見つかったら知らせる"
SEEK = "催しをさがす"
_MENU = re.compile(
    r"(?:催し|イベント|もよおし)[をは]?(?:さがす|探す|探したい|さがしたい|みる|見る)|ほかの(?:催し|イベント)"
    r"|find events?"
)
_NEXT = re.compile(rf"{MORE}|(?:ほか|他)(?:に)?は|もっと(?:見る|みる)?|つぎ|次|more|others?|next")
_READINGS = re.compile(r"[一-龯]\([ぁ-ゖ\s]+\)")
_MOSTLY_ENGLISH = 0.8
_TEMPLATES = {Language.JAPANESE: "found", Language.EASY: "found_easy", Language.ENGLISH: "found_en"}
_WATCH_LABELS = {
    Language.JAPANESE: WATCH,
    Language.EASY: "見つかったら 知らせる",
    Language.ENGLISH: "Tell me of new ones",
}
_MORE_LABELS = {Language.JAPANESE: "もっと見る", Language.EASY: "もっと 見る", Language.ENGLISH: "More"}
_SEEK_LABELS = {
    Language.JAPANESE: SEEK,
    Language.EASY: "ほかの さがしかた",
    Language.ENGLISH: "Other searches",
}
STARTS = (
    Choice("今週末", "今週末の催し"),
    Choice("今月", "今月の催し"),
    Choice("若い人向け", "若い人向けの催し"),
    Choice("シニア向け", "シニア向けの催し"),
    Choice("親子・家族向け", "親子で行ける催し"),
    Choice("研修・講座", "研修・講座をさがす"),
    Choice("お手伝い", "お手伝いをさがす"),
)


def hear(session: Session, incoming: Incoming) -> list[Outgoing] | None:
    """What there is to come to, for whoever asks for it."""
    said = unicodedata.normalize("NFKC", incoming.text).casefold().strip(" 。.!?、\n")
    if _MENU.fullmatch(said):
        return [Outgoing("finding", choices=STARTS)]
    if _NEXT.fullmatch(said):
        return _more(session, incoming)
    wish = understand(incoming.text, incoming.at.astimezone(TOWN))
    if not wish.wanted and not wish.adds:
        return None
    if emergencies.recognise(said) is not None:
        return None
    held = conversations.recall(session, incoming.person, incoming.at)
    search = search_of(wish) if wish.wanted else _added(held, wish)
    return None if search is None else [_answer(session, incoming, held, search)]


def sought(held: Held) -> Search | None:
    """What was searched for last, as long as nothing else was talked about since."""
    doing = held.doing
    if "sought" not in doing or doing.get("topic") != _mark(held.topic):
        return None
    return searches.read(doing["sought"])


def language_of(text: str, held: Held) -> Language:
    """English to who writes English, easy words to who does so; else as chosen before."""
    folded = unicodedata.normalize("NFKC", text)
    letters = [sign for sign in folded if sign.isalpha()]
    if letters and sum(sign.isascii() for sign in letters) / len(letters) > _MOSTLY_ENGLISH:
        return Language.ENGLISH
    if _READINGS.search(folded):
        return Language.EASY
    return Language(held.language or Language.JAPANESE)


def _added(held: Held, wish: Wish) -> Search | None:
    before = sought(held)
    return refined(before, wish) if before is not None else None


def _more(session: Session, incoming: Incoming) -> list[Outgoing] | None:
    held = conversations.recall(session, incoming.person, incoming.at)
    search = sought(held)
    if search is None:
        return None
    return [_answer(session, incoming, held, search, skip=int(held.doing.get("seen", 0)))]


def _answer(session: Session, incoming: Incoming, held: Held, search: Search, skip: int = 0) -> Outgoing:
    found = finding.find(session, search, incoming.at, skip)
    language = language_of(incoming.text, held)
    if skip and "language" in held.doing:
        language = Language(held.doing["language"])
    seen = skip + len(found.found)
    doing = {
        "sought": searches.written(search),
        "topic": _mark(held.topic),
        "seen": seen,
        "language": language,
    }
    conversations.do(session, incoming.person, doing, incoming.at)
    shown = tuple(cards.card(each, incoming.at, language) for each in found.found)
    facts = {
        "sought": described(search, incoming.at, language),
        "given": GIVEN[language][found.given] if found.given else "",
        "total": found.total,
        "more": max(found.total - seen, 0),
        "skipped": skip,
        "events": [line(each, incoming.at, language) for each in found.found],
    }
    return Outgoing(_TEMPLATES[language], facts, cards=shown, choices=_ways(found, facts, language))


def line(found: Found, now: datetime, language: Language) -> dict[str, str]:
    """What words say of an event in a list."""
    return {
        "title": found.event.title,
        "when": cards.when(found, now, language),
        "where": whereabouts.where(found.event),
        "left": cards.left(found, now, language),
    }


def _ways(found: Findings, facts: Mapping[str, Any], language: Language) -> tuple[Choice, ...]:
    exact = bool(found.found) and found.given is None
    return (
        *((Choice(_MORE_LABELS[language], MORE),) if facts["more"] else ()),
        *(() if exact else (Choice(_WATCH_LABELS[language], WATCH),)),
        Choice(_SEEK_LABELS[language], SEEK),
    )


def _mark(topic: Mapping[str, Any]) -> str:
    """What tells whether something else was talked about since."""
    return sha256(json.dumps(topic, sort_keys=True, default=str).encode()).hexdigest()[:16]
