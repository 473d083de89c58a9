"""The next step after a training: further in its field first, never back, never the same again."""

from datetime import datetime

from sqlalchemy.orm import Session

from community import advancing
from community.events import Event, Kind
from tests.community.gatherings import published


def training(session: Session, now: datetime, title: str, stage: str, field: str | None) -> Event:
    return published(session, now, kind=Kind.TRAINING, title=title, stage=stage, field=field)


def test_the_most_fitting_comes_first(session: Session, now: datetime) -> None:
    done = training(session, now, "済", "経験別:初級", "分野別:広報")
    training(session, now, "済", "経験別:初級", "分野別:広報")
    training(session, now, "前", "経験別:はじめての方", "分野別:広報")
    training(session, now, "別", "経験別:上級", "分野別:防災")
    training(session, now, "次の段", "経験別:中級", "分野別:福祉")
    training(session, now, "同じ分野", "階層別:役員", "分野別:広報")
    training(session, now, "進む", "経験別:中級", "分野別:広報")
    published(session, now, title="まつり", stage="経験別:中級", field="分野別:広報")

    found = [each.title for each in advancing.steps(session, done, now, limit=9)]

    assert found == ["進む", "同じ分野", "次の段"]


def test_nothing_follows_what_was_no_training_or_says_nothing(session: Session, now: datetime) -> None:
    plain = published(session, now, kind=Kind.TRAINING, title="研修")
    training(session, now, "進む", "経験別:中級", None)

    assert advancing.steps(session, plain, now) == []
    assert advancing.steps(session, published(session, now), now) == ()
