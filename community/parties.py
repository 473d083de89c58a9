"""Who comes together: at most ten people, of whom nothing is kept but how old they are.

Who they are to the ledger is `community/ledger.py`; whether they may come, `community/admission.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

MOST = 10


@dataclass(frozen=True, slots=True)
class Member:
    """One of a party: a day of birth, or the age on the day of the event as they say it, or neither."""

    age: int | None = None
    born: date | None = None

    def age_on(self, day: date) -> int | None:
        """How old they are on a day in whole years; None when that isn't known.

        Somebody born on 29 February is a year older on 1 March of other years.
        """
        if self.born is None:
            return self.age
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))

    def kept(self) -> dict[str, Any]:
        """As it is stored; what isn't known is left out."""
        if self.born is not None:
            return {"born": self.born.isoformat()}
        return {} if self.age is None else {"age": self.age}


def member(kept: Mapping[str, Any]) -> Member:
    """A member as they were stored."""
    return Member(kept.get("age"), date.fromisoformat(kept["born"]) if "born" in kept else None)
