"""Events as nobody should write them: every message about one still passes LINE's and Slack's checks."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from community import courses, reminding, shifts
from community.courses import Lesson
from community.events import Event, Kind
from community.shifts import Shift
from handlers import notices, reminders
from handlers.line.messages import messages
from handlers.rendering import render
from handlers.slack.messages import message as slack_message
from tests.community.gatherings import DAY, HOUR, OFFICER, come, published
from tests.handlers.talks import Talk
from tests.standins import line_checks, slack_checks

LONG, STRANGE = (
    "とても長い名前の催し" * 60,
    "👨\u200d👩\u200d👧🎉<b>&amp;{{7*7}}=HYPERLINK(1) *太字* _下_ `x` |",
)
TEXTS = ("title", "description", "place", "bring", "access", "accessibility", "fee_note", "telephone")

pytestmark = pytest.mark.skipif(not line_checks.available(), reason=line_checks.REASON)


def checked(talk: Talk) -> None:
    """Nothing is refused by a platform."""
    for each in talk.rendered:
        assert line_checks.complaints("push", {"to": "U1", "messages": messages(each)}) == []
        assert slack_checks.complaints(slack_message(each)) == []


def extreme(session: Session, now: datetime, text: str, kind: Kind) -> Event:
    """An event full of a text, with twelve sessions and thirty tasks."""
    columns = dict.fromkeys(TEXTS, text)
    starts = now + DAY
    event = published(
        session, now - 5 * DAY, 1, kind=kind, starts_at=starts, ends_at=starts + 20 * DAY, fee=0, **columns
    )
    for number in range(12):
        begin = starts + number * DAY
        lesson = Lesson(event_id=event.id, title=text, starts_at=begin, ends_at=begin + HOUR)
        courses.plan(session, lesson, OFFICER, now)
    for number in range(30):
        begin = starts + number * HOUR
        shift = Shift(event_id=event.id, task=text, starts_at=begin, ends_at=begin + HOUR)
        shifts.add(session, shift, OFFICER, now)
    return event


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("text", [LONG, STRANGE])
def test_every_message_about_it_is_taken(session: Session, now: datetime, text: str, kind: Kind) -> None:
    event = extreme(session, now, text, kind)
    talk, waits = Talk(session, now).known(), Talk(session, now, "line:U2").known()

    for words in ("に申し込む", "", "に3人で申し込む"):
        talk.says(f"催し{event.id}{words}")
        checked(talk)
    for each in (talk, waits):
        each.says(f"はい、催し{event.id}に1人で申し込みます")
        checked(each)
    for words in (
        "わたしの申込み",
        f"催し{event.id}の人数を変える",
        f"催し{event.id}を取り消す",
        "これからの催し",
        "はい",
    ):
        talk.says(words)
        checked(talk)


def test_so_are_notices_and_reminders(session: Session, now: datetime) -> None:
    event = extreme(session, now, LONG, Kind.EVENT)
    come(session, event, "A", now - 4 * DAY)
    come(session, event, "B", now - 4 * DAY)
    due = [reminders.present(each, now) for each in reminding.due(session, now + timedelta(hours=4))]
    talk = Talk(session, now, "line:A")
    talk.says(f"はい、催し{event.id}を取り消します")

    assert due
    assert talk.told
    for each in (*due, *talk.told, *notices.of_step(session, event, now).notices):
        made = {"to": "U1", "messages": messages(render(each))}
        assert line_checks.complaints("push", made) == []


def test_a_list_of_a_dozen_sign_ups_is_taken(session: Session, now: datetime) -> None:
    talk = Talk(session, now).known()
    for _ in range(12):
        event = published(session, now, 5, title=LONG, place=STRANGE)
        talk.says(f"はい、催し{event.id}に1人で申し込みます")

    talk.says("わたしの申込み")

    checked(talk)
