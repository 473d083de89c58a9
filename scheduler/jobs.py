"""The timetable as we bring it, and what is done when something is due. When that is: `scheduler/clock.py`.

A job runs as durable work in its own transaction, once for each due time; running it again does no harm.
What it returns are notices (`Outgoing` with `to` and `key`), put on record in the same transaction.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from community import arrivals, conversations, deliveries, links, submissions, watches
from community import broadcasts as broadcasts_kept
from community.schedules import Line
from handlers import announcements, news, watching
from handlers.messages import Outgoing
from handlers.slack.desk import broadcasts, channels, reports, schedules
from scheduler import afterwards, offers, reminders

Job = Callable[[Session, datetime], Sequence[Outgoing]]

# Messages are kept as long as a question about them is likely, then deleted.
KEPT_FOR = timedelta(days=90)


def tidy(session: Session, now: datetime) -> Sequence[Outgoing]:
    """Delete what is older than `KEPT_FOR` and closed."""
    arrivals.forget(session, now - KEPT_FOR)
    deliveries.forget(session, now - KEPT_FOR)
    conversations.tidy(session, now)
    links.tidy(session, now)
    submissions.tidy(session, now)
    watches.tidy(session, now - KEPT_FOR)
    broadcasts_kept.tidy(session, now - KEPT_FOR)
    return ()


JOBS: Mapping[str, Job] = {
    "tidy": tidy,
    "offers": offers.settle,
    "reminders": reminders.send,
    "watches": watching.tell,
    "afterwards": afterwards.finish,
    "reports": reports.refresh,
    "news": news.send,
    "channels": channels.troubles,
    "missed": schedules.missed,
    "announcements": announcements.new,
    "last_calls": announcements.last_calls,
    "rounds": announcements.rounds,
    "broadcasts": broadcasts.look_after,
}


def _line(name: str, cron: str, window: timedelta) -> Line:
    return Line(name, name, window, cron)


TIMETABLE = (
    _line("tidy", "30 3 * * *", timedelta(hours=20)),
    # What these do follows from the tables and the hour, so one late run makes up for all that were missed.
    _line("offers", "* * * * *", timedelta(minutes=5)),
    _line("reports", "* * * * *", timedelta(minutes=5)),
    _line("news", "* * * * *", timedelta(hours=3)),
    _line("broadcasts", "* * * * *", timedelta(minutes=5)),
    _line("announcements", "0 12 * * *", timedelta(hours=5)),
    _line("last_calls", "30 17 * * *", timedelta(hours=3)),
    _line("rounds", "0 17 * * 5", timedelta(hours=20)),
    # Asked by the clock once a day, and before each broadcast.
    _line("allowance", "10 4 * * *", timedelta(hours=12)),
    _line("missed", "*/10 * * * *", timedelta(minutes=30)),
    _line("channels", "*/10 * * * *", timedelta(minutes=30)),
    _line("reminders", "*/10 * * * *", timedelta(minutes=30)),
    _line("watches", "*/10 * * * *", timedelta(minutes=30)),
    _line("afterwards", "*/10 * * * *", timedelta(minutes=30)),
)
