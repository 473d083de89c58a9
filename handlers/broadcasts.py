"""What all messages to many have in common: why they came, how to stop their kind, and what stopping says.

Also the profile's choices of when they come. Who gets what is `community/reception.py`'s.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from community import profiles, reception
from community.broadcasts import Broadcast
from community.reception import Kind, TimeOfDay
from handlers.messages import Choice, Incoming, Outgoing

# As people call them; each ends a button of at most 20 characters.
NAMES: Mapping[Kind, str] = {
    Kind.NEWS: "活動だより",
    Kind.ROUNDUP: "1週間のまとめ",
    Kind.EVENT: "新しい催しの知らせ",
    Kind.LAST_CALL: "しめきり前の知らせ",
    Kind.LESSON: "学びのお知らせ",
}
TIMES: Mapping[str, TimeOfDay | None] = {
    "朝8時": TimeOfDay.MORNING,
    "昼12時": TimeOfDay.NOON,
    "夕方6時": TimeOfDay.EVENING,
    "いつでも": None,
}
_KINDS = {name: kind for kind, name in NAMES.items()}
_KIND = "|".join(_KINDS)
_MUTE = re.compile(rf"(?P<kind>{_KIND})は(?:もう)?(?:いらない|いりません|要らない|やめて)")
_UNMUTE = re.compile(rf"(?P<kind>{_KIND})を(?:また|もう一度)受け取る")
_TIME = re.compile(rf"お知らせは(?P<time>{'|'.join(TIMES)})に")
_CHOOSE = re.compile(r"お知らせの時間をえらぶ")
_HOLIDAYS = re.compile(r"祝日のお知らせは(?P<how>いらない|いる)")


def made(said: Outgoing, broadcast: Broadcast) -> Outgoing:
    """A message to many: with why it came, and the tap that stops its kind."""
    why = f"届いた理由:{broadcast.why}"
    name = NAMES.get(Kind(broadcast.kind))
    stop = (Choice(f"{name}はいらない", f"{name}はいらない"),) if name else ()
    card = None if said.card is None else replace(said.card, notes=(*said.card.notes, why))
    facts = {**said.facts, "card": card} if card else {**said.facts, "why": why}
    return replace(said, card=card, facts=facts, choices=(*said.choices, *stop), many=broadcast.id)


def hear(session: Session, incoming: Incoming) -> list[Outgoing] | None:
    """Stop a kind, have it again, choose when messages come."""
    said = unicodedata.normalize("NFKC", incoming.text).strip(" 。.!?、\n")
    forms = ((_MUTE, _mute), (_UNMUTE, _unmute), (_TIME, _time), (_CHOOSE, _choose), (_HOLIDAYS, _holidays))
    found = next(((hit, do) for form, do in forms if (hit := form.fullmatch(said))), None)
    if found is None:
        return None
    if not incoming.private:
        return [Outgoing("only_in_private")]
    hit, do = found
    return [do(session, incoming, hit)]


def _mute(session: Session, incoming: Incoming, said: re.Match[str]) -> Outgoing:
    reception.mute(session, incoming.person, _KINDS[said["kind"]], incoming.at)
    again = Choice("やっぱり受け取る", f"{said['kind']}をまた受け取る")
    words = f"「{said['kind']}」は、もう送りません。"
    return Outgoing("reception_changed", {"words": words}, choices=(again, Choice("プロフィール")))


def _unmute(session: Session, incoming: Incoming, said: re.Match[str]) -> Outgoing:
    reception.unmute(session, incoming.person, _KINDS[said["kind"]])
    words = f"「{said['kind']}」を、またお送りします。"
    return Outgoing("reception_changed", {"words": words}, choices=(Choice("プロフィール"),))


def _time(session: Session, incoming: Incoming, said: re.Match[str]) -> Outgoing:
    profiles.save(session, incoming.person, {"time_of_day": TIMES[said["time"]]}, incoming.at)
    words = f"急がないお知らせは「{said['time']}」にお送りします(夜9時から朝8時までは送りません)。"
    return Outgoing("reception_changed", {"words": words}, choices=(Choice("プロフィール"),))


def _holidays(session: Session, incoming: Incoming, said: re.Match[str]) -> Outgoing:
    rest = said["how"] == "いらない"
    profiles.save(session, incoming.person, {"rest_on_holidays": rest}, incoming.at)
    words = f"急がないお知らせを、祝日に{'送りません。次の日にお送りします' if rest else 'もお送りします'}。"
    return Outgoing("reception_changed", {"words": words}, choices=(Choice("プロフィール"),))


def _choose(session: Session, incoming: Incoming, _said: re.Match[str]) -> Outgoing:
    rests = profiles.of(session, incoming.person).rest_on_holidays
    ways = [Choice(each, f"お知らせは{each}に") for each in TIMES]
    how = "いる" if rests else "いらない"
    ways.append(Choice(f"祝日は{how}", f"祝日のお知らせは{how}"))
    muted = reception.muted(session, incoming.person)
    ways += [Choice(f"{NAMES[Kind(kind)]}を受け取る", f"{NAMES[Kind(kind)]}をまた受け取る") for kind in muted]
    words = "急がないお知らせを、いつお送りしましょうか。"
    return Outgoing("reception_changed", {"words": words}, choices=tuple(ways))
