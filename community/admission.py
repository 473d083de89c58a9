"""Whether a party may sign up for an event now, places aside. Each no says which ways are open instead.

Whether there are places is `community/seats.py`.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from community.errors import Refusal
from community.events import Event, EventState, NoSuchEvent
from community.parties import MOST, Member


class Way(StrEnum):
    """What somebody can do next; conversations make buttons of them."""

    CALL = "call"  # the contact's telephone number
    CHANGE = "change"  # change or cancel the sign-up there is
    CORRECT = "correct"  # give again what was wrong
    FIND = "find"  # other events
    SMALLER = "smaller"  # come as a smaller party, or as two
    WATCH = "watch"  # be told when it opens, is held anew, or has places


class Unwelcome(Refusal):
    """No sign-up for this event. Facts: `event`, `title`, `telephone`, `ways`, and those of each kind."""

    ways: ClassVar[tuple[Way, ...]] = (Way.FIND,)

    def __init__(self, event: Event, **facts: object) -> None:
        super().__init__(
            event=event.id, title=event.title, telephone=event.telephone, ways=self.ways, **facts
        )


class NotOpenYet(Unwelcome):
    """Sign-up begins later. Facts: `opens_at`."""

    template = "sign_up_not_open_yet"
    ways = (Way.WATCH, Way.FIND)


class SignUpClosed(Unwelcome):
    """Sign-up is over. Facts: `closes_at`, None when the organiser ended it."""

    template = "sign_up_closed"
    ways = (Way.CALL, Way.FIND)


class EventCancelled(Unwelcome):
    """It won't be held."""

    template = "event_cancelled"


class EventPostponed(Unwelcome):
    """It will be held on a day that isn't known yet."""

    template = "event_postponed"
    ways = (Way.WATCH, Way.FIND)


class EventPast(Unwelcome):
    """It has begun, or was held. Facts: `starts_at`."""

    template = "event_past"


class AgeOutside(Unwelcome):
    """Somebody of the party is too young or too old on that day. Facts: `youngest`, `oldest`, `ages`."""

    template = "age_outside"
    ways = (Way.CORRECT, Way.FIND)


class AgeUnknown(Unwelcome):
    """The event is for some ages, and somebody's isn't known. Facts: `youngest`, `oldest`."""

    template = "age_unknown"
    ways = (Way.CORRECT, Way.CALL)


class PartyTooLarge(Unwelcome):
    """More than may come together, or than there are places at all. Facts: `most`, `size`."""

    template = "party_too_large"
    ways = (Way.SMALLER, Way.CALL)


class NobodyComes(Unwelcome):
    """A party of nobody."""

    template = "nobody_comes"
    ways = (Way.CORRECT,)


class Full(Unwelcome):
    """No place, and nobody more can wait or come along. Facts: `free`."""

    template = "event_full"
    ways = (Way.WATCH, Way.FIND)


def judge(event: Event, party: Iterable[Member], now: datetime) -> None:
    """Let a party sign up, or say why not.

    Raises:
        Unwelcome: one of its kinds.
        NoSuchEvent: it isn't public.
    """
    judge_time(event, now)
    judge_party(event, tuple(party))


def judge_time(event: Event, now: datetime) -> None:
    """Whether anybody can sign up now.

    Raises:
        Unwelcome: too early, too late, or it won't be.
        NoSuchEvent: it isn't public.
    """
    judge_event(event, now)
    if event.opens_at is not None and now < event.opens_at:
        raise NotOpenYet(event, opens_at=event.opens_at)
    if event.state == EventState.CLOSED or (event.closes_at is not None and now >= event.closes_at):
        over = event.closes_at if event.closes_at is not None and now >= event.closes_at else None
        raise SignUpClosed(event, closes_at=over)


def judge_event(event: Event, now: datetime) -> None:
    """Whether anything can be settled about an event's places any more.

    Raises:
        Unwelcome: it is cancelled, postponed or past.
        NoSuchEvent: it isn't public.
    """
    if event.state == EventState.DRAFT:
        raise NoSuchEvent(event=event.id)
    if event.state == EventState.CANCELLED:
        raise EventCancelled(event)
    if event.state == EventState.POSTPONED:
        raise EventPostponed(event)
    if event.state == EventState.HELD or now >= event.starts_at:
        raise EventPast(event, starts_at=event.starts_at)


def judge_party(event: Event, party: tuple[Member, ...]) -> None:
    """Whether these people may come.

    Raises:
        Unwelcome: they are none, too many, too young or too old, or it isn't known how old.
    """
    if not party:
        raise NobodyComes(event)
    most = MOST if event.capacity is None else min(MOST, event.capacity)
    if len(party) > most:
        raise PartyTooLarge(event, most=most, size=len(party))
    if event.youngest is None and event.oldest is None:
        return
    ages = [member.age_on(event.day) for member in party]
    outside = tuple(age for age in ages if age is not None and not _within(event, age))
    if outside:
        raise AgeOutside(event, youngest=event.youngest, oldest=event.oldest, ages=outside)
    if None in ages:
        raise AgeUnknown(event, youngest=event.youngest, oldest=event.oldest)


def welcome(event: Event, party: tuple[Member, ...]) -> bool:
    """Whether these people may come."""
    try:
        judge_party(event, party)
    except Unwelcome:
        return False
    return True


def _within(event: Event, age: int) -> bool:
    young_enough = event.oldest is None or age <= event.oldest
    return young_enough and (event.youngest is None or age >= event.youngest)
