"""Every card in やさしい日本語 and in English: easy to read, and true to the plan's figures and names."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pytest

from knowledge import library, tellings
from knowledge.articles import Article
from knowledge.errors import PlanError
from knowledge.reply import LIMIT
from knowledge.tellings import Language, Telling

LIBRARY = library.read()
EASY, ENGLISH = Language.EASY, Language.ENGLISH
LONGEST = {EASY: 420, ENGLISH: 480}  # characters of a text; a list of fifteen needs more
SENTENCE, WORDS, BUTTON, TITLE = 40, 25, 20, 60
OFFICE = "一関市まちづくり推進課"
MONEY = {"限度額", "補助率"}
READING = re.compile(r"\([ぁ-ゖー]+\)")
KANJI = re.compile(r"[一-龯々〆ヶ]+")
JAPANESE = re.compile(r"[ぁ-ゖァ-ヴー一-龯々・]{2,}")
TWO_NEGATIONS = re.compile(
    r"な(ければ|くては|いと)\s*(なりません|いけません|ならない|いけない|だめ)"
    r"|ない\s*(わけ|こと)\s*(では|は|も)?\s*(ない|ありません)|ざるを"
)
NEGATION = re.compile(r"\b(?:not|no|never|cannot|nobody|nothing|without|unless)\b|n't\b", re.IGNORECASE)
each_article = pytest.mark.parametrize("article", LIBRARY.articles, ids=lambda article: article.id)


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def numbers(text: str) -> set[int]:
    """The numbers of a text, 10万 as 100,000."""
    found = re.findall(r"(\d+)\s*(万?)", plain(text).replace(",", ""))
    return {int(digits) * (10_000 if ten_thousand else 1) for digits, ten_thousand in found}


def with_other_years(found: set[int]) -> set[int]:
    """The same, with the years of 平成 as years of our time and of 令和."""
    return (
        found
        | {each + 1988 for each in found if 14 <= each <= 35}
        | {each - 30 for each in found if each > 30}
    )


def source(article: Article) -> str:
    """All that an article says, without marks and spaces."""
    rows = (part for row in article.rows for part in row)
    whole = " ".join([article.title, article.body, article.label, article.note, *article.lead, *rows])
    return re.sub(r"\s|<[^>]+>|\\\*\d+", "", plain(whole))


def told(article: Article, language: Language) -> Telling:
    return LIBRARY.tellings[article.id][language]


def easy_sentences(article: Article) -> list[str]:
    return re.split(r"(?<=[。!?])", plain(told(article, EASY).text))


def unread(text: str) -> Iterator[str]:
    """Runs of kanji without a reading right behind them."""
    return (run[0] for run in KANJI.finditer(plain(text)) if not READING.match(plain(text), run.end()))


def test_every_card_is_told_in_both_languages_and_nothing_else_is() -> None:
    assert set(LIBRARY.tellings) == set(LIBRARY.by_id)
    assert [each for each, ways in LIBRARY.tellings.items() if set(ways) != {EASY, ENGLISH}] == []


@each_article
def test_easy_japanese_has_short_sentences(article: Article) -> None:
    counted = [re.sub(r"\s", "", READING.sub("", each)) for each in easy_sentences(article)]

    assert [each for each in counted if len(each) > SENTENCE] == []


@each_article
def test_easy_japanese_has_a_reading_behind_all_kanji(article: Article) -> None:
    easy = told(article, EASY)

    assert [*unread(easy.title), *unread(easy.text)] == []
    assert not KANJI.search(easy.question)


@each_article
def test_nothing_is_told_in_two_negations(article: Article) -> None:
    english = re.split(r"(?<=[.!?])\s", told(article, ENGLISH).text)

    assert [each for each in easy_sentences(article) if TWO_NEGATIONS.search(each)] == []
    assert [each for each in english if len(NEGATION.findall(each)) > 1] == []


@each_article
def test_english_has_short_sentences(article: Article) -> None:
    sentences = re.split(r"(?<=[.!?])\s", told(article, ENGLISH).text)

    assert [each for each in sentences if len(each.split()) > WORDS] == []


@pytest.mark.parametrize("language", [EASY, ENGLISH])
@each_article
def test_no_number_is_told_that_the_article_does_not_hold(article: Article, language: Language) -> None:
    telling = told(article, language)
    held = with_other_years(numbers(source(article))) | {0}

    assert numbers(f"{telling.title} {telling.text}") - held == set()


@pytest.mark.parametrize("language", [EASY, ENGLISH])
@each_article
def test_no_amount_and_no_share_is_lost(article: Article, language: Language) -> None:
    stated = numbers(" ".join(text for label, text in article.rows if label in MONEY))

    assert stated - numbers(told(article, language).text) == set()


@pytest.mark.parametrize("language", [EASY, ENGLISH])
@each_article
def test_quoted_names_are_those_of_the_article(article: Article, language: Language) -> None:
    quoted = re.findall(r"「([^」]+)」", READING.sub("", plain(told(article, language).text)))

    assert [name for name in quoted if re.sub(r"\s", "", name) not in source(article)] == []


@each_article
def test_japanese_names_in_english_are_those_of_the_article(article: Article) -> None:
    english = told(article, ENGLISH)
    names = JAPANESE.findall(plain(f"{english.title} {english.text}"))

    assert [name for name in names if name not in source(article) and name not in OFFICE] == []


@pytest.mark.parametrize("language", [EASY, ENGLISH])
@each_article
def test_a_text_fits_on_its_card_and_a_question_on_its_button(article: Article, language: Language) -> None:
    telling = told(article, language)

    assert 30 <= len(telling.text) <= (LIMIT if article.id == "projects" else LONGEST[language])
    assert 0 < len(telling.title) <= TITLE
    assert 0 < len(telling.question) <= BUTTON


@pytest.mark.parametrize("language", [EASY, ENGLISH])
def test_no_two_buttons_say_the_same(language: Language) -> None:
    questions = Counter(plain(told(each, language).question).casefold() for each in LIBRARY.articles)

    assert [question for question, count in questions.items() if count > 1] == []


WHOLE = """[easy]
title = "題(だい)"
text = "文(ぶん)です。"
question = "だいは?"
[english]
title = "Title"
text = \"\"\"
A text
of two lines.
\"\"\"
question = "The title?"
"""


def test_a_file_is_read_into_both_languages() -> None:
    found = tellings.read("body.toml", WHOLE)

    assert found[EASY] == Telling("題(だい)", "文(ぶん)です。", "だいは?")
    assert found[ENGLISH] == Telling("Title", "A text of two lines.", "The title?")


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ('text = "文(ぶん)です。"', "", r"\[easy\] lacks text"),
        ("[english]", "[french]", r"\[english\] lacks title, text, question"),
        ('"The title?"', '"What was the title again?"', r"\[english\] question has over 20"),
        ('"Title"', "3", r"\[english\] lacks title"),
    ],
)
def test_what_lacks_in_a_file_is_named(before: str, after: str, why: str) -> None:
    with pytest.raises(PlanError, match=rf"^body\.toml, line \d+: {why}"):
        tellings.read("body.toml", WHOLE.replace(before, after))


def test_a_file_that_cannot_be_read_is_named() -> None:
    with pytest.raises(PlanError, match=r"^body\.toml, line \d+"):
        tellings.read("body.toml", WHOLE.replace('title = "Title"', "title = Title"))
