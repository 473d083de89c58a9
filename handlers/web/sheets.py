"""What every form of ours can do; each purpose of a link has one. `handlers/web/forms.py` serves them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from community.links import Link
from community.offers import NOBODY, Moves
from handlers.messages import Outgoing
from handlers.web.fields import Fields


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page to show: its template, facts and status."""

    template: str
    facts: Mapping[str, object]
    status: int = 200


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a form: what is kept of it with its link, whom to tell, who got places by it."""

    done: Mapping[str, Any]
    told: Sequence[Outgoing] = ()
    moves: Moves = NOBODY


class Sheet(Protocol):
    """A form, from empty to done. Refusals come out as they are."""

    def empty(self, session: Session, link: Link, query: Fields, now: datetime) -> Leaf:
        """The form as it is opened."""
        ...

    def again(
        self, session: Session, link: Link, given: Fields, problems: Mapping[str, str], now: datetime
    ) -> Leaf:
        """The form as it was filled in, with what is wrong."""
        ...

    def take(self, session: Session, link: Link, given: Fields, language: str, now: datetime) -> Sent:
        """Do what the form asks. Raises `Unfilled` when something is missing."""
        ...

    def done(self, session: Session, done: Mapping[str, Any]) -> Leaf:
        """What came of it."""
        ...
