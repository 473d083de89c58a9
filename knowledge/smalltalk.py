"""Greetings and thanks: whole messages of that kind, never a question that begins with one."""

import re
import unicodedata

from knowledge.reply import Answer, Outcome

_END = r"(ございます|ございました|です|ね|よ|わっしょい(さん)?)?[\s!。.、〜ーw笑♪☆]*$"
_TALK = (
    (re.compile(rf"^(こんにち[はわ]|こんばん[はわ]|おはよう|はじめまして|やあ|hello|hi|hey){_END}"), "hello"),
    (
        re.compile(rf"^(どうも)?(ありがと(う|ー)?|有難う|助かりました|サンキュー|thanks?( you)?){_END}"),
        "thanks",
    ),
    (
        re.compile(
            rf"^(さようなら|さよなら|またね|またあとで|おやすみ(なさい)?|ばいばい|バイバイ|bye){_END}"
        ),
        "bye",
    ),
    (
        re.compile(r"^(あなた|君|きみ|お前|おまえ)?(は|って)?(誰|だれ|何者|なにもの)(ですか|なの)?[?。\s]*$"),
        "who",
    ),
    (
        re.compile(r"^(わかりました|分かりました|了解(です)?|はい|うん|ok|なるほど|へえ|ふーん)[!。\s]*$"),
        "yes",
    ),
)
_WORDS = {
    "hello": "こんにちは。「わっしょい」です。一関市の地域協働推進計画のことを聞いてください。",
    "thanks": "どういたしまして。また聞いてください。",
    "bye": "またどうぞ。いつでもお待ちしています。",
    "who": "案内役の「わっしょい」です。人ではなく、計画の文からお答えする仕組みです。",
    "yes": "ほかにも、聞きたいことがあればどうぞ。",
}


def recognise(question: str, ways_on: tuple[str, ...]) -> Answer | None:
    """A kind word back, with questions to go on with; None when something is asked."""
    text = unicodedata.normalize("NFKC", question[:200]).strip().casefold()
    for pattern, kind in _TALK:
        if pattern.match(text):
            suggestions = ways_on if kind in {"hello", "who"} else ()
            return Answer(Outcome.SMALLTALK, title="", lead=_WORDS[kind], suggestions=suggestions)
    return None
