"""What `wasshoi evaluate` reckons, on sets so small that the figures can be checked by hand."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from bot import evaluation, evaluation_report
from bot.charts import bars, reliability
from bot.evaluation import NoSuchSet, Result
from bot.evaluation_report import Report
from tests.test_commands import one_line, wasshoi

SVG = "{http://www.w3.org/2000/svg}"
RATE = {"question": "ひと・まち応援金の補助率は?", "register": "plain"}
RUBBISH = "山目の燃えるごみは何曜日に出せばいいですか"
CHARTS = ("evaluation-calibration.svg", "evaluation-refusals.svg", "evaluation-registers.svg")


def a_set(
    folder: Path,
    questions: Sequence[Any] = (),
    refusals: Sequence[Any] = (),
    dialogues: Sequence[Any] = (),
) -> Path:
    for name, rows in (("questions", questions), ("refusals", refusals), ("dialogues", dialogues)):
        lines = [json.dumps({"id": f"{name}-{number}", **row}) for number, row in enumerate(rows, start=1)]
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def result(*, right: bool = True, chance: float = 0.5, trust: float = 0.5, **other: Any) -> Result:
    given: dict[str, Any] = {
        "id": "q1", "group": "plain", "said": "質問", "wrong": not right, "cited": right,
        "outcome": "answer", "expected": "body", "ms": 1.0, **other,
    }  # fmt: skip
    return Result(right=right, chance=chance, trust=trust, **given)


def of(results: Sequence[Result]) -> list[tuple[bool, bool, bool | None]]:
    return [(each.right, each.wrong, each.cited) for each in results]


def svg(chart: str) -> ET.Element:
    return ET.fromstring(chart)  # noqa: S314 - our own


def test_an_answer_is_right_with_its_words_and_its_place_and_else_wrong(tmp_path: Path) -> None:
    folder = a_set(
        tmp_path,
        [
            {**RATE, "articles": ["project-8"], "must": [["100%", "全額"]]},
            {**RATE, "articles": ["project-7", "project-8"], "must": []},
            {**RATE, "articles": ["project-8"], "must": [["50%"]]},
            {**RATE, "articles": ["project-13"], "must": [["100%"]]},
        ],
    )

    found = evaluation.questions(folder)

    assert of(found) == [
        (True, False, True),
        (True, False, True),
        (False, False, True),
        (False, True, False),
    ]
    assert found[0].outcome == "answer 第3章4(3) 事業8"
    assert [each.id for each in found] == [f"questions-{number}" for number in (1, 2, 3, 4)]
    assert all(each.ms > 0 for each in found)


def test_words_are_compared_without_their_width_spaces_and_case(tmp_path: Path) -> None:
    folder = a_set(tmp_path, [{**RATE, "articles": ["project-8"], "must": [["補助率：１００ ％"]]}])

    assert of(evaluation.questions(folder)) == [(True, False, True)]


def test_asking_back_or_giving_up_is_not_right_but_not_confidently_wrong_either(tmp_path: Path) -> None:
    asked = {"register": "plain", "articles": ["project-8"], "must": []}
    folder = a_set(tmp_path, [{**asked, "question": "補助率は?"}, {**asked, "question": RUBBISH}])

    found = evaluation.questions(folder)

    assert of(found) == [(False, False, None), (False, False, None)]
    assert [each.outcome.split()[0] for each in found] == ["clarify", "abstain"]


def test_asking_back_is_right_where_the_set_says_so(tmp_path: Path) -> None:
    folder = a_set(
        tmp_path,
        [{"question": "補助率は?", "register": "plain", "articles": ["project-8"], "outcome": ["clarify"]}],
    )

    assert of(evaluation.questions(folder)) == [(True, False, None)]


def test_a_refusal_is_right_and_an_answer_to_what_has_none_is_wrong(tmp_path: Path) -> None:
    folder = a_set(
        tmp_path,
        refusals=[
            {"kind": "far", "question": RUBBISH, "outcome": ["abstain"]},
            {"kind": "far", "question": RATE["question"], "outcome": ["abstain", "clarify"]},
            {"kind": "talk", "question": "ありがとう", "outcome": ["abstain"]},
            {"kind": "far", "question": RUBBISH, "outcome": ["abstain"], "must": [["0191-21-2111"]]},
        ],
    )

    assert of(evaluation.refusals(folder)) == [
        (True, False, None),
        (False, True, None),
        (False, False, None),
        (True, False, None),
    ]


def test_a_dialogue_is_judged_turn_by_turn_each_knowing_the_one_before(tmp_path: Path) -> None:
    turns = [
        {"say": "事業7の限度額はいくらですか?", "articles": ["project-7"], "must": [["10万円"]]},
        {"say": "補助率は?", "articles": ["project-7"], "must": [["2/3"]]},
        {"say": "ありがとう", "outcome": ["smalltalk"], "articles": [], "must": []},
    ]
    folder = a_set(tmp_path, dialogues=[{"turns": turns}, {"turns": turns[1:2]}])

    found = evaluation.dialogues(folder)

    assert [(each.id, each.right) for each in found] == [
        ("dialogues-1.1", True),
        ("dialogues-1.2", True),
        ("dialogues-1.3", True),
        ("dialogues-2.1", False),
    ]


def test_a_line_that_is_not_json_is_named(tmp_path: Path) -> None:
    good = json.dumps({"id": "q1", **RATE, "articles": ["project-8"], "must": []})
    (tmp_path / "questions.jsonl").write_text(f"{good}\n\n{{broken\n", "utf-8")

    with pytest.raises(NoSuchSet, match=r"^questions\.jsonl, line 3 is not JSON$"):
        evaluation.questions(tmp_path)


def test_an_article_that_is_not_there_is_named(tmp_path: Path) -> None:
    folder = a_set(tmp_path, [{**RATE, "articles": ["project-99"], "must": []}])

    with pytest.raises(NoSuchSet, match="project-99"):
        evaluation.questions(folder)


def test_a_file_that_is_missing_is_named_in_one_line_by_the_command(tmp_path: Path) -> None:
    a_set(tmp_path, [{**RATE, "articles": ["project-8"], "must": []}])
    (tmp_path / "refusals.jsonl").unlink()

    done = wasshoi("evaluate", str(tmp_path))

    assert (done.returncode, done.stdout) == (1, "")
    assert "refusals.jsonl" in one_line(done)


def test_the_command_prints_the_table_names_failures_and_writes_the_report(tmp_path: Path) -> None:
    asked = {**RATE, "articles": ["project-8"], "must": [["100%"]]}
    given, target = tmp_path / "set", tmp_path / "docs"
    given.mkdir()
    target.mkdir()
    a_set(
        given,
        [asked, {**asked, "register": "senior", "must": [["50%"]]}],
        [{"kind": "far", "question": RUBBISH, "outcome": ["abstain"]}],
        [{"turns": [{"say": "補助率は?", "outcome": ["clarify"]}]}],
    )

    done = wasshoi("evaluate", str(given), "--failures", "--report", str(target))

    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert "| questions right | 2 | 50.0 % | ≥ 97 % |" in done.stdout
    assert "| weakest register |  | 0.0 % | ≥ 90 % |" in done.stdout
    assert "| turns of dialogues right | 1 | 100.0 % | ≥ 95 % |" in done.stdout
    assert "questions-2 [senior]" in done.stdout
    assert "questions-1 [" not in done.stdout
    assert (target / "evaluation.md").exists()


def test_the_report_is_a_page_and_three_charts_that_can_be_read_aloud(tmp_path: Path) -> None:
    report = Report(
        [result(), result(right=False, id="q2", group="senior", said="a|b")],
        [result(cited=None, group="far", outcome="abstain")],
        [result()],
    )

    evaluation_report.write(report, tmp_path)
    evaluation_report.write(report, tmp_path)

    page = (tmp_path / "evaluation.md").read_text("utf-8")
    assert report.table in page
    assert "| q2 | senior | a／b | answer | body |" in page
    assert tuple(sorted(path.name for path in (tmp_path / "pictures").iterdir())) == CHARTS
    for name in CHARTS:
        assert f"](pictures/{name})" in page
        drawn = svg((tmp_path / "pictures" / name).read_text("utf-8"))
        title = drawn.find(f"{SVG}title")
        assert (drawn.tag, drawn.get("role")) == (f"{SVG}svg", "img")
        assert title is not None
        assert title.text
    registers = (tmp_path / "pictures" / "evaluation-registers.svg").read_text("utf-8")
    assert "<title>Right, by register (%): plain 100, senior 0</title>" in registers


def test_a_chart_of_names_with_signs_of_xml_is_still_xml() -> None:
    drawn = svg(bars("A & B <c>", {"<&>": 50.0}, 90))

    title = drawn.find(f"{SVG}title")
    assert title is not None
    assert title.text == "A & B <c>: <&> 50"


def test_bars_are_as_long_as_their_value_and_stand_out_under_the_target() -> None:
    drawn = svg(bars("x", {"all": 100.0, "half": 50.0, "none": 0.0}, 90))

    rows = drawn.findall(f"{SVG}rect")[1:]
    assert [float(row.get("width", "")) for row in rows] == [440, 220, 0]
    assert rows[0].get("fill") != rows[1].get("fill") == rows[2].get("fill")


def test_a_dot_lies_where_it_is_as_sure_as_it_is_right() -> None:
    drawn = svg(reliability("x", [(0.0, 0.0, 1), (1.0, 1.0, 9)]))

    low, high = drawn.findall(f"{SVG}circle")
    assert (low.get("cx"), low.get("cy"), high.get("cx"), high.get("cy")) == ("80", "304", "340", "44")
    assert float(high.get("r", "")) > float(low.get("r", ""))


@pytest.mark.parametrize(
    ("positive", "negative", "area"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1], [0.9], 0.0),
        ([0.5], [0.5], 0.5),
        ([0.9, 0.3], [0.5, 0.3], 0.625),
        ([], [0.5], 1.0),
        ([0.5], [], 1.0),
    ],
)
def test_auroc_is_how_often_a_positive_is_above_a_negative(
    positive: list[float], negative: list[float], area: float
) -> None:
    assert evaluation.auroc(positive, negative) == pytest.approx(area)


def test_calibration_sets_how_sure_beside_how_right_and_leaves_empty_bins_out() -> None:
    results = [
        result(chance=0.0, right=False),
        result(chance=0.2, right=False),
        result(chance=0.9),
        result(chance=0.9),
        result(chance=1.0, right=False),
        result(chance=1.0, cited=None),
    ]

    low, high = evaluation.calibration(results)

    assert low == pytest.approx((0.1, 0.0, 2))
    assert high == pytest.approx((0.95, 0.5, 4))
    assert evaluation.calibration([]) == []


def test_a_share_is_in_percent() -> None:
    assert evaluation.share([True, True, False, True]) == 75
    assert evaluation.share([]) == 100


def test_the_figures_count_what_their_names_say() -> None:
    report = Report(
        [
            result(trust=0.9, ms=1),
            result(trust=0.8, ms=2, right=False, group="senior", cited=None, wrong=False),
        ],
        [
            result(trust=0.85, ms=3, cited=None, group="near"),
            result(trust=1.0, ms=4, cited=None, group="talk", right=False, wrong=True),
        ],
        [result(ms=5, right=False)],
    )

    assert report.figures == {
        "right": 50, "wrong": 0, "cited": 100, "register": 0, "refused": 50, "turns": 0,
        "auroc": 0.5, "p50": 3, "p99": 5,
    }  # fmt: skip
    assert [each.ms for each in report.failures] == [2, 4, 5]
