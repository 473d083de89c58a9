"""The morning after: thanks once, with the first question, the certificate, the next step; faults too."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.database import Database
from bot.posting import Posting
from community import checkin, ledger
from community.certificates import Certificate
from community.deliveries import Delivery, Means, Parcel
from community.events import Event, Kind
from community.notified import notify
from handlers.line.client import LineClient
from handlers.line.door import LineDoor
from handlers.messages import Outgoing
from scheduler import afterwards
from tests.community.gatherings import DAY, HOUR, come, published
from tests.handlers.talks import Talk

MORNING = 19 * HOUR  # from 14:00 on to the next 9:00


def held(session: Session, now: datetime, kind: Kind = Kind.EVENT) -> Event:
    event = published(session, now, 9, kind=kind, stage="経験別:初級", field="分野別:広報")
    for who in "AB":
        come(session, event, who, now, name="佐藤")
    checkin.receive(session, ledger.roster(session, event.id)[0].id, "door:1", event.starts_at)
    return event


def sent(session: Session, at: datetime) -> list[Outgoing]:
    told = list(afterwards.finish(session, at))
    for each in told:
        notify(session, each.key, str(each.to), Parcel(Means.PUSH, {}, {}), at)
    return told


def test_who_was_there_is_thanked_once_in_the_morning(session: Session, now: datetime) -> None:
    event = held(session, now)

    runs = [sent(session, event.starts_at + after) for after in (3 * HOUR, MORNING, MORNING + HOUR)]

    assert [[each.to for each in run] for run in runs] == [[], ["line:A"], []]
    assert [each.state for each in ledger.roster(session, event.id)] == ["attended", "absent"]
    assert [each.label for each in runs[1][0].choices] == ["よかった", "ふつう", "もの足りなかった"]


def test_a_training_brings_its_certificate_and_what_could_come_next(session: Session, now: datetime) -> None:
    event = held(session, now, Kind.TRAINING)
    later = published(
        session, now, 9, kind=Kind.TRAINING, title="広報の中級", stage="経験別:中級", field="分野別:広報",
        starts_at=now + 30 * DAY, ends_at=now + 30 * DAY + HOUR,
    )  # fmt: skip

    (thanks,) = sent(session, event.starts_at + MORNING)

    links = [each for each in thanks.choices if each.link]
    assert [each.label for each in links] == ["修了証を見る"]
    assert links[0].link.endswith(".pdf?openExternalBrowser=1")
    assert (thanks.choices[-1].label, thanks.choices[-1].words) == ("広報の中級", f"催し{later.id}")


def test_the_questions_are_answered_by_taps(session: Session, now: datetime) -> None:
    event = held(session, now)
    (thanks,) = sent(session, event.starts_at + MORNING)
    talk = Talk(session, event.starts_at + MORNING, "line:A", last=[thanks])

    second = talk.taps("よかった")
    third = talk.taps("たぶん")
    done = talk.taps("チラシ・広報")

    assert "また参加したいですか" in second
    assert "これが最後の質問です" in third
    assert "感想をありがとうございました" in done
    assert "ボタンから選んで" in talk.says(f"催し{event.id}の感想1はまあまあ")
    assert "申込みは見つかりません" in Talk(session, talk.at, "line:B").says(f"催し{event.id}の感想1はふつう")


@pytest.mark.parametrize("fault", ["two clocks", "killed before the commit"])
def test_nobody_is_thanked_twice_or_forgotten(db: Database, now: datetime, fault: str) -> None:
    with db.transaction() as session:
        event = held(session, now, Kind.TRAINING)
        at = event.starts_at + MORNING
    posting = Posting({"line": LineDoor(LineClient("token", "http://127.0.0.1:9"))})

    def run(_: int) -> None:
        with db.transaction() as session:
            posting.post(session, afterwards.finish(session, at), at)

    if fault == "two clocks":
        with ThreadPoolExecutor(4) as clocks:
            list(clocks.map(run, range(6)))
    else:
        with suppress(RuntimeError), db.transaction() as session:
            posting.post(session, afterwards.finish(session, at), at)
            raise RuntimeError("killed")
        run(1)

    with db.transaction() as session:
        keys = session.scalars(select(Delivery.id)).all()
        assert [each.partition(":")[0] + each[6:13] for each in keys] == ["notice:thanks"]
        assert session.scalar(select(func.count()).select_from(Certificate)) == 1
