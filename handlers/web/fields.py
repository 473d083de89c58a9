"""What a form sent: read within limits, field by field, with what is wrong kept beside each.

Knows no form. What a field means is the form's; what is right, `community`'s.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request

from community.errors import Refusal
from handlers.payloads import storable

BODY_LIMIT = 32 * 1024  # bytes; our forms send less than two thousand
MOST_FIELDS = 80
LONGEST = 200  # characters of a field
FORM = "application/x-www-form-urlencoded"
T = TypeVar("T")


class Unfit(Exception):
    """What was sent isn't one of our forms: the status to answer with."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Missing(Exception):
    """A field has to be filled in, or chosen anew: the name of the label that says so."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields as they were sent, in order; unknown ones do no harm."""

    pairs: tuple[tuple[str, str], ...] = ()

    def text(self, name: str) -> str:
        """What was written in a field, in its first words; empty when it is missing."""
        return next((value for each, value in self.pairs if each == name), "").strip()[:LONGEST]

    def all(self, name: str) -> tuple[str, ...]:
        """All that was ticked under a name."""
        return tuple(value for each, value in self.pairs if each == name)

    def ticked(self, name: str) -> bool:
        """Whether a box was ticked."""
        return bool(self.text(name))

    @property
    def content(self) -> str:
        """The same for the same content: by it a form that was sent twice is known."""
        return urlencode(sorted(pair for pair in self.pairs if pair[1].strip()))


@dataclass(slots=True)
class Problems:
    """What is wrong, by field, as names of labels (`handlers/web/labels.py`)."""

    found: dict[str, str] = field(default_factory=dict)

    def read(self, name: str, reading: Callable[[], T]) -> T | None:
        """What `reading` gives; None, and the problem noted, when it is refused."""
        try:
            return reading()
        except Missing as missing:
            self.found.setdefault(name, str(missing))
            return None
        except Refusal as refused:
            reason = refused.facts.get("reason")
            self.found.setdefault(name, f"{refused.template}_{reason}" if reason else refused.template)
            return None


class Unfilled(Exception):
    """A form can't be taken as it is: what is wrong, by field."""

    def __init__(self, found: dict[str, str]) -> None:
        super().__init__(", ".join(found))
        self.found = found


async def receive(request: Request) -> Fields:
    """The fields of a form.

    Raises:
        Unfit: no form (415), too large (413), or too many fields (400).
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise Unfit(415)
    raw = b""
    async for part in request.stream():
        raw += part
        if len(raw) > BODY_LIMIT:
            raise Unfit(413)
    try:
        pairs = parse_qsl(raw.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Unfit(400) from None
    return Fields(tuple((storable(name), storable(value)) for name, value in pairs))
