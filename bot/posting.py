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
from bot.broadcasting import release_work
from bot.sending import send_work
from community import broadcasts, notified, people
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
        works: list[engine.Work] = []
        for each in notices:
            if each.many:
                works += self._spread(session, each, now)
            elif (written := self._write(session, each, now)) is not None:
                works.append(send_work(written))
        engine.enqueue(session, works)

    def release(self, session: Session, broadcast_id: str) -> None:
        """Ask for a broadcast's release again, after somebody has resumed it."""
        engine.enqueue(session, engine.unattended(session, [release_work(broadcast_id)]))

    def _spread(self, session: Session, notice: Outgoing, now: datetime) -> list[engine.Work]:
        """The calls of a broadcast, held, and the work that releases them; nothing where that was done."""
        rendered, rows = render(notice), []
        for chunk in broadcasts.chunks(session, notice.many):
            door = self.doors.get(chunk.channel)
            if door is None:
                _log.warning("notice_without_channel", key=notice.many, channel=chunk.channel)
                continue
            alone = chunk.person.partition(":")[2]
            spread = door.spread(rendered)
            to = f"{chunk.channel}:*" if spread else chunk.person
            rows.append(notified.held(chunk, spread or door.notify(rendered, alone), to, now))
        return [release_work(notice.many)] if notified.hold(session, rows) else []

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
