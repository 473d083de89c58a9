"""An event is cancelled, postponed, or not as it was: all who signed up are told, once."""

from datetime import datetime

from sqlalchemy.orm import Session

from community import events, organizing
from community.events import EventState
from community.ledger import Channel
from handlers import notices, rendering
from tests.community.gatherings import DAY, HOUR, OFFICER, come, published


def test_a_cancelled_event_is_told_to_all_and_the_rest_is_called(session: Session, now: datetime) -> None:
    event = published(session, now, 1, telephone="0191-21-2148")
    come(session, event, "A", now)
    come(session, event, "B", now)
    called = come(session, event, "P", now, channel=Channel.PHONE, telephone="0191-21-2111")
    organizing.step(session, event.id, EventState.CANCELLED, OFFICER, now)

    told = notices.of_step(session, event, now)

    assert [each.to for each in told.notices] == ["line:A", "line:B"]
    assert [each.key for each in told.notices] == [
        each.key for each in notices.of_step(session, event, now).notices
    ]
    assert "中止になりました" in rendering.render(told.notices[0]).words
    assert [each.label for each in told.notices[0].choices] == ["電話する", "ほかの催し", "わたしの申込み"]
    assert list(told.called) == [called]


def test_what_is_postponed_is_told_and_then_its_new_day(session: Session, now: datetime) -> None:
    event = published(session, now, 5)
    come(session, event, "A", now)
    come(session, event, "M", now, person="named:m", by="line:A", name="母")
    organizing.step(session, event.id, EventState.POSTPONED, OFFICER, now)
    (postponed,) = notices.of_step(session, event, now).notices
    before = events.picture(event) | {"starts_at": event.starts_at}
    moved = {"starts_at": event.starts_at + DAY, "ends_at": event.ends_at + DAY}
    organizing.change(session, event.id, moved, OFFICER, now)
    waits = notices.of_change(session, event, before, now)
    organizing.publish(session, event.id, OFFICER, now)
    (changed,) = notices.of_change(session, event, {"starts_at": before["starts_at"]}, now).notices

    assert "延期になりました" in rendering.render(postponed).words
    assert "もとの日時:6月20日(土) 14:00〜16:00" in rendering.render(postponed).words
    assert waits.notices == ()
    assert "日時が変わりました" in rendering.render(changed).words
    assert "6月21日(日)" in rendering.render(changed).words
    assert "申込み2を取り消す" in [each.label for each in changed.choices]


def test_another_place_is_a_notice_of_its_own_and_other_changes_are_none(
    session: Session, now: datetime
) -> None:
    event = published(session, now, 5)
    come(session, event, "A", now)
    keys = set()
    for later, place in enumerate(("体育館", "広間", "体育館")):
        before = {"place": event.place}
        organizing.change(session, event.id, {"place": place}, OFFICER, now + later * HOUR)
        told = notices.of_change(session, event, before, now)
        assert told == notices.of_change(session, event, before, now + HOUR)
        keys |= {each.key for each in told.notices}

    assert len(keys) == 3
    assert notices.of_change(session, event, {"bring": "x"}, now).notices == ()
    assert notices.of_step(session, event, now).notices == ()
