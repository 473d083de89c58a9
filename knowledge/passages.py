"""The sentences of an article as they can be quoted: word for word, without marks."""

import re
from functools import lru_cache

from knowledge.articles import Article

LONGEST, SHORTEST = 260, 10  # characters of a sentence that can be shown, and that says something
_SENTENCE = re.compile(r"(?:（[^（）]*）|「[^「」]*」|[^。])+。?")
_FOOTNOTE = re.compile(r"<sup>.*?</sup>")
_TAG = re.compile(r"<[^>]+>|[\t|]")


def readable(text: str) -> str:
    """A piece of the plan's text without the marks of tables, lists and footnotes."""
    return " ".join(_TAG.sub(" ", _FOOTNOTE.sub("", text)).split()).lstrip("#○・-●* ")


@lru_cache(maxsize=256)
def sentences(article: Article) -> tuple[str, ...]:
    """The sentences of an article's text, as they can be shown."""
    if article.kind == "contents":
        return tuple(_entries(article.body))
    found = []
    for line in article.body.splitlines():
        # Headings are shown as titles; tables of 事業 are shown as rows, and some of their cells are lost.
        if line.startswith("#") or (article.kind == "project" and ("\t" in line or "<" in line)):
            continue
        found += [sentence.strip() for sentence in _SENTENCE.findall(readable(line))]
    return tuple(each for each in found if SHORTEST <= len(each) <= LONGEST)


def _entries(body: str) -> list[str]:
    """The lines of the table of contents, each with its chapter and its page."""
    chapters = [part.strip().splitlines() for part in body.split("###")[1:]]
    return [
        " ".join((title.split()[0], _PAGE.sub(r" \1ページ", line)))
        for title, *lines in chapters
        for line in lines
        if line.strip()
    ]


_PAGE = re.compile(r"\s*\t\s*(\d+)\s*$")
