"""Calendars and the table, read again by the libraries that others read them with."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar

from bot.database import Database
from community import courses, organizing, signups
from community.courses import Lesson
from community.events import Event, EventState
from community.hours import TOWN
from community.listing import COLUMNS
from tests.community.gatherings import DAY, HOUR, OFFICER, asking, come, published
from tests.handlers.web.serving import BASE, Site


def entries(body: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(body).walk("VEVENT"))


def rows(body: str) -> list[dict[str, str]]:
    assert body.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(body[1:])))


def test_an_entry_says_what_when_and_where_in_the_towns_time(site: Site, db: Database, now: datetime) -> None:
    with db.transaction() as session:
        event = published(
            session, now, title="会;\nと, 茶", center="関が丘市民センター", telephone="0191-00-0000"
        )

    found = site.get("/events.ics")
    (entry,) = entries(found.body)

    assert found.headers["content-type"] == "text/calendar; charset=utf-8"
    assert (entry["summary"], entry["uid"]) == ("会;\nと, 茶", f"event-{event.id}@wasshoi.example.jp")
    assert "DTSTART;TZID=Asia/Tokyo:20260620T140000\r\n" in found.body
    assert "BEGIN:VTIMEZONE" in found.body
    assert (entry["status"], entry["url"]) == ("CONFIRMED", f"{BASE}/events/{event.id}")
    assert "関が丘16番地1" in entry["location"]
    assert all(len(line.encode()) <= 75 for line in found.body.split("\r\n"))


def test_a_whole_day_ends_with_the_day_after_it(site: Site, db: Database, now: datetime) -> None:
    begin = datetime(2026, 7, 4, tzinfo=TOWN)
    with db.transaction() as session:
        event = published(session, now, starts_at=begin, ends_at=begin + 2 * DAY, all_day=True)

    (entry,) = entries(site.get(f"/events/{event.id}.ics").body)

    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2026, 7, 4), date(2026, 7, 6))


def test_each_change_counts_and_the_uid_stays(site: Site, db: Database, now: datetime) -> None:
    with db.transaction() as session:
        event = published(session, now)
    (before,) = entries(site.get("/events.ics").body)
    with db.transaction() as session:
        organizing.change(session, event.id, {"place": "広間"}, OFFICER, now + HOUR)
    (moved,) = entries(site.get("/events.ics").body)
    with db.transaction() as session:
        organizing.step(session, event.id, EventState.CANCELLED, OFFICER, now + 2 * HOUR)
    (ended,) = entries(site.get("/events.ics").body)

    assert before["uid"] == moved["uid"] == ended["uid"]
    assert before["sequence"] < moved["sequence"] < ended["sequence"]
    assert moved["last-modified"].dt == now + HOUR
    assert (ended["status"], ended["summary"]) == ("CANCELLED", "【中止】そば打ち体験")


def test_a_course_is_an_entry_for_each_session(site: Site, db: Database, now: datetime) -> None:
    begin = now + 10 * DAY
    with db.transaction() as session:
        event = published(session, now, title="講座", ends_at=begin + 8 * DAY)
        for week, title in enumerate(("はじめ", "おわり")):
            at = begin + timedelta(weeks=week)
            lesson = Lesson(event_id=event.id, title=title, starts_at=at, ends_at=at + HOUR, place="別館")
            courses.plan(session, lesson, OFFICER, now)
        courses.drop(session, lesson.id, OFFICER, now)

    first, last = entries(site.get(f"/events/{event.id}.ics").body)

    assert (first["summary"], first["location"]) == ("講座 第1回 はじめ", "別館")
    assert first["dtstart"].dt == begin
    assert (last["status"], last["summary"]) == ("CANCELLED", "【中止】講座 第2回 おわり")
    assert first["uid"] != last["uid"]


def test_a_feed_is_not_sent_again_while_nothing_is_new(site: Site, db: Database, now: datetime) -> None:
    with db.transaction() as session:
        event = published(session, now)
    for path in ("/events.ics", f"/events/{event.id}.ics", "/events.csv"):
        first = site.get(path)
        marked = site.get(path, if_none_match=f'"other", W/{first.headers["etag"]}')
        timed = site.get(path, if_modified_since=first.headers["last-modified"])
        older = site.get(path, if_modified_since="Mon, 01 Jun 2026 00:00:00 GMT")
        broken = site.get(path, if_modified_since="yesterday")

        assert [each.status for each in (first, marked, timed, older, broken)] == [200, 304, 304, 200, 200]
        assert first.headers["last-modified"] == "Wed, 10 Jun 2026 05:00:00 GMT"


def test_a_persons_calendar_holds_what_they_signed_up_for_and_nothing_of_others(
    site: Site, db: Database, now: datetime
) -> None:
    site.people["token"] = "line:A"
    with db.transaction() as session:
        mine = published(session, now, title="行く会", capacity=1)
        come(session, mine, "A", now)
        come(session, mine, "B", now, name="秘密の人")
        full = published(session, now, title="待つ会", capacity=1)
        come(session, full, "C", now)
        come(session, full, "A", now)
        left = published(session, now, title="やめた会")
        signups.cancel(session, come(session, left, "A", now).id, "line:A", now)
        published(session, now, title="関係ない会")
        proxy = published(session, now, title="母の会")
        signups.sign_up(session, proxy.id, asking("母", by="line:A"), now)

    found = site.get("/calendar/token.ics")

    told = {str(each["summary"]): str(each["status"]) for each in entries(found.body)}
    assert told == {"行く会": "CONFIRMED", "【キャンセル待ち】待つ会": "TENTATIVE", "母の会": "CONFIRMED"}
    assert "秘密の人" not in found.body
    assert found.headers["cache-control"] == "private, no-cache"
    assert site.get("/calendar/other.ics").status == 404


def test_the_table_has_the_official_columns_and_harms_no_spreadsheet(
    site: Site, db: Database, now: datetime
) -> None:
    with db.transaction() as session:
        event = published(
            session, now, title='=HYPERLINK("http://x","y")', fee=0, center="関が丘市民センター", youngest=15
        )

    found = site.get("/events.csv")
    (row,) = rows(found.body)

    assert tuple(row) == COLUMNS
    assert row["イベント名"] == '\'=HYPERLINK("http://x","y")'
    assert (row["ID"], row["開始日"], row["開始時刻"]) == (f"032093-{event.id:05d}", "2026-06-20", "14:00")
    assert (row["料金有無"], row["状態"], row["開催施設"]) == ("無料", "受付中", "関が丘市民センター")
    assert found.headers["content-type"] == "text/csv; charset=utf-8"


def test_feeds_can_be_narrowed_as_the_list_can(site: Site, db: Database, now: datetime) -> None:
    with db.transaction() as session:
        published(session, now, title="藤沢の会", area="藤沢")
        published(session, now, title="千厩の会", area="千厩")
    asked = "?area=%E8%97%A4%E6%B2%A2"

    assert [str(each["summary"]) for each in entries(site.get(f"/events.ics{asked}").body)] == ["藤沢の会"]
    assert [each["イベント名"] for each in rows(site.get(f"/events.csv{asked}").body)] == ["藤沢の会"]


def test_times_of_change_are_in_utc(site: Site, db: Database, now: datetime) -> None:
    with db.transaction() as session:
        published(session, now)
        event = session.get_one(Event, 1)

    (entry,) = entries(site.get("/events.ics").body)

    assert entry["dtstamp"].dt == event.changed_at.astimezone(UTC)
