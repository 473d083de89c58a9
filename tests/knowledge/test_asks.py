"""The ways in which people ask: many, in every voice; a slip in a file is named."""

import shutil
from pathlib import Path

import pytest

from knowledge import asks, library
from knowledge.acts import Act
from knowledge.articles import Article
from knowledge.asks import REGISTERS
from knowledge.errors import PlanError

LIBRARY = library.read()
FEWEST = 12  # ways of asking for an article


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A copy of the plan that a test may spoil."""
    return shutil.copytree(library.FOLDER, tmp_path / "plan")


@pytest.mark.parametrize("article", LIBRARY.articles, ids=lambda article: article.id)
def test_an_article_is_asked_for_in_many_ways_and_in_every_voice(article: Article) -> None:
    own = [ask for ask in LIBRARY.asks if ask.of == article.id]

    assert len(own) >= FEWEST
    assert set(REGISTERS) - {ask.register for ask in own} == set()


def test_what_is_left_open_is_asked_in_every_voice_near_every_article() -> None:
    assert {ask.of for ask in LIBRARY.unsettled} == set(LIBRARY.by_id)
    assert {ask.register for ask in LIBRARY.unsettled} == set(REGISTERS)


def test_every_act_has_its_examples() -> None:
    assert {ask.of for ask in LIBRARY.talk} == set(Act)


def test_a_line_belongs_to_the_fact_above_it_or_to_the_article() -> None:
    text = """# a remark

plain: 上限は?
[project-7.limit]
  kana :  じょうげんは
[project-7.rate]
youth: 何割: どれ
"""

    assert [(ask.of, ask.fact, ask.register, ask.text) for ask in asks.read("project-7", "a.txt", text)] == [
        ("project-7", None, "plain", "上限は?"),
        ("project-7", "project-7.limit", "kana", "じょうげんは"),
        ("project-7", "project-7.rate", "youth", "何割: どれ"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "上限はいくらですか",
        "plain 上限は?",
        "plain:",
        "plain: ",
        "[two facts]",
        "klingon: 上限は?",
        "Plain: 上限は?",
    ],
)
def test_a_line_that_is_no_ask_is_named_with_its_file(line: str) -> None:
    text = f"plain: 上限は?\n# a remark\n{line}\nkana: じょうげんは\n"

    with pytest.raises(PlanError, match=r"^asks/project-7\.txt, line 3: .*plain"):
        list(asks.read("project-7", "asks/project-7.txt", text))


@pytest.mark.parametrize("folder", ["asks", "unsettled"])
def test_asks_for_an_article_that_there_is_not_are_refused(plan: Path, folder: str) -> None:
    (plan / folder / "project-99.txt").write_text("plain: 事業99は何ですか\n", "utf-8")

    with pytest.raises(PlanError, match=rf"^{folder}/project-99\.txt.*project-99"):
        library.read(plan)


def test_talk_of_an_act_that_there_is_not_is_refused(plan: Path) -> None:
    (plan / "talk" / "singing.txt").write_text("plain: らららら\n", "utf-8")

    with pytest.raises(PlanError, match=r"^talk/singing\.txt.*singing"):
        library.read(plan)


def test_asks_for_a_fact_that_there_is_not_are_refused(plan: Path) -> None:
    with (plan / "asks" / "project-7.txt").open("a", encoding="utf-8") as file:
        file.write("[project-7.colour]\nplain: 補助金は何色ですか\n")

    with pytest.raises(PlanError, match=r"^asks/project-7\.txt.*project-7\.colour"):
        library.read(plan)


def test_what_the_plan_leaves_open_is_of_no_fact(plan: Path) -> None:
    with (plan / "unsettled" / "project-7.txt").open("a", encoding="utf-8") as file:
        file.write("[project-7.limit]\nplain: 補助金は何色ですか\n")

    with pytest.raises(PlanError, match=r"^unsettled/project-7\.txt.*project-7\.limit"):
        library.read(plan)


def test_a_file_that_is_no_text_is_named(plan: Path) -> None:
    (plan / "asks" / "project-7.txt").write_bytes("plain: 上限は?\n".encode("cp932"))

    with pytest.raises(PlanError, match=r"^project-7\.txt, line 1: can't be read"):
        library.read(plan)
