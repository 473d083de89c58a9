"""What buttons say about events and sign-ups, and what anybody may type instead of tapping.

Only whole messages in these forms are commands; a sentence that merely holds such words is heard by others.
Requests for events in free words are `handlers/finding.py`'s.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    """What is wanted."""

    SHOW = "show"
    SIGN_UP = "sign up"
    SIGN_UP_NOW = "sign up now"  # asked and confirmed
    PROXY = "proxy"  # for somebody who can't do it themselves
    CANCEL = "cancel"
    CANCEL_NOW = "cancel now"
    CHANGE = "change"
    CHANGE_NOW = "change now"
    HELP_IN = "help in"
    ACCEPT = "accept"  # a place that is offered
    DECLINE = "decline"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class Command:
    """What is wanted of which event, as the number in its title line says; None: of the one looked at last.

    `number` is a sign-up's number within its event (None: one's own), `size` how many come or `ages` how old
    they are, `shift` a task's number.
    """

    verb: Verb
    event: int | None = None
    number: int | None = None
    size: int | None = None
    shift: int | None = None
    ages: tuple[int, ...] = ()

    @property
    def people(self) -> int:
        """How many come."""
        return len(self.ages) or self.size or 1


_EVENT = r"催し(?P<event>\d{1,9})番?"
_MINE = r"(?:の申込み?(?P<number>\d{1,9}))?"
_AGES = r"(?P<ages>\d{1,3}(?:歳|才)(?:と?\d{1,3}(?:歳|才))*)"
_PARTY = rf"(?:(?:(?P<size>\d{{1,3}})(?:人|名)|{_AGES})で)?"
_SIGN_UP = r"(?:申込(?:む|み(?:たい|ます)?)|参加(?:する|し(?:たい|ます))|予約(?:する|し(?:たい|ます)))"
_CANCEL = (
    r"(?:(?:取消|取り消)(?:す|し(?:たい|ます)?)|キャンセル(?:する|し(?:たい|ます))?|やめ(?:る|たい|ます))"
)
_END = r"(?:です|のですが|んですが|んですけど|んだけど|けど)?"
_FORMS = tuple(
    (verb, re.compile(form))
    for verb, form in (
        (Verb.SHOW, rf"{_EVENT}(?:を|の|について)?(?:くわしく|詳しく|詳細)?"),
        (Verb.SIGN_UP_NOW, rf"はい,?{_EVENT}に{_PARTY}申込みます"),
        (Verb.SIGN_UP, rf"(?:{_EVENT}に)?{_PARTY}{_SIGN_UP}{_END}"),
        (Verb.PROXY, r"催し(?P<event>\d{1,9})番?に(?:代理|ほかの人|家族の代わり)で申込(?:む|みます|みたい)"),
        (Verb.CANCEL_NOW, rf"はい,?{_EVENT}{_MINE}を取り消します"),
        (Verb.CANCEL, rf"{_EVENT}{_MINE}を?{_CANCEL}{_END}"),
        (Verb.CHANGE_NOW, rf"{_EVENT}{_MINE}を(?:(?P<size>\d{{1,3}})(?:人|名)|{_AGES})にする"),
        (Verb.CHANGE, rf"{_EVENT}{_MINE}の人数を(?:変える|変更(?:する|したい)?)"),
        (Verb.ACCEPT, rf"(?:{_EVENT}{_MINE}(?:を|の空きを))?(?:受ける|うける|受けます|うけます)"),
        (Verb.DECLINE, rf"(?:{_EVENT}{_MINE}(?:を|の空きを))?(?:見送る|みおくる|見送ります|みおくります)"),
        (Verb.HELP_IN, rf"{_EVENT}{_MINE}で(?:係り?|仕事)(?P<shift>\d{{1,9}})をする"),
        (
            Verb.MINE,
            (
                r"(?:わたし|私|自分)の?(?:申込み?|予約|参加)(?:を?(?:見る|見せて|見たい|確認(?:する|したい)?))?"
                rf"|(?:申込み?|予約)(?:を|の)?(?:確認|一覧|状況)(?:する|したい)?{_END}"
                rf"|(?:申込み?を?|予約を?)?{_CANCEL}{_END}|(?:申込み?|予約)(?:を?変更|の変更){_END}"
                r"|my(?:events|bookings|signups|reservations)"
            ),
        ),
    )
)
# 申し込み, 申込み, 申しこみ and もうしこみ are one word.
_SPELLINGS = (
    (re.compile(r"(?:申し?込|申しこ|もうしこ)(?=[むみん])"), "申込"),
    (re.compile(r"申し込$|申込$"), "申込み"),
    (re.compile(r"取りけ|とりけ"), "取り消"),
    (re.compile(r"もよおし"), "催し"),
    (re.compile(r"[。.!?\s、]+"), ","),
)


def read(text: str) -> Command | None:
    """The command that a whole message is; None when it is something else."""
    said = unicodedata.normalize("NFKC", text).casefold().strip(" 。.!?、\n")
    for spelling, word in _SPELLINGS:
        said = spelling.sub(word, said)
    said = re.sub(r"(?<!はい),", "", said)
    for verb, form in _FORMS:
        if found := form.fullmatch(said):
            given = {name: value for name, value in found.groupdict().items() if value}
            ages = tuple(int(age) for age in re.findall(r"\d+", given.pop("ages", "")))
            return Command(verb, ages=ages, **{name: int(value) for name, value in given.items()})
    return None
