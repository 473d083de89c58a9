"""The page on which somebody gets all we hold on them; the data themselves are `handlers/exporting.py`'s."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from community.links import Link, LinkUnknown
from handlers.web.fields import Fields
from handlers.web.sheets import Leaf, Sent


class DataSheet:
    """Not a form: a button, and afterwards that they were handed over."""

    def empty(self, session: Session, link: Link, query: Fields, now: datetime) -> Leaf:
        """The button."""
        del session, link, query, now
        return Leaf("form_data", {"handed_over": False})

    def again(
        self, session: Session, link: Link, given: Fields, problems: Mapping[str, str], now: datetime
    ) -> Leaf:
        """Nothing can be filled in here."""
        del problems
        return self.empty(session, link, given, now)

    def take(self, session: Session, link: Link, given: Fields, language: str, now: datetime) -> Sent:
        """Nothing can be sent here."""
        del session, link, given, language, now
        raise LinkUnknown

    def done(self, session: Session, done: Mapping[str, Any]) -> Leaf:
        """That they were handed over, and how to get them again."""
        del session, done
        return Leaf("form_data", {"handed_over": True})
