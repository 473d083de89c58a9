"""What an answer is: its outcome, its parts for a card, its words for a reader, its place in the plan."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.phrases import say
from knowledge.tellings import Language

TARGET, LIMIT = 400, 700  # characters of `Answer.text`: aimed at, and never passed


class Outcome(StrEnum):
    """What kind of answer it is (DESIGN §4). `correct_premise`: the question assumed something false."""

    ANSWER = "answer"
    CORRECT_PREMISE = "correct_premise"
    CLARIFY = "clarify"
    ABSTAIN = "abstain"
    SMALLTALK = "smalltalk"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in the plan: chapter 1–4, section as in the table of contents, 事業 number, page."""

    chapter: int | None
    section: str | None
    project: int | None
    page: int | None
    label: str

    @property
    def place(self) -> str:
        """Where to look it up, for a reader: with the page, where the plan has one."""
        return f"{self.label}({self.page}ページ)" if self.page else self.label

    def as_dict(self) -> dict[str, int | str | None]:
        """As `wasshoi ask` writes it."""
        return {
            "chapter": self.chapter,
            "section": self.section,
            "project": self.project,
            "page": self.page,
            "label": self.label,
        }


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a fact card."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. `suggestions` (at most 20 characters each) are questions that are answered, too.

    `article` is what it speaks of, for the next question to go on from; `near` the place that speaks of it
    without settling what was asked.
    """

    outcome: Outcome
    title: str
    lead: str
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    article: str | None = None
    language: Language = Language.JAPANESE
    near: str | None = None

    @property
    def source(self) -> str:
        """Where in the plan it stands; empty where it stands nowhere."""
        return "、".join(citation.place for citation in self.citations)

    @property
    def text(self) -> str:
        """What a resident reads: complete without the card, never over `LIMIT` characters."""
        head = [f"【{self.title}】"] if self.title else []
        facts = [_line(row) for row in self.rows]
        tail = [*self.notes, *([f"{say('source', self.language)}:{self.source}"] if self.source else [])]
        return _fitted(head, self.lead, facts, tail)


def cut(text: str, longest: int) -> str:
    """A text, or as much of it as there is room for."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _line(row: Row) -> str:
    return f"{row.label}\n{row.text}" if "\n" in row.text else f"{row.label}:{row.text}"


def _fitted(head: list[str], lead: str, facts: list[str], tail: list[str]) -> str:
    """All of it, or as many facts as have room; the notes and the source always stay."""
    while True:
        text = "\n".join([*head, lead, *facts, *tail])
        if len(text) <= LIMIT:
            return text
        if not facts:
            break
        facts = facts[:-1]
    room = LIMIT - len("\n".join([*head, "", *tail]))
    return "\n".join([*head, cut(lead, room), *tail])
