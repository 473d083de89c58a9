"""Conversations: what was talked about goes on, is put right, left and come back to; a language stays."""

import json

import pytest

from knowledge.dialogue import Context, answer, converse
from knowledge.reply import Answer, Outcome
from knowledge.tellings import Language

LIMIT_7, SHARE_7 = "限度額:1 地域協働体 単年度10万円", "補助率:2 / 3"


def talk(*said: str) -> list[Answer]:
    """The answers to a conversation whose context is kept as a database keeps it."""
    topic, chosen, answers = "{}", None, []
    for each in said:
        found, context = converse(each, Context.of(json.loads(topic), chosen))
        topic, chosen = json.dumps(context.topic, ensure_ascii=False), context.chosen
        answers.append(found)
    return answers


def articles(*said: str) -> list[str | None]:
    return [each.article for each in talk(*said)]


def test_what_is_left_out_is_what_was_talked_about() -> None:
    limit, share = talk("事業7の限度額は?", "補助率は?")

    assert (limit.lead, share.lead) == (LIMIT_7, SHARE_7)
    assert share.article == "project-7"


def test_without_a_conversation_the_same_words_are_asked_back() -> None:
    assert answer("補助率は?").outcome is Outcome.CLARIFY


@pytest.mark.parametrize(
    "said", ["じゃあ限度額は?", "で、いくら?", "んで、なんぼだべ", "How much is the grant?", "限度額は?"]
)
def test_an_amount_of_nothing_named_is_asked_back_whatever_it_begins_with(said: str) -> None:
    found = answer(said)

    assert (found.outcome, len(found.suggestions)) == (Outcome.CLARIFY, 3)


def test_that_and_then_point_at_what_was_talked_about() -> None:
    _, amount, share = talk("ひと・まち応援金って何に使えるの?", "それはいくらもらえるの?", "じゃあ補助率は?")

    assert (amount.article, share.article) == ("project-8", "project-8")
    assert "均等割+地域割" in amount.lead
    assert share.lead == "補助率:100%"


def test_another_number_asks_the_same_of_another_project() -> None:
    first, second = talk("支援事業補助金の限度額は?", "じゃあ事業1は?")

    assert first.lead == LIMIT_7
    assert second.article == "project-1"
    assert second.lead.startswith("限度額:1組織5万円")


def test_a_lone_number_is_a_project_where_projects_are_talked_about() -> None:
    assert articles("事業の一覧を見せて", "6は?", "じゃあ12は?") == ["projects", "project-6", "project-12"]


@pytest.mark.parametrize(
    "slip", ["7じゃなくて8", "ごめんなさい、7じゃなくて8でした", "7ではなく8です", "sorry, not 7 but 8"]
)
def test_what_was_meant_instead_is_answered_as_it_was_asked(slip: str) -> None:
    _, found = talk("事業7の限度額はいくらですか?", slip)

    assert (found.outcome, found.article) == (Outcome.ANSWER, "project-8")
    assert "均等割" in found.text


@pytest.mark.parametrize("number", ["2", "2番", "(2)です", "2番目でお願いします"])
def test_the_number_of_an_offered_choice_chooses_it(number: str) -> None:
    asked, found, share = talk("補助金はいくら?", number, "補助率は?")

    assert (asked.outcome, found.article) == (Outcome.CLARIFY, "project-7")
    assert "10万円" in found.text
    assert share.lead == SHARE_7


def test_choices_stay_open_over_thanks_and_a_choice_that_there_is_not_chooses_nothing() -> None:
    assert articles("補助金はいくら?", "ありがとう", "3")[-1] == "project-8"
    assert articles("補助金はいくら?", "9")[-1] not in {"project-1", "project-7", "project-8"}


def test_ordinals_count_what_was_listed() -> None:
    said = (
        "基本方針はいくつありますか",
        "三番目の方針について、お聞かせ願えますか。",
        "では四番目は?",
        "1つ目は?",
    )

    assert articles(*said) == ["policies", "policy-3", "policy-4", "policy-1"]
    assert articles("What are the basic policies?", "the second policy", "and the third?") == [
        "policies",
        "policy-2",
        "policy-3",
    ]


def test_a_new_subject_needs_no_word_that_ends_the_old_one() -> None:
    said = (
        "応援金はいくら?",
        "計画の期間はいつまで?",
        "地域担当職員って何をする人?",
        "若い人の参加が少ないのは",
    )

    assert articles(*said) == ["project-8", "period", "project-13", "issue-people"]


def test_more_less_and_the_source_are_of_the_last_answer() -> None:
    _, more, less, source = talk(
        "地域担当職員って何をする人?", "もっと詳しく", "短くして", "どこに書いてありますか"
    )

    assert {each.article for each in (more, less, source)} == {"project-13"}
    assert len(less.text) < len(more.text)
    assert less.lead == "地域協働体と行政とのパイプ役となる市職員（地域担当職員）を配置"
    assert source.lead.startswith("第3章4(4) 事業13(18ページ)に、こう書かれています。\n「")


def test_easy_japanese_stays_until_plain_japanese_is_wanted_again() -> None:
    found = talk(
        "地域協働体とは何ですか", "やさしい日本語で", "計画の期間はいつまで?", "ふつうの日本語で", "役割は?"
    )

    assert [each.language for each in found] == [
        Language.JAPANESE,
        Language.EASY,
        Language.EASY,
        Language.JAPANESE,
        Language.JAPANESE,
    ]
    assert [each.article for each in found] == ["body", "body", "period", "period", "roles"]
    assert "計画(けいかく)" in found[2].text
    assert "けいかく" not in found[3].text


def test_english_stays_when_it_was_chosen_and_goes_back_on_demand() -> None:
    found = talk("支援事業補助金の限度額は?", "in English please", "補助率は?", "日本語で")

    assert [each.article for each in found] == ["project-7"] * 4
    assert ["The limit is 100,000 yen" in each.lead for each in found] == [False, True, True, False]
    assert "2/3" in found[2].text
    assert found[3].lead == SHARE_7


def test_a_question_in_english_is_answered_in_english_without_choosing_it() -> None:
    first, second, japanese = talk("What is the support subsidy?", "and project 8?", "応援金の補助率は?")

    assert (first.article, first.language) == ("project-7", Language.ENGLISH)
    assert (second.article, second.language) == ("project-8", Language.ENGLISH)
    assert (japanese.lead, japanese.language) == ("補助率:100%", Language.JAPANESE)


def test_a_language_can_be_chosen_before_anything_was_asked() -> None:
    chosen, found = talk("やさしい日本語で", "計画の期間は?")

    assert chosen.outcome is Outcome.SMALLTALK
    assert (found.article, found.language) == ("period", Language.EASY)


@pytest.mark.parametrize("between", ["明日の天気は?", "ありがとう", "家が火事だ!", "ラーメン屋のおすすめは"])
def test_something_else_in_between_does_not_end_what_was_talked_about(between: str) -> None:
    _, other, back = talk("支援事業補助金の限度額は?", between, "それの補助率は?")

    assert other.outcome in {Outcome.ABSTAIN, Outcome.SMALLTALK, Outcome.EMERGENCY}
    assert other.citations == ()
    assert back.lead == SHARE_7


def test_what_the_plan_leaves_open_can_be_gone_on_from() -> None:
    _, open_, back = talk("地域担当職員とは?", "その人の名前は?", "その人は何をする人ですか")

    assert open_.outcome is Outcome.ABSTAIN
    assert "書かれていません" in open_.lead
    assert back.article == "project-13"


def test_a_topic_that_is_no_longer_in_the_plan_is_no_trouble() -> None:
    gone = Context.of({"article": "project-99", "question": "事業99は?", "offered": ["前の質問"]}, None)

    found, after = converse("支援事業補助金の限度額は?", gone)

    assert (found.lead, after.article) == (LIMIT_7, "project-7")
    assert converse("それの補助率は?", gone)[0].outcome is Outcome.CLARIFY


def test_conversations_do_not_know_of_each_other() -> None:
    mine, yours = converse("事業7の限度額は?")[1], converse("応援金の限度額は?")[1]

    assert converse("補助率は?", mine)[0].lead == SHARE_7
    assert converse("補助率は?", yours)[0].lead == "補助率:100%"
