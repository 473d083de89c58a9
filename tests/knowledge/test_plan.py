"""The whole plan, word for word, each line in exactly one article; answers take their words from there."""

import re
from collections import Counter
from pathlib import Path

import pytest

from knowledge import library, members
from knowledge.articles import Article

LIBRARY = library.read()
PLAN = Path(__file__).with_name("plan.md").read_text("utf-8")


def lines(text: str) -> Counter[str]:
    return Counter(line.strip() for line in text.splitlines() if line.strip())


def plain(text: str) -> str:
    """Without marks, spaces and tabs: the text broke words by page ends and tables."""
    return re.sub(r"<[^>]+>|\s", "", text)


def test_every_line_of_the_plan_stands_in_exactly_one_article_and_nothing_else_does() -> None:
    ours: Counter[str] = Counter()
    for article in LIBRARY.articles:
        ours += lines(article.body)

    assert ours == lines(PLAN)


def test_every_sentence_of_the_plan_stands_in_an_article_in_one_piece() -> None:
    bodies = [plain(article.body) for article in LIBRARY.articles]
    sentences = {each for each in re.split(r"(?<=。)", plain(PLAN)) if len(each) > 30}

    assert len(sentences) > 100
    # A sentence may begin with the headings before it, which may belong to the article before.
    lost = [each for each in sentences if not any(each[-30:] in body for body in bodies)]
    assert lost == []


def test_articles_stand_in_the_order_of_the_plan() -> None:
    assert plain("".join(article.body for article in LIBRARY.articles)) == plain(PLAN)


@pytest.mark.parametrize("article", LIBRARY.articles, ids=lambda article: article.id)
def test_what_is_shown_is_taken_from_the_articles_own_words(article: Article) -> None:
    body = plain(article.body)
    shown = [*article.lead, *(line for _, text in article.rows for line in text.splitlines())]

    assert [each for each in shown if plain(each) not in body] == []


def test_the_fifteen_projects_are_all_there_and_under_their_policies() -> None:
    listed = members.members(LIBRARY, LIBRARY.by_id["projects"])
    shown = "\n".join(row.text for row in members.rows(LIBRARY, LIBRARY.by_id["projects"]))
    of_each = [len(members.members(LIBRARY, LIBRARY.by_id[f"policy-{number}"])) for number in range(1, 6)]

    assert [each.project for each in listed] == list(range(1, 16))
    assert of_each == [5, 1, 5, 3, 1]
    assert [each.title for each in listed if each.title.partition(" ")[2] not in shown] == []
    for number, article in LIBRARY.by_project.items():
        assert f"事業{number}" in plain(article.body)


@pytest.mark.parametrize("article", LIBRARY.articles, ids=lambda article: article.id)
def test_pages_and_sections_are_those_of_the_table_of_contents(article: Article) -> None:
    contents = LIBRARY.by_id["contents"].body
    if article.chapter is None or article.page is None:
        return
    chapter = contents.split("### ")[article.chapter]
    if article.project is not None:
        place = re.search(r"\((\d)\)", article.label)
        assert place is not None
        assert re.search(rf"^\({place[1]}\) .*\t{article.page}$", chapter, re.MULTILINE)
    else:
        assert re.search(rf"^{article.section} .*\t{article.page}$", chapter, re.MULTILINE)


def test_ids_are_unique_and_every_way_on_leads_somewhere() -> None:
    ids = [article.id for article in LIBRARY.articles]

    assert len(ids) == len(set(ids))
    assert {each for article in LIBRARY.articles for each in article.related} <= set(ids)
    assert [article.id for article in LIBRARY.articles if not 0 < len(article.question) <= 20] == []


def test_the_typing_error_of_the_source_is_kept_and_noted() -> None:
    article = LIBRARY.by_id["evaluation"]

    assert "いのちせき市民活動センター" in article.body
    assert "いのちせき" in article.note
