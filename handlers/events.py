"""One event, looked at: its card with all that is to be known, and the ways on.

Finding events is `handlers/finding.py`, signing up `handlers/signups.py`, an event's page `handlers/web`.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from community import conversations, courses, events, ledger, quotas, seats, shifts
from community.events import TAKING, Event
from community.quotas import Audience
from community.seats import Seats
from handlers import addresses, days, following
from handlers.commands import Command, Verb, read
from handlers.messages import Card, Choice, Incoming, Outgoing
from handlers.standing import KINDS, ages, fee, kept, standing
from handlers.whereabouts import map_link, where

DESCRIPTION_LIMIT = 300  # characters of a card; the page has all
Rows = tuple[tuple[str, str], ...]


def hear(session: Session, incoming: Incoming) -> list[Outgoing] | None:
    """Show an event by its number. Raises `NoSuchEvent`."""
    command = read(incoming.text)
    if command is None or command.verb is not Verb.SHOW or command.event is None:
        return None
    return [show(session, incoming, command.event)]


def show(session: Session, incoming: Incoming, event_id: int) -> Outgoing:
    """An event's card. It is the one that 「申し込みたい」 means next. Raises `NoSuchEvent`."""
    event = events.public(session, event_id)
    conversations.do(session, incoming.person, {"looking": event_id}, incoming.at)
    places = seats.count(session, event, incoming.at)
    mine = [each for each in ledger.of_person(session, incoming.person) if each.event_id == event_id]
    signed_up = any(each.state != ledger.SignUpState.CANCELLED for each in mine)
    card = Card(
        title=f"{event.title}({KINDS[event.kind]})",
        lead="\n".join(each for each in (days.day_and_hours(event, incoming.at), where(event)) if each),
        rows=rows(session, places, incoming.at),
        notes=(_shortened(event.description or ""), "申込み済みです。" if signed_up else ""),
        picture=picture(event),
    )
    further = (*ways(event, places, known=signed_up), *following.way(session, event.body))
    return Outgoing("card", {"card": card}, card, further)


def being_there(event: Event, now: datetime) -> Rows:
    """What somebody who comes has to know, label by label; what nobody said is left out."""
    told = [
        ("日時", days.day_and_hours(event, now)),
        ("場所", where(event)),
        ("参加費", fee(event)),
        ("持ち物", event.bring),
        ("取消しの期限", days.moment(event.cancel_until) if event.cancel_until else ""),
        ("問い合わせ", event.telephone),
    ]
    return tuple((label, text) for label, text in told if text)


def picture(event: Event) -> str:
    """The address of its picture, or of one for its kind."""
    if event.picture and event.picture.startswith("https://"):
        return event.picture
    return addresses.picture(f"/pictures/{event.kind}.png")


def rows(session: Session, places: Seats, now: datetime) -> Rows:
    """What is to be known of an event, label by label; what nobody said is left out."""
    event = places.event
    waiting = ledger.waiting(session, event.id) if places.waiting else 0
    told = [
        ("申込み", standing(event, places.free, waiting, now).words),
        ("対象", ages(event)),
        ("定員", "\n".join(_places(places, now))),
        ("参加費", fee(event)),
        ("持ち物", event.bring),
        ("内訳", _parts(session, event)),
        ("締切", days.moment(event.closes_at, now) if event.closes_at else ""),
        ("交通", event.access),
        ("設備・配慮", event.accessibility),
        ("問い合わせ", event.telephone),
    ]
    return tuple((label, text) for label, text in told if text)


def ways(event: Event, places: Seats, *, known: bool) -> tuple[Choice, ...]:
    """What can be done next about an event; `known`: this person has signed up."""
    full = places.free == 0 or places.waiting
    sign_up = Choice("キャンセル待ちに入る" if full else "申し込む", f"催し{event.id}に申し込む", main=True)
    first = Choice("わたしの申込み") if known else sign_up
    return (
        *([first] if known or event.state in TAKING else []),
        *links_of(event),
        *telephone(event),
        Choice("ほかの催し", "催しをさがす"),
    )


def asked(session: Session, incoming: Incoming, command: Command) -> int | None:
    """The event a command is about: named, or the one looked at last; None when there is none."""
    if command.event is not None:
        return command.event
    looking = conversations.recall(session, incoming.person, incoming.at).doing.get("looking")
    return looking if isinstance(looking, int) else None


def _places(places: Seats, now: datetime) -> Iterable[str]:
    if places.event.capacity is not None:
        yield f"{places.event.capacity}人"
    yield from (kept(each, now) for each in places.kept)


def _parts(session: Session, event: Event) -> str:
    lessons = [
        f"第{each.number}回 {days.span(each.starts_at, each.ends_at)} {each.title}"
        for each in courses.of_event(session, event.id)
        if not each.dropped
    ]
    tasks = [
        f"{each.task} {days.span(each.starts_at, each.ends_at)}"
        for each in shifts.of_event(session, event.id)
    ]
    return "\n".join([*lessons, *tasks])


def _shortened(text: str) -> str:
    return text if len(text) <= DESCRIPTION_LIMIT else f"{text[:DESCRIPTION_LIMIT]}…"


def ages_matter(session: Session, event: Event) -> bool:
    """Whether it matters how old those are who come: ages are limited, or places are kept for some."""
    limited = event.youngest is not None or event.oldest is not None
    return limited or any(each.audience != Audience.AREA for each in quotas.of_event(session, event.id))


def telephone(event: Event) -> tuple[Choice, ...]:
    """The way to call whoever knows; none where no number is known."""
    link = dial(event.telephone or "")
    return (Choice("電話する", link=link),) if link else ()


def dial(telephone: str) -> str:
    """The address by which a phone calls a number, as it was written; empty where none is in it."""
    number = re.match(r"[^0-9+]*(\+?[0-9(][0-9()-]{7,})", unicodedata.normalize("NFKC", telephone))
    return f"tel:{re.sub(r'[()]', '', number[1]).rstrip('-')}" if number else ""


def links_of(event: Event) -> tuple[Choice, ...]:
    """What helps to be there: the calendar, a map."""
    return (
        Choice("カレンダーに入れる", link=addresses.page(f"/events/{event.id}.ics")),
        Choice("地図", link=map_link(event)),
    )
