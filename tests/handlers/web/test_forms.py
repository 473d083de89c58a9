"""Forms over real HTTP: what is done is done once, what is refused uses nothing up."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest

from bot.database import Database
from community import consents, forgetting, ledger, organizing, profiles, relatives
from community.consents import Subject
from community.events import EventState
from community.relatives import Telling
from tests.community.gatherings import OFFICER
from tests.handlers.web.formserver import DETAILS, ME, FormServer


@pytest.fixture
def server(db: Database, now: datetime) -> Iterator[FormServer]:
    with FormServer(db, now) as running:
        yield running


def test_who_signs_up_sees_what_they_need_and_is_told_on_line(server: FormServer) -> None:
    number = server.event(bring="エプロン", center="厳美市民センター", telephone="0191-21-2111")
    page = server.sign_up(server.link(event=number), telephone="０１９１ー２１ー２１４８")

    assert page.status == 200
    for seen in (
        "申し込みました",
        "エプロン",
        f"/events/{number}.ics",
        "maps/search",
        "0191-21-2111",
        "わたしの申込み",
    ):
        assert seen in page.text
    assert server.ledger() == [(ME, ME, "佐藤はな", "0191-21-2148", 1, "confirmed")]
    (told,) = server.told
    assert (told.to, told.card.lead if told.card else "") == (ME, "申し込みました。")
    with server.db.transaction() as session:
        assert profiles.of(session, ME).complete
        assert consents.holds(session, Subject.SIGN_UP, ME)


def test_the_same_form_sent_again_gives_the_same_page_and_doubles_nothing(server: FormServer) -> None:
    path = server.link(server.event())
    first = server.sign_up(path)
    server.later(minutes=3)

    assert server.sign_up(path) == first  # two clicks, two tabs, the back button
    assert server.get(path) == first
    assert len(server.ledger()) == len(server.told) == 1


def test_many_clicks_at_the_same_moment_are_one_sign_up(server: FormServer) -> None:
    path = server.link(server.event())

    with ThreadPoolExecutor(6) as threads:
        pages = list(threads.map(lambda _: server.sign_up(path).text, range(12)))

    assert len(set(pages)) == 1
    assert "申し込みました" in pages[0]
    assert len(server.ledger()) == len(server.told) == 1


def test_a_used_link_does_nothing_for_other_content_and_says_what_to_do(server: FormServer) -> None:
    path = server.link(server.event())
    server.sign_up(path)
    refused = server.sign_up(path, name="別の人")

    assert refused.status == 410
    assert "わたしの申込み" in refused.text
    assert [each[2] for each in server.ledger()] == ["佐藤はな"]


def test_an_expired_link_and_a_changed_one_say_what_to_do_next(server: FormServer) -> None:
    path = server.link(server.event())
    changed = server.get(path[:-2] + "xx")
    server.later(minutes=15)
    expired = server.get(path)
    sent = server.sign_up(path)

    assert (changed.status, expired.status, sent.status) == (404, 410, 410)
    assert "0191-21-2111" in changed.text
    assert "もう一度「申し込む」" in expired.text
    assert server.ledger() == []


def test_who_opened_the_form_in_time_may_take_their_time(server: FormServer) -> None:
    path = server.link(server.event())
    server.get(path)
    server.later(hours=2)

    assert "申し込みました" in server.sign_up(path).text


@pytest.mark.parametrize(
    ("columns", "fields", "words"),
    [
        ({"youngest": 60}, {"age": "40"}, "60歳から"),
        ({}, {"for": "family", "others": "39"}, "5人まで"),
        ({"capacity": 1, "waiting": 0}, {"name": "二人目", "telephone": "0191-21-2149"}, "満席"),
    ],
)
def test_who_is_refused_reads_why_and_their_link_is_not_used_up(
    server: FormServer, columns: dict[str, Any], fields: dict[str, str], words: str
) -> None:
    number = server.event(**columns)
    if "capacity" in columns:
        server.sign_up(server.link(event=number, person="line:U9"))
    server.told.clear()
    before = server.ledger()
    path = server.link(event=number)
    page = server.sign_up(path, **fields)

    assert page.status == 409
    assert words in page.text
    assert f'value="{fields.get("name", "佐藤はな")}"' in page.text
    assert (server.ledger(), server.told) == (before, [])
    with server.db.transaction() as session:
        assert profiles.of(session, ME) == profiles.Known()  # nothing of it is kept
    assert server.get(path).status == 200


def test_an_event_that_was_cancelled_meanwhile_is_said_at_once(server: FormServer) -> None:
    number = server.event()
    path = server.link(event=number)
    with server.db.transaction() as session:
        organizing.step(session, number, EventState.CANCELLED, OFFICER, server.now)

    assert server.get(path).status == 409
    assert "中止" in server.get(path).text
    assert "中止" in server.sign_up(path).text


def test_what_is_no_form_of_ours_is_refused_and_nothing_is_used_up(server: FormServer) -> None:
    path = server.link(server.event())

    assert server.send(path, b"x" * 40_000).status == 413
    assert server.send(path, b"a=1&" * 200).status == 400
    assert server.send(path, b"{}", content_type="application/json").status == 415
    assert server.send(path, b"\xff\xfe=%ff%00%ed%a0%80&name=%00").status == 422
    assert server.post("/forms/" + "x" * 5000, DETAILS).status == 404
    assert server.get("/forms/%00%ff").status == 404
    assert "申し込みました" in server.sign_up(path).text


def test_a_form_tells_its_address_to_nobody_and_runs_nothing(server: FormServer) -> None:
    path = server.link(server.event())
    for answer in (
        server.get(path),
        server.sign_up(path, name=""),
        server.get("/forms/x"),
        server.post(path, DETAILS),
    ):
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-robots-tag"] == "noindex, nofollow"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "script" not in answer.headers["content-security-policy"]
        assert "<script" not in answer.text


def test_nobody_elses_details_are_shown(server: FormServer) -> None:
    with server.db.transaction() as session:
        profiles.save(session, "line:U2", {"name": "別の人", "telephone": "0191-99-9999"}, server.now)
        relatives.add(session, "line:U2", Telling("別の家族"), server.now)

    for whom in ("self", "family", "other"):
        page = server.get(f"{server.link(server.event())}?for={whom}").text
        assert not any(secret in page for secret in ("別の人", "0191-99-9999", "別の家族"))


def test_who_is_forgotten_while_their_form_is_on_its_way_leaves_nothing(server: FormServer) -> None:
    number = server.event(40)

    def forget() -> None:
        with server.db.transaction() as session:
            forgetting.forget(session, ME, server.now)

    for _ in range(8):
        path = server.link(number)
        with ThreadPoolExecutor(2) as threads:
            gone, page = threads.submit(forget), threads.submit(server.sign_up, path)
            gone.result()
            assert page.result().status in {200, 404}
        with server.db.transaction() as session:
            assert ledger.of_person(session, ME) == []
            assert profiles.of(session, ME) == profiles.Known()
            assert consents.holds(session, Subject.SIGN_UP, ME) is False
