from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge.answer import topics
from knowledge.dialogue import answer
from knowledge.library import read
from knowledge.reply import LIMIT, Answer, Citation, Outcome, Row

QUESTIONS = [
    ("ひと・まち応援金って何に使えるの?", "第3章4(3) 事業8", "均等割+地域割"),
    ("応援金はいくらもらえますか", "第3章4(3) 事業8", "均等割+地域割"),
    ("ひと・まち応援金の補助率は?", "第3章4(3) 事業8", "補助率:100%"),
    (
        "地域協働体支援事業補助金の限度額を教えてください",
        "第3章4(3) 事業7",
        "限度額:1 地域協働体 単年度10万円",
    ),
    ("支援事業補助金は何割出る?", "第3章4(3) 事業7", "補助率:2 / 3"),
    ("地域協働体を設立する準備のお金は出ますか", "第3章4(1) 事業1", "総額5万円"),
    ("市の職員に来てもらえますか、地域づくり計画の見直しで", "第3章4(1) 事業2", "必要な部門の市職員を派遣"),
    ("事業3", "第3章4(1) 事業3", "市の計画や予算に反映"),
    ("市長と意見交換する場はありますか", "第3章4(1) 事業4", "意見交換会"),
    ("啓発活動は何をしますか", "第3章4(1) 事業5", "協働の研修会など"),
    ("階層別の研修はありますか", "第3章4(2) 事業6", "階層別職員研修"),
    ("事務局員を雇うとき1年目はどうなる?", "第3章4(3) 事業9", "1年目は市が雇用して"),
    ("ファシリテーターを派遣してほしい", "第3章4(3) 事業10", "ファシリテーターの派遣"),
    ("指定管理者制度はどう導入する?", "第3章4(3) 事業11", "段階的に導入していく"),
    ("ほかの地域協働体との交流はありますか", "第3章4(4) 事業12", "成果報告の場"),
    ("地域担当職員って何をする人?", "第3章4(4) 事業13", "パイプ役となる市職員"),
    ("協働推進職員行動指針", "第3章4(4) 事業14", "周知徹底"),
    ("パートナー協定とは何ですか", "第3章4(5) 事業15", "連携・協力すること"),
    ("事業15について教えて", "第3章4(5) 事業15", "企業の地域づくり事業への理解"),
    ("計画の期間はいつまで?", "第1章2", "平成31年度から平成35年度までの5年間"),
    ("地域協働の定義は?", "第1章3", "多様な主体が"),
    ("地域協働体とは何ですか", "第1章4(1)", "地域コミュニティを代表する組織"),
    ("地域協働体の5つの役割", "第1章4(2)", "新たなまちづくりや活性化の実現"),
    ("検討会議の市民委員は何人?", "第2章1", "市民委員12人"),
    ("地域協働体はいくつある?", "第2章3(1)", "33の地域"),
    ("住民懇談会で話したことは", "第2章3(2)", "公共交通"),
    ("公民館はいつ市民センターになった?", "第2章3(4)", "平成27年4月"),
    ("藤沢市民センターの地域管理", "第2章3(5)", "14の市民センター"),
    ("若い人の参加が少ないのは", "第2章4(3)", "若い人の参加が少ない"),
    ("計画の目指す姿は", "第3章1", "住み良い地域社会を創る"),
    ("補完性の原則って?", "第3章2", "自助・共助"),
    ("基本方針2は若者とシニアのこと?", "第3章3(2)", "若者が参加しやすい"),
    ("会議室を喫茶コーナーに使える?", "第3章5(1)", "喫茶コーナー"),
    ("地域が市民センターを管理する効果", "第3章6(2)", "自治意識"),
    ("一関市協働推進会議のメンバーは", "第4章1(1)", "公募に応じた市民"),
    ("施策の見直しはありますか", "第4章3", "毎年度"),
    ("問い合わせの電話番号は?", "奥付", "0191-21-2111"),
]


@pytest.mark.parametrize(("question", "place", "words"), QUESTIONS)
def test_a_question_brings_the_right_place_word_for_word(question: str, place: str, words: str) -> None:
    found = answer(question)

    assert (found.outcome, [each.label for each in found.citations]) == (Outcome.ANSWER, [place])
    assert words in found.text.replace("\n", "")
    assert f"出典:{place}" in found.text


def test_the_asked_field_comes_first() -> None:
    assert answer("支援事業補助金の限度額は?").lead == "限度額:1 地域協働体 単年度10万円"
    assert answer("支援事業補助金の補助率は?").lead == "補助率:2 / 3"


def test_a_question_that_fits_several_subsidies_is_asked_back() -> None:
    found = answer("補助金はいくら?")

    assert found.outcome is Outcome.CLARIFY
    assert {each.project for each in found.citations} == {1, 7, 8}
    assert [answer(each).citations[0].project for each in found.suggestions] == [1, 7, 8]


def test_answers_about_projects_and_years_say_that_the_period_is_over() -> None:
    for question in ("応援金はいくら?", "計画の期間は?", "15の事業の一覧は?"):
        assert "令和5年度" in answer(question).text
        assert "0191-21-2111" in answer(question).text


@pytest.mark.parametrize("number", [3, 15])
def test_no_single_year_of_a_lost_table_is_stated(number: int) -> None:
    text = answer(f"事業{number}は何年度にやるの?").text

    assert "検討" not in text.replace("方法を検討する", "").replace("反映方法の検討", "")
    assert not any(f"{year}年度" in text for year in range(31, 36))


@pytest.mark.parametrize(
    "question",
    [
        "ごみの日はいつ?",
        "明日の天気は",
        "水道料金はいくらですか",
        "おすすめのラーメン屋",
        "円周率を教えて",
        "事業99",
        "asdfghjkl",
        "who is the mayor",
    ],
)
def test_what_the_plan_does_not_say_is_said_not_to_be_there_with_a_way_on(question: str) -> None:
    found = answer(question)

    assert (found.outcome, found.citations) == (Outcome.ABSTAIN, ())
    assert "0191-21-2111" in found.text
    assert found.suggestions


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("家が火事だ!", "119"),
        ("ばあちゃんが倒れた", "119"),
        ("救急車を呼んで", "119"),
        ("死にたい", "0120-279-226"),
        ("しにたいです", "0120-279-226"),
        ("泥棒に入られた", "110"),
        ("my house is on fire", "119"),
    ],
)
def test_danger_comes_first(question: str, number: str) -> None:
    found = answer(question)

    assert found.outcome is Outcome.EMERGENCY
    assert number in found.text


@pytest.mark.parametrize(
    "question", ["防火の活動", "火曜日の会議", "死亡届の出し方", "補助金の計画が倒れない?", "防犯パトロール"]
)
def test_a_word_with_fire_or_death_in_it_is_no_emergency(question: str) -> None:
    assert answer(question).outcome is not Outcome.EMERGENCY


@pytest.mark.parametrize(
    "question", ["こんにちは", "ありがとうございます!", "thanks", "あなたは誰?", "おやすみなさい"]
)
def test_small_talk_is_answered_kindly(question: str) -> None:
    assert answer(question).outcome is Outcome.SMALLTALK


def test_a_question_that_begins_with_a_greeting_is_a_question() -> None:
    assert answer("こんにちは。地域協働体とは何ですか").outcome is Outcome.ANSWER


@pytest.mark.parametrize(
    "junk",
    [
        "",
        " \n\t",
        "あ" * 10_000,
        "🎆🎇🎐",
        "\x00\x07\x1b[31m\u202e",
        "\ud800\udfff",
        "<script>alert(1)</script>",
        "'; DROP TABLE people; --",
        "{{ 7 * 7 }}",
        "(" * 500,
        "0" * 500,
        "?",
    ],
)
def test_whatever_is_written_gets_a_calm_answer_that_does_not_repeat_it(junk: str) -> None:
    found = answer(junk)

    assert 0 < len(found.text) <= LIMIT
    assert not junk.strip() or len(junk) < 2 or junk not in found.text


def test_every_topic_and_every_suggestion_is_answered_and_short_enough() -> None:
    offered = {each.question: each.id for each in read().articles}

    for question, wanted in offered.items():
        found = answer(question)
        assert len(question) <= 20
        assert found.outcome is Outcome.ANSWER, question
        labels = [each.label for each in read().articles if each.id == wanted]
        assert [each.label for each in found.citations] == labels, question
    assert set(topics()) <= set(offered)
    assert 4 <= len(topics()) <= 6


def test_no_answer_is_longer_than_its_limit_and_most_keep_to_the_target() -> None:
    lengths = [len(answer(each.question).text) for each in read().articles]

    assert max(lengths) <= LIMIT
    assert sorted(lengths)[len(lengths) * 8 // 10] <= 400


def test_a_long_card_keeps_its_notes_and_its_source() -> None:
    rows = tuple(Row(f"行{number}", "あ" * 100) for number in range(20))
    place = Citation(3, "4", 8, 15, "第3章4(3) 事業8")

    text = Answer(Outcome.ANSWER, "題", "文", rows, ("注",), (place,)).text
    longest = Answer(Outcome.ANSWER, "題", "あ" * 5_000, (), ("注",), (place,)).text

    assert len(text) <= LIMIT
    assert len(longest) <= LIMIT
    assert text.endswith("注\n出典:第3章4(3) 事業8(15ページ)")
    assert longest.endswith("…\n注\n出典:第3章4(3) 事業8(15ページ)")


def test_many_threads_get_the_same_answers() -> None:
    asked = [question for question, _, _ in QUESTIONS] * 5

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(answer, asked)) == [answer(question) for question in asked]
