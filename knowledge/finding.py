"""Which article answers a question, which few may, or none: exact names, then search behind a gate.

What is asked of an article (an amount, a share) is not looked for here: `knowledge/cards.py` knows.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from knowledge import nearest
from knowledge.library import Article, articles, by_id, by_project
from knowledge.nearest import Near
from knowledge.values import without
from knowledge.words import words
from knowledge.years import as_the_plan_does

# How sure a finding must be, or how much alike in sound alone (kana only). Chosen on questions about other
# things against questions about the plan (docs/knowledge.md): lower answers what the plan does not say.
NEAR, HEARD, COVERED, ALIKE = 1.25, 0.55, 0.5, 0.7
LONGEST_STORY, SHORTEST_PART, MOST_PARTS = 300, 5, 5  # characters, characters, sentences
FEW = 2  # words
NEARBY, MOST_NEARBY = 0.85, 2  # offered as a guess, never as an answer
_PARTS = re.compile(r"[。!?\n]+|(?:ですが|ますが|けれど|けど|んだが|ので)、?")
ENGLISH, ENGLISH_HEARD = 0.47, 0.6  # the same for questions in English
TIE = 0.6  # another 事業 that scores so near to the first is as likely meant
_PROJECT = re.compile(
    r"(?:事業|じぎょう)\s*(?:番号)?\s*[(]?\s*(\d{1,2})(?!\d)|(\d{1,2})\s*番目?の?\s*(?:事業|じぎょう)"
)
_WHEN = re.compile("いつ|何年|何月|どの年|when", re.IGNORECASE)
_DATE = re.compile(r"(平成|令和)\d+年")
_GREETING = re.compile(
    r"^(こんにち[はわ]|こんばん[はわ]|おはよう(ございます)?|はじめまして|すみません|あのう?|ねえ)[、。!\s]+"
)
_ASKING = re.compile(
    r"(って|とは|は|が|の|を)?(何|なに|なん|どういう(こと|意味)|どんなもの|意味)?(のこと)?(です|でしょう)?(か|なの|知りたい)?"
    r"(を?教えて(ください|下さい|ほしい)?|について(教えて.*|知りたい.*)?)?$"
)
_MARKS = re.compile(r"[\s??。、,.!「」『』・]")


def find(question: str, field: str | None = None) -> list[Article]:
    """The articles that answer a question: one, the few that tie, or none when it is not in the plan.

    `field` is the label of the row that is asked for, if any (限度額 or 補助率): then only articles with such
    a row can tie.
    """
    text = as_the_plan_does(_GREETING.sub("", unicodedata.normalize("NFKC", question[:1000]).strip()))
    named = _by_name().get(_name(text)) or _by_number(text)
    if named is not None:
        return [named]
    found = _surest(without(text)) or _surest(text)
    if field is not None:
        return _with(field) if _fits_all(words(text), field) else _holders(found, field)
    if _WHEN.search(text):
        found = _dated(found) or found
    return [near.article for near in found[:1]]


def _surest(text: str) -> list[Near]:
    """What is near enough, by the whole or by the part that says most: people tell stories around it."""
    parts = [part for part in _PARTS.split(text[:LONGEST_STORY]) if len(part) >= SHORTEST_PART]
    # A text of one part is that part: looking for both would only cost the time twice.
    tries = [nearest.nearest(each) for each in ([text, *parts[:MOST_PARTS]] if len(parts) > 1 else [text])]
    best = max(tries, key=lambda found: found[0].trust if found else 0.0)
    if text.isascii():
        return [near for near in best[:1] if _is_near_in_english(near)]
    return [near for near in best if _is_near(near)]


def _is_near(near: Near) -> bool:
    return near.sound >= HEARD or (
        near.trust >= NEAR and (near.coverage >= COVERED or near.likeness >= ALIKE)
    )


def _is_near_in_english(near: Near) -> bool:
    # English finds only what was written for it; letters alone sound alike all too easily.
    return near.likeness >= ENGLISH or near.sound >= ENGLISH_HEARD


def _dated(found: list[Near]) -> list[Near]:
    """Of what was found, what says when: 「応援金はいつできた?」 is not answered by what it is for."""
    return [near for near in found if _DATE.search(near.article.body) and near.score >= TIE * found[0].score]


def _holders(found: list[Near], field: str) -> list[Article]:
    """Of what was found, what has such a row and is about as near as the nearest; else the nearest."""
    tied = [
        near.article for near in found if _has(near.article, field) and near.score >= TIE * found[0].score
    ]
    return sorted(tied, key=articles().index) or [near.article for near in found[:1]]


def _with(field: str) -> list[Article]:
    # 「いくらもらえる?」 names nothing: all that may be meant.
    return [article for article in articles() if _has(article, field)]


def _fits_all(asked: list[str], field: str) -> bool:
    """Whether a word or two, as in 「補助金はいくら?」, or none at all, says nothing about which is meant."""
    return len(asked) <= FEW and all(set(asked) <= _vocabulary(article.id) for article in _with(field))


@cache
def _vocabulary(identity: str) -> frozenset[str]:
    article = by_id()[identity]
    return frozenset(
        word for part in (article.title, article.words, *article.asks, article.body) for word in words(part)
    )


def _has(article: Article, field: str) -> bool:
    return any(label == field for label, _ in article.rows)


def nearby(question: str) -> list[Article]:
    """What the question may have been about, when nothing was near enough to answer it."""
    found = nearest.nearest(unicodedata.normalize("NFKC", question[:LONGEST_STORY]))
    return [near.article for near in found if near.trust >= NEARBY][:MOST_NEARBY]


def load() -> None:
    """Build the indexes."""
    nearest.load()
    _by_name()


@cache
def _by_name() -> Mapping[str, Article]:
    """Names and offered questions that belong to one article only."""
    named: dict[str, Article | None] = {}
    for article in articles():
        for phrase in {_name(each) for each in (*article.words.split(), article.title)}:
            named[phrase] = article if phrase not in named else None
    offered = {_name(article.question): article for article in articles()}
    return {**{name: article for name, article in named.items() if name and article}, **offered}


def _name(text: str) -> str:
    return _ASKING.sub("", _MARKS.sub("", unicodedata.normalize("NFKC", text)))


def _by_number(text: str) -> Article | None:
    """The 事業 that is called by its number."""
    number = _PROJECT.search(text[:200])
    return by_project().get(int(number[1] or number[2])) if number else None
