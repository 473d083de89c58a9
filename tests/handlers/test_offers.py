"""A place comes free: who waits is asked, answers by a tap, and the next is asked."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from community import ledger, offers
from community.ledger import Channel
from handlers import notices
from tests.community.gatherings import come, published
from tests.handlers.talks import Talk


def states(session: Session, event_id: int) -> dict[str, str]:
    return {each.person: each.state for each in ledger.roster(session, event_id)}


def test_who_cancels_makes_the_next_be_asked_who_takes_it_by_one_tap(session: Session, now: datetime) -> None:
    event = published(session, now, 1)
    first, second = Talk(session, now).known(), Talk(session, now, "line:U2").known()
    for talk in (first, second):
        talk.says(f"はい、催し{event.id}に1人で申し込みます")

    first.says(f"はい、催し{event.id}を取り消します")
    (notice,) = first.told
    second.last = [notice]
    taken = second.taps("受ける")

    assert notice.to == "line:U2"
    assert notice.card is not None
    assert notice.card.lead.startswith("空きが出ました。6月11日(木) 14:0")
    assert "申し込みました" in taken
    assert (
        "申し込みました" in second.taps("受ける")
        if "受ける" in {each.label for each in second.choices}
        else True
    )
    assert states(session, event.id) == {"line:U1": "cancelled", "line:U2": "confirmed"}


def test_who_passes_is_thanked_and_the_next_is_asked(session: Session, now: datetime) -> None:
    event = published(session, now, 1)
    talks = [Talk(session, now, f"line:U{number}").known() for number in (1, 2, 3)]
    for talk in talks:
        talk.says(f"はい、催し{event.id}に1人で申し込みます")
    talks[0].says(f"はい、催し{event.id}を取り消します")

    said = talks[1].says("見送る")

    assert "見送りました" in said
    assert [each.to for each in talks[1].told] == ["line:U3"]
    assert states(session, event.id)["line:U3"] == "offered"


def test_an_offer_that_is_over_is_said_and_cannot_be_taken_any_more(session: Session, now: datetime) -> None:
    event = published(session, now, 1)
    first, second = Talk(session, now).known(), Talk(session, now, "line:U2").known()
    for talk in (first, second):
        talk.says(f"はい、催し{event.id}に1人で申し込みます")
    first.says(f"はい、催し{event.id}を取り消します")
    later = now + timedelta(days=2)

    (notice,) = notices.of_moves(session, offers.tick(session, event.id, later), later)
    second.at = later

    assert notice.template == "offer_over"
    assert "期限が過ぎた" in second.says(f"催し{event.id}を受ける")


def test_a_mother_without_line_is_offered_through_who_signed_her_up(session: Session, now: datetime) -> None:
    event = published(session, now, 1)
    first = Talk(session, now).known()
    first.says(f"はい、催し{event.id}に1人で申し込みます")
    mother = come(session, event, "U2", now, person="named:haru", name="一関 ハル", channel=Channel.WEB)

    first.says(f"はい、催し{event.id}を取り消します")
    (notice,) = first.told

    assert notice.to == "line:U2"
    assert notice.card is not None
    assert notice.card.rows[0] == ("人数", "1人(一関 ハルさん)")
    assert notice.choices[0].words == f"催し{event.id}の申込み{mother.number}を受ける"


def test_words_of_an_answer_without_an_offer_are_heard_by_others(session: Session, now: datetime) -> None:
    assert Talk(session, now).says("受けます") != ""
