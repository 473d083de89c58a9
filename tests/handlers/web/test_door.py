"""The check-in page: the roster ticked, codes read, mistakes put right, and nobody let in twice."""

from datetime import datetime

import pytest

from bot.database import Database
from community import checkin, ledger, organizing, signups
from community.events import EventState
from tests.community.gatherings import DAY, HOUR, OFFICER, come, published
from tests.handlers.web.entering import KEY, Hall, opened


def prepared(db: Database, now: datetime) -> tuple[int, datetime]:
    """An event with three who come and one who waits; its number, and when it begins."""
    with db.transaction() as session:
        event = published(session, now, 6, waiting=5)
        come(session, event, "A", now, (40, 41, 42), name="佐藤 はな")
        come(session, event, "B", now, name="千葉 太郎")
        come(session, event, "C", now, (40, 41))
        come(session, event, "D", now, name="待田 待子")
        return event.id, event.starts_at


def sign_up(db: Database, event_id: int, number: int) -> ledger.SignUp:
    with db.transaction() as session:
        return ledger.roster(session, event_id)[number - 1]


def test_the_roster_is_ticked_and_counts_people(db: Database, now: datetime) -> None:
    event_id, at = prepared(db, now)
    with opened(db, at) as hall:
        door = hall.door(event_id)
        empty = hall.get(door).text
        ticked = hall.post(f"{door}/receive", sign_up=sign_up(db, event_id, 1).id, came=2).text
        again = hall.post(f"{door}/receive", sign_up=sign_up(db, event_id, 1).id, came=3).text
        mended = hall.post(f"{door}/count", sign_up=sign_up(db, event_id, 1).id, came=3).text

    assert "<strong>0/6</strong>" in empty
    assert "お名前なし(申込み3)" in empty
    assert "待田" not in empty
    assert "佐藤 はなさん:2人を受け付けました。" in ticked
    assert "<strong>2/6</strong>" in ticked
    assert "佐藤 はなさん:すでに受付済みです(14:00)。" in again
    assert "<strong>2/6</strong>" in again
    assert "佐藤 はなさん:3人に直しました。" in mended
    assert sign_up(db, event_id, 1).came == 3


def test_a_code_is_read_or_typed_and_every_no_says_why(db: Database, now: datetime) -> None:
    event_id, at = prepared(db, now)
    with opened(db, at) as hall:
        door, waiting = hall.door(event_id), sign_up(db, event_id, 4)
        token = checkin.ticket(KEY, sign_up(db, event_id, 1))
        read = hall.post(f"{door}/receive", code=f"{hall.url}/ticket/{token}")
        typed = hall.post(f"{door}/receive", code=checkin.digits(KEY, sign_up(db, event_id, 2)))
        unknown = hall.post(f"{door}/receive", code="1234")
        waits = hall.post(f"{door}/receive", code=checkin.digits(KEY, waiting))

    assert "佐藤 はなさん:3人を受け付けました。" in read.text
    assert "千葉 太郎さん:1人を受け付けました。" in typed.text
    assert (unknown.status, waits.status) == (409, 409)
    assert "この番号の申込みは見つかりませんでした" in unknown.text
    assert "この申込みはキャンセル待ちです" in waits.text
    assert "<strong>4/6</strong>" in waits.text


def test_names_are_searched_for_however_they_are_spaced(db: Database, now: datetime) -> None:
    event_id, at = prepared(db, now)
    with opened(db, at) as hall:
        found = hall.get(f"{hall.door(event_id)}?q=%E4%BD%90%E8%97%A4%E3%81%AF%E3%81%AA").text

    assert "佐藤 はな" in found
    assert "千葉 太郎" not in found


def test_nothing_is_kept_by_caches_or_found_by_searches_or_told_to_others(
    db: Database, now: datetime
) -> None:
    event_id, at = prepared(db, now)
    with opened(db, at) as hall:
        answers = [hall.get(hall.door(event_id)), hall.get(f"/ticket/{'x' * 20}")]

    for answer in answers:
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-robots-tag"] == "noindex, nofollow"
        assert answer.headers["referrer-policy"] == "no-referrer"


def test_the_roster_is_closed_and_who_did_not_come_is_absent(db: Database, now: datetime) -> None:
    event_id, at = prepared(db, now)
    with opened(db, at) as hall:
        door = hall.door(event_id)
        hall.post(f"{door}/receive", sign_up=sign_up(db, event_id, 1).id)
        closed = hall.post(f"{door}/close").text
        late = hall.post(f"{door}/receive", sign_up=sign_up(db, event_id, 2).id).text

    assert "受付を終えました" in closed
    assert "受付を終える" not in late
    assert [sign_up(db, event_id, number).state for number in (1, 2, 3, 4)] == [
        "attended",
        "attended",
        "absent",
        "waitlisted",
    ]


@pytest.mark.parametrize("does", ["receive", "count", "close", "burn"])
def test_without_the_token_nothing_is_done(db: Database, now: datetime, does: str) -> None:
    event_id, at = prepared(db, now)
    with opened(db, at) as hall:
        door = hall.door(event_id)
        hall.get(door)  # the cookie alone is no key
        mine = sign_up(db, event_id, 1).id
        assert hall.post(f"{door}x/{does}", sign_up=mine, came=1).status == 404
        assert hall.get(f"/door/{event_id}").status == 404
        hall.now = at + DAY
        assert hall.post(f"{door}/{does}", sign_up=mine, came=1).status in (404, 410)
        assert hall.get(door).status == 410

    assert sign_up(db, event_id, 1).state == "confirmed"


def test_a_form_that_is_none_of_ours_breaks_nothing(db: Database, now: datetime) -> None:
    event_id, at = prepared(db, now)
    with opened(db, at) as hall:
        door = hall.door(event_id)
        statuses = [
            hall.post(f"{door}/receive", code="x" * 5000).status,
            hall.post(f"{door}/receive", **{f"a{number}": 1 for number in range(9)}).status,
            hall.post(f"{door}/receive", sign_up="\x00").status,
            hall.post(f"{door}/receive", sign_up="x", came="-1").status,
            hall.post(f"{door}/count", sign_up=sign_up(db, event_id, 4).id, came="９").status,
            hall.get(f"{door}?received=99999999999999999999&q=%00%ff").status,
        ]

    assert statuses == [404, 404, 409, 409, 409, 200]


def test_a_cancelled_event_has_no_door(db: Database, now: datetime) -> None:
    event_id, at = prepared(db, now)
    with db.transaction() as session:
        organizing.step(session, event_id, EventState.CANCELLED, OFFICER, now)
    with opened(db, at) as hall:
        page = hall.get(hall.door(event_id)).text
        refused = hall.post(f"{hall.door(event_id)}/count", sign_up=sign_up(db, event_id, 1).id, came=1)

    assert "受付はありません" in page
    assert "佐藤" not in page
    assert refused.status == 409


def ticket(hall: Hall, db: Database, event_id: int, number: int) -> str:
    return hall.get(f"/ticket/{checkin.ticket(KEY, sign_up(db, event_id, number))}").text


def test_a_ticket_shows_its_code_and_nobodys_name(db: Database, now: datetime) -> None:
    event_id, at = prepared(db, now)
    with opened(db, at) as hall:
        shown, waiting = ticket(hall, db, event_id, 1), ticket(hall, db, event_id, 4)
    digits = checkin.digits(KEY, sign_up(db, event_id, 1))

    assert f"{digits[:4]} {digits[4:]}" in shown
    assert "data:image/svg+xml" in shown
    assert [name for name in ("佐藤", "千葉", "受け付ける") if name in shown] == []
    assert "キャンセル待ちです" in waiting
    assert "data:image" not in waiting


def test_an_ordinary_camera_at_the_door_receives_by_one_button(db: Database, now: datetime) -> None:
    event_id, at = prepared(db, now)
    with opened(db, at) as hall:
        door = hall.door(event_id)
        hall.get(door)
        before = ticket(hall, db, event_id, 1)
        received = hall.post(f"{door}/receive", sign_up=sign_up(db, event_id, 1).id, came=3).text
        after = ticket(hall, db, event_id, 1)
        with db.transaction() as session:
            other = published(session, now).id
        hall.get(hall.door(other))
        elsewhere = ticket(hall, db, event_id, 2)

    assert "佐藤 はな" in before
    assert f'action="{door}/receive"' in before
    assert "3人を受け付けました" in received
    assert "受付済みです(14:00)" in after
    assert "千葉" not in elsewhere


def test_a_ticket_says_when_there_is_nothing_to_show(db: Database, now: datetime) -> None:
    event_id, at = prepared(db, now)
    with db.transaction() as session:
        mine = ledger.roster(session, event_id)[0]
        signups.cancel(session, mine.id, mine.person, now)
    with opened(db, at - HOUR) as hall:
        assert "取り消されています" in ticket(hall, db, event_id, 1)
        assert hall.get("/ticket/x").status == 404
