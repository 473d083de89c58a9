"""Messages as every channel understands them: what comes in, and what should go out.

Knows no channel and sends nothing. Doors turn events into `Incoming` and `Rendered` into their own format;
`handlers/rendering.py` turns `Outgoing` into `Rendered`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What happened, in the words of no channel."""

    TEXT = "text"
    CHOICE = "choice"
    STICKER = "sticker"
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    FILE = "file"
    LOCATION = "location"
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    JOIN = "join"
    MEMBER_JOINED = "member_joined"
    UNSEND = "unsend"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event. `person` is `<channel>:<user>`, the key by which work is ordered and dialogue is kept.

    `text` is what was written, or what a tapped choice says. `private` is false where others read along.
    `message` is the channel's id of the message concerned (the one taken back, for `UNSEND`).
    """

    id: str
    channel: str
    person: str
    kind: Kind
    at: datetime
    text: str = ""
    private: bool = True
    message: str | None = None


LABEL_LIMIT = 20  # characters on LINE's quick replies, the narrowest place a choice is shown in


@dataclass(frozen=True, slots=True)
class Choice:
    """A way on: `label` is shown (at most 20 characters), `says` is what tapping it asks."""

    label: str
    says: str = ""

    def __post_init__(self) -> None:
        if not 0 < len(self.label) <= LABEL_LIMIT:
            raise ValueError(f"a choice's label has 1 to {LABEL_LIMIT} characters: {self.label!r}")

    @property
    def words(self) -> str:
        """What is asked when it is tapped, or when its number is typed."""
        return self.says or self.label


@dataclass(frozen=True, slots=True)
class Card:
    """An answer to look at: a title, the sentence that answers, rows of facts, small notes, its source."""

    title: str
    lead: str
    rows: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""
    source_label: str = "出典"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message a handler wants sent: a template's name, the facts it needs, a card and choices."""

    template: str
    facts: Mapping[str, object] = field(default_factory=dict)
    card: Card | None = None
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """The same with its words written: complete without the card (screen readers and PCs get the words)."""

    words: str
    card: Card | None = None
    choices: tuple[Choice, ...] = ()
