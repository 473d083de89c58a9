"""Figures and the table they are printed in."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

WHOLE = 1000  # from here on figures are shown without a fraction


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: what was measured, what it should be at most or at least, and what it is compared with."""

    what: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None
    reference: str = ""

    @property
    def verdict(self) -> str:
        """Whether the target is met; empty where there is none."""
        if self.most is None and self.least is None:
            return ""
        low_enough = self.most is None or self.value <= self.most
        high_enough = self.least is None or self.value >= self.least
        return "met" if low_enough and high_enough else "MISSED"

    @property
    def target(self) -> str:
        """The target in words."""
        if self.most is not None:
            return f"≤ {self.most:g}"
        return f"≥ {self.least:g}" if self.least is not None else ""


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def show(figures: Sequence[Figure]) -> None:
    """Print figures as a Markdown table."""
    lines = ["| figure | measured | target | | reference of the same run |", "|---|---|---|---|---|"]
    for each in figures:
        value = f"{each.value:.3g}" if each.value < WHOLE else f"{each.value:.0f}"
        cells = (each.what, f"{value} {each.unit}", each.target, each.verdict, each.reference)
        lines.append(f"| {' | '.join(cells)} |")
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def say(words: str) -> None:
    """Progress, on standard error."""
    sys.stderr.write(f"… {words}\n")
    sys.stderr.flush()
