"""All that is known of the plan, read from its files at once: articles, facts, asks and tellings.

Read whole or not at all: a file that is broken leaves what was read before in use (`knowledge/edition.py`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from knowledge import articles, asks, english, facts, tellings
from knowledge.acts import Act
from knowledge.articles import Article
from knowledge.asks import Ask
from knowledge.english import Glossary
from knowledge.errors import PlanError
from knowledge.facts import Fact
from knowledge.tellings import Language, Telling

FOLDER = Path(__file__).with_name("plan")


@dataclass(frozen=True, eq=False)
class Library:
    """The plan's articles in their order, and what belongs to each."""

    articles: tuple[Article, ...]
    facts: tuple[Fact, ...]
    asks: tuple[Ask, ...]
    unsettled: tuple[Ask, ...]
    vague: tuple[Ask, ...]
    talk: tuple[Ask, ...]
    tellings: Mapping[str, Mapping[Language, Telling]]
    glossary: Glossary

    @cached_property
    def by_id(self) -> Mapping[str, Article]:
        """Articles by their id."""
        return {article.id: article for article in self.articles}

    @cached_property
    def by_project(self) -> Mapping[int, Article]:
        """Articles of the 15 事業 by their number."""
        return {article.project: article for article in self.articles if article.project is not None}

    @cached_property
    def fact_by_id(self) -> Mapping[str, Fact]:
        """Facts by their id."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def facts_of(self) -> Mapping[str, Sequence[Fact]]:
        """The facts of each article."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            found[fact.article].append(fact)
        return found

    def title(self, article: str, language: Language) -> str:
        """An article's title, as it is told in a language."""
        told = self.tellings.get(article, {}).get(language)
        return told.title if told else self.by_id[article].title

    def question(self, article: str, language: Language = Language.JAPANESE) -> str:
        """How an article is offered as a way on."""
        told = self.tellings.get(article, {}).get(language)
        return told.question if told else self.by_id[article].question


def read(folder: Path = FOLDER) -> Library:
    """The library of a folder.

    Raises:
        PlanError: a file is broken; it names the file and the line.
    """
    found = tuple(articles.read(file.name, _text(file)) for file in sorted(folder.glob("*.md")))
    known = {article.id for article in found}
    for article in found:
        for other in article.related:
            if other not in known:
                raise PlanError(f"{article.id}.md", 1, f"related: there is no article {other!r}")
    file = folder / "facts.csv"
    stated = tuple(facts.read(file.name, _text(file)))
    for fact in stated:
        if fact.article not in known:
            raise PlanError(file.name, 1, f"{fact.id}: there is no article {fact.article!r}")
    return Library(
        found,
        stated,
        tuple(_asks(folder / "asks", known, {fact.id for fact in stated})),
        tuple(_asks(folder / "unsettled", known, set())),
        tuple(_vague(folder / "vague.txt", known)),
        tuple(_asks(folder / "talk", {*Act}, set())),
        {file.stem: tellings.read(file.name, _text(file)) for file in sorted(folder.glob("tellings/*.toml"))},
        english.read("english.txt", _text(folder / "english.txt")),
    )


def fingerprint(folder: Path = FOLDER) -> str:
    """What tells one state of the files from another, by their content."""
    told = sha256()
    for file in files(folder):
        told.update(file.name.encode() + b"\0" + file.read_bytes())
    return told.hexdigest()[:16]


def files(folder: Path = FOLDER) -> list[Path]:
    """The files of a library, in a fixed order."""
    return sorted(each for each in folder.rglob("*") if each.suffix in {".md", ".csv", ".txt", ".toml"})


def _asks(folder: Path, known: Collection[str], stated: Collection[str]) -> Iterator[Ask]:
    """The asks in a folder's files, each named for one of `known`."""
    for file in sorted(folder.glob("*.txt")):
        name = f"{folder.name}/{file.name}"
        if file.stem not in known:
            raise PlanError(name, 1, f"there is no {file.stem!r} to ask for")
        for ask in asks.read(file.stem, name, _text(file)):
            if ask.fact is not None and ask.fact not in stated:
                raise PlanError(name, ask.line, f"facts.csv has no fact {ask.fact!r}")
            yield ask


def _vague(file: Path, known: Collection[str]) -> Iterator[Ask]:
    """The asks of a file that may mean several articles."""
    for ask in asks.vague(file.name, _text(file)):
        for article in ask.of.split():
            if article not in known:
                raise PlanError(file.name, ask.line, f"there is no article {article!r} to be meant")
        yield ask


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PlanError(file.name, 1, f"can't be read: {error}") from None
