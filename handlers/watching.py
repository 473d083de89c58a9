"""「見つかったら知らせる」: begin, list and end it; and the notices to those who wait for something.

What is watched for is what was searched for last, or a place in the event looked at last. Who is told of
what, `community/watches.py` knows.
"""

import re
import unicodedata
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from community import conversations, events, finding, hours, watches
from community.conversations import Held
from community.searches import Search
from community.watches import Begun, Watch
from handlers import days
from handlers import finding as seeking
from handlers import found as cards
from handlers.messages import Choice, Incoming, Outgoing
from handlers.wishes import described
from knowledge.tellings import Language

LIST = "お知らせの一覧"
_LABEL = 15  # characters of what is watched for, on a button
_BEGIN = re.compile(
    r"(?:催しが|空きが)?(?:見つかったら|見つかれば|みつかったら|空いたら|出たら)\s?(?:知らせる|知らせて|教えて|おしえて|しらせて)"
    r"(?:ください|下さい|ほしい|くれる)?|tell me (?:of new ones|when there is)"
)
_LIST = re.compile(r"お?知らせ(?:待ち|予定)?の?(?:一覧|リスト)(?:を見る)?|お?知らせを(?:見る|確認)(?:する)?")
_END = re.compile(
    r"お?知らせ\s?(?P<id>\d{1,9})?\s?(?:番)?を?(?:やめる|やめて|止める|終わる|取り消す)(?:ください)?"
)


def hear(session: Session, incoming: Incoming) -> list[Outgoing] | None:
    """Begin, list or end being told of events."""
    said = unicodedata.normalize("NFKC", incoming.text).casefold().strip(" 。.!?、\n")
    begins, ends = _BEGIN.fullmatch(said), _END.fullmatch(said)
    if not (begins or ends or _LIST.fullmatch(said)):
        return None
    if not incoming.private:
        return [Outgoing("only_in_private")]
    if begins:
        return [_begin(session, incoming)]
    return [_end(session, incoming, int(ends["id"]))] if ends and ends["id"] else [_list(session, incoming)]


def tell(session: Session, now: datetime) -> list[Outgoing]:
    """The notices of new events to those who wait for them; none while people sleep: they come later."""
    if hours.quiet(now):
        return []
    theirs: dict[int, tuple[Watch, list[events.Event]]] = {}
    for watch, event in watches.news(session, now):
        theirs.setdefault(watch.id, (watch, []))[1].append(event)
    return [_notice(session, watch, found, now) for watch, found in theirs.values()]


def _begin(session: Session, incoming: Incoming) -> Outgoing:
    held = conversations.recall(session, incoming.person, incoming.at)
    search = seeking.sought(held) or _looked_at(held)
    if search is None:
        return Outgoing("finding", choices=seeking.STARTS)
    begun = watches.create(session, incoming.person, search, incoming.at)
    language = Language(held.doing.get("language") or seeking.language_of(incoming.text, held))
    facts = {
        "what": _what(session, search, incoming.at, language),
        "until": days.day(hours.day_of(begun.watch.until - timedelta(seconds=1)), hours.day_of(incoming.at)),
        "known": begun.known,
        "replaced": _what(session, begun.replaced.search, incoming.at, language) if begun.replaced else "",
        "language": language,
    }
    return Outgoing("watching", facts, choices=_after(begun))


def _after(begun: Begun) -> tuple[Choice, ...]:
    return (
        Choice("お知らせをやめる", f"お知らせ{begun.watch.id}をやめる"),
        Choice(LIST),
        Choice(seeking.SEEK),
    )


def _looked_at(held: Held) -> Search | None:
    """A place in the event that was looked at last."""
    looking = held.doing.get("looking")
    return Search(event=looking) if isinstance(looking, int) else None


def _list(session: Session, incoming: Incoming) -> Outgoing:
    mine = watches.of_person(session, incoming.person, incoming.at)
    told = [_what(session, each.search, incoming.at, Language.JAPANESE) for each in mine]
    ways = tuple(
        Choice(f"やめる:{what[:_LABEL]}", f"お知らせ{each.id}をやめる")
        for what, each in zip(told, mine, strict=True)
    )
    return Outgoing("watches", {"watches": told}, choices=(*ways, Choice(seeking.SEEK)))


def _end(session: Session, incoming: Incoming, watch_id: int) -> Outgoing:
    ended = watches.end(session, watch_id, incoming.person, incoming.at)
    return Outgoing("watch_ended", {"ended": ended}, choices=(Choice(LIST), Choice(seeking.SEEK)))


def _what(session: Session, search: Search, now: datetime, language: Language) -> str:
    if search.event is None:
        return described(search, now, language)
    return f"{events.public(session, search.event).title}の空き"


def _notice(session: Session, watch: Watch, found: list[events.Event], now: datetime) -> Outgoing:
    held = conversations.recall(session, watch.person, now)
    language = Language(held.language or Language.JAPANESE)
    shown = finding.places(session, found[: finding.MOST])
    facts = {
        "what": _what(session, watch.search, now, language),
        "events": [seeking.line(each, now, language) for each in shown],
        "more": len(found) - len(shown),
        "language": language,
    }
    return Outgoing(
        "watch_found",
        facts,
        cards=tuple(cards.card(each, now, language) for each in shown),
        choices=(Choice("お知らせをやめる", f"お知らせ{watch.id}をやめる"),),
        to=watch.person,
        key=f"watch:{watch.id}:{'-'.join(str(each.id) for each in found)}"[:200],
    )
