"""Ways through the plan by words and buttons: every button leads on, every place is reached."""

import pytest

from knowledge import edition, library, menus
from knowledge.dialogue import answer
from knowledge.reply import LIMIT, Answer, Outcome

LIBRARY = library.read()
MOST_BUTTONS, LONGEST_BUTTON = 13, 20


def menu(said: str) -> Answer:
    found = menus.recognise(edition.current(), said)
    assert found is not None
    return found


@pytest.mark.parametrize("said", ["目次", "もくじ", "目次。", " 目次 ", "章"])
def test_the_contents_lead_to_the_chapters(said: str) -> None:
    found = answer(said)

    assert found.suggestions == ("第1章", "第2章", "第3章", "第4章")
    assert [line.partition(" ")[0] for line in found.lead.splitlines()] == list(found.suggestions)


@pytest.mark.parametrize("said", ["contents", "Table of Contents"])
def test_in_english_the_contents_lead_to_the_chapters_in_english(said: str) -> None:
    found = answer(said)

    assert found.suggestions == ("Chapter 1", "Chapter 2", "Chapter 3", "Chapter 4")
    assert "The plan has 4 chapters." in found.text
    assert "The vision of the plan(第3章1)" in answer("Chapter 3").text


@pytest.mark.parametrize("chapter", [1, 3, 4])
def test_a_chapter_lists_its_places_and_leads_to_each(chapter: int) -> None:
    found = answer(f"第{chapter}章")
    places = [
        each
        for each in LIBRARY.articles
        if each.chapter == chapter and each.kind not in {"project", "policy"}
    ]

    assert found.lead.splitlines() == [f"・{each.title}({each.label})" for each in places]
    assert [answer(each).article for each in found.suggestions] == [each.id for each in places[:MOST_BUTTONS]]


def test_a_chapter_of_more_places_than_buttons_leads_to_its_sections() -> None:
    found = answer("第2章")
    places = [each for each in LIBRARY.articles if each.chapter == 2]

    assert found.lead.splitlines() == [f"・{each.title}({each.label})" for each in places]
    assert found.suggestions == ("第2章1", "第2章2", "第2章3", "第2章4")
    assert [answer(each).citations[0].section for each in found.suggestions] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("said", ["第3章", "3章", "第三章", "三章", "第3章の内容", "第3章の目次"])
def test_a_chapter_is_called_in_many_ways(said: str) -> None:
    assert answer(said).lead == answer("第3章").lead


def test_a_section_of_more_projects_than_buttons_leads_to_the_policies() -> None:
    found = answer("第3章4")

    assert [answer(each).article for each in found.suggestions] == [f"policy-{each}" for each in range(1, 6)]
    assert "第3章4(5) 事業15" in found.text


@pytest.mark.parametrize("said", ["第2章4", "第2章の4", "第2章 4節", "第二章第4節", "2章4"])
def test_a_section_is_called_in_many_ways(said: str) -> None:
    assert answer(said).suggestions[0] == "地域づくり計画の課題"
    assert len(answer(said).suggestions) == 6


@pytest.mark.parametrize("said", ["方針", "基本方針", "ほうしん", "policies", "事業", "じぎょう", "projects"])
def test_policies_and_projects_lead_to_every_policy(said: str) -> None:
    found = answer(said)

    assert [answer(each).article for each in found.suggestions] == [
        f"policy-{number}" for number in range(1, 6)
    ]


def test_the_list_of_projects_names_all_of_them() -> None:
    shown = answer("事業").text

    assert [
        each.title for each in LIBRARY.by_project.values() if each.title.partition(" ")[2] not in shown
    ] == []


@pytest.mark.parametrize(
    ("number", "projects"),
    [(1, [1, 2, 3, 4, 5]), (2, [6]), (3, [7, 8, 9, 10, 11]), (4, [12, 13, 14]), (5, [15])],
)
def test_a_policy_leads_to_each_of_its_projects(number: int, projects: list[int]) -> None:
    found = menu(f"方針{number}")

    assert found.article == f"policy-{number}"
    assert [answer(each).citations[0].project for each in found.suggestions[: len(projects)]] == projects


@pytest.mark.parametrize("said", ["第5章", "第3章9", "方針6", "第0章"])
def test_a_place_that_there_is_not_leads_to_what_there_is(said: str) -> None:
    found = answer(said)

    assert found.article in {"contents", "policies", "projects", None}
    assert found.suggestions
    assert f"{said[-2:]} " not in found.text


@pytest.mark.parametrize(
    "said",
    [
        "目次はどこですか",
        "第3章には何が書いてありますか",
        "方針に賛成です",
        "事業7",
        "事業をやめたい",
        "",
        "章" * 1_000,
        "第3章" * 500,
    ],
)
def test_a_whole_sentence_is_no_menu(said: str) -> None:
    assert menus.recognise(edition.current(), said) is None


@pytest.mark.parametrize(
    "said",
    [
        "目次",
        "方針",
        "事業",
        *(f"第{each}章" for each in range(1, 5)),
        *(f"方針{each}" for each in range(1, 6)),
    ],
)
def test_a_menu_fits_into_a_message_and_its_buttons_on_a_phone(said: str) -> None:
    found = menu(said)

    assert (found.outcome, len(found.text) <= LIMIT) == (Outcome.ANSWER, True)
    assert 0 < len(found.suggestions) <= MOST_BUTTONS
    assert [each for each in found.suggestions if len(each) > LONGEST_BUTTON] == []
    assert found.citations
