"""What a message calls by its name or number: a 事業, a policy, an article."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from knowledge.articles import Article
from knowledge.library import Library

_PROJECT = re.compile(
    r"(?:事業|じぎょう|project)\s*(?:番号|no\.?)?\s*[(]?\s*(\d{1,2})(?!\d)|(\d{1,2})\s*番目?の?\s*(?:事業|じぎょう)",
    re.IGNORECASE,
)
# 「事業10と12」: what follows by 「と」 is a 事業 as well.
_AND_PROJECT = re.compile(
    r"((?:事業|じぎょう|project)\s*\d{1,2}(?:\s*(?:と|、|・|,|and|or|vs\.?)\s*\d{1,2})*\s*(?:と|、|・|,|and|or|vs\.?)\s*)"
    r"(\d{1,2})(?![\d年月日人名円万つ個割%]|団体|か[所年])",
    re.IGNORECASE,
)
_POLICY = re.compile(
    r"(?:基本)?方針\s*\(?\s*([1-5])(?!\d)|policy\s*(?:no\.?\s*)?([1-5])(?!\d)", re.IGNORECASE
)
_ASKING = re.compile(
    r"(って|とは|は|が|の|を)?(何|なに|なん|どういう(こと|意味)|どんなもの|意味)?(のこと)?(です|でしょう)?"
    r"(か|なの|知りたい)?(を?教えて(ください|下さい|ほしい)?|について(教えて.*|知りたい.*)?)?$"
)
_MARKS = re.compile(r"[\s??。、,.!「」『』・]")
_LONGEST = 60  # characters of a message that is about what it names: a long one names much by the way
_SHORTEST = 4  # characters of a name that means its article inside a sentence


def exact(library: Library, text: str) -> Article | None:
    """The article of which a whole message is the name, the offered question or the only number."""
    return _by_name(library).get(_bare(text)) or _only(library, text)


def is_unknown(library: Library, text: str) -> bool:
    """Whether a message calls a 事業 by number that there is not: 事業99."""
    numbers = {int(match[1] or match[2]) for match in _PROJECT.finditer(text[:400])}
    return bool(numbers - set(library.by_project))


def named(library: Library, text: str) -> list[Article]:
    """The 事業 and policies that are called by number, in their order; and 事業 called by name."""
    numbers = [int(match[1] or match[2]) for match in _PROJECT.finditer(_spelled_out(text[:400]))]
    found = [library.by_project[each] for each in numbers if each in library.by_project]
    found += [library.by_id[f"policy-{match[1] or match[2]}"] for match in _POLICY.finditer(text[:400])]
    if len(text) <= _LONGEST:
        squeezed = _MARKS.sub("", text)
        found += [article for name, article in _project_names(library).items() if name in squeezed]
    return list(dict.fromkeys(found))


def _spelled_out(text: str) -> str:
    """「事業10と12」 as 「事業10と事業12」."""
    while (other := _AND_PROJECT.sub(r"\1事業\2", text)) != text:
        text = other
    return text


def _only(library: Library, text: str) -> Article | None:
    """The 事業 that is called by its number, if exactly one is."""
    numbers = {int(match[1] or match[2]) for match in _PROJECT.finditer(text[:200])}
    return library.by_project.get(numbers.pop()) if len(numbers) == 1 else None


@lru_cache(maxsize=4)
def _project_names(library: Library) -> Mapping[str, Article]:
    """Names that belong to one 事業 only, and that are long enough to mean it inside a sentence."""
    questions = {_bare(article.question) for article in library.articles}
    return {
        name: article
        for name, article in _by_name(library).items()
        if article.kind == "project" and len(name) >= _SHORTEST and name not in questions
    }


@lru_cache(maxsize=4)
def _by_name(library: Library) -> Mapping[str, Article]:
    """Names and offered questions that belong to one article only, in every language."""
    names: dict[str, Article | None] = {}
    for article in library.articles:
        for phrase in {_bare(each) for each in (*article.words.split(), article.title)}:
            names[phrase] = article if phrase not in names else None
    offered: dict[str, Article] = {}
    for article in library.articles:
        told = library.tellings.get(article.id, {}).values()
        for question in (*(each.question for each in told), article.question):
            offered[_bare(question)] = article
    return {**{name: article for name, article in names.items() if name and article}, **offered}


def _bare(text: str) -> str:
    return _ASKING.sub("", _MARKS.sub("", unicodedata.normalize("NFKC", text))).casefold()
