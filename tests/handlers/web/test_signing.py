"""What the sign-up form asks for which event, what it says at which field, and what comes of it."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from sqlalchemy import select

from bot.database import Database
from community import events, organizing, profiles, quotas, relatives
from community.consents import Consent
from community.ledger import SignUp, person_key
from community.quotas import Audience, Quota
from community.relatives import Telling
from handlers import rules
from tests.community.gatherings import DAY, HOUR, OFFICER, come
from tests.handlers.web.formserver import DETAILS, ME, FormServer


@pytest.fixture
def server(db: Database, now: datetime) -> Iterator[FormServer]:
    with FormServer(db, now) as running:
        yield running


def test_an_empty_form_asks_for_as_little_as_the_event_needs(server: FormServer) -> None:
    page = server.get(server.link(server.event(title="<b>そば</b>")))

    assert page.status == 200
    assert "&lt;b&gt;そば&lt;/b&gt;" in page.text
    assert all(f'name="{field}"' in page.text for field in ("name", "telephone", "agrees", "minor"))
    assert not any(f'name="{field}"' in page.text for field in ("age", "area", "relation", "others"))


def test_who_waits_is_told_which_place_they_have(server: FormServer) -> None:
    number = server.event(1)
    with server.db.transaction() as session:
        for who in ("A", "B", "C"):
            come(session, events.public(session, number), who, server.now)

    page = server.sign_up(server.link(event=number))

    assert "キャンセル待ち3番目です" in page.text
    assert server.told[0].to == ME


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"name": " "}, "お名前を書いてください。"),
        ({"telephone": ""}, "電話番号を書いてください。"),
        ({"telephone": "0191-21-21AB"}, "電話番号は、数字で書いてください。"),
        ({"telephone": "21-2148"}, "市外局番"),
        ({"agrees": ""}, "同意が必要です"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_the_rest_is_kept(
    server: FormServer, fields: dict[str, str], problem: str
) -> None:
    path = server.link(server.event())
    page = server.sign_up(path, **fields)
    (name,) = fields

    assert page.status == 422
    assert page.text.count(problem) == 2  # in the summary and at the field
    assert f'<a href="#{name}">' in page.text
    assert f'aria-describedby="{name}-hint {name}-problem"' in page.text or f'"{name}-problem"' in page.text
    for kept in set(DETAILS.items()) - {(name, DETAILS[name])} - {("for", "self"), ("agrees", "yes")}:
        assert f'value="{kept[1]}"' in page.text
    assert server.ledger() == []
    assert "申し込みました" in server.sign_up(path).text  # the link isn't used up


def test_a_proxy_signs_up_somebody_without_a_smartphone_and_is_told_themselves(server: FormServer) -> None:
    mother = {"for": "other", "name": "佐藤 ふみ", "telephone": "0191-25-0000", "relation": "母"}
    page = server.sign_up(server.link(server.event(), whom="other"), **mother)

    assert "申し込みました" in page.text
    key = person_key("佐藤ふみ", "0191250000")
    assert server.ledger() == [(key, ME, "佐藤 ふみ", "0191-25-0000", 1, "confirmed")]
    assert server.told[0].to == ME
    with server.db.transaction() as session:
        (kept,) = relatives.of(session, ME)
        assert (kept.name, kept.relation, kept.telephone) == ("佐藤 ふみ", "母", "0191-25-0000")
        assert profiles.of(session, ME) == profiles.Known()
        assert [(each.person, each.by) for each in session.scalars(select(Consent))] == [(key, ME)]


def test_two_proxies_for_one_person_are_one_sign_up(server: FormServer) -> None:
    number = server.event()
    mother = {"for": "other", "name": "佐藤ふみ", "telephone": "0191-25-0000"}
    server.sign_up(server.link(event=number), **mother)
    second = server.sign_up(server.link(event=number, person="line:U2"), **mother)

    assert second.status == 409
    assert 'value="佐藤ふみ"' in second.text
    assert len(server.ledger()) == 1


def test_who_was_signed_up_before_is_filled_in_by_one_tap(server: FormServer) -> None:
    with server.db.transaction() as session:
        mother = relatives.add(session, ME, Telling("佐藤ふみ", "母", "0191-25-0000", age=76), server.now)
        number = mother.id
    path = server.link(server.event(youngest=60))

    assert f"who={number}" in server.get(f"{path}?for=other").text
    page = server.get(f"{path}?for=other&who={number}").text
    assert all(f'value="{value}"' in page for value in ("佐藤ふみ", "母", "0191-25-0000", "76"))
    assert (
        "佐藤ふみ"
        not in server.get(f"{server.link(server.event(), person='line:U2')}?for=other&who={number}").text
    )


def test_a_family_comes_as_one_party_with_ages_where_they_matter(server: FormServer) -> None:
    with server.db.transaction() as session:
        child = relatives.add(session, ME, Telling("はる", "子", age=8), server.now).id
    fields: dict[str, str | list[str]] = {
        "for": "family",
        "age": "４０歳",
        "others": "5、70",
        "with": [str(child)],
    }
    page = server.sign_up(server.link(server.event(youngest=3)), **{"for": "family", **fields})

    assert "申し込みました" in page.text
    with server.db.transaction() as session:
        assert [each.age for each in session.scalars(select(SignUp)).one().members] == [40, 8, 5, 70]


def test_where_ages_do_not_matter_only_their_number_is_asked(server: FormServer) -> None:
    path = server.link(server.event(), size=3)

    assert 'name="others" type="text" value="2"' in server.get(path).text
    assert server.sign_up(path, **{"for": "family", "others": "春"}).status == 422
    assert server.sign_up(path, **{"for": "family", "others": "２人"}).status == 200
    assert server.ledger()[0][4] == 3


def test_an_age_must_be_said_where_the_event_is_for_some(server: FormServer) -> None:
    page = server.sign_up(server.link(server.event(youngest=6)))

    assert page.status == 422
    assert "年齢を書いてください" in page.text


def test_places_kept_for_an_area_and_for_the_young_are_asked_for(server: FormServer) -> None:
    number = server.event(5)
    with server.db.transaction() as session:
        kept = [
            Quota(audience=Audience.AREA, area="大東", seats=2),
            Quota(audience=Audience.YOUTH, area=None, seats=2),
        ]
        organizing.keep(session, number, kept, OFFICER, server.now)
    path = server.link(event=number)

    assert 'name="area"' in server.get(path).text
    assert server.sign_up(path, area="東京").status == 422
    assert server.sign_up(path, area="大東", age="").status == 200
    with server.db.transaction() as session:
        assert session.scalars(select(SignUp)).one().area == "大東"
        assert profiles.of(session, ME).area == "大東"
        assert len(quotas.of_event(session, number)) == 2


@pytest.mark.parametrize("young", [{"minor": "yes"}, {"age": "15"}])
def test_the_young_need_a_guardian(server: FormServer, young: dict[str, str]) -> None:
    path = server.link(server.event(youngest=6))
    fields = {"age": "15", **young}
    page = server.sign_up(path, **fields)

    assert page.status == 422
    assert page.text.count("18歳未満の人だけの申し込みには、保護者のお名前が必要です。") == 2
    assert server.ledger() == []

    guardian = {"guardian": "佐藤ふみ", "guardian_relation": "母"}
    assert "保護者の同意が必要です" in server.sign_up(path, **fields, **guardian).text
    assert "申し込みました" in server.sign_up(path, **fields, **guardian, guardian_agrees="yes").text
    with server.db.transaction() as session:
        found = session.scalars(select(Consent).order_by(Consent.id))
        assert [(each.subject, each.guardian, each.relation, each.event_id is None) for each in found] == [
            ("sign_up", None, None, False), ("guardian", "佐藤ふみ", "母", False),
        ]  # fmt: skip


def test_a_child_who_comes_with_a_grown_up_needs_no_guardian(server: FormServer) -> None:
    page = server.sign_up(
        server.link(server.event(youngest=3)), **{"for": "family", "age": "40", "others": "8"}
    )

    assert "申し込みました" in page.text


def test_what_is_known_of_somebody_counts_for_their_age(server: FormServer) -> None:
    with server.db.transaction() as session:
        profiles.save(session, ME, {"name": "はる", "born": date(2010, 1, 1)}, server.now)
    path = server.link(server.event())

    assert 'value="はる"' in server.get(path).text
    assert "保護者のお名前が必要です" in server.sign_up(path).text


def test_labels_and_the_consent_come_in_three_languages_and_the_version_says_which(
    server: FormServer,
) -> None:
    path = server.link(server.event())

    assert "Telephone number" in server.get(f"{path}?lang=en").text
    assert '<html lang="en">' in server.get(f"{path}?lang=en").text
    assert "このイベントの受付と連絡だけに使います" in server.get(f"{path}?lang=easy").text
    assert "お預かりする情報の扱い" in server.get(f"{path}?lang=xx").text
    assert "You are signed up" in server.sign_up(path, lang="en").text
    with server.db.transaction() as session:
        assert "/en/" in session.scalars(select(Consent)).one().version


def test_a_place_that_an_offer_ran_out_of_is_passed_on_by_a_form_too(server: FormServer) -> None:
    number = server.event(1, starts_at=server.now + 10 * DAY, ends_at=server.now + 10 * DAY + HOUR)

    assert "申し込みました" in server.sign_up(server.link(event=number)).text
    assert "キャンセル待ち1番目" in server.sign_up(server.link(event=number, person="line:U2")).text


def test_where_no_guardian_is_ever_needed_none_is_asked_for(
    server: FormServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "guardian_age", lambda: 0)
    path = server.link(server.event(youngest=6))

    assert 'name="guardian"' not in server.get(path).text
    assert "申し込みました" in server.sign_up(path, age="8", minor="yes").text
