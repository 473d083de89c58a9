"""From an article to an answer: the asked field first, word for word, then the card."""

import re
import unicodedata

from knowledge import passages, premises, years
from knowledge.library import Article, by_id
from knowledge.reply import Answer, Citation, Outcome, Row
from knowledge.search import Index
from knowledge.words import words

# What is asked for by these words stands in the row of this label.
_FIELDS = (
    (re.compile("いくら|何円|何万|限度額|上限|金額|どのくらい(もらえ|出)|なんぼ(?!.{0,2}あ)"), "限度額"),
    (re.compile("何割|補助率|割合|何パーセント|何%|全額|自己負担"), "補助率"),
)
_PARTICLES = re.compile(r"^[はがをのもって\s?、。]+")
PERIOD_IS_OVER = (
    "この計画は令和5年度(2023年度)までのものです。今の制度は、一関市まちづくり推進課"
    "(0191-21-2111)に確かめてください。"
)
YEARS = "平成31〜35年度は、令和元〜5年度(2019〜2023年度)のことです。"
_LISTED = frozenset({"chronology", "project", "contents", "imprint", "cover"})
_WHOLE = frozenset({"chronology", "cover", "contents", "imprint", "overview"})  # shown as they are
_YEAR_FIRST = 7  # characters: a line of the table begins with its year
_MOST = 0.5  # share of the question that one line must hold to stand for the whole table
_DATED = frozenset({"project", "overview"})


def card(article: Article, question: str) -> Answer:
    """The answer that an article gives to a question."""
    rows = tuple(Row(label, text) for label, text in article.rows)
    lead = _lead(article.kind, article.lead, question)
    field, _ = field_asked(question)
    asked = next((row for row in rows if row.label == field), None)
    corrected = premises.correction(article, question)
    if asked is not None or corrected:
        rows = (Row("内容", lead), *(row for row in rows if row is not asked))
    if corrected:
        lead = corrected
    elif asked is not None:
        lead = "\n".join(filter(None, (premises.reckoning(article, question), _field(asked))))
    else:
        lead = _told(article, question, rows)
    return Answer(
        Outcome.CORRECT_PREMISE if corrected else Outcome.ANSWER,
        title=article.title,
        lead=lead,
        rows=rows,
        notes=_notes(article),
        citations=(citation(article),),
        suggestions=tuple(by_id()[each].question for each in article.related),
    )


def _field(row: Row) -> str:
    return f"{row.label}:{row.text}" if "\n" not in row.text else f"{row.label}\n{row.text}"


def _told(article: Article, question: str, rows: tuple[Row, ...]) -> str:
    """What the article says in short; before it the sentence that the question is about, if not shown."""
    lead = _lead(article.kind, article.lead, question)
    before = premises.reckoning(article, question)
    if before is None and article.kind not in _WHOLE:
        shown = "\n".join([article.title, lead, *(row.text for row in rows)])
        before = passages.telling(article, question, shown)
    if before is None:
        return lead
    rest = tuple(each for each in article.lead if each not in before)
    return "\n".join(filter(None, (before, _lead(article.kind, rest, question))))


def clarify(candidates: list[Article]) -> Answer:
    """Several places fit: ask which is meant."""
    return Answer(
        Outcome.CLARIFY,
        title="",
        lead="いくつかあります。どれのことですか。\n" + "\n".join(f"・{each.title}" for each in candidates),
        citations=tuple(citation(each) for each in candidates),
        suggestions=tuple(each.question for each in candidates),
    )


def citation(article: Article) -> Citation:
    """An article's place in the plan."""
    return Citation(article.chapter, article.section, article.project, article.page, article.label)


def _lead(kind: str, lines: tuple[str, ...], question: str) -> str:
    if kind == "chronology":
        lines = _lines_asked_for(lines, question)
    if kind in _LISTED and len(lines) > 1:
        return "\n".join(f"・{each}" for each in lines)
    return "".join(lines)


def _lines_asked_for(lines: tuple[str, ...], question: str) -> tuple[str, ...]:
    """Of a table of years, the years that are named, or the line that says most of it; else all."""
    asked = years.named(question)
    dated = tuple(line for line in lines if years.named(line[:_YEAR_FIRST]) & asked)
    if dated:
        return dated
    hits = Index([words(line) for line in lines]).find(words(question), top=len(lines))
    return (lines[hits[0].place],) if hits and hits[0].coverage >= _MOST else lines


def field_asked(question: str) -> tuple[str | None, str]:
    """The label of the row that a question asks for, and the question without the words that ask for it.

    No label when it asks for no amount or share; nothing is left of 「いくら?」.
    """
    text = unicodedata.normalize("NFKC", question[:1000])
    for asking, label in _FIELDS:
        if asking.search(text):
            return label, _PARTICLES.sub("", asking.sub(" ", text).strip())
    return None, question


def _notes(article: Article) -> tuple[str, ...]:
    notes = [f"※ {article.note}。"] if article.note else []
    if article.id == "period":
        notes.append(YEARS)
    if article.kind in _DATED or article.id == "period":
        notes.append(PERIOD_IS_OVER)
    return tuple(notes)
