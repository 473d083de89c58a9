"""Ways through the plan by words and buttons: 方針 → 事業 → card, 目次 → 章 → 節."""

import re
import unicodedata

from knowledge import cards, members
from knowledge.articles import Article
from knowledge.edition import Edition
from knowledge.reply import Answer, Outcome
from knowledge.retelling import retell
from knowledge.tellings import Language

MOST_CHOICES = 13  # quick replies of LINE
_CHAPTER = re.compile(r"(?:第?\s*([\d一二三四])\s*章|chapter\s*(\d))(の?(内容|目次|節|全部|一覧))?")
_POLICY = re.compile(
    r"(?:基本)?方針\s*\(?\s*([1-5])\s*\)?(?:とは|は|って何|の事業(?:は|一覧)?)?|policy\s*([1-5])"
)
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


def is_menu(said: str) -> bool:
    """Whether a whole message asks for a menu."""
    text = _folded(said)
    return text in _CONTENTS | _POLICIES | _PROJECTS or any(
        each.fullmatch(text) for each in (_POLICY, _SECTION, _CHAPTER)
    )


def _folded(said: str) -> str:
    return unicodedata.normalize("NFKC", said[:40]).strip(" 。!?、").casefold().translate(_DIGITS)


def recognise(now: Edition, said: str, language: Language = Language.JAPANESE) -> Answer | None:
    """The menu that a whole message asks for; None when it is none."""
    text = _folded(said)
    if text in _CONTENTS:
        return _contents(now, language)
    if text in _POLICIES:
        return _listing(now, now.library.by_id["policies"], _of_kind(now, "policy"), language)
    if text in _PROJECTS:
        return _listing(now, now.library.by_id["projects"], _of_kind(now, "policy"), language)
    policy = _POLICY.fullmatch(text)
    if policy:
        return _policy(now, int(policy[1] or policy[2]), language)
    section = _SECTION.fullmatch(text)
    if section:
        return _places(now, language, int(section[1]), section[2])
    chapter = _CHAPTER.fullmatch(text)
    return _places(now, language, int(chapter[1] or chapter[2])) if chapter else None


def _contents(now: Edition, language: Language) -> Answer:
    article = now.library.by_id["contents"]
    chapters = "\n".join(f"第{number}章 {title}" for number, title in _CHAPTERS.items())
    told = now.library.tellings.get(article.id, {}).get(language)
    return Answer(
        Outcome.ANSWER,
        title=now.library.title(article.id, language),
        lead=told.text if told else chapters,
        citations=(cards.citation(article),),
        suggestions=tuple(
            f"Chapter {number}" if language is Language.ENGLISH else f"第{number}章" for number in _CHAPTERS
        ),
        article=article.id,
        language=language,
    )


def _policy(now: Edition, number: int, language: Language) -> Answer:
    article = now.library.by_id[f"policy-{number}"]
    beside = [now.library.by_id[each] for each in article.related]
    return _listing(
        now, article, list(dict.fromkeys([*members.members(now.library, article), *beside])), language
    )


def _places(now: Edition, language: Language, chapter: int, section: str | None = None) -> Answer:
    """The places of a chapter, or of one of its sections; the 事業 stand behind their list.

    Where there are more places than buttons, the buttons lead to the sections, or to the policies.
    """
    found = [
        each
        for each in now.library.articles
        if each.chapter == chapter and (section is None or each.section == section)
    ]
    if section is None:
        found = [each for each in found if each.kind not in {"project", "policy"}]
    if not found:
        return _contents(now, language)
    ways_on = [now.library.question(each.id, language) for each in found]
    if len(found) > MOST_CHOICES:
        sections = dict.fromkeys(each.section for each in found if each.section)
        ways_on = [f"第{chapter}章{each}" for each in sections]
        if section is not None:
            ways_on = [now.library.question(each.id, language) for each in _of_kind(now, "policy")]
    return Answer(
        Outcome.ANSWER,
        title=f"第{chapter}章 {_CHAPTERS[chapter]}",
        lead="\n".join(f"・{now.library.title(each.id, language)}({each.label})" for each in found),
        citations=(cards.citation(found[0]),),
        suggestions=tuple(ways_on),
        article=None,
        language=language,
    )


def _listing(now: Edition, article: Article, ways_on: list[Article], language: Language) -> Answer:
    card = cards.card(now, article, article.title)
    found = Answer(
        Outcome.ANSWER,
        title=article.title,
        lead="".join(article.lead),
        rows=card.rows,
        notes=card.notes,
        citations=card.citations,
        suggestions=tuple(each.question for each in ways_on[:MOST_CHOICES]),
        article=article.id,
    )
    return retell(now, found, article.title, language)


def _of_kind(now: Edition, kind: str) -> list[Article]:
    return [each for each in now.library.articles if each.kind == kind]
