"""Ways through the plan by words and buttons: 方針 → 事業 → card, 目次 → 章 → 節."""

import re
import unicodedata

from knowledge import cards, members
from knowledge.articles import Article
from knowledge.edition import Edition
from knowledge.reply import Answer, Outcome

MOST_CHOICES = 13  # quick replies of LINE
_CHAPTER = re.compile(r"第?\s*([1-4一二三四])\s*章(の?(内容|目次|節|全部|一覧))?")
_POLICY = re.compile(r"(?:基本)?方針\s*\(?\s*([1-5])\s*\)?")
_SECTION = re.compile(r"第?\s*([1-4一二三四])\s*章\s*(?:の\s*)?(?:第\s*)?(\d)\s*節?")
_CONTENTS = frozenset({"目次", "もくじ", "章", "contents", "table of contents"})
_POLICIES = frozenset({"方針", "基本方針", "ほうしん", "policies"})
_PROJECTS = frozenset({"事業", "事業一覧", "事業の一覧", "じぎょう", "projects"})
_CHAPTERS = {
    1: "第2次一関市地域協働推進計画の基本的事項",
    2: "第1次計画の取組成果と課題",
    3: "本計画の基本方針と取組",
    4: "計画の推進に向けて",
}
_DIGITS = str.maketrans("一二三四", "1234")


def recognise(now: Edition, said: str) -> Answer | None:
    """The menu that a whole message asks for; None when it is none."""
    text = unicodedata.normalize("NFKC", said[:40]).strip(" 。!?、").casefold()
    if text in _CONTENTS:
        return _contents(now)
    if text in _POLICIES:
        return _listing(now, now.library.by_id["policies"], _of_kind(now, "policy"))
    if text in _PROJECTS:
        return _listing(now, now.library.by_id["projects"], _of_kind(now, "policy"))
    text = text.translate(_DIGITS)
    policy = _POLICY.fullmatch(text)
    if policy:
        return _policy(now, int(policy[1]))
    section = _SECTION.fullmatch(text)
    if section:
        return _places(now, int(section[1]), section[2])
    chapter = _CHAPTER.fullmatch(text)
    return _places(now, int(chapter[1])) if chapter else None


def _contents(now: Edition) -> Answer:
    article = now.library.by_id["contents"]
    return Answer(
        Outcome.ANSWER,
        title=article.title,
        lead="\n".join(f"第{number}章 {title}" for number, title in _CHAPTERS.items()),
        citations=(cards.citation(article),),
        suggestions=tuple(f"第{number}章" for number in _CHAPTERS),
        article=article.id,
    )


def _policy(now: Edition, number: int) -> Answer:
    article = now.library.by_id[f"policy-{number}"]
    return _listing(now, article, members.members(now.library, article))


def _places(now: Edition, chapter: int, section: str | None = None) -> Answer:
    """The places of a chapter, or of one of its sections; the 事業 stand behind their list."""
    found = [
        each
        for each in now.library.articles
        if each.chapter == chapter and (section is None or each.section == section)
    ]
    if section is None:
        found = [each for each in found if each.kind not in {"project", "policy"}]
    if not found:
        return _contents(now)
    title = f"第{chapter}章 {_CHAPTERS[chapter]}"
    return Answer(
        Outcome.ANSWER,
        title=title,
        lead="\n".join(f"・{each.title}({each.label})" for each in found),
        citations=(cards.citation(found[0]),),
        suggestions=tuple(each.question for each in found[:MOST_CHOICES]),
        article=None,
    )


def _listing(now: Edition, article: Article, ways_on: list[Article]) -> Answer:
    card = cards.card(now, article, article.title)
    return Answer(
        Outcome.ANSWER,
        title=article.title,
        lead="".join(article.lead),
        rows=card.rows,
        notes=card.notes,
        citations=card.citations,
        suggestions=tuple(each.question for each in ways_on[:MOST_CHOICES]),
        article=article.id,
    )


def _of_kind(now: Edition, kind: str) -> list[Article]:
    return [each for each in now.library.articles if each.kind == kind]
