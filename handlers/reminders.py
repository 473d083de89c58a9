"""A reminder as a message: when, where, what to bring, how to get there, and the way to cancel."""

from datetime import datetime

from community.reminding import Reminder
from handlers import days, signed_up, tickets
from handlers import events as cards
from handlers.messages import Card, Choice, Outgoing


def present(reminder: Reminder, now: datetime) -> Outgoing:
    """What to tell whom."""
    mine, event, lesson = reminder.sign_up, reminder.event, reminder.lesson
    begins = (lesson or event).starts_at
    when = days.span(begins, (lesson or event).ends_at, all_day=event.all_day and lesson is None)
    number = f"(第{lesson.number}回 {lesson.title})" if lesson else ""
    told = dict(cards.being_there(event, now))
    where = (lesson.place if lesson else None) or told.get("場所", "")
    rows = [signed_up.people(mine), ("日時", when), ("場所", where), ("持ち物", told.get("持ち物", ""))]
    rows += [("交通", event.access or ""), ("問い合わせ", event.telephone or "")]
    card = Card(
        title=f"{event.title}{number}",
        lead="あしたです。お待ちしています。" if reminder.eve else f"このあと{days.clock(begins)}からです。",
        rows=tuple((label, text) for label, text in rows if text),
        notes=("来られなくなったときは、早めに「取り消す」を押してください。",),
    )
    this = signed_up.words(mine)
    ways = (
        *tickets.way(mine),
        *cards.links_of(event),
        *cards.telephone(event),
        Choice("取り消す", f"{this}を取り消す"),
    )
    return Outgoing("card", {"card": card}, card, ways, to=mine.by, key=reminder.key)
