"""Facts as data: each word for word in the plan, and asked for in many ways."""

from collections import Counter

import pytest

from knowledge import facts, library
from knowledge.articles import Article
from knowledge.errors import PlanError
from knowledge.facts import ATTRIBUTES, COLUMNS

LIBRARY = library.read()
FEWEST = 6  # ways of asking for a fact
HEAD = ",".join(COLUMNS)
ROW = "project-7.limit,project-7,支援事業補助金,限度額,10万円,円,,単年度10万円"


@pytest.mark.parametrize("article", LIBRARY.articles, ids=lambda article: article.id)
def test_every_fact_stands_word_for_word_in_its_article(article: Article) -> None:
    stated = LIBRARY.facts_of.get(article.id, ())

    assert [fact.id for fact in stated if not fact.value or fact.value not in fact.span] == []
    assert [fact.id for fact in stated if fact.span not in article.body] == []


def test_every_fact_has_a_name_of_its_own_that_begins_with_its_article() -> None:
    ids = Counter(fact.id for fact in LIBRARY.facts)

    assert [each for each, count in ids.items() if count > 1] == []
    assert [fact.id for fact in LIBRARY.facts if not fact.id.startswith(f"{fact.article}.")] == []


def test_every_fact_says_of_what_it_is_and_of_a_known_kind() -> None:
    assert [fact.id for fact in LIBRARY.facts if not fact.entity] == []
    assert {fact.attribute for fact in LIBRARY.facts} <= ATTRIBUTES


def test_a_fact_that_is_asked_for_is_asked_for_in_many_ways() -> None:
    asked = Counter(ask.fact for ask in LIBRARY.asks if ask.fact is not None)

    assert {fact: count for fact, count in asked.items() if count < FEWEST} == {}
    assert len(asked) > len(LIBRARY.facts) / 2


def test_a_fact_is_asked_for_among_the_ways_of_asking_for_its_own_article() -> None:
    strays = [
        (ask.of, ask.fact)
        for ask in LIBRARY.asks
        if ask.fact and LIBRARY.fact_by_id[ask.fact].article != ask.of
    ]

    assert strays == []


def test_the_amounts_and_shares_of_the_cards_are_facts_as_well() -> None:
    held = {(fact.article, fact.attribute) for fact in LIBRARY.facts}
    shown = {
        (article.id, label)
        for article in LIBRARY.articles
        for label, _ in article.rows
        if label in {"限度額", "補助率"}
    }

    assert shown
    assert shown <= held


def test_a_table_is_read_into_facts() -> None:
    (fact,) = facts.read("facts.csv", f"{HEAD}\n{ROW}\n")

    assert (fact.id, fact.article, fact.attribute) == ("project-7.limit", "project-7", "限度額")
    assert (fact.value, fact.conditions, fact.span) == ("10万円", "", "単年度10万円")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "line 1"),
        (f"id,value\n{ROW}\n", "line 1"),
        (f"{HEAD}\n{ROW}\n{ROW.replace('限度額', '値段')}\n", "line 3: '値段'"),
        (f"{HEAD}\nproject-7.limit,project-7,支援事業補助金\n", "line 2"),
        (f"{HEAD}\n{ROW}\n{ROW},one too many\n", "line 3"),
    ],
)
def test_a_broken_line_is_named_with_its_file(text: str, where: str) -> None:
    with pytest.raises(PlanError, match=rf"^facts\.csv, {where}"):
        list(facts.read("facts.csv", text))
