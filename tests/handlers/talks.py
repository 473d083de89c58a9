"""Talks with the router on a real database: what one person says after another, and taps by their labels."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from community import consents, profiles
from community.consents import Signature, Subject
from community.errors import Refusal
from community.events import Event
from community.hours import TOWN
from handlers import rendering, router
from handlers.messages import Choice, Incoming, Kind, Outgoing, Rendered
from tests.community.gatherings import HOUR, published

_numbers = count(1)


@dataclass
class Talk:
    """One person's talk. `told` are notices to others, `last` what was said to them last."""

    session: Session
    at: datetime
    person: str = "line:U1"
    private: bool = True
    last: list[Outgoing] = field(default_factory=list)
    told: list[Outgoing] = field(default_factory=list)

    def says(self, words: str) -> str:
        """Write, and hear the answer's words."""
        self.at += timedelta(seconds=20)
        incoming = Incoming(
            f"line:e{next(_numbers)}", "line", self.person, Kind.TEXT, self.at, words, self.private
        )
        try:
            with self.session.begin_nested():
                said = router.respond(self.session, incoming)
        except Refusal as refused:
            said = router.refusal(refused)
        self.session.expire_all()
        self.last = [each for each in said if not each.to]
        self.told += [each for each in said if each.to]
        return "\n".join(each.words for each in self.rendered)

    def taps(self, label: str) -> str:
        """Tap the choice of this label, on the message or on one of its cards."""
        found = [choice for choice in self.choices if choice.label == label]
        assert found, f"no 「{label}」 among {[choice.label for choice in self.choices]}"
        return self.says(found[0].words)

    @property
    def rendered(self) -> list[Rendered]:
        """What was said last, as the doors get it."""
        return [rendering.render(each) for each in self.last]

    @property
    def choices(self) -> list[Choice]:
        """All that can be tapped now."""
        on_cards = [choice for each in self.last for card in each.cards for choice in card.choices]
        return [*on_cards, *(choice for each in self.last for choice in each.choices)]

    def known(self, **details: object) -> "Talk":
        """Somebody whose details are known and who has agreed."""
        given = {"name": "一関 花子", "telephone": "0191-21-2111", **details}
        profiles.save(self.session, self.person, given, self.at)
        consents.give(self.session, Subject.SIGN_UP, Signature(self.person, self.person), self.at)
        return self


def on(session: Session, now: datetime, day: int, hour: int = 10, month: int = 6, **columns: Any) -> Event:
    """An event in 花泉 on this day of 2026, for two hours."""
    begin = datetime(2026, month, day, hour, tzinfo=TOWN)
    given = {"starts_at": begin, "ends_at": begin + 2 * HOUR, "center": "花泉市民センター", "area": "花泉"}
    return published(session, now, **{"capacity": 10, **given, **columns})
