"""LINE as a door: what came in is read, what goes out is written and sent. Puts the other rooms together.

A reply is free and works once, within a minute; a push counts against the month, so it is only the fallback.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from community.deliveries import Means, Parcel
from handlers.doors import ChannelError, Letter
from handlers.line import events
from handlers.line.client import LineClient, prepare
from handlers.line.messages import messages
from handlers.messages import Incoming, Rendered

MESSAGES_A_CALL = 5
_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class LineDoor:
    """LINE through `client`. LINE allows 2,000 replies or pushes a second."""

    client: LineClient
    channel: str = "line"
    calls_per_second: float = 2000.0

    def read(self, body: Mapping[str, Any], arrival_id: str, person: str, now: datetime) -> Incoming:
        """The stored event as a message of no channel."""
        return events.read(body, arrival_id, person, now)

    def write(self, rendered: Sequence[Rendered], body: Mapping[str, Any], _now: datetime) -> list[Parcel]:
        """One reply with up to five messages; more go as pushes after it."""
        token, to = events.reply_token(body), events.conversation(body)
        parcels: list[Parcel] = []
        for group in _calls(rendered):
            replies = token is not None and not parcels
            parcels.append(
                Parcel(
                    means=Means.REPLY if replies else Means.PUSH,
                    address={"token": token, "to": to} if replies else {"to": to},
                    payload={"messages": [made for each in group for made in messages(each)]},
                    choices=group[-1].numbered,
                    fallback=Means.PUSH if replies else None,
                )
            )
        return parcels

    def notify(self, rendered: Rendered, user: str) -> Parcel:
        """One push to somebody who is not being answered."""
        return Parcel(Means.PUSH, {"to": user}, {"messages": messages(rendered)}, rendered.numbered)

    def spread(self, rendered: Rendered) -> Parcel | None:
        """One multicast; numbers can't be typed for choices that so many get."""
        return Parcel(Means.MANY, {}, {"messages": messages(rendered)}, rendered.numbered)

    async def allowance(self) -> tuple[int | None, int] | None:
        """The month as LINE counts it."""
        return await self.client.allowance()

    def conversation(self, _address: Mapping[str, Any]) -> str | None:
        """LINE has no limit for one conversation."""
        return None

    async def send(self, letter: Letter) -> str | None:
        """Make the call; a push carries its retry key from the first try on."""
        messages = letter.payload["messages"]
        if letter.means == Means.REPLY:
            return await self.client.reply(letter.address["token"], messages)
        if letter.means == Means.MANY:
            return await self.client.multicast(letter.address["to"], messages, letter.retry_key)
        return await self.client.push(letter.address["to"], messages, letter.retry_key)

    async def show_thinking(self, body: Mapping[str, Any]) -> None:
        """Show the loading animation; LINE has it for one-to-one talks only."""
        source = body.get("source")
        if not isinstance(source, dict) or source.get("type") != "user" or not source.get("userId"):
            return
        try:
            await asyncio.wait_for(self.client.show_loading(source["userId"]), timeout=2.0)
        except (ChannelError, TimeoutError) as error:
            _log.info("loading_animation_failed", error=type(error).__name__)

    def prepare(self) -> None:
        """Import the SDK."""
        prepare()

    async def close(self) -> None:
        """Let go of connections."""
        await self.client.close()


def _calls(rendered: Sequence[Rendered]) -> list[list[Rendered]]:
    """What goes out in one call: as many messages as LINE takes, none of them torn apart."""
    calls: list[list[Rendered]] = []
    room = 0
    for each in rendered:
        size = len(messages(each))
        if size > room:
            calls.append([])
            room = MESSAGES_A_CALL
        calls[-1].append(each)
        room -= size
    return calls
