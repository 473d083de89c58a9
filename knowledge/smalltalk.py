"""Greetings and thanks: whole messages of that kind, never a question that begins with one."""

import re
import unicodedata

from knowledge.reply import Answer, Outcome

_END = r"(ございます|ございました|です|ね|よ|わっしょい(さん)?)?[\s!?。.、〜ーw笑♪☆]*$"
_HELLO = (
    "こんにち[はわ]|こんばん[はわ]|おはよう?|おばんです|お疲れ(さま|様)|おつかれさま|元気|はじめまして|やあ"
    "|hello|hi|hey"
)
_THANKS = "ありがと(う|ー)?|有難う|助かりました|助かった|サンキュー|すごい|さすが|thanks?|thank you"
_BYE = "さようなら|さよなら|またね|またあとで|おやすみ(なさい)?|ばいばい|バイバイ|bye"
_YES = "わかりました|分かりました|了解(です)?|はい|いいえ|うん|ok|なるほど|へえ|ふーん"
_UPSET = "ばか|バカ|馬鹿|あほ|アホ|役に立たない|使えない|つまらない|ごめん(なさい)?"
_WHO = (
    r"^(あなた|君|きみ|お前|おまえ)?(は|って)?(誰|だれ|何者|なにもの)(ですか|なの)?[?。\s]*$"
    r"|^((あなた|君|きみ)の)?お?名前は?(何|なに)?(ですか)?[?。\s]*$"
    r"|^(何|なに)ができ(る|ます)(か|の)?[?。\s]*$|^who are you[?\s]*$"
)
_TALK = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (rf"^({_HELLO}){_END}", "hello"),
        (rf"^(どうも)?({_THANKS})([、。\s]*({_THANKS}|{_BYE}))?{_END}", "thanks"),
        (rf"^({_BYE}){_END}", "bye"),
        (_WHO, "who"),
        (rf"^({_UPSET})[なねよ]*{_END}", "sorry"),
        (rf"^({_YES}){_END}", "yes"),
    )
)
_WORDS = {
    "hello": "こんにちは。「わっしょい」です。一関市の地域協働推進計画のことを聞いてください。",
    "thanks": "どういたしまして。また聞いてください。",
    "bye": "またどうぞ。いつでもお待ちしています。",
    "who": "案内役の「わっしょい」です。人ではなく、計画の文からお答えする仕組みです。",
    "sorry": "お役に立てず、すみません。短い言葉で聞いてもらえると、見つけやすくなります。",
    "yes": "ほかにも、聞きたいことがあればどうぞ。",
}


def recognise(question: str, ways_on: tuple[str, ...]) -> Answer | None:
    """A kind word back, with questions to go on with; None when something is asked."""
    text = unicodedata.normalize("NFKC", question[:200]).strip().casefold()
    for pattern, kind in _TALK:
        if pattern.match(text):
            suggestions = ways_on if kind in {"hello", "who", "sorry"} else ()
            return Answer(Outcome.SMALLTALK, title="", lead=_WORDS[kind], suggestions=suggestions)
    return None
