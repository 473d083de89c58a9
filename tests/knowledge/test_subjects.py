"""What a follow-up is about: the thing's name goes into the search, and its facts are found elsewhere."""

import pytest

from knowledge import subjects
from knowledge.dialogue import Context, converse
from knowledge.library import read
from knowledge.reply import Answer, Outcome

LIBRARY = read()


def after(article: str, said: str) -> Answer:
    """The answer to what is said after an article was talked about."""
    about = LIBRARY.by_id[article]
    return converse(said, Context(article, about.question, subject=subjects.of(LIBRARY, about, "")))[0]


@pytest.mark.parametrize(
    ("said", "carried"),
    [
        ("その人は何をしてくれますか", "地域担当職員は何をしてくれますか"),
        ("そこの電話番号は", "地域担当職員の電話番号は"),
        ("その配置はいつから?", "地域担当職員の配置はいつから?"),
        ("いつからですか", "地域担当職員はいつからですか"),
        ("じゃあ数は?", "地域担当職員の数は?"),
        ("When did it begin?", "地域担当職員はWhen did it begin?"),
    ],
)
def test_a_follow_up_is_read_with_the_name_of_what_it_is_about(said: str, carried: str) -> None:
    assert subjects.carried(LIBRARY, said, "地域担当職員") == carried


@pytest.mark.parametrize("said", ["市民センターはいくつ?", "その協働体はいくつ?", "What is a civic center?"])
def test_who_names_another_thing_means_that(said: str) -> None:
    assert subjects.carried(LIBRARY, said, "地域担当職員") == ""


@pytest.mark.parametrize("said", ["それぞれいくつですか", "それとも別ですか", "それでどうなりますか"])
def test_words_that_only_begin_like_a_pointing_one_stand_for_nothing(said: str) -> None:
    assert said in subjects.carried(LIBRARY, said, "地域担当職員")


@pytest.mark.parametrize(
    ("article", "said", "found", "words"),
    [
        ("project-13", "それはいつからやってることですか", {"chronology", "project-13"}, "平成27年度"),
        ("project-8", "それっていつ始まったの", {"chronology", "project-8"}, "平成27年度"),
        ("body", "それはいつから作られはじめたの", {"chronology"}, "平成26年度"),
        ("body", "何をするところですか", {"roles", "body"}, ""),
        ("effects", "もう何か所でやってるの", {"results-centers", "center-management"}, "14"),
        ("council", "そこでは何を話し合うの", {"progress", "council"}, ""),
        ("issue-people", "それでどうするつもりなの", {"policy-2", "project-6"}, ""),
        ("project-10", "Who runs it?", {"results-support-center"}, "NPO"),
        ("vision", "How many years does it cover?", {"period"}, "5"),
        ("self-reliance", "もう一つの考え方は", {"complement"}, "補完"),
        ("project-4", "その次の事業は何ですか", {"project-5"}, "啓発"),
    ],
)
def test_a_follow_up_is_answered_where_the_plan_says_it(
    article: str, said: str, found: set[str], words: str
) -> None:
    answer = after(article, said)

    assert answer.outcome in {Outcome.ANSWER, Outcome.CORRECT_PREMISE}
    assert answer.article in found
    assert words in answer.text


def test_what_stands_in_another_place_is_quoted_and_cited_from_there() -> None:
    answer = after("project-13", "その人はどこにいますか")

    assert answer.lead.startswith("※5 地域担当職員")
    assert "各支所地域振興課" in answer.lead
    assert [each.label for each in answer.citations] == ["第3章3", "第3章4(4) 事業13"]


def test_the_telephone_of_what_was_talked_about_is_not_the_citys() -> None:
    answer = after("project-10", "そこの電話番号は?")

    assert answer.outcome is Outcome.ABSTAIN


@pytest.mark.parametrize("article", ["project-13", "project-6", "body", "council", "vision"])
@pytest.mark.parametrize(
    "said",
    ["明日の天気は?", "ゴミの日いつだっけ", "バスの時間わかる?", "ところで保育園の申し込みっていつまで"],
)
def test_something_else_in_the_middle_of_a_conversation_is_not_answered_from_it(
    article: str, said: str
) -> None:
    assert after(article, said).outcome is Outcome.ABSTAIN
