"""Finding something to come to, in a talk: what people write and what they get."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from community.events import Kind
from tests.community.gatherings import DAY, come
from tests.handlers.talks import Talk, on


def test_a_request_brings_cards_and_says_how_it_was_understood(
    session: Session, now: datetime, talk: Talk
) -> None:
    on(session, now, 13, title="若者カフェ", youngest=16, oldest=29)
    on(session, now, 14, title="そば打ち体験", capacity=4)
    on(session, now, 20, title="来週の会")

    words = talk.says("今週末に若者向けのイベントある?")

    assert words == (
        "「6月13日(土)〜6月14日(日)、若い人向けの催し」が2件あります。\n\n"
        "1. 6月13日(土) 10:00〜12:00 若者カフェ(花泉市民センター 調理室、空きあり)\n"
        "2. 6月14日(日) 10:00〜12:00 そば打ち体験(花泉市民センター 調理室、残り4席)"
    )
    first = talk.last[0].cards[0]
    assert (first.title, first.lead) == ("若者カフェ", "6月13日(土) 10:00〜12:00\n花泉市民センター 調理室")
    assert first.rows == (("空き", "空きあり"), ("対象", "16歳から29歳まで"))
    assert first.picture.endswith("/pictures/event.png")
    assert [choice.label for choice in first.choices] == ["くわしく", "申し込む"]


def test_an_event_that_was_found_is_looked_at_by_tap_or_number(
    session: Session, now: datetime, talk: Talk
) -> None:
    on(session, now, 13, title="若者カフェ")
    talk.says("今週末なんかある?")

    assert "【若者カフェ(催し)】" in talk.taps("くわしく")


def test_from_request_to_signed_up_it_is_three_taps(session: Session, now: datetime, talk: Talk) -> None:
    on(session, now, 13, title="若者カフェ")
    talk.known().says("今週末なんかある?")
    talk.taps("申し込む")

    assert "申し込みました" in talk.taps("申し込む")


def test_places_are_told_in_a_word(session: Session, now: datetime, talk: Talk) -> None:
    full = on(session, now, 13, 9, title="満席の会", capacity=1)
    for who in ("A", "B", "C"):
        come(session, full, who, now)
    nobody_waits = on(session, now, 13, 9, title="待てない会", capacity=1, waiting=0)
    come(session, nobody_waits, "A", now)
    on(session, now, 13, 10, title="定員のない会", capacity=None)
    on(session, now, 13, 11, title="これからの会", opens_at=now + DAY)

    words = talk.says("土曜の催しある?")

    for told in (
        "満席の会(花泉市民センター 調理室、キャンセル待ち2組)",
        "定員なし",
        "申込みは6月11日(木) 14:00から",
    ):
        assert told in words
    labels = {card.title: [each.label for each in card.choices] for card in talk.last[0].cards}
    assert "待てない会(花泉市民センター 調理室、満席)" in words
    assert labels["待てない会"] == ["くわしく"]
    assert labels["満席の会"] == ["くわしく", "キャンセル待ちに入る"]
    assert labels["これからの会"] == ["くわしく"]


def test_nothing_found_brings_the_nearest_and_what_was_given_up(
    session: Session, now: datetime, talk: Talk
) -> None:
    on(session, now, 20, title="来週の会")

    words = talk.says("今週末、花泉で何かある?")

    assert "その日には見つかりませんでした。近い日(前後2週間)のものです。" in words
    assert "来週の会" in words
    assert [choice.label for choice in talk.last[0].choices] == ["見つかったら知らせる", "催しをさがす"]


def test_a_word_more_changes_what_was_asked_before(session: Session, now: datetime, talk: Talk) -> None:
    on(session, now, 13, title="花泉の会")
    on(session, now, 20, title="藤沢の会", area="藤沢")
    assert "花泉の会" in talk.says("今週末、花泉で何かある?")

    assert "藤沢の会" in talk.says("来週の土曜に藤沢は?")
    assert "「6月20日(土)、藤沢の催し」が1件あります。" in talk.says("藤沢は?")
    assert "若い人向け" in talk.says("若者向けなら?")


def test_a_word_more_after_an_answer_from_the_plan_is_for_the_plan(talk: Talk) -> None:
    talk.says("今週末、花泉で何かある?")
    talk.says("地域協働体とは?")
    talk.says("花泉は?")

    assert talk.last[0].template == "answer"


def test_more_than_ten_go_on_by_a_tap(session: Session, now: datetime, talk: Talk) -> None:
    for number in range(12):
        on(session, now, 13, title=f"会{number:02}")
    assert "ほかに2件あります。" in talk.says("今週末のイベント")

    words = talk.taps("もっと見る")

    on(session, now, 20, title="来週の会")
    assert ("つづき" in words, "会11" in words, len(talk.last[0].cards)) == (True, True, 2)
    assert talk.says("ほかには") == "これでぜんぶです。"


@pytest.mark.parametrize("words", ["催しをさがす", "催しを探す", "イベントを見る", "ほかの催し"])
def test_the_menu_leads_to_what_people_look_for(
    session: Session, now: datetime, talk: Talk, words: str
) -> None:
    on(session, now, 13, kind=Kind.TRAINING, title="会計の研修")
    on(session, now, 13, kind=Kind.VOLUNTEER, title="祭りの手伝い")
    assert talk.says(words).startswith("どんな催しをさがしますか。")

    for choice in talk.choices:
        talk.says(choice.words)
        assert talk.last[0].template == "found", choice
    assert "祭りの手伝い" in talk.says("お手伝いをさがす")
    assert "会計の研修" in talk.says("研修・講座をさがす")


def test_who_writes_english_or_easy_words_is_answered_so(session: Session, now: datetime, talk: Talk) -> None:
    on(session, now, 13, title="Tea party")

    english = talk.says("any events this weekend?")
    labels = [choice.label for choice in talk.last[0].cards[0].choices]
    easy = talk.says("土曜日(どようび)に 何(なに)か ありますか。")

    assert english.startswith("Found 1: events, Sat 13 June – Sun 14 June.")
    assert "1. Sat 13 June, 10:00–12:00: Tea party" in english
    assert labels == ["Details", "Sign up"]
    assert easy.startswith("「6月13日(土)の イベント」が 1こ あります。")


def test_a_full_event_is_offered_to_wait_for_in_english_too(
    session: Session, now: datetime, talk: Talk
) -> None:
    full = on(session, now, 13, title="Tea party", capacity=1)
    come(session, full, "A", now)

    assert "full (you can wait for a place)" in talk.says("any events on Saturday?")
    assert [choice.label for choice in talk.last[0].cards[0].choices] == ["Details", "Join waiting list"]


@pytest.mark.parametrize(
    "words",
    [
        "若者向けの事業は?",
        "研修に補助は出る?",
        "地域協働体とは?",
        "家が火事だ!今週末のイベントどころじゃない",
    ],
)
def test_questions_and_cries_for_help_are_answered_as_before(talk: Talk, words: str) -> None:
    talk.says(words)

    assert talk.last[0].template == "answer"


@pytest.mark.parametrize(
    "said",
    ["ありがとう", "こんにちは", "Good morning!", "ひとことで", "は?バカなの?", "わがった、ありがとがんす"],
)
def test_a_word_that_adds_nothing_is_no_request(
    session: Session, now: datetime, talk: Talk, said: str
) -> None:
    on(session, now, 13)
    talk.says("今週末のイベント")

    talk.says(said)

    assert talk.last[0].template == "answer"


def test_an_hour_that_is_added_keeps_the_days(session: Session, now: datetime, talk: Talk) -> None:
    on(session, now, 13, title="朝の会")
    on(session, now, 20, title="来週の朝の会")
    talk.says("今週末のイベント")

    words = talk.says("午前中がいい")

    assert "朝の会" in words
    assert "来週" not in words
