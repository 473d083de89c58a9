"""The plan as articles: the text word for word, and before it what is needed to find and show it.

`plan/*.md` begin with lines `name: value`. `lead` and `row` are taken word for word from the article's own
text (tests/knowledge/test_plan.py), so that an answer never says what the plan does not.
"""

from dataclasses import dataclass

from knowledge.errors import PlanError

_NEEDED = (
    "id",
    "kind",
    "chapter",
    "section",
    "project",
    "page",
    "label",
    "title",
    "question",
    "lead",
    "words",
)
_LONGEST_QUESTION = 20  # characters, as a button holds


@dataclass(frozen=True, slots=True)
class Article:
    """One place in the plan. `question` (at most 20 characters) is how it is offered as a way on.

    `called` is what 「それ」 means once it was talked about, and then other names of that thing; empty where
    it is no one thing.
    """

    id: str
    kind: str
    chapter: int | None
    section: str | None
    project: int | None
    page: int | None
    label: str
    title: str
    question: str
    lead: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    words: str
    related: tuple[str, ...]
    note: str
    body: str
    called: tuple[str, ...] = ()


def read(name: str, text: str) -> Article:
    """The article in a file's text.

    Raises:
        PlanError: the head can't be read; it names the file and the line.
    """
    head, separator, body = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not separator:
        raise PlanError(name, 1, "the head must stand between two lines of ---")
    values: dict[str, list[str]] = {}
    for number, line in enumerate(head.splitlines(), start=2):
        label, colon, value = line.partition(":")
        if not colon:
            raise PlanError(name, number, f"'name: value' was expected, not {line[:40]!r}")
        values.setdefault(label.strip(), []).append(value.strip())
    last = head.count("\n") + 2
    lacking = [each for each in _NEEDED if each not in values]
    if lacking:
        raise PlanError(name, last, f"the head lacks {', '.join(lacking)}")
    one = {label: found[0] for label, found in values.items()}
    if len(one["question"]) > _LONGEST_QUESTION:
        raise PlanError(name, last, f"a question has at most {_LONGEST_QUESTION} characters")
    try:
        chapter, project, page = (_number(one[each]) for each in ("chapter", "project", "page"))
    except ValueError:
        raise PlanError(name, last, "chapter, project and page are numbers or empty") from None
    return Article(
        id=one["id"],
        kind=one["kind"],
        chapter=chapter,
        section=one["section"] or None,
        project=project,
        page=page,
        label=one["label"],
        title=one["title"],
        question=one["question"],
        lead=tuple(values["lead"]),
        rows=_rows(values.get("row", [])),
        words=one["words"],
        related=tuple(each.strip() for each in one.get("related", "").split(",") if each.strip()),
        note=one.get("note", ""),
        body=body,
        called=tuple(each.strip() for each in one.get("called", "").split("、") if each.strip()),
    )


def _number(value: str) -> int | None:
    return int(value) if value else None


def _rows(lines: list[str]) -> tuple[tuple[str, str], ...]:
    """`label | text`; a line without a label goes on with the row before it."""
    rows: list[tuple[str, str]] = []
    for line in lines:
        label, _, text = (part.strip() for part in line.partition("|"))
        if label or not rows:
            rows.append((label, text))
        else:
            rows[-1] = (rows[-1][0], f"{rows[-1][1]}\n{text}")
    return tuple(rows)
