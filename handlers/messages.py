"""Messages as every channel understands them: what comes in, and what should go out.

Knows no channel and sends nothing. Doors turn events into `Incoming` and `Rendered` into their own format;
`handlers/rendering.py` turns `Outgoing` into `Rendered`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


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
    `message` is the channel's id of the message concerned (the one taken back, for `UNSEND`). `gesture` is
    what only the channel understands, such as a tap at Slack's desk; subjects don't look into it.
    """

    id: str
    channel: str
    person: str
    kind: Kind
    at: datetime
    text: str = ""
    private: bool = True
    message: str | None = None
    gesture: Mapping[str, Any] = field(default_factory=dict)


LABEL_LIMIT = 20  # characters on LINE's quick replies, the narrowest place a choice is shown in
_LINKS = ("https://", "http://", "tel:")


@dataclass(frozen=True, slots=True)
class Choice:
    """A way on: `label` is shown (at most 20 characters), `says` is what tapping it asks.

    With a `link` (http, https or tel) tapping opens that instead, and nothing is asked. `main` is what most
    people want next: a card shows it as its button.
    """

    label: str
    says: str = ""
    link: str = ""
    main: bool = False

    def __post_init__(self) -> None:
        if not 0 < len(self.label) <= LABEL_LIMIT:
            raise ValueError(f"a choice's label has 1 to {LABEL_LIMIT} characters: {self.label!r}")
        if self.link and not self.link.startswith(_LINKS):
            raise ValueError(f"a choice's link begins with one of {_LINKS}: {self.link!r}")

    @property
    def words(self) -> str:
        """What is asked when it is tapped, or when its number is typed."""
        return self.says or self.label


@dataclass(frozen=True, slots=True)
class Card:
    """Something to look at: a title, the main sentence, rows of facts, small notes, its source.

    `picture` is the https address of a picture and `picture_alt` what it shows; `choices` are the ways on
    that belong to this card, when there are several.
    """

    title: str
    lead: str
    rows: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""
    source_label: str = "出典"
    picture: str = ""
    picture_alt: str = ""
    choices: tuple[Choice, ...] = ()


class Way(StrEnum):
    """How a screen is shown."""

    OPEN = "open"
    PUSH = "push"
    UPDATE = "update"
    HOME = "home"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class Screen:
    """What only one channel can show: a form, a start page, a message that is brought up to date.

    `at` says where (a trigger, a view, a message) and `view` what, both in the channel's own terms. Showing
    the same twice does no harm. The words that come with it go out instead when it can't be shown any more.
    """

    way: Way
    at: Mapping[str, str]
    view: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message a handler wants sent: a template's name, the facts it needs, a card or several, choices.

    It answers whoever wrote, unless `to` names another person; that needs a `key`, by which the same notice
    is known and goes out once, however often it is asked for. `many` names a broadcast instead: it goes to
    the recipients of that (`community/broadcasts.py`).
    """

    template: str
    facts: Mapping[str, object] = field(default_factory=dict)
    card: Card | None = None
    choices: tuple[Choice, ...] = ()
    cards: tuple[Card, ...] = ()
    to: str | None = None
    key: str = ""
    screen: Screen | None = None
    many: str = ""

    def __post_init__(self) -> None:
        if (self.to is None) != (not self.key):
            raise ValueError(f"a notice to somebody needs its key, an answer has none: {self.template}")


@dataclass(frozen=True, slots=True)
class Rendered:
    """The same with its words written: complete without cards (screen readers and PCs get the words)."""

    words: str
    card: Card | None = None
    choices: tuple[Choice, ...] = ()
    cards: tuple[Card, ...] = ()
    screen: Screen | None = None

    @property
    def before(self) -> str:
        """With several cards, what is said before them: the first paragraph, if there are more."""
        first, _, rest = self.words.partition("\n\n")
        return first if self.cards and rest else ""

    @property
    def numbered(self) -> tuple[str, ...]:
        """What the numbers ask that can be typed: the cards by their first choice, then the choices."""
        firsts = tuple(card.choices[0].words for card in self.cards if card.choices)
        return firsts + tuple(choice.words for choice in self.choices if not choice.link)
