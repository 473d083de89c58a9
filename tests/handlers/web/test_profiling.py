"""The form of what we know of somebody, and the page on which they get all of it."""

import json
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from bot.database import Database
from community import conversations, profiles, relatives
from community.links import Purpose
from community.relatives import Telling
from tests.handlers.web.formserver import ME, FormServer

TOLD: dict[str, str | list[str]] = {
    "name": "佐藤はな",
    "telephone": "0191212148",
    "born": "昭和25年4月3日",
    "area": "大東",
    "interests": "料理、花,料理",
    "spoken": "easy",
    "often": "weekly",
    "remind_soon": "yes",
}


@pytest.fixture
def server(db: Database, now: datetime) -> Iterator[FormServer]:
    with FormServer(db, now) as running:
        yield running


def save(server: FormServer, path: str, **fields: str | list[str]) -> str:
    answer = server.post(path, {**TOLD, **fields})
    return server.get(answer.headers["location"]).text if answer.status == 303 else answer.text


def known(server: FormServer) -> profiles.Known:
    with server.db.transaction() as session:
        return profiles.of(session, ME)


def test_what_is_told_is_kept_and_shown_the_next_time(server: FormServer) -> None:
    assert "保存しました" in save(server, server.link(purpose=Purpose.PROFILE))

    kept = known(server)
    assert (kept.name, kept.telephone, kept.born, kept.area) == (
        "佐藤はな", "0191-21-2148", date(1950, 4, 3), "大東",
    )  # fmt: skip
    assert (kept.interests, kept.often, kept.remind_eve, kept.remind_soon) == (
        ("料理", "花"), "weekly", False, True,
    )  # fmt: skip
    with server.db.transaction() as session:
        assert conversations.recall(session, ME, server.now).language == "easy"
    again = server.get(server.link(purpose=Purpose.PROFILE)).text
    assert all(
        f'value="{value}"' in again for value in ("佐藤はな", "0191-21-2148", "1950-04-03", "料理、花")
    )
    assert '<option value="大東" selected>' in again
    assert "覚えている" not in again


def test_what_is_emptied_is_forgotten_and_so_is_a_relative_that_was_ticked(server: FormServer) -> None:
    with server.db.transaction() as session:
        mine = relatives.add(session, ME, Telling("佐藤ふみ"), server.now).id
        others = relatives.add(session, "line:U2", Telling("別の家族"), server.now).id
    save(server, server.link(purpose=Purpose.PROFILE))
    save(
        server,
        server.link(purpose=Purpose.PROFILE),
        telephone="",
        born="",
        forget=[str(mine), str(others), "x", "9" * 30],
    )

    assert (known(server).name, known(server).telephone, known(server).born) == ("佐藤はな", None, None)
    with server.db.transaction() as session:
        assert relatives.of(session, ME) == []
        assert [each.name for each in relatives.of(session, "line:U2")] == ["別の家族"]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("telephone", "電話"), ("born", "むかし"), ("area", "東京"),
     ("often", "always"), ("spoken", "xx"), ("name", "123")],
)  # fmt: skip
def test_what_cannot_be_read_is_said_at_its_field_and_nothing_is_kept(
    server: FormServer, field: str, wrong: str
) -> None:
    page = save(server, server.link(purpose=Purpose.PROFILE), **{field: wrong})

    assert f'id="{field}-problem"' in page
    assert known(server) == profiles.Known()


def test_data_are_handed_over_once_and_the_page_says_so_afterwards(server: FormServer) -> None:
    save(server, server.link(purpose=Purpose.PROFILE))
    path = server.link(purpose=Purpose.DATA)

    assert "データを受け取る" in server.get(path).text
    assert server.get(f"{path}/data.json", "HEAD").status == 405
    handed = server.get(f"{path}/data.json")
    assert handed.headers["content-disposition"] == 'attachment; filename="wasshoi.json"'
    assert json.loads(handed.text)["tables"]["profiles"][0]["name"] == "佐藤はな"
    assert server.get(f"{path}/data.json").status == 410
    assert "データをお渡ししました" in server.get(path).text


def test_a_link_for_one_thing_opens_nothing_else(server: FormServer) -> None:
    form = server.link(server.event())
    profile, data = server.link(purpose=Purpose.PROFILE), server.link(purpose=Purpose.DATA)
    calendar = server.link(purpose=Purpose.CALENDAR)

    assert [server.get(f"{each}/data.json").status for each in (form, profile, calendar)] == [404, 404, 404]
    assert server.get(calendar).status == 404
    assert server.post(data, TOLD).status == 404
    assert known(server) == profiles.Known()


def test_somebody_of_the_family_can_be_told_beforehand(server: FormServer) -> None:
    mother = {"relative_name": "佐藤ふみ", "relative_relation": "母", "relative_age": "76歳"}
    save(server, server.link(purpose=Purpose.PROFILE), **mother)
    page = save(server, server.link(purpose=Purpose.PROFILE), relative_name="はる", relative_age="八")

    assert 'id="relative_age-problem"' in page
    with server.db.transaction() as session:
        assert [(each.name, each.relation, each.age) for each in relatives.of(session, ME)] == [
            ("佐藤ふみ", "母", 76)
        ]
