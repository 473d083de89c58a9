"""Two or three 事業 side by side, with amounts that are theirs; and what only sounds like a comparison."""

import pytest

from knowledge.dialogue import answer, converse
from knowledge.reply import LIMIT, Answer, Outcome


def projects(found: Answer) -> list[int | None]:
    return [each.project for each in found.citations]


@pytest.mark.parametrize(
    "question",
    [
        "事業7と事業8の違いは?",
        "事業7と8の違いは?",
        "支援事業補助金と応援金はどう違うの?",
        "支援事業補助金とひと・まち応援金を比べて",
        "支援事業補助金と応援金、どっちが多くもらえる?",
        "支援事業補助金と応援金はどごが ちげのす",
        "事業7と8を比べて",
    ],
)
def test_two_projects_stand_side_by_side(question: str) -> None:
    found = answer(question)

    assert (found.outcome, projects(found)) == (Outcome.ANSWER, [7, 8])
    assert found.text.index("単年度10万円") < found.text.index("均等割+地域割")
    assert found.text.index("補助率:2 / 3") < found.text.index("補助率:100%")


def test_in_another_language_the_figures_stand_side_by_side_too() -> None:
    found = answer("compare project 7 and project 8")

    assert projects(found) == [7, 8]
    assert found.text.index("単年度10万円") < found.text.index("均等割+地域割")
    assert "Share covered (補助率):2 / 3" in found.text
    assert "Project 8" in found.text


def test_each_amount_stands_with_its_own_project() -> None:
    first, second, third = answer("事業1と事業7と事業8を比べて").rows

    assert (first.label, second.label, third.label[:4]) == (
        "事業1 地域の合意形成を図る事業に対する支援",
        "事業7 「地域協働体支援事業補助金」交付による支援",
        "事業8 ",
    )
    assert "5万円" in first.text
    assert "10万円" not in first.text
    assert "補助率:2 / 3" in second.text
    assert "5万円" not in second.text
    assert "円" not in third.text


def test_projects_stand_in_the_order_in_which_they_were_asked_for() -> None:
    assert projects(answer("事業8と事業7の違いは?")) == [8, 7]
    assert projects(answer("事業12と事業13の違いは")) == [12, 13]


@pytest.mark.parametrize("first", range(1, 16))
def test_whichever_projects_are_compared_the_message_keeps_its_length_and_its_sources(first: int) -> None:
    others = [first % 15 + 1, (first + 6) % 15 + 1]
    found = answer(f"事業{first}と事業{others[0]}と事業{others[1]}を比べて")

    assert projects(found) == [first, *others]
    assert len(found.text) <= LIMIT
    assert [row.label for row in found.rows if row.label not in found.text] == []
    assert all(each.label in found.text for each in found.citations)
    assert "令和5年度" in found.text


def test_each_compared_project_can_be_gone_on_to() -> None:
    found, context = converse("支援事業補助金と応援金の違いは?")

    assert [answer(each).citations[0].project for each in found.suggestions] == [7, 8]
    assert projects(converse("2", context)[0]) == [8]


def test_another_project_is_compared_with_the_one_talked_about() -> None:
    _, context = converse("応援金はいくら?")

    assert projects(converse("支援事業補助金とどっちが多くもらえる?", context)[0]) == [8, 7]


def test_no_yearly_cell_of_the_lost_tables_is_compared() -> None:
    assert "31年度" not in answer("事業3と事業15を比べて").text


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("自助と公助の違いは?", "complement"),
        ("地域づくりとまちづくりの違いは?", "definition"),
        ("第1次計画と第2次計画の違いは?", "purpose"),
    ],
)
def test_what_differs_inside_one_place_is_answered_there(question: str, article: str) -> None:
    assert answer(question).article == article


@pytest.mark.parametrize("question", ["天気とラーメンの違いは?", "一関市と奥州市はどっちが広い?", "違いは?"])
def test_other_things_are_not_compared(question: str) -> None:
    assert answer(question).outcome is not Outcome.ANSWER
