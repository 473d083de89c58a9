import json

from handlers.line.messages import TEXT_LIMIT, cut, message, messages
from handlers.messages import Card, Choice, Rendered

CARD = Card(
    "事業1 ひと・まち応援金",
    "合わせて5万円まで使えます。",
    (("補助率", "10/10"),),
    ("注",),
    "第3章4(1) 事業1",
)
CHOICES = (Choice("対象は?", "ひと・まち応援金の対象は?"), Choice("ほかの補助金"))


def texts(node: object) -> list[dict[str, object]]:
    if isinstance(node, dict):
        found = [node] if node.get("type") == "text" and "text" in node else []
        return found + [each for value in node.values() for each in texts(value)]
    return [each for value in node for each in texts(value)] if isinstance(node, list) else []


def test_a_card_becomes_flex_that_grows_with_the_letters_people_chose() -> None:
    made = message(Rendered("言葉", CARD, CHOICES))

    labels = texts(made["contents"])
    assert made["type"] == "flex"
    assert all(each["scaling"] is True and each["wrap"] is True for each in labels)
    assert [each["text"] for each in labels][:2] == [CARD.title, CARD.lead]


def test_the_alternative_text_says_everything_and_offers_the_numbers() -> None:
    made = message(Rendered("5万円まで。\n出典:第3章", CARD, CHOICES))

    assert made["altText"] == "5万円まで。\n出典:第3章\n\n1 対象は?\n2 ほかの補助金\n(番号を送っても聞けます)"


def test_a_choice_is_a_quick_reply_and_a_line_to_tap_that_ask_the_same() -> None:
    made = message(Rendered("言葉", CARD, CHOICES))

    (first, second) = (each["action"] for each in made["quickReply"]["items"])
    tapped = [each["action"] for each in made["contents"]["footer"]["contents"] if "action" in each]
    assert tapped == [first, second]
    assert first == {
        "type": "postback",
        "label": "対象は?",
        "data": "say:ひと・まち応援金の対象は?",
        "displayText": "対象は?",
    }


def test_words_without_a_card_are_a_text_with_its_choices_numbered() -> None:
    made = message(Rendered("こんにちは。", choices=CHOICES[:1]))

    assert (made["type"], made["text"]) == ("text", "こんにちは。\n\n1 対象は?\n(番号を送っても聞けます)")


def test_a_card_too_large_for_line_falls_back_to_its_words() -> None:
    rows = tuple((f"行{number}", "あ" * 300) for number in range(60))

    made = message(Rendered("全部の言葉", Card("題", "文", rows)))

    assert made == {"type": "text", "text": "全部の言葉"}


def test_text_is_cut_by_lines_own_counting_and_never_through_a_character() -> None:
    long = "🎆" * TEXT_LIMIT

    short = message(Rendered(long))["text"]

    assert len(short.encode("utf-16-le")) // 2 <= TEXT_LIMIT
    assert short == "🎆" * (TEXT_LIMIT // 2 - 1) + "…"
    assert cut("そのまま", 4) == "そのまま"


def test_no_more_choices_than_line_shows() -> None:
    made = message(Rendered("言葉", choices=tuple(Choice(f"選択{number}") for number in range(20))))

    assert len(made["quickReply"]["items"]) == 13
    assert "14 選択13" not in made["text"]


def test_hostile_words_stay_words() -> None:
    nasty = '<script>alert("x")</script>{{ 7*7 }}\';DROP TABLE people;--'

    assert json.loads(json.dumps(message(Rendered(nasty))))["text"] == nasty


PLACES = tuple(
    Card(f"催し{number}", "6月13日(土)", choices=(Choice("くわしく", f"催し{number}"), Choice("申し込む")))
    for number in (1, 2)
)


def test_several_cards_are_a_carousel_and_what_else_can_be_chosen_is_its_last_bubble() -> None:
    made = message(Rendered("1. 催し1\n2. 催し2", cards=PLACES, choices=(Choice("ほかの日"),)))

    *_, last = made["contents"]["contents"]
    assert made["contents"]["type"] == "carousel"
    assert [each["text"] for each in texts(last)] == ["3 ほかの日"]
    assert made["altText"].endswith("\n\n3 ほかの日\n(番号を送っても聞けます)")


def test_typed_numbers_are_the_cards_and_then_the_choices_without_links() -> None:
    choices = (Choice("地図", link="https://example.jp/map"), Choice("ほかの日"))

    assert Rendered("言葉", cards=PLACES, choices=choices).numbered == ("催し1", "催し2", "ほかの日")


def test_a_link_opens_its_page_and_stands_in_the_words_for_those_who_see_no_buttons() -> None:
    choices = (Choice("電話する", link="tel:0191-21-2111"), *CHOICES[:1])
    made, drawn = message(Rendered("言葉", choices=choices)), message(Rendered("言葉", CARD, choices))

    first, second = (each["action"] for each in made["quickReply"]["items"])
    assert first == {"type": "uri", "label": "電話する", "uri": "tel:0191-21-2111"}
    assert second["type"] == "postback"
    assert made["text"].startswith("言葉\n\n電話する 0191-21-2111\n1 対象は?\n")
    assert drawn["altText"].startswith("言葉\n\n1 対象は?\n")


def test_too_many_cards_for_line_fall_back_to_their_words() -> None:
    rows = tuple((f"行{number}", "あ" * 300) for number in range(10))
    cards = tuple(Card("題", "文", rows, choices=CHOICES) for _ in range(10))

    assert message(Rendered("全部", cards=cards))["type"] == "text"


def test_what_leads_to_several_cards_is_said_before_them_and_not_twice() -> None:
    first, second = messages(Rendered("2件あります。\n\n1. 催し1\n2. 催し2", cards=PLACES))

    assert first == {"type": "text", "text": "2件あります。"}
    assert second["altText"] == "1. 催し1\n2. 催し2"
    assert [each["type"] for each in messages(Rendered("一つ目\n\n二つ目", CARD))] == ["flex"]
