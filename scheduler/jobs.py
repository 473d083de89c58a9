"""The timetable, and what is done when something is due. When that is: `scheduler/clock.py`.

A job runs as durable work in its own transaction, once for each due time; running it again does no harm.
What it returns are notices (`Outgoing` with `to` and `key`), put on record in the same transaction.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from community import arrivals, conversations, deliveries, links, submissions, watches
from community import broadcasts as broadcasts_kept
from handlers import announcements, news, watching
from handlers.messages import Outgoing
from handlers.slack.desk import broadcasts, channels, reports
from scheduler import afterwards, offers, reminders

Job = Callable[[Session, datetime], Sequence[Outgoing]]

# Messages are kept as long as a question about them is likely, then deleted.
KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the timetable: a job's name, when (five cron fields), and how late it may still be done."""

    name: str
    cron: str
    window: timedelta


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
    "announcements": announcements.new,
    "last_calls": announcements.last_calls,
    "rounds": announcements.rounds,
    "broadcasts": broadcasts.look_after,
}
TIMETABLE = (
    Entry("tidy", "30 3 * * *", timedelta(hours=20)),
    # What these do follows from the tables and the hour, so one late run makes up for all that were missed.
    Entry("offers", "* * * * *", timedelta(minutes=5)),
    Entry("reports", "* * * * *", timedelta(minutes=5)),
    Entry("news", "* * * * *", timedelta(hours=3)),
    Entry("broadcasts", "* * * * *", timedelta(minutes=5)),
    Entry("announcements", "0 12 * * *", timedelta(hours=5)),
    Entry("last_calls", "30 17 * * *", timedelta(hours=3)),
    Entry("rounds", "0 17 * * 5", timedelta(hours=20)),
    # Asked by the clock once a day, and before each broadcast.
    Entry("allowance", "10 4 * * *", timedelta(hours=12)),
    Entry("channels", "*/10 * * * *", timedelta(minutes=30)),
    Entry("reminders", "*/10 * * * *", timedelta(minutes=30)),
    Entry("watches", "*/10 * * * *", timedelta(minutes=30)),
    Entry("afterwards", "*/10 * * * *", timedelta(minutes=30)),
)
