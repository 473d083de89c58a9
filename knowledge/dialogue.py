"""A conversation: what was talked about goes on until something else is named.

Pure: the context comes in and goes out, and whoever has a database keeps it (30 minutes; the chosen
language for good). What was talked about adds to the scores of its articles, more if the message points at
it (「それ」「じゃあ」) or names nothing by itself; so a new subject needs no word that ends the old one.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge import answer as answering
from knowledge import (
    asking,
    assistance,
    cards,
    edition,
    emergencies,
    finding,
    menus,
    names,
    references,
    requests,
    smalltalk,
    subjects,
    understanding,
)
from knowledge.acts import Act
from knowledge.answer import Before
from knowledge.articles import Article
from knowledge.choices import chosen
from knowledge.edition import Edition
from knowledge.references import Tie
from knowledge.reply import Answer, Outcome
from knowledge.tellings import Language
from knowledge.understanding import Understood
from knowledge.words import words


@dataclass(frozen=True, slots=True)
class Context:
    """What a conversation knows: what was talked about, asked and offered last, and the language.

    `subject` is the name of the thing that was talked about (`knowledge/subjects.py`).
    """

    article: str | None = None
    question: str = ""
    offered: tuple[str, ...] = ()
    language: Language = Language.JAPANESE
    subject: str = ""

    @classmethod
    def of(cls, topic: Mapping[str, Any], language: str | None) -> "Context":
        """What was kept of a conversation, as `topic` and `chosen` gave it."""
        return cls(
            topic.get("article"),
            topic.get("question", ""),
            tuple(topic.get("offered", ())),
            Language(language or Language.JAPANESE),
            topic.get("subject", ""),
        )

    @property
    def topic(self) -> dict[str, Any]:
        """What is to be kept for half an hour."""
        return {
            "article": self.article,
            "question": self.question,
            "offered": list(self.offered),
            "subject": self.subject,
        }

    @property
    def chosen(self) -> str | None:
        """The language that was chosen, to be kept for good; None when none was."""
        return None if self.language is Language.JAPANESE else self.language.value


_NEW = Context()
LONGER = 24  # characters of a message that stands by itself
LONGER_ENGLISH = 8  # words of such a message in English
SHORT, FEW = 12, 5  # characters, and English words, of a message that says little by itself
_ASCII, _FEW_LETTERS = 0.8, 3  # a message of more letters, so much of them ASCII, is English


def answer(question: str, language: Language = Language.JAPANESE) -> Answer:
    """The answer to a message that begins a conversation. Whatever is written gets one."""
    return converse(question, Context(language=language))[0]


def ready() -> None:
    """Load everything, so that the first question is answered as quickly as the second."""
    answer("地域協働体の設立を、地域のみんなで考えるには")


def converse(said: str, context: Context = _NEW) -> tuple[Answer, Context]:
    """The answer to what was said, and the context for what is said next."""
    now = edition.current()
    text = chosen(said, context.offered) or said
    last = now.library.by_id.get(context.article or "")
    # 「6は?」, 「7じゃなくて8」 and 「第3章」 say too little to be told from talk by examples.
    tied = last is not None and references.is_tied(now.library, finding.plain(text), last)
    if tied or menus.is_menu(text):
        understood = Understood(finding.plain(text), asks=True)
    else:
        understood = understanding.understand(now, text, going_on=last is not None)
    chosen_language = requests.LANGUAGES.get(understood.request) if understood.request else None
    language = chosen_language or _language(text, context)
    found = _helped(now, understood.question, _reply(now, understood, context, language), language)
    return found, Context(
        article=found.article or found.near or context.article,
        question=understood.question if _is_about_the_plan(found) else context.question,
        offered=found.suggestions or context.offered,
        language=chosen_language or context.language,
        subject=_subject(now, understood.question, found, context),
    )


def _subject(now: Edition, text: str, found: Answer, context: Context) -> str:
    """What is talked about now: what a new answer is about, else the same as before."""
    article = now.library.by_id.get(found.article or found.near or "")
    if article is None or found.article == context.article:
        return context.subject
    return subjects.of(now.library, article, text)


def _reply(now: Edition, understood: Understood, context: Context, language: Language) -> Answer:
    last = now.library.by_id.get(context.article or "")
    if understood.urgent is not None:
        return emergencies.numbers(understood.urgent, language)
    if understood.request is not None and (last is not None or not understood.asks):
        if last is not None and understood.request in {Act.MORE, Act.LESS}:
            last = references.ordinal(now.library, understood.question, last) or last
        return requests.answer(now, understood.request, last, context.question, language)
    if understood.talk is not None:
        return smalltalk.reply(understood.talk, answering.topics(language)[:3], language)
    return _asked(now, understood.question, last, context, language)


def _asked(now: Edition, question: str, last: Article | None, context: Context, language: Language) -> Answer:
    text = (references.corrected(question) if last else None) or question
    menu = menus.recognise(now, text, language)
    if menu is not None:
        return menu
    # An offered choice means its article, whatever was talked about.
    exact = names.exact(now.library, finding.plain(text)) if text in context.offered else None
    meant = [exact] if exact else references.meant(now.library, text, last)
    compared = asking.comparison_asked(text)
    if (
        len(meant) == 1
        and not compared
        and (last is not None or context.question or meant[0].kind == "policy")
    ):
        return answering.about(now, meant[0], _carried(text, meant[0], context.question), language)
    if meant or last is None or compared or not any(map(str.isalnum, text)):
        return answering.reply(now, text, language, Before(last, context.question))
    return answering.reply(now, text, language, _before(now, text, last, context))


def _before(now: Edition, text: str, last: Article, context: Context) -> Before:
    """What counts of what was said before for a message that calls nothing by its name."""
    tie = _tie(now, text)
    carried = "" if tie is Tie.HELD else subjects.carried(now.library, finding.plain(text), context.subject)
    leaning = references.leaning(now.library, last, Tie.CARRIED if carried else tie)
    return Before(last, context.question, leaning, carried)


def _is_about_the_plan(found: Answer) -> bool:
    return bool(found.article or found.near) or found.outcome is Outcome.CLARIFY


def _tie(now: Edition, text: str) -> Tie:
    """How a message is tied to what was said before it."""
    if references.turns(text):
        return Tie.HELD
    if references.points(text) or not words(cards.field_asked(references.bare(finding.plain(text)))[1]):
        return Tie.POINTED  # 「じゃあ補助率は?」 says what is asked for, not of what
    if len(text) <= SHORT or (text.isascii() and len(text.split()) <= FEW):
        return Tie.SHORT
    # What is long and names another place, or none at all, stands by itself.
    stands = len(text.split()) > LONGER_ENGLISH if text.isascii() else len(text) > LONGER
    several = len(finding.find(now, text).articles) > 1
    return Tie.SHORT if several or not stands else Tie.HELD


def _carried(text: str, article: Article, before: str) -> str:
    """A question that only names another thing asks of it what was asked before: 「では事業8は?」."""
    field, _ = cards.field_asked(before)
    plain = not asking.attributes(text)
    return f"{text} {field}" if field and plain and finding.has(article, field) else text


def _helped(now: Edition, text: str, found: Answer, language: Language) -> Answer:
    """The answer, or a better one with the help of a language model, where one is switched on."""
    if found.outcome is Outcome.CLARIFY and found.citations:
        places = [
            next(each for each in now.library.articles if cards.citation(each) == place)
            for place in found.citations
        ]
        place = assistance.chosen(text, [each.title for each in places])
        return found if place is None else answering.about(now, places[place], text, language)
    if found.outcome is Outcome.ABSTAIN and not found.near:
        other = assistance.rewritten(text)
        better = answering.reply(now, other, language) if other else found
        return better if better.outcome is Outcome.ANSWER else found
    return found


def _language(text: str, context: Context) -> Language:
    """The language of an answer: English to who asks in English, else as chosen before."""
    letters = [sign for sign in unicodedata.normalize("NFKC", text) if sign.isalpha()]
    if len(letters) > _FEW_LETTERS and sum(sign.isascii() for sign in letters) / len(letters) > _ASCII:
        return Language.ENGLISH
    return context.language
