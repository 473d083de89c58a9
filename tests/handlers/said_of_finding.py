"""Messages about finding events and being told of them, as people get them (`test_golden.py`)."""

from datetime import UTC, datetime, timedelta
from typing import Any

from community.events import Event, EventState, Kind
from community.finding import Found, Given
from handlers import finding
from handlers import found as as_cards
from handlers.messages import Choice, Outgoing
from handlers.wishes import GIVEN
from knowledge.tellings import Language

NOW = datetime(2026, 6, 10, 5, 0, tzinfo=UTC)
BEGINS = datetime(2026, 6, 13, 1, 0, tzinfo=UTC)
SEEK, WATCH = Choice(finding.SEEK), Choice(finding.WATCH)


def event(number: int, title: str, **columns: Any) -> Event:
    begin = BEGINS + number * timedelta(days=1)
    given = {"kind": Kind.EVENT, "state": EventState.PUBLISHED, "all_day": False, "capacity": 20}
    hours = {"starts_at": begin, "ends_at": begin + timedelta(hours=2)}
    return Event(
        id=number, title=title, center="花泉市民センター", place="ホール", **{**given, **hours, **columns}
    )


FOUND = (
    Found(event(1, "若者カフェ", youngest=16, oldest=29), 3, 0),
    Found(event(2, "そば打ち体験", picture="https://wasshoi.example.jp/pictures/2.jpg"), 0, 2),
    Found(event(3, "夏まつり", capacity=None), None, 0),
    Found(event(4, "これからの会", opens_at=NOW + timedelta(days=1)), 20, 0),
)


def found(language: Language, sought: str, given: str = "", more: int = 0) -> dict[str, object]:
    return {
        "sought": sought,
        "given": given,
        "total": len(FOUND) + more,
        "more": more,
        "skipped": 0,
        "events": [finding.line(each, NOW, language) for each in FOUND],
    }


def cards(language: Language) -> Any:
    return tuple(as_cards.card(each, NOW, language) for each in FOUND)


SOUGHT = "6月13日(土)〜6月14日(日)、若い人向けの催し"
NOTHING = {"total": 0, "more": 0, "skipped": 0, "events": (), "given": ""}
NOTICE = {
    "what": SOUGHT,
    "events": [finding.line(FOUND[0], NOW, Language.JAPANESE)],
    "more": 0,
    "language": "ja",
}
BEGUN = {"what": SOUGHT, "until": "6月14日(日)", "known": False, "replaced": "", "language": "ja"}
END = Choice("お知らせをやめる", "お知らせ7をやめる")

MESSAGES: dict[str, Outgoing] = {
    "finding": Outgoing("finding", choices=finding.STARTS),
    "found": Outgoing(
        "found", found(Language.JAPANESE, SOUGHT), cards=cards(Language.JAPANESE), choices=(SEEK,)
    ),
    "found_otherwise": Outgoing(
        "found",
        found(Language.JAPANESE, SOUGHT, GIVEN[Language.JAPANESE][Given.DATES], more=3),
        cards=cards(Language.JAPANESE),
        choices=(Choice("もっと見る", finding.MORE), WATCH, SEEK),
    ),
    "found_nothing": Outgoing("found", {"sought": SOUGHT, **NOTHING}, choices=(WATCH, SEEK)),
    "found_easy": Outgoing(
        "found_easy",
        found(Language.EASY, "6月13日(土)の イベント"),
        cards=cards(Language.EASY),
        choices=(SEEK,),
    ),
    "found_en": Outgoing(
        "found_en",
        found(Language.ENGLISH, "events, Sat 13 June"),
        cards=cards(Language.ENGLISH),
        choices=(SEEK,),
    ),
    "following": Outgoing("following", {"body": "花泉の会", "fresh": True, "ended": False}, choices=(SEEK,)),
    "following_again": Outgoing(
        "following", {"body": "花泉の会", "fresh": False, "ended": False}, choices=(SEEK,)
    ),
    "following_ended": Outgoing(
        "following", {"body": "花泉の会", "fresh": False, "ended": True}, choices=(SEEK,)
    ),
    "reception_changed": Outgoing(
        "reception_changed",
        {"words": "「活動だより」は、もう送りません。"},
        choices=(Choice("プロフィール"),),
    ),
    "follows": Outgoing("follows", {"bodies": ("花泉の会", "老松みどりの郷協議会")}, choices=(SEEK,)),
    "follows_none": Outgoing("follows", {"bodies": ()}, choices=(SEEK,)),
    "follow_which": Outgoing("follow_which", {"whom": "花泉", "known": True, "any": True}, choices=(SEEK,)),
    "follow_unknown": Outgoing(
        "follow_which", {"whom": "海の会", "known": False, "any": True}, choices=(SEEK,)
    ),
    "follow_nobody": Outgoing(
        "follow_which", {"whom": "海の会", "known": False, "any": False}, choices=(SEEK,)
    ),
    "watching": Outgoing("watching", BEGUN, choices=(END, SEEK)),
    "watching_replaced": Outgoing("watching", {**BEGUN, "replaced": "花泉の催し"}, choices=(END, SEEK)),
    "watching_en": Outgoing("watching", {**BEGUN, "language": "en"}, choices=(END, SEEK)),
    "watches": Outgoing("watches", {"watches": (SOUGHT, "花泉の催し")}, choices=(END, SEEK)),
    "watches_none": Outgoing("watches", {"watches": ()}, choices=(SEEK,)),
    "watch_ended": Outgoing("watch_ended", {"ended": True}, choices=(SEEK,)),
    "watch_found": Outgoing(
        "watch_found",
        NOTICE,
        cards=cards(Language.JAPANESE)[:1],
        choices=(END,),
        to="line:U1",
        key="watch:7:1",
    ),
}
