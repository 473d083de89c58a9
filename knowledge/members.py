"""What stands under a list of the plan: the five policies, the fifteen 事業, the 事業 of one policy."""

import re

from knowledge.articles import Article
from knowledge.library import Library
from knowledge.reply import Row

_GROUP = re.compile(r"\((\d)\)")


def members(library: Library, article: Article) -> list[Article]:
    """The articles that a list is of, in the order of the plan; none when it is no list."""
    if article.id == "policies":
        return [each for each in library.articles if each.kind == "policy"]
    if article.kind == "overview":
        return list(library.by_project.values())
    if article.kind == "policy":
        return [each for each in library.by_project.values() if _group(each) == _group(article)]
    return []


def parts(library: Library, article: Article) -> list[Article]:
    """The articles of one place of the plan, as the two ideas of 第3章2; only itself where it is whole."""
    return [each for each in library.articles if (each.label, each.kind) == (article.label, article.kind)]


def beside(library: Library, article: Article) -> Article | None:
    """The other part of a place of two parts; None where it has more, or only one."""
    others = [each for each in parts(library, article) if each is not article]
    return others[0] if len(others) == 1 else None


def rows(library: Library, article: Article) -> tuple[Row, ...]:
    """The rows of an article's card: its own, or what it is a list of, complete."""
    listed = members(library, article)
    if not listed:
        return tuple(Row(label, text) for label, text in article.rows)
    if article.kind != "overview":
        return tuple(Row(*_named(each, number)) for number, each in enumerate(listed, start=1))
    policies = [each for each in library.articles if each.kind == "policy"]
    return tuple(
        Row(
            f"({_group(policy)}) {policy.title}",
            "\n".join(_line(each) for each in listed if _group(each) == _group(policy)),
        )
        for policy in policies
    )


def _named(article: Article, number: int) -> tuple[str, str]:
    label, _, name = article.title.partition(" ")
    return (label, name) if article.kind == "project" else (f"({number})", article.title)


def _line(article: Article) -> str:
    """A 事業 in one line, without what every second one ends in."""
    number, _, name = article.title.partition(" ")
    return f"{number.removeprefix('事業')} {name}"


def _group(article: Article) -> str | None:
    found = _GROUP.search(article.label)
    return found[1] if found else None
