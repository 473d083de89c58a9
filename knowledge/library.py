"""The plan as articles: the text word for word, and before it what is needed to find and show it.

`plan/*.md` begin with lines `name: value`. `lead` and `row` are taken word for word from the article's own
text (tests/knowledge/test_plan.py), so that an answer never says what the plan does not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Article:
    """One place in the plan.

    `question` (at most 20 characters) is how it is offered as a way on; `asks` are ways in which people ask
    for it, in many voices: polite, plain, in kana only, in dialect, in easy words, in English.
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
    asks: tuple[str, ...]
    related: tuple[str, ...]
    note: str
    body: str


@cache
def articles() -> tuple[Article, ...]:
    """All articles, in the order of the plan. Raises `ValueError` when a file's head can't be read."""
    files = sorted(resources.files("knowledge").joinpath("plan").iterdir(), key=lambda file: file.name)
    return tuple(_read(file.read_text("utf-8")) for file in files if file.name.endswith(".md"))


@cache
def by_id() -> Mapping[str, Article]:
    """Articles by their id."""
    return {article.id: article for article in articles()}


@cache
def by_project() -> Mapping[int, Article]:
    """Articles of the 15 事業 by their number."""
    return {article.project: article for article in articles() if article.project is not None}


def _read(text: str) -> Article:
    head, separator, body = text.removeprefix("---\n").partition("\n---\n")
    if not separator:
        raise ValueError(f"an article without a head: {text[:40]!r}")
    values: dict[str, list[str]] = {}
    for line in head.splitlines():
        name, _, value = line.partition(":")
        values.setdefault(name, []).append(value.strip())
    one = {name: found[0] for name, found in values.items()}
    return Article(
        id=one["id"],
        kind=one["kind"],
        chapter=_number(one["chapter"]),
        section=one["section"] or None,
        project=_number(one["project"]),
        page=_number(one["page"]),
        label=one["label"],
        title=one["title"],
        question=one["question"],
        lead=tuple(values["lead"]),
        rows=_rows(values.get("row", [])),
        words=one["words"],
        asks=tuple(values.get("ask", [])),
        related=tuple(each.strip() for each in one["related"].split(",")),
        note=one.get("note", ""),
        body=body,
    )


def _number(value: str) -> int | None:
    return int(value) if value else None


def _rows(lines: list[str]) -> tuple[tuple[str, str], ...]:
    """`label | text`; a line without a label goes on with the row before it."""
    rows: list[tuple[str, str]] = []
    for line in lines:
        label, _, text = (part.strip() for part in line.partition("|"))
        if label:
            rows.append((label, text))
        else:
            rows[-1] = (rows[-1][0], f"{rows[-1][1]}\n{text}")
    return tuple(rows)
