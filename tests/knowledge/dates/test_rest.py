"""What is no date stays in the rest, word for word; what was understood is taken out of it."""

import pytest

from tests.knowledge.dates.spoken import when


@pytest.mark.parametrize(
    "text",
    [
        "2月30日",
        "13月",
        "13月5日",
        "0月",
        "7月0日",
        "7月32日",
        "2026年2月30日",
        "令和8年2月29日",
        "13/1",
        "2026-13-01",
        "33団体",
        "5万円",
        "65歳",
        "3人",
        "三人",
        "0191-21-2111",
        "090-1234-5678",
        "3分の1",
        "補助率1/3",
        "24/7",
        "100/200",
        "15分",
        "第2回",
        "第2次計画",
        "第3章",
        "事業7",
        "10日間",
        "1日体験",
        "1日3回",
        "一日中",
        "週3日",
        "5日前",
        "二日酔い",
        "三日坊主",
        "十日市",
        "何月何日",
        "五月人形",
        "夏祭り",
        "春日町",
        "秋田の人",
        "千秋公園",
        "盆踊り",
        "七夕まつり",
        "クリスマス会",
        "日曜大工",
        "土木",
        "きょうどうたい",
        "きょうしつ",
        "あきはありますか",
        "どんなことしてる?",
        "いつか",
        "カラオケ",
        "かいぎしつはつかえますか",
        "けいはつかつどう",
        "第三時計画",
        "毎晩のように",
        "5年のうち",
        "",
    ],
)
def test_what_is_no_date_stays(text: str) -> None:
    found = when(text)

    assert (found.first, found.last, found.hours, found.weekdays) == (None, None, None, frozenset())
    assert (found.spoken, found.rest) == ("", text)


@pytest.mark.parametrize(
    ("text", "spoken", "rest"),
    [
        ("来週の土曜の夜、子ども向けの催しある?", "来週の土曜の夜", "子ども向けの催しある?"),
        ("子ども向けの夏休みの工作", "夏休み", "子ども向けの 工作"),
        ("水曜の夕方に高齢者が行ける体操", "水曜の夕方", "高齢者が行ける体操"),
        ("7月5日〜10人募集", "7月5日〜", "10人募集"),
        ("らいしゅうのどよう、料理教室", "来週の土曜", "料理教室"),
        ("明日はなび大会", "明日", "はなび大会"),
        ("7月中央公民館で", "7月", "中央公民館で"),
        ("今月中に申し込める研修", "今月中", "申し込める研修"),
        ("Anything for kids on this Saturday?", "on this Saturday", "Anything for kids ?"),
        ("7月5日(土)の講座", "7月5日", "(土)の講座"),
        ("next month's events", "next month", "events"),
        ("2月30日の夜の講座", "夜", "2月30日の 講座"),
        ("毎週土曜の体操", "毎週土曜", "体操"),
        ("いつでもいい手伝い", "いつでも", "いい手伝い"),
        ("午前中に花いっぱい運動", "午前中", "花いっぱい運動"),
    ],
)
def test_what_was_understood_is_taken_out(text: str, spoken: str, rest: str) -> None:
    found = when(text)

    assert (found.spoken, found.rest) == (spoken, rest)
