"""An evaluation as a table for the terminal and a page with charts for the docs."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.charts import bars, reliability
from bot.evaluation import Result, auroc, calibration, share

_TARGETS = {"right": 97.0, "register": 90.0, "wrong": 1.0, "cited": 99.0, "refused": 97.0, "turns": 95.0}
_OUT_OF_THE_PLAN = frozenset({"far", "near"})


@dataclass(frozen=True)
class Report:
    """The results of one run."""

    questions: Sequence[Result]
    refusals: Sequence[Result]
    dialogues: Sequence[Result]

    @cached_property
    def figures(self) -> dict[str, float]:
        """Shares in percent, AUROC (0–1) and milliseconds."""
        asked = [*self.questions, *self.refusals, *self.dialogues]
        times = sorted(each.ms for each in asked)
        outside = [each.trust for each in self.refusals if each.group in _OUT_OF_THE_PLAN]
        return {
            "right": share([each.right for each in self.questions]),
            "wrong": share([each.wrong for each in self.questions]),
            "cited": share([each.cited for each in self.questions if each.cited is not None]),
            "register": min(self.by_group(self.questions).values(), default=100.0),
            "refused": share([each.right for each in self.refusals]),
            "turns": share([each.right for each in self.dialogues]),
            "auroc": auroc([each.trust for each in self.questions], outside),
            "p50": times[len(times) // 2] if times else 0.0,
            "p99": times[min(len(times) - 1, int(len(times) * 0.99))] if times else 0.0,
        }

    @staticmethod
    def by_group(results: Sequence[Result]) -> dict[str, float]:
        """The share that is right, of each register or kind."""
        groups: dict[str, list[bool]] = defaultdict(list)
        for each in results:
            groups[each.group].append(each.right)
        return {group: share(right) for group, right in sorted(groups.items())}

    @property
    def failures(self) -> list[Result]:
        """What went wrong, in the order it was asked."""
        return [each for each in (*self.questions, *self.refusals, *self.dialogues) if not each.right]

    @property
    def table(self) -> str:
        """As Markdown, readable in a terminal."""
        figures = self.figures
        rows = [
            ("questions right", len(self.questions), figures["right"], f"≥ {_TARGETS['right']:.0f} %"),
            ("weakest register", "", figures["register"], f"≥ {_TARGETS['register']:.0f} %"),
            ("confidently wrong", len(self.questions), figures["wrong"], f"≤ {_TARGETS['wrong']:.0f} %"),
            ("citations right, of answers", "", figures["cited"], f"≥ {_TARGETS['cited']:.0f} %"),
            ("refusals right", len(self.refusals), figures["refused"], f"≥ {_TARGETS['refused']:.0f} %"),
            (
                "turns of dialogues right",
                len(self.dialogues),
                figures["turns"],
                f"≥ {_TARGETS['turns']:.0f} %",
            ),
        ]
        lines = ["| figure | of | measured | target |", "|---|---|---|---|"]
        lines += [f"| {name} | {of} | {value:.1f} % | {target} |" for name, of, value, target in rows]
        lines.append(f"| abstention, AUROC | | {figures['auroc']:.3f} | |")
        lines.append(
            f"| a question, p50 / p99 | | {figures['p50']:.1f} / {figures['p99']:.1f} ms | ≤ 8 / ≤ 30 ms |"
        )
        return "\n".join(lines)


def write(report: Report, folder: Path) -> None:
    """Write the page and its charts."""
    pictures = folder / "pictures"
    pictures.mkdir(exist_ok=True)
    drawn = {
        "evaluation-registers.svg": bars("Right, by register (%)", report.by_group(report.questions), 90),
        "evaluation-refusals.svg": bars("Refused rightly, by kind (%)", report.by_group(report.refusals), 97),
        "evaluation-calibration.svg": reliability(
            "How sure it was, and how often it was right", calibration(report.questions)
        ),
    }
    for name, chart in drawn.items():
        (pictures / name).write_text(chart, "utf-8")
    (folder / "evaluation.md").write_text(_page(report, list(drawn)), "utf-8")


def _page(report: Report, pictures: Sequence[str]) -> str:
    wrong = "\n".join(
        f"| {each.id} | {each.group} | {_cell(each.said)} | {each.outcome} | {_cell(each.expected)} |"
        for each in report.failures
    )
    shown = "\n\n".join(f"![{name.removesuffix('.svg')}](pictures/{name})" for name in pictures)
    return f"""# How well questions are answered

Written by `wasshoi evaluate --report docs` on the set in `tests/evaluation`; how the search works and how its
numbers were chosen stands in [knowledge.md](knowledge.md).

{report.table}

{shown}

## What went wrong

| id | register or kind | said | came out | wanted |
|---|---|---|---|---|
{wrong}
"""


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "／").split())
