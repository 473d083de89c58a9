"""To get all that is held, and to be forgotten: after that nothing in any table says who somebody was."""

import json
from datetime import date, datetime

from sqlalchemy import Text, cast, literal_column, select, table, text
from sqlalchemy.orm import Session

from community import (
    appointing,
    approvals,
    arrivals,
    audit,
    bodies,
    broadcasts,
    consents,
    consulting,
    conversations,
    deliveries,
    follows,
    holdings,
    ledger,
    links,
    news,
    notified,
    people,
    profiles,
    reception,
    relatives,
    remarks,
    watches,
)
from community.arrivals import Arriving, Claimed
from community.bodies import Body
from community.broadcasts import Broadcast
from community.consents import Guardian, Signature, Subject
from community.deliveries import DeliveryState, Means, Parcel
from community.ledger import Channel
from community.links import Purpose, Seal, Wish
from community.news import News
from community.people import Person
from community.reception import Kind
from community.relatives import Telling
from community.searches import Search
from handlers import exporting
from scheduler import jobs
from tests.community.gatherings import DAY, come, published
from tests.handlers.talks import Talk

ME, OTHER = "line:Ume", "line:other"
NAME, TELEPHONE, FAMILY, SAID = "梅田うめ", "0191-21-4649", "梅田まつ", "ひみつの相談"
MARKS = ("Ume", NAME, TELEPHONE, FAMILY, SAID, "1950-04-03")
# Tables that say who somebody is. Whoever adds one plants a mark in it below, and lets it be forgotten
# (`community/forgetting.py`).
PERSONAL = {
    "approvals",
    "arrivals",
    "audit",
    "consents",
    "consultations",
    "conversations",
    "deliveries",
    "follows",
    "links",
    "mutes",
    "news",
    "offices",
    "people",
    "profiles",
    "recipients",
    "relatives",
    "remarks",
    "sign_ups",
    "watches",
}


def everything(session: Session) -> dict[str, str]:
    """Every row of every table of the database, ours and the engine's, as text."""
    session.flush()
    tables = session.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
    row = cast(literal_column("t"), Text)  # a whole row, by the name of its table
    rows = {each: session.scalars(select(row).select_from(table(each).alias("t"))).all() for each in tables}
    return {each: "\n".join(found) for each, found in rows.items()}


def marked(session: Session) -> dict[str, list[str]]:
    """Which marks are left where."""
    found = {name: [mark for mark in MARKS if mark in rows] for name, rows in everything(session).items()}
    return {name: marks for name, marks in found.items() if marks}


def plant(session: Session, now: datetime) -> None:
    """Leave a mark in every table that can hold one."""
    told = {"name": NAME, "telephone": TELEPHONE, "born": date(1950, 4, 3)}
    people.welcome(session, ME, "line", now)
    profiles.save(session, ME, told, now)
    relatives.add(session, ME, Telling(FAMILY, "母", TELEPHONE, date(1950, 4, 3)), now)
    consents.give(session, Subject.SIGN_UP, Signature(ME, ME), now)
    consents.give_as(session, Guardian(NAME, "母"), Signature("named:x", ME), now)
    links.make(session, Seal("key"), Wish(ME, Purpose.DATA, {"name": NAME}), now)
    conversations.remember(session, ME, {"question": SAID}, "en", now)
    body = {"source": {"userId": "Ume"}, "message": {"text": SAID}}
    arrivals.take_in(session, [Arriving("line:1", "line", ME, body, "m1")], now)
    arrivals.finish(session, "line:1", arrivals.ArrivalState.HANDLED, now)
    arrival = Claimed("line:1", "line", ME, body, "waiting", now, taken_back=False)
    deliveries.post(session, arrival, [Parcel(Means.PUSH, {"to": "Ume"}, {"text": NAME})] * 2, now)
    notified.notify(session, "about:1", ME, Parcel(Means.PUSH, {"to": "Ume"}, {"text": SAID}), now)
    office = appointing.found(session, ME, ME, now)
    approvals.ask(session, "event:0", None, "1", (ME, now))
    assert office.person == ME
    news.draft(session, News(title="だより", words="x"), ME, now)
    consulting.ask(session, None, SAID, ME, now)
    follows.follow(session, ME, bodies.add(session, Body(name="花泉の会"), OTHER, now).name, now)
    reception.mute(session, ME, Kind.NEWS, now)
    came = Broadcast(id="news:0", kind=Kind.NEWS, title="だより", why="試し", urgent="試し")
    broadcasts.begin(session, came, select(Person.id).where(Person.id == ME), now)
    watches.create(session, ME, Search(keywords=(SAID,)), now)
    event = published(session, now, 1, title="花見")
    private = {"name": NAME, "telephone": TELEPHONE, "request": f"tap of {ME}"}
    mine = come(session, event, "Ume", now, (76,), **private)
    remarks.keep(session, mine.id, remarks.NOTE, SAID, (ME, now))
    come(session, event, "other", now)
    proxied = {"person": "named:x", "name": "隣の人", "telephone": TELEPHONE, "request": "for another"}
    come(session, published(session, now, 1), "Ume", now, (76,), **proxied)


def test_every_table_that_says_who_somebody_is_gets_a_mark_in_the_test_below(
    session: Session, now: datetime
) -> None:
    plant(session, now)

    assert {table.name for table, _ in holdings.personal()} == PERSONAL
    assert set(marked(session)) == PERSONAL


def test_who_is_forgotten_is_in_no_table_any_more(session: Session, now: datetime) -> None:
    plant(session, now)
    talk = Talk(session, now, ME)

    asked = talk.says("わたしを消す")
    assert "花見" in asked
    assert "代理の申込み1件" in asked
    assert set(marked(session)) == PERSONAL  # nothing is done before the second tap

    assert talk.taps("消す").startswith("あなたの情報をすべて消しました。")
    assert marked(session) == {}
    assert [(each.to, each.template) for each in talk.told] == [(OTHER, "card")]  # the place is passed on
    assert ledger.of_person(session, ME) == []


def test_whom_a_forgotten_proxy_signed_up_still_comes_and_is_called(session: Session, now: datetime) -> None:
    plant(session, now)
    Talk(session, now, ME).says("はい、わたしを消します")

    (left,) = ledger.of_person(session, "named:x")
    assert (left.state, left.by, left.name, left.telephone) == ("confirmed", audit.GONE, "隣の人", None)
    assert (left.channel, left.reachable) == (Channel.PHONE, False)


def test_the_last_word_to_who_was_forgotten_goes_with_the_night(session: Session, now: datetime) -> None:
    body = {"source": {"userId": "Ume"}, "message": {"text": "わたしを消す"}}
    arrivals.take_in(session, [Arriving("line:2", "line", ME, body)], now)
    arrival = arrivals.claim(session, "line:2")
    assert arrival is not None
    arrivals.forget_person(session, ME, "line:2")
    deliveries.post(session, arrival, [Parcel(Means.PUSH, {"to": "Ume"}, {"text": "消しました"})], now)
    arrivals.finish(session, "line:2", arrivals.ArrivalState.HANDLED, now)
    deliveries.mark_sent(session, "line:2/01", None, now)
    assert set(marked(session)) == {"deliveries"}

    jobs.tidy(session, now + DAY)

    assert marked(session) == {}


def test_to_be_forgotten_twice_is_said_again_and_harms_nobody(session: Session, now: datetime) -> None:
    plant(session, now)
    talk = Talk(session, now, ME)
    talk.says("はい、わたしを消します")

    assert talk.says("はい、わたしを消します").startswith("あなたの情報をすべて消しました。")
    assert [each.state for each in ledger.of_person(session, OTHER)] == ["offered"]


def test_what_is_held_is_handed_over_whole_and_nothing_of_others(session: Session, now: datetime) -> None:
    plant(session, now)
    profiles.save(session, OTHER, {"name": "別の人"}, now)

    held = json.loads(exporting.file(session, ME, now))

    assert set(held["tables"]) == PERSONAL
    assert {name for name in held["tables"] if name not in held["parts"]} == set()
    assert held["tables"]["profiles"][0]["born"] == "1950-04-03"
    assert [each["name"] for each in held["tables"]["sign_ups"]] == [NAME, "隣の人"]
    assert "別の人" not in json.dumps(held, ensure_ascii=False)
    assert OTHER not in json.dumps(held)


def test_data_are_offered_behind_a_link_that_opens_outside_line(session: Session, now: datetime) -> None:
    talk = Talk(session, now)

    assert "1回だけ" in talk.says("わたしのデータ")
    assert talk.choices[0].link.endswith("?openExternalBrowser=1")


def test_states_of_what_was_not_sent_are_not_needed_to_forget(session: Session, now: datetime) -> None:
    plant(session, now)
    found = session.get(deliveries.Delivery, "line:1/02")
    assert found is not None
    assert found.state == DeliveryState.QUEUED

    deliveries.forget_person(session, ME)

    assert deliveries.outstanding(session, "line:1") == []


def test_who_withdraws_their_consent_is_asked_anew_the_next_time(session: Session, now: datetime) -> None:
    event = published(session, now, 5)
    talk = Talk(session, now).known()

    assert talk.says("同意を取り消す").startswith("情報の扱いへの同意を取り消しました。")
    talk.says("同意を撤回したい")
    talk.says(f"催し{event.id}に申し込む")

    assert "/forms/" in talk.choices[0].link
    said = session.scalars(select(consents.Consent).order_by(consents.Consent.id))
    assert [each.given for each in said] == [True, False]
