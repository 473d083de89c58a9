"""A pane of the console: a channel whose sending is recorded instead of made.

It reads and writes exactly as the real door it stands in front of; only the last step, the call to the
platform, is left out. What was "sent" is read back from the deliveries.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from community.arrivals import Arriving
from community.deliveries import Means, Parcel
from handlers.doors import Door, Letter
from handlers.messages import Incoming, Rendered

LIVELY = 8.0  # seconds after a visitor's message in which an answer is looked for often
REMEMBERED = 10_000

# visitor, what they did (the console's JSON), now → the event the platform would have sent
Rehearse = Callable[[str, Mapping[str, Any], datetime], Arriving]


@dataclass(slots=True)
class Pane:
    """`door` is the real one, `rehearse` makes its platform's events, `show` what the page draws."""

    channel: str
    door: Door
    rehearse: Rehearse
    person: Callable[[str], str]
    show: Callable[[Mapping[str, Any], Mapping[str, Any]], dict[str, Any]]
    calls_per_second: float = 1000.0
    _spoke: dict[str, float] = field(default_factory=dict)

    def read(self, body: Mapping[str, Any], arrival_id: str, person: str, now: datetime) -> Incoming:
        """As the real door reads."""
        return self.door.read(body, arrival_id, person, now)

    def write(self, rendered: Sequence[Rendered], body: Mapping[str, Any], now: datetime) -> list[Parcel]:
        """As the real door writes."""
        return [_kept(each) for each in self.door.write(rendered, body, now)]

    def notify(self, rendered: Rendered, user: str) -> Parcel:
        """As the real door notifies."""
        return _kept(self.door.notify(rendered, user))

    def spread(self, rendered: Rendered) -> Parcel | None:
        """Each visitor is told alone, so that the page shows it."""
        del rendered
        return None

    async def allowance(self) -> tuple[int | None, int] | None:
        """Nothing is counted."""
        return None

    def conversation(self, address: Mapping[str, Any]) -> str | None:
        """Nothing to be paced."""
        del address
        return None

    async def send(self, letter: Letter) -> str | None:
        """Nothing is called: that it is marked as sent is what the page shows."""
        return f"recorded/{letter.id}"  # conversation and post, as Slack's door: by it a post is edited

    async def show_thinking(self, body: Mapping[str, Any]) -> None:
        """The page shows this by itself."""

    def prepare(self) -> None:
        """Nothing to load."""

    async def close(self) -> None:
        """Nothing to let go of."""

    def spoke(self, visitor: str) -> None:
        """Remember that a visitor waits for an answer."""
        if len(self._spoke) > REMEMBERED:
            self._spoke.clear()
        self._spoke[visitor] = time.monotonic()

    def lively(self, visitor: str) -> bool:
        """Whether a visitor has just written."""
        return time.monotonic() - self._spoke.get(visitor, -LIVELY) < LIVELY


def _kept(parcel: Parcel) -> Parcel:
    """A screen as a post: the record is all that is shown here, and that of a screen is emptied once sent."""
    return replace(parcel, means=Means.POST, fallback=None) if parcel.means is Means.SCREEN else parcel
