"""What a channel's door must be able to do, and how it says that a platform did not take a message.

The doors themselves are `handlers/line`, `handlers/slack` and, for the console, `handlers/web`. They don't
know one another; `bot/wiring.py` puts them in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from community.deliveries import Means, Parcel
from community.errors import WasshoiError
from handlers.messages import Incoming, Rendered


class Unsigned(WasshoiError):
    """What came in does not carry the platform's signature: 401, nothing stored."""


class Unreadable(WasshoiError):
    """What came in is signed but is no JSON object: 400, nothing stored."""


class ChannelError(WasshoiError):
    """A platform did not take a message."""


class TryAgainLater(ChannelError):
    """Not now. `after` is how many seconds the platform asks us to wait; `doubtful`: it may have arrived."""

    def __init__(self, reason: str, *, after: float | None = None, doubtful: bool = False) -> None:
        super().__init__(reason)
        self.after = after
        self.doubtful = doubtful


class AddressGone(ChannelError):
    """The reply token is used or too old."""


class AllowanceUsedUp(ChannelError):
    """No more counted messages this month."""


class Undeliverable(ChannelError):
    """It will never be taken: a wrong token, a closed conversation, a message the platform refuses."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A delivery on its way out. `doubtful`: an earlier try may have arrived, look before sending."""

    id: str
    means: Means
    address: Mapping[str, Any]
    payload: Mapping[str, Any]
    retry_key: str
    doubtful: bool = False


class Door(Protocol):
    """One channel: reads stored events, writes API calls, makes them."""

    channel: str
    calls_per_second: float

    def read(self, body: Mapping[str, Any], arrival_id: str, person: str, now: datetime) -> Incoming:
        """The stored event (`Arriving.body`) as a message of no channel."""
        ...

    def write(self, rendered: Sequence[Rendered], body: Mapping[str, Any], now: datetime) -> list[Parcel]:
        """The API calls that answer the stored event with these messages."""
        ...

    def notify(self, rendered: Rendered, user: str) -> Parcel:
        """The API call that tells `user` (the channel's own id) something they have not just asked."""
        ...

    def spread(self, rendered: Rendered) -> Parcel | None:
        """The call that tells many at once (its `address` gets `to` when it is made); None: no such call."""
        ...

    async def allowance(self) -> tuple[int | None, int] | None:
        """How many counted messages a month has and how many are used; None where nothing is counted.

        Raises `ChannelError`.
        """
        ...

    def conversation(self, address: Mapping[str, Any]) -> str | None:
        """What the platform's narrow rate limit counts by (a Slack channel); None when there is none."""
        ...

    async def send(self, letter: Letter) -> str | None:
        """Make the call; return the platform's receipt. Raises `ChannelError` and nothing else."""
        ...

    async def show_thinking(self, body: Mapping[str, Any]) -> None:
        """Show that an answer is being prepared, where the channel can; never raises."""
        ...

    def prepare(self) -> None:
        """Load what the first call would otherwise wait for."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
