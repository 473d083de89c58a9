"""Notices: messages to people who have not just written, put on record in the transaction that causes them.

Sends nothing: each becomes a delivery with its durable work (`bot/sending.py`). A notice that is on record
already isn't written again, one to somebody who has left isn't written at all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from bot import engine
from bot.sending import send_work
from community import notified, people
from handlers.doors import Door
from handlers.messages import Outgoing
from handlers.rendering import render

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Posting:
    """Writes notices for the channels whose `doors` are given."""

    doors: Mapping[str, Door]

    def post(self, session: Session, notices: Iterable[Outgoing], now: datetime) -> None:
        """Put notices on record (each with `to` and `key`), with the work of sending them."""
        written = [self._write(session, each, now) for each in notices]
        engine.enqueue(session, [send_work(each) for each in written if each is not None])

    def _write(self, session: Session, notice: Outgoing, now: datetime) -> str | None:
        channel, _, user = (notice.to or "").partition(":")
        door = self.doors.get(channel)
        if door is None:
            _log.warning("notice_without_channel", key=notice.key, channel=channel)
            return None
        if people.has_left(session, f"{channel}:{user}"):
            return None
        return notified.notify(
            session, notice.key, f"{channel}:{user}", door.notify(render(notice), user), now
        )
