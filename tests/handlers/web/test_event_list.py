"""The list of events, as it comes over HTTP."""

from datetime import datetime

import pytest

from bot.database import Database
from community.events import Kind
from tests.community.gatherings import DAY, HOUR, unpublished
from tests.handlers.web.serving import Site, add, titles, words


def test_the_list_shows_what_is_coming_under_its_days(site: Site, db: Database, now: datetime) -> None:
    add(db, now, title="今日の会", starts_at=now + 2 * HOUR, ends_at=now + 3 * HOUR)
    add(db, now, title="来月の会", starts_at=now + 30 * DAY, ends_at=now + 30 * DAY + HOUR)
    with db.transaction() as session:
        unpublished(session, now, title="下書き")

    page = site.get("/events")

    assert titles(page.body) == ["今日の会", "来月の会"]
    assert "今日 6月10日(水)" in words(page.body)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "script" not in page.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("period=today", ["親子の会"]),
        ("period=weekend", ["シニアの会"]),
        ("period=next-week", ["若者の研修"]),
        ("kind=training", ["若者の研修"]),
        ("audience=senior", ["親子の会", "シニアの会"]),
        ("audience=youth", ["親子の会", "若者の研修"]),
        ("area=%E8%97%A4%E6%B2%A2", ["シニアの会"]),
        ("q=%E3%81%BB%E3%81%86%E3%81%A8%E3%81%86", ["親子の会"]),
        ("q=%E4%BC%9A+%E8%97%A4%E6%B2%A2", ["シニアの会"]),
        ("q=%25", []),
        ("q=%00", ["親子の会", "シニアの会", "若者の研修"]),
        ("period=yesterday&kind=party&area=x&page=-1", ["親子の会", "シニアの会", "若者の研修"]),
    ],
)
def test_the_list_can_be_narrowed(
    site: Site, db: Database, now: datetime, query: str, found: list[str]
) -> None:
    add(
        db,
        now,
        title="親子の会",
        starts_at=now + HOUR,
        ends_at=now + 2 * HOUR,
        bring="",
        description="ほうとう",
    )
    add(
        db,
        now,
        title="シニアの会",
        youngest=65,
        area="藤沢",
        center="藤沢市民センター",
        starts_at=now + 3 * DAY,
        ends_at=now + 3 * DAY + HOUR,
    )
    add(
        db,
        now,
        title="若者の研修",
        kind=Kind.TRAINING,
        oldest=29,
        starts_at=now + 6 * DAY,
        ends_at=now + 6 * DAY + HOUR,
    )

    assert titles(site.get(f"/events?{query}").body) == found


def test_what_is_over_is_found_when_asked_for_the_latest_first(
    site: Site, db: Database, now: datetime
) -> None:
    for days in (3, 5):
        add(db, now, title=f"{days}日の会", starts_at=now + days * DAY, ends_at=now + days * DAY + HOUR)
    site.now = now + 10 * DAY

    assert titles(site.get("/events").body) == []
    assert "いまお知らせできる催しはありません" in words(site.get("/events").body)
    assert titles(site.get("/events?period=past").body) == ["5日の会", "3日の会"]


def test_a_long_list_has_pages_that_keep_what_was_asked(site: Site, db: Database, now: datetime) -> None:
    for number in range(45):
        add(db, now, title=f"会{number:02d}", starts_at=now + (number + 1) * HOUR, ends_at=now + 60 * HOUR)

    first, last = site.get("/events?q=%E4%BC%9A"), site.get("/events?q=%E4%BC%9A&page=3")

    assert (len(titles(first.body)), len(titles(last.body))) == (20, 5)
    assert 'rel="next" href="/events?q=%E4%BC%9A&amp;page=2"' in first.body
    assert 'rel="next"' not in last.body
    assert "このページには何もありません" in words(site.get("/events?page=9").body)
