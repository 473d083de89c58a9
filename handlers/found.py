"""Events that were found, each as a card: when, where, how many places are left, and the ways on.

One event with all that is to be known of it is `handlers/events.py`.
"""

from datetime import datetime

from community import hours
from community.events import EventState
from community.finding import Found
from handlers import days, events, standing, whereabouts
from handlers.messages import Card, Choice
from knowledge.tellings import Language

FEW = 5  # places left that are counted; more are simply there
_LABELS = {
    Language.JAPANESE: ("くわしく", "申し込む", "キャンセル待ちに入る", "空き", "対象"),
    Language.EASY: ("くわしく 見る", "申し込む", "まつ 人に なる", "あいている 席", "年齢"),
    Language.ENGLISH: ("Details", "Sign up", "Join waiting list", "Places", "Ages"),
}
_LEFT = {
    Language.JAPANESE: {
        "opens": "申込みは{opens}から",
        "unlimited": "定員なし",
        "waiting": "キャンセル待ち{waiting}組",
        "over": "満席",
        "full": "満席(キャンセル待ちができます)",
        "few": "残り{free}席",
        "free": "空きあり",
    },
    Language.EASY: {
        "opens": "{opens}から 申(もう)し込(こ)みできます",
        "unlimited": "だれでも 来(き)て ください",
        "waiting": "いっぱいです。{waiting}組(くみ)が 待(ま)って います",
        "over": "いっぱいです",
        "full": "いっぱいです。待(ま)つ ことが できます",
        "few": "あと {free}人(にん)",
        "free": "あいて います",
    },
    Language.ENGLISH: {
        "opens": "sign-up opens {opens}",
        "unlimited": "no limit",
        "waiting": "full, {waiting} waiting",
        "over": "full",
        "full": "full (you can wait for a place)",
        "few": "{free} left",
        "free": "places left",
    },
}


def left(found: Found, now: datetime, language: Language = Language.JAPANESE) -> str:
    """How it stands with places, in a word or two."""
    event, free = found.event, found.free
    opens = ""
    if event.opens_at is not None and event.opens_at > now:
        name, opens = "opens", days.moment(event.opens_at, now)
        if language is Language.ENGLISH:
            opens = f"{days.english_day(hours.day_of(event.opens_at))} {days.clock(event.opens_at)}"
    elif free is None:
        name = "unlimited"
    elif _full(found) and event.waiting is not None and found.waiting >= event.waiting:
        name = "over"
    elif found.waiting:
        name = "waiting"
    elif _full(found):
        name = "full"
    else:
        name = "few" if free <= FEW else "free"
    return _LEFT[language][name].format(opens=opens, waiting=found.waiting, free=free)


def when(found: Found, now: datetime, language: Language = Language.JAPANESE) -> str:
    """When it is, as people read it in their language."""
    event = found.event
    return days.english(event, now) if language is Language.ENGLISH else days.day_and_hours(event, now)


def card(found: Found, now: datetime, language: Language = Language.JAPANESE) -> Card:
    """An event as a card of several."""
    event = found.event
    details, sign_up, wait, places, ages = _LABELS[language]
    limited = event.youngest is not None or event.oldest is not None
    rows = ((places, left(found, now, language)), (ages, standing.ages(event) if limited else ""))
    return Card(
        title=event.title,
        lead="\n".join(each for each in (when(found, now, language), whereabouts.where(event)) if each),
        rows=tuple((label, text) for label, text in rows if text),
        picture=events.picture(event),
        choices=(
            Choice(details, f"催し{event.id}"),
            *(
                (Choice(wait if _full(found) else sign_up, f"催し{event.id}に申し込む", main=True),)
                if _joined(found, now)
                else ()
            ),
        ),
    )


def _joined(found: Found, now: datetime) -> bool:
    """Whether one can sign up: not for what goes on already, nor too early, nor where nobody can wait."""
    event = found.event
    over = _full(found) and event.waiting is not None and found.waiting >= event.waiting
    return event.starts_at > now and (event.opens_at is None or event.opens_at <= now) and not over


def _full(found: Found) -> bool:
    return found.free == 0 or bool(found.waiting) or found.event.state == EventState.FULL
