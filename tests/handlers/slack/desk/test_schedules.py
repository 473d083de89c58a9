"""The timetable at the desk: for staff, with the ways to stop, change and ask for a line."""

from datetime import timedelta
from typing import Any

import pytest

from community import schedules
from handlers.slack.desk.schedules import missed
from scheduler.jobs import TIMETABLE
from tests.handlers.slack.desk.officers import Desk
from tests.handlers.slack.desk.test_together import refused


@pytest.fixture(autouse=True)
def kept(desk: Desk) -> None:
    with desk.road.service.database.transaction() as session:
        schedules.keep(session, TIMETABLE, desk.road.service.handling.clock())


def line(desk: Desk, name: str) -> Any:
    with desk.road.service.database.transaction() as session:
        return schedules.get(session, name)


def test_staff_see_it_stop_a_line_and_ask_for_it(desk: Desk) -> None:
    assert "団体ごとの1週間のまとめ" in desk.tap("USTAFF", "予定表").text
    assert "止めました" in desk.tap("USTAFF", "予定表 停止 rounds").text
    assert line(desk, "rounds").paused
    assert "止めています" in desk.tap("USTAFF", "予定表").text
    assert "再開しました" in desk.tap("USTAFF", "予定表 再開 rounds").text
    assert "1分以内" in desk.tap("USTAFF", "予定表 実行 rounds").text
    assert line(desk, "rounds").asked_at is not None


def test_its_time_is_changed_by_a_form_that_says_what_is_wrong(desk: Desk) -> None:
    form = desk.tap("USTAFF", "予定表 変更 rounds")
    assert "いつまでたっても来ません" in str(desk.send("USTAFF", form, cron="0 0 31 2 *"))
    assert "読めません" in str(desk.send("USTAFF", form, cron="金曜"))

    assert "時間を変えました" in desk.sent("USTAFF", form, cron="0 18  * * 4").text
    assert line(desk, "rounds").cron == "0 18 * * 4"


def test_it_is_nothing_for_officers_of_bodies(desk: Desk) -> None:
    refused(desk, "UONE", "予定表", "市の担当者")


def test_staff_are_told_once_of_what_was_passed_over(desk: Desk) -> None:
    service = desk.road.service
    now = service.handling.clock()
    with service.database.transaction() as session:
        schedules.get(session, "rounds").missed_at = now - timedelta(hours=1)
    for _ in range(2):
        with service.database.transaction() as session:
            service.submitting.posting.post(session, missed(session, now), now)
    desk.road.settle()

    told = [each for each in desk.slack.posted if "をしませんでした" in str(each)]
    assert [each.channel for each in told] == ["USTAFF"]
