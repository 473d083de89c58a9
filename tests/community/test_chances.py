"""Whatever people do in whatever order: what must always hold of an event's places does."""

import random
from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from community import hours, ledger, offers, organizing, seats, signups
from community.errors import Refusal
from community.events import Event
from community.ledger import SignUpState
from community.parties import Member
from community.quotas import Audience, Quota
from tests.community.gatherings import DAY, HOUR, OFFICER, come, published

STEPS, GAMES = 120, 6
AGES = (8, 20, 40, 70, None)


class Game:
    """Random steps on one event, at random times."""

    def __init__(self, session: Session, event: Event, chance: random.Random, now: datetime) -> None:
        self.session = session
        self.event = event
        self.chance = chance
        self.now = now
        self.seen: Counter[str] = Counter()

    def step(self) -> None:
        """One step of somebody; a refusal leaves everything as it was."""
        self.now += timedelta(minutes=self.chance.choice((0, 1, 30, 200)))
        deed = self.chance.choice(
            (self.come, self.come, self.cancel, self.change, self.answer, self.capacity)
        )
        try:
            with self.session.begin_nested():
                deed()
        except Refusal as refused:
            self.seen[type(refused).__name__] += 1
        else:
            self.seen[deed.__name__] += 1

    def come(self) -> None:
        number = self.chance.randrange(40)
        area = self.chance.choice(("藤沢", "花泉", None))
        request = f"{number}/{self.chance.randrange(3)}"
        come(self.session, self.event, f"P{number}", self.now, self.ages(), request=request, area=area)

    def ages(self) -> list[int | None]:
        return [self.chance.choice(AGES) for _ in range(self.chance.choice((1, 1, 1, 2, 3, 6)))]

    def cancel(self) -> None:
        signups.cancel(self.session, self.somebody(), "line:any", self.now)

    def change(self) -> None:
        party = tuple(Member(age) for age in self.ages())
        signups.change_party(self.session, self.somebody(), party, "line:any", self.now)

    def answer(self) -> None:
        asked = ledger.roster(self.session, self.event.id, SignUpState.OFFERED)
        deed = self.chance.choice((offers.accept, offers.decline))
        deed(self.session, asked[0].id if asked else self.somebody(), "line:any", self.now)

    def capacity(self) -> None:
        change = {"capacity": self.chance.randint(8, 14)}
        organizing.change(self.session, self.event.id, change, OFFICER, self.now)

    def somebody(self) -> str:
        rows = ledger.roster(self.session, self.event.id)
        return self.chance.choice(rows).id if rows else "nobody"

    def check(self) -> None:
        """What holds after every step."""
        self.session.flush()
        if self.event.due_at is not None and self.event.due_at <= self.now:
            offers.tick(self.session, self.event.id, self.now)
        places = seats.count(self.session, self.event, self.now)
        rows = ledger.roster(self.session, self.event.id)
        valid = [each for each in rows if each.state != SignUpState.CANCELLED]
        assert places.tenable
        assert places.taken.total() == sum(
            each.size for each in valid if each.state != SignUpState.WAITLISTED
        )
        assert max(Counter(each.person for each in valid).values(), default=0) <= 1
        assert all((each.offered_until is not None) == (each.state == "offered") for each in rows)
        assert all(each.size == len(each.party) for each in rows)
        ends = [each.offered_until for each in rows if each.offered_until is not None]
        assert not ends or (self.event.due_at is not None and self.now < self.event.due_at <= min(ends))
        if not hours.quiet(self.now):  # nobody waits who would fit
            waiting = [places.people(each) for each in valid if each.state == SignUpState.WAITLISTED]
            assert not any(places.take(people) for people in waiting)


def test_with_places_for_anyone_nobody_waits_who_would_fit(session: Session, now: datetime) -> None:
    for seed in range(GAMES):
        event = published(session, now, capacity=10, starts_at=now + 300 * DAY, ends_at=now + 301 * DAY)
        game = Game(session, event, random.Random(seed), now)
        for _ in range(STEPS):
            game.step()
            game.check()
        assert {"come", "cancel", "change", "answer", "AlreadySignedUp"} <= set(game.seen), game.seen


def test_with_kept_places_nobody_is_seated_who_can_not_be(session: Session, now: datetime) -> None:
    for seed in range(GAMES):
        event = published(session, now, capacity=14, starts_at=now + 300 * DAY, ends_at=now + 301 * DAY)
        kept = [
            Quota(audience=Audience.YOUTH, seats=3, releases_at=now + 40 * HOUR),
            Quota(audience=Audience.SENIOR, seats=2, releases_at=now + 60 * HOUR),
            Quota(audience=Audience.AREA, area="藤沢", seats=3),
        ]
        organizing.keep(session, event.id, kept, OFFICER, now)
        game = Game(session, event, random.Random(seed), now)
        for _ in range(STEPS):
            game.step()
            game.check()
