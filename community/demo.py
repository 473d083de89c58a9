"""Sample events in the tables, to try everything with: each says in its title that it is one.

They come about by the same rules as real ones, so that their trail is whole. What they are is written down in
`data/samples/`; nobody real signs up for them, and nobody is told anything.
"""

from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from community import courses, organizing, samples, series, shifts, signups
from community.courses import Lesson
from community.events import Event, EventState
from community.ledger import Application, Channel, person_key
from community.parties import Member
from community.quotas import Quota
from community.samples import MARK, TELEPHONE, Sample
from community.series import Every, Rhythm
from community.shifts import Shift

WHO = "demo"
EARLIER = timedelta(days=20)  # when what has been was published
_ONE_AT_A_TIME = 7_707_202_607  # any fixed number: processes that start together
_RELEASED_BEFORE = timedelta(days=3)


def load(session: Session, now: datetime) -> int:
    """Add the samples; how many events that are. 0 while there are samples that are still to come."""
    session.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    coming = exists().where(Event.title.startswith(MARK), Event.ends_at > now)
    if session.scalar(select(coming)):
        return 0
    return sum(_add(session, each, now - EARLIER if each.past else now, now) for each in samples.samples())


def load_if_empty(session: Session, now: datetime) -> int:
    """The same, but only where there is no event at all."""
    return 0 if session.scalar(select(exists().where(Event.id.is_not(None)))) else load(session, now)


def _add(session: Session, sample: Sample, then: datetime, now: datetime) -> int:
    event = organizing.draft(session, samples.event(sample, now), WHO, then)
    _furnish(session, event, sample, then)
    organizing.publish(session, event.id, WHO, then)
    again = _repeat(session, event, sample, then)
    _fill(session, event, sample, then)
    ends = sample.facts.get("ends")
    if ends is not None:
        over = event.ends_at if sample.past else then
        organizing.step(session, event.id, EventState(ends), WHO, over)
    return 1 + again


def _furnish(session: Session, event: Event, sample: Sample, now: datetime) -> None:
    for number, title in enumerate(sample.facts.get("lessons", ())):
        later = timedelta(weeks=number)
        begin, end = event.starts_at + later, samples.at(event.starts_at, sample.facts["hours"][1]) + later
        courses.plan(session, Lesson(event_id=event.id, title=title, starts_at=begin, ends_at=end), WHO, now)
    for task, begin, end, wanted in sample.facts.get("shifts", ()):
        starts, ends = samples.at(event.starts_at, begin), samples.at(event.starts_at, end)
        shift = Shift(event_id=event.id, task=task, starts_at=starts, ends_at=ends, wanted=wanted)
        shifts.add(session, shift, WHO, now)
    kept = [_quota(event, each, now) for each in sample.facts.get("quotas", ())]
    if kept:
        organizing.keep(session, event.id, kept, WHO, now)


def _quota(event: Event, written: list[object], now: datetime) -> Quota:
    audience, seats, *area = written
    release = event.starts_at - _RELEASED_BEFORE
    return Quota(
        audience=audience,
        seats=seats,
        area=area[0] if area else None,
        releases_at=release if release > now else None,
    )


def _repeat(session: Session, event: Event, sample: Sample, now: datetime) -> int:
    """The rest of a series; `but` is the one of them that is left out, and the one after it moves."""
    if "every" not in sample.facts:
        return 0
    facts, interval = sample.facts, timedelta(weeks=sample.facts["interval"])
    left_out = event.day + facts["but"] * interval
    rhythm = Rhythm(
        Every(facts["every"]),
        event.day + (facts["times"] - 1) * interval,
        facts["interval"],
        frozenset({left_out}),
    )
    again = series.repeat(session, event.id, rhythm, WHO, now)
    for each in again:
        organizing.publish(session, each.id, WHO, now)
    moved = {
        "starts_at": again[-1].starts_at + timedelta(hours=4),
        "ends_at": again[-1].ends_at + timedelta(hours=4),
    }
    organizing.change(session, again[-1].id, moved, WHO, now)
    return len(again)


def _fill(session: Session, event: Event, sample: Sample, now: datetime) -> None:
    for number, ages in zip(count(1), sample.facts.get("people", ()), strict=False):
        name = f"見本 {number}さん"
        key = person_key(name, TELEPHONE)
        application = Application(
            person=key,
            by=WHO,
            channel=Channel.PHONE if number % 2 else Channel.COUNTER,
            request=f"{WHO}:{number}",
            party=tuple(Member(age) for age in ages),
            name=name,
            telephone=TELEPHONE,
        )
        made = signups.sign_up(session, event.id, application, now).sign_up
        if sample.past:
            came = 0 if number == len(sample.facts["people"]) else len(ages)
            signups.tick(session, made.id, came, WHO, event.starts_at)
