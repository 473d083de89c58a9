"""From an article to an answer: the asked field first, word for word, then the card."""

import re
import unicodedata

from knowledge.library import Article, by_id
from knowledge.reply import Answer, Citation, Outcome, Row

# What is asked for by these words stands in the row of this label.
_FIELDS = (
    (re.compile("いくら|何円|何万|限度額|上限|金額|どのくらい(もらえ|出)|なんぼ"), "限度額"),
    (re.compile("何割|補助率|割合|何パーセント|何%|全額|自己負担"), "補助率"),
)
PERIOD_IS_OVER = (
    "この計画は令和5年度(2023年度)までのものです。今の制度は、一関市まちづくり推進課"
    "(0191-21-2111)に確かめてください。"
)
YEARS = "平成31〜35年度は、令和元〜5年度(2019〜2023年度)のことです。"
_DATED = frozenset({"project", "overview"})


def card(article: Article, question: str) -> Answer:
    """The answer that an article gives to a question."""
    rows = tuple(Row(label, text) for label, text in article.rows)
    lead = _lead(article)
    field, _ = field_asked(question)
    asked = next((row for row in rows if row.label == field), None)
    if asked is not None:
        rows = (Row("内容", lead), *(row for row in rows if row is not asked))
        lead = f"{asked.label}:{asked.text}" if "\n" not in asked.text else f"{asked.label}\n{asked.text}"
    return Answer(
        Outcome.ANSWER,
        title=article.title,
        lead=lead,
        rows=rows,
        notes=_notes(article),
        citations=(citation(article),),
        suggestions=tuple(by_id()[each].question for each in article.related),
    )


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


def _lead(article: Article) -> str:
    if article.kind in {"project", "chronology", "contents", "imprint", "cover"} and len(article.lead) > 1:
        return "\n".join(f"・{each}" for each in article.lead)
    return "".join(article.lead)


def field_asked(question: str) -> tuple[str | None, str]:
    """The label of the row that a question asks for, and the question without the words that ask for it.

    No label when it asks for no amount or share; the question stays whole when nothing else is in it.
    """
    text = unicodedata.normalize("NFKC", question[:1000])
    for asking, label in _FIELDS:
        if asking.search(text):
            return label, asking.sub(" ", text).strip() or text
    return None, question


def _notes(article: Article) -> tuple[str, ...]:
    notes = [f"※ {article.note}。"] if article.note else []
    if article.id == "period":
        notes.append(YEARS)
    if article.kind in _DATED or article.id == "period":
        notes.append(PERIOD_IS_OVER)
    return tuple(notes)
