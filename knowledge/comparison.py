"""Two to four 事業, or two ideas of the plan, side by side: 「事業7と事業8の違いは?」."""

import re
from collections.abc import Sequence

from knowledge import cards, finding, members, names, subjects
from knowledge.articles import Article
from knowledge.asking import comparison_asked
from knowledge.edition import Edition
from knowledge.phrases import say
from knowledge.reply import Answer, Outcome, Row, cut
from knowledge.tellings import Language

TWO, MOST = 2, 4
SURE, SHORTEST_SIDE = 0.6, 3  # chance that a side is about a place, and characters of a side
_LONGEST = 320  # characters of all contents together: the table must fit into one message
_BETWEEN = re.compile(r"と(?!は|か|って|いう|こ|き|も|に)|、|,|\bor\b|\band\b|\bvs\b|ど(?=、|\s)|それに")
_BOTH = re.compile(r"(二|2|ふた)つ|両方|両者|何と何|それぞれ|\b(both|two)\b", re.IGNORECASE)
_LABELS = ("限度額", "補助率")


def compare(
    now: Edition,
    question: str,
    language: Language,
    beside: Article | None = None,
    before: str = "",
) -> Answer | None:
    """The places that are named side by side; None when nothing is compared.

    `beside` is the one talked about, `before` the question before this one.
    """
    if not comparison_asked(question):
        return None
    text = finding.plain(question)
    found = [each for each in names.named(now.library, text) if each.kind == "project"]
    if len(found) < TWO:
        found = subjects.things(now.library, text)
    if len(found) < TWO and not names.is_unknown(now.library, text):
        found = list(dict.fromkeys([*_sides(now, text), *found]))
    if not found and comparison_asked(before):
        found = names.named(now.library, finding.plain(before))
    if len(found) == 1 and beside is not None and beside.kind == "project" and beside not in found:
        found = [beside, *found]
    return side_by_side(now, found, language) if TWO <= len(found) <= MOST else None


def side_by_side(now: Edition, found: Sequence[Article], language: Language) -> Answer:
    """A small table of two to four places."""
    return Answer(
        Outcome.ANSWER,
        title="・".join(_short(each) for each in found),
        lead=say("compared", language),
        rows=tuple(_row(now, each, language, _LONGEST // len(found)) for each in found),
        notes=(say("over", language),) if any(map(cards.is_of_its_time, found)) else (),
        citations=tuple(cards.citation(each) for each in found),
        suggestions=tuple(now.library.question(each.id, language) for each in found),
        article=found[0].id,
        language=language,
    )


def both(now: Edition, article: Article, question: str) -> list[Article]:
    """The two parts of one place of the plan, where both are asked for; else none."""
    parts = members.parts(now.library, article)
    return parts if len(parts) == TWO and _BOTH.search(finding.plain(question)) else []


def _sides(now: Edition, text: str) -> list[Article]:
    """What each side of a comparison is surely about: 事業, or two places of one kind."""
    sides = [side for side in _BETWEEN.split(text[:200]) if len(side) >= SHORTEST_SIDE]
    firsts = [now.finder.find(each)[0] for each in finding.see(now, sides)]
    found = [each.article for each in firsts if each.chance >= SURE and each.trust >= finding.GATE]
    projects = [each for each in found if each.kind == "project"]
    return projects if len(set(projects)) >= TWO or len(projects) == len(found) else _alike(found)


def _alike(found: list[Article]) -> list[Article]:
    """Places of one kind; none where they are of several: then nothing is set side by side."""
    return found if len({each.kind for each in found}) == 1 else []


def _row(now: Edition, article: Article, language: Language, longest: int) -> Row:
    """A 事業 with its figures, in the words of the hand-written card where there is one."""
    told = now.library.tellings.get(article.id, {}).get(language)
    if told is None:
        return Row(article.title, _cells(article, longest))
    figures = [f"{say(label, language)}:{text}" for label, text in article.rows if label in _LABELS]
    return Row(told.title, "\n".join([cut(told.text.replace("\n", ""), longest // 2), *figures]))


def _cells(article: Article, longest: int) -> str:
    facts = dict(article.rows)
    told = "\n".join(article.lead)
    if len(article.lead) == 1 and not set(_LABELS) & set(facts):
        told = "\n".join([told, *facts.values()])
    cells = [f"内容:{cut(told, longest)}"]
    cells += [f"{label}:{facts[label]}" for label in _LABELS if label in facts]
    return "\n".join(cells)


def _short(article: Article) -> str:
    return f"事業{article.project}" if article.project else article.title
