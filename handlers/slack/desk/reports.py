"""How the telling of many goes: reached, on the way, not reached, to be called; brought up to date by itself.

A report is a direct message to who began it. It is edited while something still moves, each state once.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from community import notified, telling
from community.deliveries import Delivery, DeliveryState
from community.desk import Step
from community.events import Event, EventState
from community.listing import STATES
from handlers import days, notices
from handlers.messages import Choice, Outgoing, Rendered, Screen, Way
from handlers.slack.desk import channels
from handlers.slack.desk.asking import tell
from handlers.slack.messages import message

LASTS = timedelta(hours=3)  # as long as a delivery is tried
_KEY = "report"


def begin(session: Session, event: Event, who: str) -> Outgoing:
    """The report's first form."""
    return tell(who, f"{_KEY}:{event.id}:{notices.about(event)}:{who}", words(session, event), *_ways(event))


def words(session: Session, event: Event) -> str:
    """How it stands now."""
    tally = notified.tally(session, f"{notices.about(event)}:")
    called = telling.concerned(session, event.id).called
    moving = tally[DeliveryState.QUEUED] + tally[DeliveryState.TRYING]
    failed = tally[DeliveryState.FAILED] + tally[DeliveryState.UNKNOWN] + tally[DeliveryState.CANCELLED]
    lines = [
        f"「{event.title}」({days.day_and_hours(event)})— {STATES[event.state]}のお知らせ",
        f"LINEで届いた:{tally[DeliveryState.SENT]}人",
        *([f"送っているところ:{moving}人"] if moving else []),
        *([f"届かなかった:{failed}人(名簿から電話してください)"] if failed else []),
        f"電話で知らせる:{len(called)}組" + ("(電話は名簿にあります)" if called else ""),
    ]
    return "\n".join(lines)


def published(session: Session, step: Step, now: datetime) -> Iterator[Outgoing]:
    """Who hears that an event is published: who waits for a place, and who signed up for another day."""
    yield from notices.of_moves(session, step.moves, now)
    yield from channels.published(session, step.event)
    if step.before.get("state") == EventState.POSTPONED:
        # Its new day is news to everybody who signed up, whenever it was written down.
        yield from notices.of_change(session, step.event, {"starts_at": None}, now).notices


def refresh(session: Session, now: datetime) -> Sequence[Outgoing]:
    """Reports that don't say any more how it stands, as they are now."""
    return [
        each
        for report in notified.since(session, f"{_KEY}:", now - LASTS)
        if (each := _newer(session, report))
    ]


def _newer(session: Session, report: Delivery) -> Outgoing | None:
    _, event_id, *_ = report.id.removeprefix("notice:").split(":")
    event = session.get(Event, int(event_id))
    channel, _, ts = (report.receipt or "").partition("/")
    if event is None or not ts:
        return None
    now_says = words(session, event)
    tally = notified.tally(session, f"{notices.about(event)}:")
    key = f"re{report.id.removeprefix('notice:')}:" + "-".join(str(tally[each]) for each in DeliveryState)
    if report.payload.get("text") == message(Rendered(now_says))["text"] or notified.known(session, [key]):
        return None
    view = message(Rendered(now_says, choices=_ways(event)))
    screen = Screen(Way.EDIT, {"channel": channel, "ts": ts}, view)
    return Outgoing("desk_words", {"words": now_says}, to=report.person, key=key, screen=screen)


def _ways(event: Event) -> tuple[Choice, ...]:
    return (Choice("いまの様子", f"催し {event.id} 様子"), Choice("名簿を開く", f"名簿 {event.id}"))
