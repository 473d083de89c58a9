"""One's own calendar: a link that lasts, that opens nobody else's, and that can be taken back."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from community import links
from community.links import LinkUnknown, Purpose, Seal
from handlers import addresses
from tests.handlers.talks import Talk

CALENDAR = (Purpose.CALENDAR,)


def whose(session: Session, link: str, now: datetime) -> str:
    token = link.rpartition("/")[2].removesuffix(".ics")
    return links.look(session, Seal(addresses.key()), token, CALENDAR, now).person


def test_a_calendar_goes_on_until_it_is_stopped(session: Session, now: datetime) -> None:
    talk, other = Talk(session, now), Talk(session, now, "line:U2")
    other.says("わたしのカレンダー")
    talk.says("わたしのカレンダー")
    first = talk.choices[0].link
    talk.says("わたしのカレンダーを登録したい")
    second = talk.choices[0].link
    years_later = now + timedelta(days=2000)

    assert [whose(session, each, years_later) for each in (first, second)] == ["line:U1", "line:U1"]
    assert talk.says("わたしのカレンダーを止める").startswith("カレンダーのリンクを止めました。")
    for each in (first, second):
        with pytest.raises(LinkUnknown):
            whose(session, each, now)
    assert whose(session, other.choices[0].link, now) == "line:U2"
    assert talk.says("わたしのカレンダーを止める").startswith("止めるリンクはありませんでした。")
