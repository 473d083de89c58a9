"""Which article answers a question, which few may, or none: exact names, then search behind a gate.

What is asked of an article (an amount, a share) is not looked for here: `knowledge/cards.py` knows.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from knowledge.library import Article, articles, by_project
from knowledge.search import Hit, Index
from knowledge.words import pairs, words

TITLE, ASKED, BODY = 3, 3, 1  # how often each part of an article counts
# Share of the question's weight that the article must contain. Chosen on questions about other things
# against those of the variants (docs/knowledge.md): lower answers what the plan does not say.
NEAR = 0.55
TIE = 0.7  # another 事業 that scores so near to the first is as likely meant
_PROJECT = re.compile(r"事業\s*(?:番号)?\s*[(]?\s*(\d{1,2})(?!\d)|(\d{1,2})\s*番?の?事業(?!費)")
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
    text = _GREETING.sub("", unicodedata.normalize("NFKC", question[:1000]).strip())
    named = _by_name().get(_name(text)) or _by_number(text)
    if named is not None:
        return [named]
    hits = [hit for hit in _search(text) if hit.coverage >= NEAR]
    found = [(articles()[hit.place], hit) for hit in hits]
    if field is not None:
        holders = [each for each in found if any(label == field for label, _ in each[0].rows)]
        if holders:
            tied = [article for article, hit in holders if hit.score >= TIE * holders[0][1].score]
            return sorted(tied, key=articles().index)
    return [article for article, _ in found[:1]]


def load() -> None:
    """Build the indexes."""
    _indexes()
    _by_name()


def _search(text: str) -> list[Hit]:
    """Hits by words; pairs of neighbouring words add to the score, since 支援 + 事業 is not 支援事業."""
    asked = words(text)
    by_word, by_pair = _indexes()
    paired = {hit.place: hit.score for hit in by_pair.find(pairs(asked), top=len(articles()))}
    hits = by_word.find(asked, top=len(articles()))
    added = [Hit(hit.place, hit.score + paired.get(hit.place, 0.0), hit.coverage) for hit in hits]
    return sorted(added, key=lambda hit: (-hit.score, hit.place))


@cache
def _indexes() -> tuple[Index, Index]:
    texts = [_text(article) for article in articles()]
    by_word = Index([[word for part in text for word in part] for text in texts])
    return by_word, Index([[pair for part in text for pair in pairs(part)] for text in texts])


def _text(article: Article) -> list[list[str]]:
    asked = [words(article.question), *(words(phrase) for phrase in article.words.split())]
    return [words(article.title)] * TITLE + asked * ASKED + [_body(article)] * BODY


def _body(article: Article) -> list[str]:
    # Without the marks of tables and lists, and in pieces that `words` takes whole.
    plain = re.sub(r"<[^>]+>|[\t#]", " ", article.body)
    return [word for start in range(0, len(plain), 900) for word in words(plain[start : start + 900])]


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
