"""Not too fast: each platform's limits, kept by this process. A platform's own "slow down" comes on top.

With several workers each keeps the whole limit, so the platform may still say 429; sending then waits as it
is told (`bot/sending.py`).
"""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass, field

CONVERSATIONS = 5_000  # remembered; older ones have long had their second
MANY_RATE = 200.0  # LINE: multicasts a second
CONVERSATION_RATE, CONVERSATION_BURST = 1.0, 4.0  # Slack: about one message a second, short bursts allowed


@dataclass(slots=True)
class Bucket:
    """A token bucket: `rate` tokens a second, at most `burst` saved."""

    rate: float
    burst: float
    _tokens: float = field(init=False)
    _at: float = 0.0

    def __post_init__(self) -> None:
        self._tokens = self.burst

    def wait(self, now: float) -> float:
        """Take a token at `now` (monotonic seconds); return the seconds until it may be used."""
        self._tokens = min(self.burst, self._tokens + (now - self._at) * self.rate)
        self._at = now
        self._tokens -= 1.0
        return max(0.0, -self._tokens / self.rate)


@dataclass(slots=True)
class Pacing:
    """One channel's pace, and that of each of its conversations where the platform counts those."""

    rate: float
    _whole: Bucket = field(init=False)
    _many: Bucket = field(init=False)
    _conversations: "OrderedDict[str, Bucket]" = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        self._whole = Bucket(self.rate, max(1.0, self.rate / 2))
        self._many = Bucket(MANY_RATE, MANY_RATE / 4)

    async def turn(self, conversation: str | None, *, many: bool = False) -> None:
        """Wait until the next call may be made; `many`: one that tells many people."""
        now = time.monotonic()
        pause = max(self._whole.wait(now), self._many.wait(now) if many else 0.0)
        if conversation is not None:
            pause = max(pause, self._of(conversation).wait(now))
        if pause > 0:
            await asyncio.sleep(pause)

    def _of(self, conversation: str) -> Bucket:
        bucket = self._conversations.pop(conversation, None) or Bucket(CONVERSATION_RATE, CONVERSATION_BURST)
        self._conversations[conversation] = bucket
        if len(self._conversations) > CONVERSATIONS:
            self._conversations.popitem(last=False)
        return bucket
