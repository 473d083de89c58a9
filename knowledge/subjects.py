"""The thing that is talked about, by its name: what 「その人」 and a question without a subject are about.

An article's head names it (`called`). 「その配置はいつから?」 alone is near every line of a table of years;
with the name in it, 「地域担当職員の配置はいつから?」 is near one. Which articles are near, and what is
quoted, `knowledge/finding.py` and `knowledge/quotes.py` know.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from knowledge import finding, members, references
from knowledge.articles import Article
from knowledge.english import gloss
from knowledge.library import Library

# Words that stand for a thing, and 「その」, which belongs to it: 「その人は」, 「そこの」, 「その配置」.
_STANDING = re.compile(
    r"(?:その|あの|そん)(?:人|方|ひと|かた|もの)(?:たち|達|方|がた|だぢ|だち)?(?=[はがのをにもとって、]|$)"
    r"|それ(?!ぞれ|とも|なら|で|から|に|だけ|じゃ)|そこ|そご|そちら|そっち(?!の)|そい[づつ]"
)
_OF_IT = re.compile(r"(?:その|あの)(?!他|ほか|うえ|上|まま|ため|時|とき|頃)")
_TOPIC = re.compile("は|って")  # 「数は?」 is that of the thing, 「いつから?」 asks when it is
_ALL = re.compile(r"全部|ぜんぶ|すべて|全て|一覧|\ball\b", re.IGNORECASE)
PLAN = "この計画"  # everything is about it
THINGS = frozenset({"project", "policy"})
LONGEST = 60  # characters of a message that can be about something that it doesn't name


def of(library: Library, article: Article, text: str) -> str:
    """What is talked about after an article answered a text; empty where that is no one thing.

    A subsidy is the thing itself, whoever was said to get it; an account of what was done is about what the
    text named in it.
    """
    own = article.called[0] if article.called else ""
    said = named(library, text)
    if article.kind in THINGS or own in said:
        return own
    return next((each for each in said if each != PLAN), own)


def named(library: Library, text: str) -> list[str]:
    """The things that a text names, under their first names."""
    told = f"{text} {gloss(text, library.glossary)}" if text.isascii() else text
    found = []
    for name, first in _names(library).items():
        if name in told:
            found.append(first)
            told = told.replace(name, " ")
    return list(dict.fromkeys(found))


def things(library: Library, text: str) -> list[Article]:
    """The 事業 that are named by the name of their thing, in the order of the plan.

    A name that two 事業 share tells nothing.
    """
    said = named(library, text)
    own = [
        each for each in library.articles if each.kind == "project" and each.called and each.called[0] in said
    ]
    return [each for each in own if sum(other.called[:1] == each.called[:1] for other in own) == 1]


def whole(library: Library, articles: Sequence[Article], text: str) -> Article | None:
    """The list of which a text names what is in it, and asks for all; None where it asks for less.

    Elsewhere a name does not decide: 「企業は?」 may mean the policy, the 事業 or the problem.
    """
    if not _ALL.search(text):
        return None
    said = named(library, finding.plain(text))
    lists = [
        each for each in articles if each.called and each.called[0] in said and members.members(library, each)
    ]
    return lists[0] if len(lists) == 1 else None


def carried(library: Library, text: str, subject: str) -> str:
    """A message with the name in it of what it is about; empty where it needs none, or none is known."""
    if not subject or len(text) > LONGEST:
        return ""
    standing = _STANDING.search(text)
    if standing:
        return f"{text[: standing.start()]}{subject}{text[standing.end() :]}"
    pointing = _OF_IT.search(text)
    if pointing and not any(text.startswith(name, pointing.end()) for name in _names(library)):
        return f"{text[: pointing.start()]}{subject}の{text[pointing.end() :]}"
    if named(library, text):
        return ""
    bare = references.bare(text)
    return f"{subject}{'の' if _TOPIC.search(bare) else 'は'}{bare}"


@lru_cache(maxsize=4)
def _names(library: Library) -> Mapping[str, str]:
    """Every name and the first name of the same thing, the longest first: it says most."""
    found = {name: article.called[0] for article in library.articles for name in article.called}
    return {name: found[name] for name in sorted(found, key=len, reverse=True)}
