"""「花泉の地域協働体をフォローする」: whose news somebody wants to get; list it, end it.

A body is meant by its name, or by its area where there is only one; where there are several, one is chosen.
"""

import re
import unicodedata
from collections.abc import Sequence

from sqlalchemy.orm import Session

from community import bodies, centers, follows
from community.bodies import Body
from handlers.messages import Choice, Incoming, Outgoing

LIST = "フォローの一覧"
_ASK = r"(?:したい|して|してください|する|します)?"
_BEGIN = re.compile(
    rf"(?P<whom>.{{1,60}}?)(?:のお知らせ)?をフォロー{_ASK}|(?P<area>.{{1,60}})のお知らせを受け取る"
)
_END = re.compile(r"(?P<whom>.{1,60}?)(?:のお知らせ)?のフォローを(?:やめる|やめて|止める|外す)(?:ください)?")
_LIST = re.compile(
    r"フォロー(?:中|している(?:ところ|団体))?(?:の?(?:一覧|リスト))?(?:を見る)?|フォローの一覧"
)
_MOST = 12  # to choose among


def hear(session: Session, incoming: Incoming) -> list[Outgoing] | None:
    """Follow, follow no more, or list."""
    said = unicodedata.normalize("NFKC", incoming.text).strip(" 。.!?、\n")
    begins, ends = _BEGIN.fullmatch(said), _END.fullmatch(said)
    if not (begins or ends or _LIST.fullmatch(said)):
        return None
    if not incoming.private:
        return [Outgoing("only_in_private")]
    if ends:
        return [_end(session, incoming, ends["whom"])]
    return [
        _begin(session, incoming, begins["whom"] or begins["area"]) if begins else _list(session, incoming)
    ]


def way(session: Session, body: str | None) -> tuple[Choice, ...]:
    """The button that follows a body; none for what is no body's."""
    known = session.get(Body, body) if body else None
    return (Choice("この団体をフォロー", f"{known.name}をフォローする"),) if known else ()


def _begin(session: Session, incoming: Incoming, whom: str) -> Outgoing:
    meant = _meant(session, whom)
    if len(meant) != 1:
        return _which(session, whom, meant)
    body = meant[0].name
    fresh = follows.follow(session, incoming.person, body, incoming.at)
    ways = (Choice("フォローをやめる", f"{body}のフォローをやめる"), Choice(LIST))
    return Outgoing("following", {"body": body, "fresh": fresh, "ended": False}, choices=ways)


def _end(session: Session, incoming: Incoming, whom: str) -> Outgoing:
    mine = follows.of_person(session, incoming.person)
    theirs = [each.name for each in _meant(session, whom)]
    meant = [name for name in mine if name == whom or name in theirs]
    if len(meant) != 1:
        return _list(session, incoming)
    follows.end(session, incoming.person, meant[0])
    return Outgoing("following", {"body": meant[0], "fresh": False, "ended": True}, choices=(Choice(LIST),))


def _list(session: Session, incoming: Incoming) -> Outgoing:
    mine = follows.of_person(session, incoming.person)
    ends = [Choice(f"やめる:{name[:15]}", f"{name}のフォローをやめる") for name in mine[:_MOST]]
    return Outgoing("follows", {"bodies": list(mine)}, choices=(*ends, Choice("催しをさがす")))


def _which(session: Session, whom: str, meant: Sequence[Body]) -> Outgoing:
    there = meant or bodies.everybody(session)
    ways = [Choice(each.name[:20], f"{each.name}をフォローする") for each in there[:_MOST]]
    return Outgoing(
        "follow_which", {"whom": whom, "known": bool(meant), "any": bool(there)}, choices=tuple(ways)
    )


def _meant(session: Session, whom: str) -> list[Body]:
    """The body of this name; else those of this area, or with it in their names."""
    there = bodies.everybody(session)
    exactly = [each for each in there if unicodedata.normalize("NFKC", each.name) == whom]
    area = next((each for each in centers.areas() if whom.startswith(each)), None)
    return exactly or [each for each in there if area == each.area or (len(whom) > 1 and whom in each.name)]
