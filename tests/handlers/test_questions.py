"""What a person and わっしょい say to each other over several messages, on a real database."""

from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from community import gaps
from handlers import questions
from handlers.messages import Incoming, Kind, Outgoing
from scheduler import jobs

LIMIT, RATE = "事業7の限度額はいくらですか?", "補助率は?"
MINUTE = timedelta(minutes=1)


def hear(session: Session, at: datetime, said: str, person: str = "line:U1") -> Outgoing:
    (answered,) = questions.hear(session, Incoming("line:e1", "line", person, Kind.TEXT, at, said))
    session.expire_all()
    return answered


def words(answered: Outgoing) -> str:
    return str(answered.facts["text"])


def test_a_question_that_names_nothing_goes_on_from_the_one_before(session: Session, now: datetime) -> None:
    first = hear(session, now, LIMIT)
    second = hear(session, now + 30 * MINUTE, RATE)

    assert "単年度10万円" in words(first)
    assert "補助率:2 / 3" in words(second)
    assert second.card is not None
    assert second.card.source.startswith("第3章4(3) 事業7")


def test_it_goes_on_over_three_messages(session: Session, now: datetime) -> None:
    hear(session, now, "ひと・まち応援金とは?")
    rate = hear(session, now + 20 * MINUTE, RATE)
    limit = hear(session, now + 40 * MINUTE, "限度額は?")

    assert "補助率:100%" in words(rate)
    assert "均等割+地域割" in words(limit)
    assert "事業8" in words(limit)


def test_after_half_an_hour_it_is_asked_what_is_meant(session: Session, now: datetime) -> None:
    hear(session, now, LIMIT)
    late = hear(session, now + 31 * MINUTE, RATE)

    assert "どれのことですか" in words(late)
    assert late.card is None
    assert len(late.choices) > 1


def test_every_message_begins_the_half_hour_anew(session: Session, now: datetime) -> None:
    hear(session, now, LIMIT)
    hear(session, now + 20 * MINUTE, LIMIT)
    hear(session, now + 40 * MINUTE, "ありがとう")
    rate = hear(session, now + 60 * MINUTE, RATE)

    assert "補助率:2 / 3" in words(rate)


def test_what_somebody_else_talks_about_does_not_matter(session: Session, now: datetime) -> None:
    hear(session, now, LIMIT, "line:U1")
    other = hear(session, now + MINUTE, RATE, "line:U2")
    same_name = hear(session, now + MINUTE, RATE, "slack:U1")

    assert "どれのことですか" in words(other)
    assert "どれのことですか" in words(same_name)


def test_a_new_subject_needs_no_word_that_ends_the_old_one(session: Session, now: datetime) -> None:
    hear(session, now, LIMIT)
    other = hear(session, now + MINUTE, "ひと・まち応援金とは?")
    rate = hear(session, now + 2 * MINUTE, RATE)

    assert "事業8" in words(other)
    assert "補助率:100%" in words(rate)


def test_a_question_that_nothing_answers_becomes_a_gap_without_its_person(
    session: Session, now: datetime
) -> None:
    question = "私は田中太郎です。燃えるごみは何曜日に出せばいいですか。090-1234-5678"
    hear(session, now, question, "line:Usecret")

    (gap,) = gaps.most_asked(session)
    assert gap.question == "〔…〕。燃えるごみは何曜日に出せばいいですか。〔…〕"
    assert (gap.times, gap.first_at, gap.last_at) == (1, now, now)
    row = str(session.execute(text("SELECT * FROM gaps")).all())
    assert not any(private in row for private in ("Usecret", "田中", "1234"))


def test_the_same_unanswered_question_of_two_people_is_one_gap(session: Session, now: datetime) -> None:
    hear(session, now, "ごみの日はいつ?", "line:U1")
    hear(session, now + MINUTE, "ごみの日はいつ", "slack:U2")

    assert [(gap.question, gap.times) for gap in gaps.most_asked(session)] == [("ごみの日はいつ?", 2)]


def test_what_is_answered_asked_back_or_only_said_is_no_gap(session: Session, now: datetime) -> None:
    for said in (LIMIT, "補助金はいくら?", "ありがとう", "家が火事だ!", "使い方", "???", "English please"):
        hear(session, now + 31 * MINUTE, said, f"line:{said}")

    assert gaps.most_asked(session) == []


def test_a_chosen_language_is_kept_for_good_and_for_nobody_else(session: Session, now: datetime) -> None:
    hear(session, now, "English please")
    jobs.tidy(session, now + timedelta(days=40))
    english = hear(session, now + timedelta(days=40), "事業8とは?")
    other = hear(session, now + timedelta(days=40), "事業8とは?", "line:U2")

    assert "community body" in words(english)
    assert "補助率:100%" in words(other)


def test_a_language_is_given_back_when_asked(session: Session, now: datetime) -> None:
    hear(session, now, "English please")
    hear(session, now + MINUTE, "事業8とは?")
    again = hear(session, now + 2 * MINUTE, "日本語で")
    later = hear(session, now + timedelta(days=2), "地域協働体とは?")

    assert "補助率:100%" in words(again)
    assert "community body" not in words(later)


def test_easy_japanese_stays_easy(session: Session, now: datetime) -> None:
    hear(session, now, "やさしい日本語で")
    easy = hear(session, now + timedelta(hours=5), "地域協働体とは?")

    assert "地域(ちいき)" in words(easy)
    assert all(len(choice.label) <= 20 for choice in easy.choices)


def test_one_question_in_english_changes_no_language(session: Session, now: datetime) -> None:
    asked = hear(session, now, "What is a community body?")
    next_one = hear(session, now + MINUTE, "事業8とは?")

    assert "community body" in words(asked)
    assert "補助率:100%" in words(next_one)
