"""English words as the plan's Japanese ones: `plan/english.txt`, lines `phrase = 言葉 言葉`.

The encoder knows little of how English and this plan's Japanese go together; a list that somebody wrote
does. Words are compared by their stems, the longest phrase wins.
"""

import re
import threading
from collections.abc import Iterator, Mapping
from functools import lru_cache

import snowballstemmer

from knowledge.errors import PlanError

Glossary = Mapping[tuple[str, ...], str]

LONGEST = 8  # words of a phrase
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_local = threading.local()


def read(name: str, text: str) -> dict[tuple[str, ...], str]:
    """The phrases in a file's text, by their stems.

    Raises:
        PlanError: a line is no entry; it names the file and the line.
    """
    found = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        phrase, equals, japanese = (part.strip() for part in line.partition("="))
        stems = tuple(stemmed(phrase))
        if not equals or not japanese or not 0 < len(stems) <= LONGEST:
            raise PlanError(
                name, number, f"'english phrase = 日本語' was expected, of at most {LONGEST} words"
            )
        found[stems] = japanese
    return found


def gloss(text: str, glossary: Glossary) -> str:
    """The Japanese words for what a text says in English; empty where it says nothing that is known."""
    stems, place, found = list(stemmed(text)), 0, []
    while place < len(stems):
        size = next(
            (size for size in range(LONGEST, 0, -1) if tuple(stems[place : place + size]) in glossary), 0
        )
        if size:
            found.append(glossary[tuple(stems[place : place + size])])
        place += max(size, 1)
    return " ".join(found)


def stemmed(text: str) -> Iterator[str]:
    """The English words of a text as their stems: subsidies and subsidy are the same."""
    folded = text.casefold().replace("’", "'")
    return (stem(each.removesuffix("'s")) for each in _WORD.findall(folded))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """An English word without its ending."""
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:  # not to be shared between threads
        stemmer = _local.stemmer = snowballstemmer.stemmer("english")
    found: str = stemmer.stemWord(word)
    return found
