"""Wrong amounts are put right, costs reckoned with; what the plan doesn't settle is said not to be there."""

from fractions import Fraction

import pytest

from knowledge.dialogue import answer
from knowledge.library import read
from knowledge.reply import Outcome
from knowledge.values import amounts, shares, yen
from knowledge.years import as_the_plan_does


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("支援事業補助金の補助率は4分の3ですよね", "補助率:2 / 3"),
        ("支援事業補助金は全額出る?", "補助率:2 / 3"),
        ("支援事業補助金は5万円までですか", "限度額:1 地域協働体 単年度10万円"),
        ("応援金は8割ですか", "補助率:100%"),
        ("応援金は20万円もらえますか", "円での金額は書かれていません"),
        ("設立準備の補助は10万円?", "5万円"),
    ],
)
def test_a_wrong_amount_or_share_is_put_right(question: str, words: str) -> None:
    found = answer(question)

    assert found.outcome is Outcome.CORRECT_PREMISE
    assert words in found.lead
    assert found.citations


@pytest.mark.parametrize(
    "question",
    [
        "支援事業補助金は10万円まで?",
        "支援事業補助金は3分の2ですよね",
        "応援金は100%出ますか",
        "応援金は全額出ますか",
    ],
)
def test_a_right_amount_or_share_is_not_put_right(question: str) -> None:
    assert answer(question).outcome is Outcome.ANSWER


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("支援事業補助金は30万円かかったらいくら出る?", "10万円までです"),
        ("事業7で12万円の経費がかかったらいくら", "8万円までです"),
        ("事業1で3万円かかったらいくら", "3万円までです"),
    ],
)
def test_a_cost_is_reckoned_with_share_and_limit(question: str, words: str) -> None:
    assert words in answer(question).lead


def test_nothing_is_reckoned_where_the_plan_gives_no_amount() -> None:
    assert "までです" not in answer("応援金は30万円かかったらいくら出る?").lead


@pytest.mark.parametrize(
    "question",
    [
        "藤沢市民センターの電話番号",
        "市民センターは何時まで",
        "協働推進会議の委員は何人",
        "協働推進会議の会長は誰ですか",
        "地域担当職員の名前は",
        "会議室の予約方法",
    ],
)
def test_what_the_found_place_does_not_hold_is_said_not_to_be_there(question: str) -> None:
    found = answer(question)

    assert (found.outcome, found.citations) == (Outcome.ABSTAIN, ())
    assert "書かれていません" in found.lead
    assert "0191-21-2111" in found.lead
    assert all(answer(each).outcome is Outcome.ANSWER for each in found.suggestions)


def test_an_uncertain_finding_is_offered_as_a_guess_and_not_answered() -> None:
    found = answer("設立はいくら")

    assert (found.outcome, found.citations) == (Outcome.ABSTAIN, ())
    assert found.suggestions != answer("明日の天気").suggestions
    assert all(answer(each).outcome is Outcome.ANSWER for each in found.suggestions)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("応援金はいつ始まった?", "平成27年度"),
        ("2016年に何があった", "平成28年度 市民センター指定管理者制度の導入開始"),
        ("平成30年度にあったことは", "住民懇談会の開催"),
        ("アンケートの回答率は", "回答率100%"),
        ("夏まつりや文化祭をするのは", "夏まつり、食のバザール、文化祭"),
        ("移行を検討している協働体の不安は", "将来的な財政的裏付けに不安がある"),
        ("メールアドレスは", "machi@city.ichinoseki.iwate.jp"),
    ],
)
def test_the_line_or_sentence_that_is_asked_for_is_shown(question: str, words: str) -> None:
    assert words in answer(question).text


@pytest.mark.parametrize("question", ["いくら?", "補助率は?", "お金はいくらもらえるの"])
def test_an_amount_of_nothing_named_is_asked_back(question: str) -> None:
    found = answer(question)

    assert found.outcome is Outcome.CLARIFY
    assert 2 <= len(found.suggestions) <= 4


def test_amounts_and_shares_are_read_as_people_write_them() -> None:
    assert amounts("10万円と1,500円、3千円、五万円") == [100_000, 1_500, 3_000, 50_000]
    assert shares("2 / 3、3分の2、三分の二、80%、8割、半額、全額") == [
        *[Fraction(2, 3)] * 3,
        *[Fraction(4, 5)] * 2,
        Fraction(1, 2),
        Fraction(1),
    ]
    assert (yen(100_000), yen(66_666)) == ("10万円", "66,666円")


@pytest.mark.parametrize(
    "junk", ["支援事業補助金 3/0", "支援事業補助金 0分の1", "応援金 " + "9" * 500 + "円"]
)
def test_impossible_numbers_are_passed_over(junk: str) -> None:
    assert answer(junk).outcome in {Outcome.ANSWER, Outcome.ABSTAIN}


def test_years_are_named_as_the_plan_does() -> None:
    assert as_the_plan_does("2016年と令和元年と令和5年度") == "平成28年と平成31年と平成35年度"
    assert as_the_plan_does("1990年と2030年と令和8年") == "1990年と2030年と令和8年"


ONE_OF = 5  # ways of asking of so many are tried out


def test_no_yearly_cell_of_the_lost_tables_is_ever_shown() -> None:
    library = read()
    for article in library.articles:
        if article.project is not None:
            for ask in (
                *[ask.text for ask in library.asks if ask.of == article.id][::ONE_OF],
                f"事業{article.project}はいつ",
                f"事業{article.project} 31年度 実施年度",
            ):
                shown = answer(ask)
                if shown.article != "period":
                    assert "31年度" not in shown.text.replace("平成31〜35年度", "")
