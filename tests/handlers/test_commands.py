import pytest

from handlers.commands import Command, Verb, read


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("催し12", Command(Verb.SHOW, 12)),
        ("催し 12番をくわしく", Command(Verb.SHOW, 12)),
        ("もよおし12", Command(Verb.SHOW, 12)),
        ("催し12に申し込む", Command(Verb.SIGN_UP, 12)),
        ("催し12に申込みます。", Command(Verb.SIGN_UP, 12)),
        ("催し12に3人で申し込みたいです", Command(Verb.SIGN_UP, 12, size=3)),
        ("催し12に参加したいのですが", Command(Verb.SIGN_UP, 12)),
        ("申し込みたいです", Command(Verb.SIGN_UP)),
        ("もうしこみたいです", Command(Verb.SIGN_UP)),
        ("2人で参加します", Command(Verb.SIGN_UP, size=2)),
        ("はい、催し12に2人で申し込みます", Command(Verb.SIGN_UP_NOW, 12, size=2)),
        ("催し12に40歳と8歳で申し込みたい", Command(Verb.SIGN_UP, 12, ages=(40, 8))),
        ("はい、催し12に40歳と8歳で申し込みます", Command(Verb.SIGN_UP_NOW, 12, ages=(40, 8))),
        ("催し12を40歳と8歳にする", Command(Verb.CHANGE_NOW, 12, ages=(40, 8))),
        ("催し12を取り消す", Command(Verb.CANCEL, 12)),
        ("催し12をキャンセルしたい", Command(Verb.CANCEL, 12)),
        ("催し12の申込み3を取り消す", Command(Verb.CANCEL, 12, 3)),
        ("はい、催し12の申込み3を取り消します", Command(Verb.CANCEL_NOW, 12, 3)),
        ("はい、催し12を取り消します", Command(Verb.CANCEL_NOW, 12)),
        ("催し12の人数を変える", Command(Verb.CHANGE, 12)),
        ("催し12の申込み3を2人にする", Command(Verb.CHANGE_NOW, 12, 3, size=2)),
        ("催し12で係5をする", Command(Verb.HELP_IN, 12, shift=5)),
        ("催し12を受ける", Command(Verb.ACCEPT, 12)),
        ("うけます", Command(Verb.ACCEPT)),
        ("催し12の申込み3を見送る", Command(Verb.DECLINE, 12, 3)),
        ("わたしの申込み", Command(Verb.MINE)),
        ("私の申し込みを見たい", Command(Verb.MINE)),
        ("予約の確認", Command(Verb.MINE)),
        ("キャンセルしたいんですけど", Command(Verb.MINE)),
        ("申込みを取り消したい", Command(Verb.MINE)),
        ("My bookings", Command(Verb.MINE)),
    ],
)
def test_what_a_button_says_can_be_typed_in_many_ways(said: str, meant: Command) -> None:
    assert read(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "補助金に申し込みたい",
        "応援金の申込みはどこ?",
        "申込みの締切はいつですか",
        "催しはありますか",
        "事業12に申し込む",
        "やめた人は返金ですか",
        "はい",
        "私の地域の市民センターは?",
        "",
    ],
)
def test_a_sentence_that_only_holds_such_words_is_no_command(said: str) -> None:
    assert read(said) is None
