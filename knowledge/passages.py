"""The sentence of an article that says what a question is about, when what is shown anyway doesn't."""

import re
from functools import cache

from knowledge.library import Article, by_id
from knowledge.nearest import weight
from knowledge.words import words

GAIN = 0.25  # share of the question's weight that the sentence must add to what is shown
LONGEST, SHORTEST = 260, 10  # characters of a sentence that can be shown, and that says something
_SENTENCE = re.compile(r"(?:（[^（）]*）|「[^「」]*」|[^。])+。?")
_FOOTNOTE = re.compile(r"<sup>.*?</sup>")
_TAG = re.compile(r"<[^>]+>|[\t|]")


def telling(article: Article, question: str, shown: str) -> str | None:
    """The sentence that adds most to what is shown, word for word; None when none adds enough."""
    asked = set(words(question))
    whole = sum(weight(word) for word in asked)
    if not whole:
        return None
    missing = asked - set(words(shown))
    gains = [(sum(weight(word) for word in missing & held), each) for each, held in _sentences(article.id)]
    gain, sentence = max(gains, key=lambda each: each[0], default=(0.0, ""))
    return sentence if gain >= GAIN * whole else None


@cache
def _sentences(identity: str) -> tuple[tuple[str, frozenset[str]], ...]:
    article = by_id()[identity]
    found = []
    for line in article.body.splitlines():
        # Headings are shown as titles; tables of 事業 are shown as rows, and some of their cells are lost.
        if line.startswith("#") or (article.kind == "project" and ("\t" in line or "<" in line)):
            continue
        plain = " ".join(_TAG.sub(" ", _FOOTNOTE.sub("", line)).split())
        found += [sentence.strip() for sentence in _SENTENCE.findall(plain)]
    return tuple((each, frozenset(words(each))) for each in found if SHORTEST <= len(each) <= LONGEST)
