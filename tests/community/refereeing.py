"""The referee: goes through an event's trail and says what should not have been."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from community import audit, ledger
from community.audit import Entry
from community.ledger import SEATED


@dataclass(slots=True)
class Referee:
    """One event with this many places and no quotas. `faults` are in words, `most` the most people seated."""

    capacity: int
    faults: list[str] = field(default_factory=list)
    most: int = 0
    _rows: dict[str, dict[str, object]] = field(default_factory=dict)

    def watch(self, session: Session, event_id: int) -> None:
        """Go through the whole trail, and compare its end with the ledger."""
        for entry in audit.trail(session, event_id):
            if entry.subject.startswith("sign_up:"):
                self._follow(entry)
        for sign_up in ledger.roster(session, event_id):
            if self._rows.get(f"sign_up:{sign_up.id}", {}).get("state") != sign_up.state:
                self.faults.append(f"{sign_up.number} is {sign_up.state}, which its trail doesn't say")

    def _follow(self, entry: Entry) -> None:
        row = self._rows.setdefault(entry.subject, {})
        if any(row.get(name) != value for name, value in entry.before.items()):
            self.faults.append(f"{entry.id} does not go on where the one before it ended")
        free = self.capacity - self._seated()
        wanted = self._first_that_fits(free)
        row.update(entry.after)
        if entry.what == "signed up":
            self._judge_newcomer(row, free)
        if entry.what == "offered" and wanted is not row:
            self.faults.append(f"{row['number']} was offered a place before {wanted and wanted['number']}")
        self.most = max(self.most, self._seated())
        if self._seated() > self.capacity:
            self.faults.append(f"{self._seated()} seated after {row['number']}")

    def _judge_newcomer(self, row: dict[str, object], free: int) -> None:
        if (row["state"] == "confirmed") != (int(str(row["size"])) <= free):
            self.faults.append(f"{row['number']} of {row['size']} is {row['state']} with {free} free")

    def _seated(self) -> int:
        return sum(int(str(row["size"])) for row in self._rows.values() if row.get("state") in SEATED)

    def _first_that_fits(self, free: int) -> dict[str, object] | None:
        waiting = [
            row
            for row in self._rows.values()
            if row.get("state") == "waitlisted" and int(str(row["size"])) <= free
        ]
        return min(waiting, key=lambda row: int(str(row["number"])), default=None)
