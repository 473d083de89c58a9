"""What the plan says of a thing in another place than the one that is about it.

The article of a 事業 has no years: since when there are 地域担当職員, and where, stands in a footnote to
the list of all 事業. Facts name what they are about, so the fact is found by the thing's name and by the
kind of thing that is asked for.
"""

from collections.abc import Sequence

from knowledge import asking, subjects
from knowledge.articles import Article
from knowledge.facts import Fact
from knowledge.library import Library
from knowledge.quantities import quantities

# What can't be said in other words: years, places and numbers. A page number is no place of a thing.
_HARD = frozenset({"年度", "年月", "場所", "人数", "数", "期間"})
_STATED = {"year": {"年度", "年月"}, "people": {"人数"}, "count": {"数"}, "years": {"期間"}}
_PAGES = "contents"


def fact(library: Library, article: Article, question: str) -> Fact | None:
    """What another article says of this one's thing, where this one doesn't say it; else None."""
    if article.kind not in subjects.THINGS:
        return None
    wanted = _wanted(question)
    own = library.facts_of.get(article.id, ())
    if not wanted or any(each.attribute in wanted for each in own):
        return None
    return next(
        (
            each
            for each in library.facts
            if each.attribute in wanted and each.article != _PAGES and each.entity.startswith(article.called)
        ),
        None,
    )


def meant(library: Library, articles: Sequence[Article], question: str) -> Article | None:
    """Of several that may be meant, the thing that is named and of which the plan says what is asked for."""
    things = subjects.named(library, question)
    for each in articles:
        if each.kind in subjects.THINGS and each.called[0] in things and fact(library, each, question):
            return each
    return None


def _wanted(question: str) -> frozenset[str]:
    """The kinds of hard facts that a question asks for, or states."""
    stated = (_STATED.get(kind, set()) for kind in quantities(question))
    return (asking.attributes(question) & _HARD).union(*stated)
