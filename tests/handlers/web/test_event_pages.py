"""The page of one event, as it comes over HTTP."""

import json
import re
from datetime import datetime, timedelta

import pytest

from bot.database import Database
from community import courses, organizing, series, shifts
from community.courses import Lesson
from community.events import Event, EventState, Kind
from community.quotas import Audience, Quota
from community.series import Every, Rhythm
from community.shifts import Shift
from tests.community.gatherings import DAY, HOUR, OFFICER, come, published, unpublished
from tests.handlers.web.serving import BASE, Site, add, words


def test_a_page_tells_everything_about_its_event(site: Site, db: Database, now: datetime) -> None:
    begin = now + 10 * DAY
    with db.transaction() as session:
        event = unpublished(
            session,
            now,
            title="まつりの手伝い",
            kind=Kind.VOLUNTEER,
            description="一日だけ。\n\n昼食が出ます。",
            center="関が丘市民センター",
            place="広場",
            capacity=10,
            youngest=15,
            fee=500,
            fee_note="保険代",
            bring="軍手",
            telephone="0191-00-0000",
            body="関が丘の会",
        )
        shifts.add(
            session,
            Shift(event_id=event.id, task="受付", starts_at=begin, ends_at=begin + HOUR, wanted=3),
            OFFICER,
            now,
        )
        organizing.keep(session, event.id, [Quota(audience=Audience.YOUTH, seats=4)], OFFICER, now)
        organizing.publish(session, event.id, OFFICER, now)
        come(session, event, "A", now)

    page = site.get(f"/events/{event.id}")

    shown = words(page.body)
    for told in (
        *("まつりの手伝い", "一日だけ。", "昼食が出ます。", "関が丘市民センター 広場", "15歳から", "10人"),
        *("岩手県一関市関が丘16番地1", "500円(保険代)", "軍手", "0191-00-0000", "関が丘の会", "残り9"),
        *("受付", "あと3人", f"催し{event.id}に申し込む", "若い人(29歳まで)のための席が 4 あります"),
    ):
        assert told in shown
    assert 'href="tel:0191000000"' in page.body
    assert f'property="og:url" content="{BASE}/events/{event.id}"' in page.body


def test_a_course_shows_its_sessions_and_which_of_them_is_dropped(
    site: Site, db: Database, now: datetime
) -> None:
    begin = now + 10 * DAY
    with db.transaction() as session:
        event = published(session, now, title="講座", ends_at=begin + 8 * DAY)
        for week, title in enumerate(("はじめ", "おわり")):
            at = begin + timedelta(weeks=week)
            lesson = Lesson(event_id=event.id, title=title, starts_at=at, ends_at=at + HOUR)
            courses.plan(session, lesson, OFFICER, now)
        courses.drop(session, lesson.id, OFFICER, now)

    page = site.get(f"/events/{event.id}").body
    shown, told = words(page), re.findall(r"application/ld\+json\">(.*?)</script>", page)[0]

    assert [each["name"] for each in json.loads(told)["subEvent"]] == ["はじめ", "おわり"]
    assert "第1回 はじめ 6月20日(土) 14:00〜15:00" in shown
    assert "第2回 おわり この回はありません" in shown


@pytest.mark.parametrize(
    ("state", "label"),
    [(EventState.CANCELLED, "中止"), (EventState.POSTPONED, "延期"), (EventState.CLOSED, "受付終了")],
)
def test_how_it_stands_is_said_and_nobody_is_told_to_sign_up_in_vain(
    site: Site, db: Database, now: datetime, state: EventState, label: str
) -> None:
    with db.transaction() as session:
        event = published(session, now)
        organizing.step(session, event.id, state, OFFICER, now)

    page = site.get(f"/events/{event.id}").body

    assert f'class="standing over">{label}<' in page
    assert "申込みのしかた" not in page


def test_a_full_event_lets_people_wait_unless_enough_do(site: Site, db: Database, now: datetime) -> None:
    with db.transaction() as session:
        event = published(session, now, capacity=1, waiting=1)
        come(session, event, "A", now)
    before = words(site.get(f"/events/{event.id}").body)
    with db.transaction() as session:
        come(session, session.get_one(Event, event.id), "B", now)

    assert "キャンセル待ちの申込みができます" in before
    assert "キャンセル待ちもいっぱいです" in words(site.get(f"/events/{event.id}").body)


def test_a_series_leads_to_its_other_days_but_not_to_what_is_over(
    site: Site, db: Database, now: datetime
) -> None:
    with db.transaction() as session:
        event = published(session, now)
        rhythm = Rhythm(Every.WEEK, event.day + 21 * DAY)
        first, second, third = series.repeat(session, event.id, rhythm, OFFICER, now)
        for each in (first, second):
            organizing.publish(session, each.id, OFFICER, now)
        organizing.step(session, second.id, EventState.CANCELLED, OFFICER, now)

    page = site.get(f"/events/{event.id}").body

    assert re.findall(r'<li><a href="(/events/\d+)">(.*?)</a></li>', page) == [
        (f"/events/{first.id}", "6月27日(土) 14:00〜16:00")
    ]
    assert f"/events/{third.id}" not in page


def test_time_alone_ends_an_event(site: Site, db: Database, now: datetime) -> None:
    event = add(db, now, opens_at=now + DAY)
    seen = []
    for later in (timedelta(0), 2 * DAY, 10 * DAY + HOUR, 11 * DAY):
        site.now = now + later
        seen.append(re.findall(r'class="standing \w+">(.*?)<', site.get(f"/events/{event}").body)[0])

    assert seen == ["受付前", "残り2", "開催中", "終了"]


@pytest.mark.parametrize("path", ["4711", "99999999999999999999", "0", "abc", "1/2", "1.csv"])
def test_what_is_not_there_says_so_kindly(site: Site, path: str) -> None:
    page = site.get(f"/events/{path}")

    assert page.status == 404
    assert "催しの一覧を見る" in page.body


def test_a_slash_too_many_does_no_harm(site: Site) -> None:
    assert "催し・研修・手伝いをさがす" in site.get("/events/").body


def test_drafts_are_not_there(site: Site, db: Database, now: datetime) -> None:
    with db.transaction() as session:
        draft = unpublished(session, now, title="まだ秘密")

    for path in (f"/events/{draft.id}", f"/events/{draft.id}.ics", "/events", "/events.ics", "/events.csv"):
        found = site.get(path)
        assert "まだ秘密" not in found.body
        assert found.status == (404 if str(draft.id) in path else 200)


def test_what_organisers_write_is_never_taken_for_html(site: Site, db: Database, now: datetime) -> None:
    bad = "</script><script>alert(1)</script>\"'<img src=x onerror=alert(1)>&"
    event = add(db, now, title=bad, description=bad, place=bad, body=bad, picture='javascript:alert(1)"')

    for path in ("/events", f"/events/{event}", "/events?q=%22%3E%3Cscript%3E"):
        page = site.get(path).body
        assert "<img" not in page
        assert "alert(1)</script>" not in page
        assert page.count("<script") == page.count("application/ld+json")


def test_the_page_says_the_same_to_programs(site: Site, db: Database, now: datetime) -> None:
    event = add(db, now, title="</script>会", fee=0, center="関が丘市民センター", youngest=6, oldest=12)

    page = site.get(f"/events/{event}").body
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)

    told = json.loads(found)
    assert (told["@type"], told["name"], told["url"]) == ("Event", "</script>会", f"{BASE}/events/{event}")
    assert told["startDate"] == "2026-06-20T14:00:00+09:00"
    assert told["location"]["address"]["streetAddress"] == "関が丘16番地1"
    assert told["eventStatus"] == "https://schema.org/EventScheduled"
    assert (told["typicalAgeRange"], told["remainingAttendeeCapacity"]) == ("6-12", 2)


def test_a_page_is_not_sent_again_while_nothing_is_new(site: Site, db: Database, now: datetime) -> None:
    event = add(db, now)
    first = site.get(f"/events/{event}")

    again = site.get(f"/events/{event}", if_none_match=first.headers["etag"])
    with db.transaction() as session:
        come(session, session.get_one(Event, event), "A", now)
    later = site.get(f"/events/{event}", if_none_match=first.headers["etag"])

    assert (again.status, again.body, later.status) == (304, "", 200)
