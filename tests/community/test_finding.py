"""What is found for a search, and what is offered instead when nothing is."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import event as listening
from sqlalchemy.orm import Session

from community import courses, finding, organizing, shifts
from community.courses import Lesson
from community.events import Event, EventState, Kind
from community.finding import Findings, Given
from community.hours import TOWN
from community.quotas import Audience, Quota
from community.searches import Search
from community.shifts import Shift
from tests.community.gatherings import DAY, HOUR, OFFICER, come, published, unpublished

SATURDAY = Search(first=date(2026, 6, 20), last=date(2026, 6, 20))


def at(day: int, hour: int = 10, month: int = 6) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=TOWN)


def on(session: Session, now: datetime, day: int, hour: int = 10, **columns: Any) -> Event:
    """A published event of two hours on a day in June."""
    begin = at(day, hour)
    return published(
        session, now, **{"starts_at": begin, "ends_at": begin + 2 * HOUR, "area": "花泉", **columns}
    )


def titles(findings: Findings) -> list[str]:
    return [each.event.title for each in findings.found]


def find(session: Session, now: datetime, search: Search = SATURDAY, **fields: Any) -> list[str]:
    """What fulfils a search, by title."""
    return titles(finding.exactly(session, replace(search, **fields), now))


def test_only_what_can_still_be_joined_is_found(session: Session, now: datetime) -> None:
    on(session, now, 20, title="空きあり")
    full = on(session, now, 20, title="満席", capacity=1)
    come(session, full, "U1", now)
    unpublished(session, now, title="下書き", starts_at=at(20), ends_at=at(20, 12))
    on(session, now - 9 * DAY, 20, title="締切済み", closes_at=now - HOUR)
    for state in (EventState.CANCELLED, EventState.POSTPONED, EventState.CLOSED):
        organizing.step(session, on(session, now, 20, title=state).id, state, OFFICER, now)

    assert find(session, now) == ["空きあり", "満席"]


def test_what_goes_on_already_is_found_where_nobody_need_sign_up(session: Session, now: datetime) -> None:
    days: dict[str, Any] = {"starts_at": at(9), "ends_at": at(12), "place": "ホール"}
    published(session, now - 5 * DAY, title="展示", capacity=None, **days)
    published(session, now - 5 * DAY, title="合宿", capacity=20, **days)

    assert find(session, now, Search()) == ["展示"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["土曜の朝", "土曜の夜"]),
        ({"last": date(2026, 6, 21)}, ["土曜の朝", "土曜の夜", "日曜"]),
        ({"first": None, "last": None}, ["金曜", "土曜の朝", "土曜の夜", "日曜"]),
        ({"first": None, "last": date(2026, 6, 19)}, ["金曜"]),
        ({"last": None}, ["土曜の朝", "土曜の夜", "日曜"]),
        ({"hours": (time(0), time(12))}, ["土曜の朝"]),
        ({"hours": (time(18), time(23, 59))}, ["土曜の夜"]),
        ({"first": None, "last": None, "weekdays": frozenset({6})}, ["日曜"]),
        (
            {"last": date(2026, 6, 21), "weekdays": frozenset({5, 6}), "hours": (time(9), time(12))},
            ["土曜の朝", "日曜"],
        ),
    ],
)
def test_days_and_hours(session: Session, now: datetime, fields: dict[str, Any], expected: list[str]) -> None:
    on(session, now, 21, title="日曜")
    on(session, now, 20, 18, title="土曜の夜")
    on(session, now, 20, title="土曜の朝")
    on(session, now, 19, title="金曜")

    assert find(session, now, **fields) == expected


def test_days_are_those_of_the_town(session: Session, now: datetime) -> None:
    early: dict[str, Any] = {"starts_at": datetime(2026, 6, 19, 15, 30, tzinfo=UTC), "ends_at": at(20, 3)}
    published(session, now, title="土曜の0時半", **early)
    published(session, now, title="日曜の0時", starts_at=at(20, 15) + 9 * HOUR, ends_at=at(21, 2))

    assert find(session, now) == ["土曜の0時半"]


def test_an_event_of_several_days_is_found_on_each_of_them(session: Session, now: datetime) -> None:
    published(
        session, now, title="作品展", starts_at=at(18, 0), ends_at=at(22, 0), all_day=True, capacity=None
    )

    assert find(session, now) == ["作品展"]
    assert find(session, now, hours=(time(18), time(20))) == ["作品展"]
    assert find(session, now, Search(weekdays=frozenset({6}))) == ["作品展"]
    assert find(session, now, Search(weekdays=frozenset({2}), last=date(2026, 6, 30))) == []


def test_a_course_is_found_on_the_days_of_its_sessions(session: Session, now: datetime) -> None:
    course = published(session, now, title="絵手紙講座", starts_at=at(13), ends_at=at(27, 12))
    for day in (13, 20, 27):
        lesson = Lesson(event_id=course.id, title=f"{day}日", starts_at=at(day), ends_at=at(day, 12))
        courses.plan(session, lesson, OFFICER, now)

    assert find(session, now) == ["絵手紙講座"]
    assert find(session, now, first=date(2026, 6, 15), last=date(2026, 6, 19)) == []
    assert find(session, now, hours=(time(13), time(18))) == []
    courses.drop(session, courses.of_event(session, course.id)[1].id, OFFICER, now)
    assert find(session, now) == []


def test_helping_is_found_when_there_is_a_shift(session: Session, now: datetime) -> None:
    help_ = published(
        session, now, kind=Kind.VOLUNTEER, title="祭りの手伝い", starts_at=at(19), ends_at=at(21, 12)
    )
    for day in (19, 21):
        shift = Shift(event_id=help_.id, task="受付", starts_at=at(day), ends_at=at(day, 12), wanted=2)
        shifts.add(session, shift, OFFICER, now)

    assert find(session, now) == []
    assert find(session, now, last=date(2026, 6, 21)) == ["祭りの手伝い"]


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        ("youth", ["16歳から25歳", "若者の優先枠", "どなたでも", "シニアの集い"]),
        ("senior", ["シニアの集い", "どなたでも", "若者の優先枠"]),
        ("family", ["小学生まで", "どなたでも", "シニアの集い", "若者の優先枠"]),
        ("anyone", ["どなたでも", "シニアの集い", "若者の優先枠"]),
        (None, ["どなたでも", "16歳から25歳", "シニアの集い", "小学生まで", "若者の優先枠"]),
    ],
)
def test_for_whom_it_is_meant_comes_first(
    session: Session, now: datetime, audience: str | None, expected: list[str]
) -> None:
    on(session, now, 20, 9, title="どなたでも")
    on(session, now, 20, 10, title="16歳から25歳", youngest=16, oldest=25)
    on(session, now, 20, 11, title="シニアの集い")
    on(session, now, 20, 12, title="小学生まで", oldest=12)
    kept = on(session, now, 20, 13, title="若者の優先枠", capacity=10)
    organizing.keep(session, kept.id, [Quota(audience=Audience.YOUTH, seats=5)], OFFICER, now)

    assert find(session, now, audience=audience) == expected


def test_kind_area_and_words(session: Session, now: datetime) -> None:
    on(session, now, 20, 9, title="そば打ち体験", description="十割のそばを打ちます")
    on(session, now, 20, 10, title="会計の研修", kind=Kind.TRAINING, area="藤沢", fee=0)
    on(session, now, 20, 11, title="夏まつり", area=None, center="千厩市民センター")

    assert find(session, now, kinds=(Kind.TRAINING,)) == ["会計の研修"]
    assert find(session, now, areas=("藤沢", "千厩")) == ["会計の研修", "夏まつり"]
    assert find(session, now, keywords=("十割",)) == ["そば打ち体験"]
    assert find(session, now, keywords=("夏祭り",)) == ["夏まつり"]
    assert find(session, now, keywords=("無料",)) == ["会計の研修"]
    assert find(session, now, keywords=("100%_",)) == []


def test_places_of_all_found_are_reckoned_at_once(session: Session, now: datetime) -> None:
    some = on(session, now, 20, 9, capacity=5)
    come(session, some, "U1", now, party=(40, 8))
    full = on(session, now, 20, 10, capacity=1)
    for who in ("U1", "U2", "U3"):
        come(session, full, who, now)
    on(session, now, 20, 11, capacity=None)
    session.flush()
    asked: list[str] = []
    connection = session.connection()
    listening.listen(connection, "before_cursor_execute", lambda *given: asked.append(given[2]))

    found = finding.find(session, SATURDAY, now).found

    assert [(each.free, each.waiting) for each in found] == [(3, 0), (None, 0), (0, 2)]
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("fields", "given", "expected"),
    [
        ({"keywords": ("うどん",)}, Given.KEYWORD, ["そば打ち"]),
        ({"hours": (time(18), time(20))}, Given.HOURS, ["そば打ち"]),
        ({"areas": ("大東",)}, Given.DATES, ["大東の会"]),
        ({"areas": ("藤沢",)}, Given.AREA, ["そば打ち"]),
        ({"first": date(2026, 6, 13), "last": date(2026, 6, 14)}, Given.DATES, ["そば打ち", "大東の会"]),
        ({"audience": "youth"}, Given.DATES, ["大東の会"]),
        ({"keywords": ("うどん",), "areas": ("室根",), "audience": "youth"}, Given.ANY_DAY, ["大東の会"]),
        ({"keywords": ("うどん",), "areas": ("花泉",), "audience": "youth"}, Given.ALL, ["大東の会"]),
    ],
)
def test_one_thing_is_given_up_and_named(
    session: Session, now: datetime, fields: dict[str, Any], given: Given, expected: list[str]
) -> None:
    on(session, now, 20, title="そば打ち", area="川崎", youngest=40)
    on(session, now, 27, title="大東の会", area="大東")

    findings = finding.find(session, replace(SATURDAY, **fields), now)

    assert (findings.given, titles(findings)) == (given, expected)


def test_for_whom_it_shall_be_is_given_up_late(session: Session, now: datetime) -> None:
    on(session, now, 20, title="大人の会", youngest=40)

    findings = finding.find(session, replace(SATURDAY, audience="youth"), now)

    assert (findings.given, titles(findings)) == (Given.AUDIENCE, ["大人の会"])


def test_a_training_is_offered_to_whom_looks_for_an_event_and_help_is_never(
    session: Session, now: datetime
) -> None:
    on(session, now, 20, title="講座", kind=Kind.TRAINING)

    events = finding.find(session, replace(SATURDAY, kinds=(Kind.EVENT,)), now)
    helping = finding.find(session, replace(SATURDAY, kinds=(Kind.VOLUNTEER,)), now)

    assert (events.given, titles(events)) == (Given.KIND, ["講座"])
    assert helping == Findings()


def test_the_nearest_days_come_first_when_the_days_are_given_up(session: Session, now: datetime) -> None:
    for day in (14, 19, 21, 28):
        on(session, now, day, title=f"{day}日")

    assert titles(finding.find(session, SATURDAY, now))[:2] == ["19日", "21日"]


def test_the_same_thing_elsewhere_comes_before_something_else(session: Session, now: datetime) -> None:
    on(session, now, 20, title="手芸の会", area="藤沢", youngest=40)
    on(session, now, 27, title="そば打ちの会", area="一関")

    wanted = replace(SATURDAY, keywords=("そば打ち体験",), areas=("藤沢",), audience="youth")
    findings = finding.find(session, replace(wanted, hours=(time(18), time(20))), now)

    assert (findings.given, titles(findings)) == (Given.ELSEWHERE, ["そば打ちの会"])


def test_other_days_come_before_something_else(session: Session, now: datetime) -> None:
    on(session, now, 30, title="花泉の講座", kind=Kind.TRAINING)
    on(session, now, 12, title="一関の講座", kind=Kind.TRAINING, area="一関")

    august = Search(date(2026, 8, 1), date(2026, 8, 9), areas=("花泉",), kinds=(Kind.TRAINING,))

    assert titles(finding.find(session, august, now)) == ["花泉の講座", "一関の講座"]


def test_who_looks_for_anything_gets_calls_for_help_last(session: Session, now: datetime) -> None:
    on(session, now, 20, 9, title="手伝い", kind=Kind.VOLUNTEER)
    on(session, now, 20, 10, title="催し")

    assert find(session, now) == ["催し", "手伝い"]


def test_more_than_a_message_holds_are_counted(session: Session, now: datetime) -> None:
    for number in range(13):
        on(session, now, 20, title=f"催し{number}")

    found = finding.find(session, SATURDAY, now)

    assert (len(found.found), found.total, found.given) == (10, 13, None)


def test_nothing_at_all_is_found_in_an_empty_town(session: Session, now: datetime) -> None:
    search = Search(
        first=now.date(), last=now.date() + timedelta(days=1), audience="youth", keywords=("花火",)
    )

    assert finding.find(session, search, now) == Findings()
