"""Signing up in a talk, from the card of an event to 「申し込みました」 and back."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from community import ledger, organizing, shifts
from community.events import EventState, Kind
from community.ledger import SignUpState
from community.shifts import Shift
from handlers import events as cards
from tests.community.gatherings import HOUR, OFFICER, come, published
from tests.handlers.talks import Talk


def states(session: Session, event_id: int) -> list[tuple[str, str, int]]:
    return [(each.person, each.state, each.size) for each in ledger.roster(session, event_id)]


def test_somebody_known_needs_two_taps_from_the_card(session: Session, now: datetime) -> None:
    event = published(session, now, 5, telephone="0191-21-2148", bring="エプロン")
    talk = Talk(session, now).known()

    card = talk.says(f"催し{event.id}")
    asked = talk.taps("申し込む")
    done = talk.taps("申し込む")

    assert "6月20日(土) 14:00〜16:00" in card
    assert "よろしいですか" in asked
    assert done.startswith("【そば打ち体験】\n申し込みました。\n人数:1人")
    assert "持ち物:エプロン" in done
    assert {"カレンダーに入れる", "地図", "取り消す"} <= {each.label for each in talk.choices}
    assert states(session, event.id) == [("line:U1", "confirmed", 1)]


def test_a_double_tap_says_that_it_is_done_and_changes_nothing(session: Session, now: datetime) -> None:
    event = published(session, now, 5)
    talk = Talk(session, now).known()

    talk.says(f"催し{event.id}に2人で申し込む")
    yes = talk.choices[0].words
    talk.says(yes)

    assert talk.says(yes).startswith("【そば打ち体験】\nもう申し込んでいます。\n人数:2人")
    assert states(session, event.id) == [("line:U1", "confirmed", 2)]


def test_it_goes_by_words_too(session: Session, now: datetime) -> None:
    event = published(session, now, 5)
    talk = Talk(session, now).known()

    talk.says(f"催し{event.id}番をくわしく")
    talk.says("3人で申し込みたいです")
    talk.says(talk.choices[0].words)

    assert states(session, event.id) == [("line:U1", "confirmed", 3)]


def test_somebody_unknown_is_given_the_form_and_nothing_personal_is_asked_in_the_talk(
    session: Session, now: datetime
) -> None:
    event = published(session, now, 5, telephone="0191-21-2148")
    talk = Talk(session, now)

    words = talk.says(f"催し{event.id}に申し込む")

    form, telephone = talk.choices
    assert "/forms/" in form.link
    assert telephone.link == "tel:0191-21-2148"
    assert "お名前と電話番号は、申込みフォームで" in words
    assert states(session, event.id) == []


def test_where_ages_matter_they_are_asked_in_one_step(session: Session, now: datetime) -> None:
    event = published(session, now, 5, youngest=6)
    talk = Talk(session, now).known()

    asked = talk.says(f"催し{event.id}に2人で申し込む")
    refused = talk.says("40と3")
    talk.says(f"催し{event.id}に2人で申し込む")
    confirm = talk.says("40歳、8歳です")
    talk.taps("申し込む")

    assert "年齢" in asked
    assert "6歳から" in refused
    assert "人数:2人" in confirm
    assert [each.party for each in ledger.roster(session, event.id)] == [[{"age": 40}, {"age": 8}]]


def test_whose_birthday_is_known_is_not_asked_how_old_they_are(session: Session, now: datetime) -> None:
    event = published(session, now, 5, oldest=29)

    young = Talk(session, now).known(born=date(2000, 6, 10))
    senior = Talk(session, now, "line:U2").known(born=date(1950, 1, 1))

    assert "人数:1人" in young.says(f"催し{event.id}に申し込む")
    assert "29歳まで" in senior.says(f"催し{event.id}に申し込む")


def test_who_is_too_young_to_agree_alone_is_given_the_form_for_a_guardian(
    session: Session, now: datetime
) -> None:
    event = published(session, now, 5)
    talk = Talk(session, now).known(born=date(2011, 1, 1))

    talk.says(f"催し{event.id}に申し込む")

    assert "/forms/" in talk.choices[0].link


def test_a_full_event_lets_wait_and_says_at_which_place(session: Session, now: datetime) -> None:
    event = published(session, now, 1)
    come(session, event, "A", now)
    come(session, event, "B", now)
    talk = Talk(session, now).known()

    talk.says(f"催し{event.id}")
    asked = talk.taps("キャンセル待ちに入る")
    done = talk.taps("キャンセル待ちに入る")

    assert "キャンセル待ち(いま1組)" in asked
    assert "キャンセル待ちに入りました(2番目)" in done


def test_nothing_personal_is_done_where_others_read_along(session: Session, now: datetime) -> None:
    event = published(session, now, 5)
    talk = Talk(session, now, private=False).known()

    for words in (f"催し{event.id}に申し込む", "わたしの申込み", f"催し{event.id}を取り消す"):
        assert "1対1のトーク" in talk.says(words)


def test_own_sign_ups_are_seen_changed_and_cancelled(session: Session, now: datetime) -> None:
    event = published(session, now, 5)
    talk = Talk(session, now).known()
    talk.says(f"はい、催し{event.id}に1人で申し込みます")

    listed = talk.says("わたしの申込み")
    talk.taps("人数を変える")
    changed = talk.taps("3人")
    asked = talk.taps("取り消す")
    over = talk.taps("取り消す")

    assert "1. 6月20日(土) 14:00〜16:00 そば打ち体験(申込み済み)" in listed
    assert "3人" in changed
    assert "取り消しますか" in asked
    assert "取り消しました" in over
    assert states(session, event.id) == [("line:U1", "cancelled", 3)]
    assert talk.says("わたしの申込み") == "これからの申込みはありません。"
    assert "取り消しました" in talk.says(f"はい、催し{event.id}を取り消します")


def test_nobody_touches_what_is_somebody_elses(session: Session, now: datetime) -> None:
    event = published(session, now, 5)
    other = come(session, event, "A", now)
    talk = Talk(session, now).known()

    for words in (
        f"はい、催し{event.id}を取り消します",
        f"はい、催し{event.id}の申込み{other.number}を取り消します",
        f"催し{event.id}を5人にする",
    ):
        assert "見つかりません" in talk.says(words)
    assert states(session, event.id) == [("line:A", "confirmed", 1)]


def test_a_proxy_sees_and_cancels_what_they_signed_up_for_a_parent(session: Session, now: datetime) -> None:
    event = published(session, now, 5)
    come(session, event, "U1", now, person="named:mother", name="一関 ハル")
    talk = Talk(session, now).known()

    listed = talk.says("わたしの申込み")
    (card,) = talk.last[0].cards
    talk.taps("取り消す")
    talk.taps("取り消す")

    assert "そば打ち体験" in listed
    assert card.notes == ("一関 ハルさんの申込み",)
    assert states(session, event.id) == [("named:mother", "cancelled", 1)]


@pytest.mark.parametrize(
    ("columns", "later", "said"),
    [
        ({"opens_at": 2}, 0, "申込みは6月12日(金) 14:00からです"),
        ({"closes_at": 2}, 3, "締め切りました"),
        ({}, 11, "始まりました"),
    ],
)
def test_out_of_time_is_said_with_the_next_step(
    session: Session, now: datetime, columns: dict[str, int], later: int, said: str
) -> None:
    times = {name: now + timedelta(days=days) for name, days in columns.items()}
    event = published(session, now, 5, **times)
    talk = Talk(session, now + timedelta(days=later)).known()

    assert said in talk.says(f"催し{event.id}に申し込む")
    assert "ほかの催し" in {each.label for each in talk.choices}


def test_a_number_of_no_event_and_a_draft_are_the_same_to_people(session: Session, now: datetime) -> None:
    talk = Talk(session, now).known()

    assert "見つかりません" in talk.says("催し999999999")
    assert "見つかりません" in talk.says("催し9に申し込む")


def test_helpers_choose_their_tasks(session: Session, now: datetime) -> None:
    event = published(session, now, 5, kind=Kind.VOLUNTEER)
    times = {"starts_at": event.starts_at, "ends_at": event.starts_at + HOUR}
    shifts.add(session, Shift(event_id=event.id, task="受付", wanted=1, **times), OFFICER, now)
    talk = Talk(session, now).known()

    talk.says(f"はい、催し{event.id}に1人で申し込みます")
    helping = talk.taps("14:00 受付")

    assert "・6月20日(土) 14:00〜15:00 受付" in helping
    assert "14:00 受付" not in {each.label for each in talk.choices}


def test_a_party_larger_than_allowed_is_told_how_many_may_come(session: Session, now: datetime) -> None:
    event = published(session, now, 50)
    talk = Talk(session, now).known()

    assert "10人まで" in talk.says(f"催し{event.id}に40人で申し込む")
    assert states(session, event.id) == []


def test_cancelling_after_the_deadline_is_allowed_and_said(session: Session, now: datetime) -> None:
    event = published(session, now, 5, cancel_until=now + timedelta(days=1))
    talk = Talk(session, now).known()
    talk.says(f"はい、催し{event.id}に1人で申し込みます")
    talk.at += timedelta(days=2)

    asked = talk.says(f"催し{event.id}を取り消す")
    talk.taps("取り消す")

    (mine,) = ledger.roster(session, event.id)
    assert "期限を過ぎています" in asked
    assert (mine.state, mine.late) == (SignUpState.CANCELLED, True)


def test_an_event_that_was_cancelled_says_so(session: Session, now: datetime) -> None:
    event = published(session, now, 5)
    organizing.step(session, event.id, EventState.CANCELLED, OFFICER, now)
    talk = Talk(session, now).known()

    assert "中止になりました" in talk.says(f"催し{event.id}に申し込む")
    assert "中止になりました" in talk.says(f"催し{event.id}")


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("0191-21-2148", "tel:0191-21-2148"),
        ("(0191)21-2148", "tel:019121-2148"),
        ("0191-21-2148 内線5", "tel:0191-21-2148"),
        ("事務局 0191-21-2148", "tel:0191-21-2148"),
        ("窓口でどうぞ", ""),
    ],
)
def test_a_telephone_number_is_dialled_however_it_was_written(written: str, link: str) -> None:
    assert cards.dial(written) == link
