"""One's own sign-ups as a calendar to subscribe to: a link that lasts until it is taken back.

The feed itself is `handlers/web/feeds.py`'s. Of a link only a mark is kept, so whenever it is asked for there
is a new one; the older ones go on, since a calendar that was subscribed to must not fall silent.
"""

import re
import unicodedata

from sqlalchemy.orm import Session

from community import links
from community.links import Purpose, Seal, Wish
from handlers import addresses, invitations
from handlers.messages import Card, Choice, Incoming, Outgoing

KEEPS_UP = "あなたの申込みを、お使いのカレンダーに入れられます。申込みが変わると、カレンダーも変わります。"
YOURS = "このリンクを知っている人は、あなたの申込みを見られます。ほかの人に渡さないでください。"
_MINE = re.compile(
    r"(わたし|私|自分)の?カレンダー(を?(見る|見たい|もらう|ください|登録(する|したい)?|購読(する|したい)?))?"
)
_END = re.compile(r"(わたし|私|自分)の?カレンダー(のリンク)?を?(止める|やめる|止めて|取り消す|無効にする)")


def hear(session: Session, incoming: Incoming) -> list[Outgoing] | None:
    """Give a link, or take all of them back."""
    said = unicodedata.normalize("NFKC", incoming.text).strip(" 。.!?\n")
    ends = _END.fullmatch(said)
    if not (ends or _MINE.fullmatch(said)) or not invitations.resident(incoming):
        return None
    if not incoming.private:
        return [Outgoing("only_in_private")]
    return [_end(session, incoming) if ends else _give(session, incoming)]


def _give(session: Session, incoming: Incoming) -> Outgoing:
    wish = Wish(incoming.person, Purpose.CALENDAR)
    token = links.make(session, Seal(addresses.key()), wish, incoming.at, lasts=None)
    ways = (
        Choice("カレンダーに登録する", link=addresses.page(f"/calendar/{token}.ics"), main=True),
        Choice("カレンダーを止める", "わたしのカレンダーを止める"),
    )
    card = Card("わたしのカレンダー", KEEPS_UP, notes=(YOURS,))
    return Outgoing("card", {"card": card}, card, ways)


def _end(session: Session, incoming: Incoming) -> Outgoing:
    ended = links.revoke(session, incoming.person, Purpose.CALENDAR)
    return Outgoing("my_calendar_ended", {"ended": ended}, choices=(Choice("わたしのカレンダー"),))
