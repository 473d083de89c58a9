"""New files are taken up while the service runs, broken ones are named and leave the old in use."""

import json
import logging
import shutil
from pathlib import Path

import numpy as np
import pytest

from knowledge import library
from knowledge.answer import reply
from knowledge.edition import PREPARED, Edition, Shelf
from knowledge.errors import PlanError
from knowledge.reply import Outcome
from knowledge.tellings import Language

KINDS = ("asks", "unsettled", "talk")
MOST = 15  # lines that are kept of each file of asks: what is tested here needs no more
QUESTION = "かもしか音頭を踊る夕べはいつですか"  # of which the plan knows nothing
LIMIT = "支援事業補助金の限度額は?"


def thinned(folder: Path) -> Path:
    """The plan with fewer ways of asking, which is quickly built."""
    for file in [folder / "vague.txt", *(each for kind in KINDS for each in (folder / kind).glob("*.txt"))]:
        lines = file.read_text("utf-8").splitlines(keepends=True)
        file.write_text("".join(lines[:MOST]), "utf-8")
    return folder


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan and the material that a first shelf kept of it."""
    folder = tmp_path_factory.mktemp("kept")
    plan = thinned(shutil.copytree(library.FOLDER, folder / "plan"))
    ask(plan, "どじょう掬いの会はありますか", "project-5")  # so that something is not prepared
    Shelf(plan, PREPARED, folder / "cache").current()
    return folder


@pytest.fixture
def plan(kept: Path, tmp_path: Path) -> Path:
    """A plan that a test may change."""
    return shutil.copytree(kept / "plan", tmp_path / "plan")


@pytest.fixture
def cache(kept: Path, tmp_path: Path) -> Path:
    """The material of this plan."""
    return shutil.copytree(kept / "cache", tmp_path / "cache")


def ask(plan: Path, question: str, article: str) -> None:
    """Add a way of asking for an article."""
    file = plan / "asks" / f"{article}.txt"
    file.write_text(f"plain: {question}\n{file.read_text('utf-8')}", "utf-8")


def spoil(file: Path, line: str, other: str) -> None:
    text = file.read_text("utf-8")
    assert line in text
    file.write_text(text.replace(line, other, 1), "utf-8")


def article(edition: Edition, question: str) -> str | None:
    return reply(edition, question, Language.JAPANESE).article


def state(folder: Path) -> dict[str, tuple[int, int]]:
    """The files of a folder, with what would change if one was written anew."""
    return {file.name: (file.stat().st_mtime_ns, file.stat().st_size) for file in folder.iterdir()}


def test_a_new_ask_is_answered_without_a_new_start(plan: Path, cache: Path) -> None:
    shelf = Shelf(plan, PREPARED, cache)
    before = reply(shelf.current(), QUESTION, Language.JAPANESE)
    ask(plan, QUESTION, "project-12")

    assert before.outcome is Outcome.ABSTAIN
    assert shelf.refresh()
    assert article(shelf.current(), QUESTION) == "project-12"
    assert article(shelf.current(), QUESTION.replace("夕べは", "夕べって")) == "project-12"


def test_a_changed_passage_is_shown_in_its_new_words(plan: Path, cache: Path) -> None:
    shelf = Shelf(plan, PREPARED, cache)
    before = reply(shelf.current(), LIMIT, Language.JAPANESE).lead
    spoil(plan / "40-project-7.md", "row: 限度額 | 1 地域協働体 単年度10万円", "row: 限度額 | 単年度11万円")

    assert shelf.refresh()
    assert (before, reply(shelf.current(), LIMIT, Language.JAPANESE).lead) == (
        "限度額:1 地域協働体 単年度10万円",
        "限度額:単年度11万円",
    )


def test_nothing_is_built_anew_where_nothing_changed(plan: Path, cache: Path) -> None:
    shelf = Shelf(plan, PREPARED, cache)
    edition = shelf.current()

    assert not shelf.refresh()
    assert shelf.current() is edition


def test_a_broken_file_is_named_in_the_log_and_the_old_edition_stays(
    plan: Path, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shelf = Shelf(plan, PREPARED, cache)
    edition = shelf.current()
    spoil(plan / "40-project-7.md", "kind: ", "kind ")

    with caplog.at_level(logging.ERROR):
        assert not shelf.refresh()

    assert "40-project-7.md, line 4:" in caplog.text
    assert shelf.current() is edition
    assert article(shelf.current(), LIMIT) == "project-7"


def test_a_file_that_was_mended_is_taken_up(plan: Path, cache: Path) -> None:
    shelf = Shelf(plan, PREPARED, cache)
    shelf.current()
    spoil(plan / "40-project-7.md", "kind: ", "kind ")
    shelf.refresh()
    spoil(plan / "40-project-7.md", "kind ", "kind: ")
    ask(plan, QUESTION, "project-12")

    assert shelf.refresh()
    assert article(shelf.current(), QUESTION) == "project-12"


@pytest.mark.parametrize(
    ("file", "line", "other", "where"),
    [
        ("40-project-7.md", "kind: ", "kind ", "40-project-7.md, line 4"),
        ("40-project-7.md", "chapter: 3", "chapter: three", "40-project-7.md, line"),
        ("asks/project-7.txt", "plain: ", "plain ", "asks/project-7.txt, line"),
        ("tellings/project-7.toml", "[easy]", "[easy", "project-7.toml, line 1"),
        ("facts.csv", "cover,計画の名前,名称", "cover,計画の名前,あだ名", "facts.csv, line 2"),
        ("english.txt", " = ", " ", "english.txt, line"),
        ("vague.txt", "[project-1 ", "[project-99 ", "vague.txt, line"),
        ("vague.txt", "[project-1 project-7 project-8]", "", "vague.txt, line"),
    ],
)
def test_broken_files_that_were_never_read_before_stop_the_start(
    plan: Path, cache: Path, file: str, line: str, *, other: str, where: str
) -> None:
    spoil(plan / file, line, other)

    with pytest.raises(PlanError, match=f"^{where}"):
        Shelf(plan, PREPARED, cache).current()


def test_a_shelf_that_could_not_be_filled_is_filled_once_the_files_are_mended(
    plan: Path, cache: Path
) -> None:
    shelf = Shelf(plan, PREPARED, cache)
    spoil(plan / "40-project-7.md", "kind: ", "kind ")
    with pytest.raises(PlanError):
        shelf.current()
    spoil(plan / "40-project-7.md", "kind ", "kind: ")

    assert article(shelf.current(), LIMIT) == "project-7"


def test_a_second_start_reckons_nothing_again(plan: Path, cache: Path) -> None:
    before = state(cache)

    edition = Shelf(plan, PREPARED, cache).current()

    # Nothing was added, not even the encoder's table: no text was encoded.
    assert state(cache) == before
    assert {name.partition("-")[0] for name in before} >= {
        "readings",
        "vectors",
        "examples",
        "facts",
        "places",
    }
    assert len(edition.library.articles) == len(library.read().articles)


def test_a_new_ask_costs_no_more_than_itself(plan: Path, cache: Path) -> None:
    (spoken,) = cache.glob("readings-*.json")
    before = json.loads(spoken.read_text("utf-8"))
    ask(plan, QUESTION, "project-12")

    Shelf(plan, PREPARED, cache).current()

    after = json.loads(spoken.read_text("utf-8"))
    assert set(after) - set(before) == {QUESTION}
    assert len(list(cache.glob("examples-*"))) == 1


@pytest.mark.parametrize("kind", ["facts", "examples"])
def test_a_kept_file_that_was_cut_off_is_reckoned_anew(plan: Path, cache: Path, kind: str) -> None:
    (file,) = cache.glob(f"{kind}-*")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])

    edition = Shelf(plan, PREPARED, cache).current()

    assert article(edition, LIMIT) == "project-7"
    assert len(file.read_bytes()) == len(whole)


def test_a_folder_that_cannot_be_written_to_is_no_trouble(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "occupied").write_text("a file, not a folder", "utf-8")

    assert article(Shelf(plan, PREPARED, tmp_path / "occupied").current(), LIMIT) == "project-7"


def test_kept_vectors_are_those_of_the_texts(cache: Path) -> None:
    (drawn,) = cache.glob("vectors-*.npz")
    with np.load(drawn) as arrays:
        texts, rows = arrays["texts"].tobytes().decode().split("\0"), arrays["rows"].astype(np.float32)

    assert len(texts) == len(rows) == len(set(texts))
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=0.01)
