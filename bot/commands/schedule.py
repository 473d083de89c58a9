"""`wasshoi schedule`: the timetable: what is done when; add a line, stop one, do one now."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import click
from sqlalchemy.orm import Session

from bot import logs
from bot.process import database_at_hand
from bot.settings import Settings, load
from community import schedules
from community.errors import Refusal
from community.schedules import Line, Schedule
from handlers import router
from handlers.rendering import render
from scheduler import clock
from scheduler.jobs import JOBS, TIMETABLE

WHO = "cli"
CRON_FIELDS = 5
_name = click.argument("name")


@click.group(
    epilog="""\b
Examples:
  wasshoi schedule list
  wasshoi schedule add spring --job rounds --when "0 9 1 4 *"
  wasshoi schedule add once --job announcements --when "2026-12-24 17:00"
  wasshoi schedule next rounds --count 5       when it is due
  wasshoi schedule run rounds                  once, at the clock's next tick
"""
)
def schedule() -> None:
    """See and change what is done when."""


@schedule.command("list")
def list_() -> None:
    """Show the timetable: name, job, when, last time, next time."""
    settings = load()

    def told(session: Session) -> str:
        schedules.keep(session, TIMETABLE, datetime.now(UTC))
        rows = [_row(each, settings) for each in schedules.everything(session)]
        wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)) for row in rows)
        return "\n".join(line.rstrip() for line in lines)

    _do(settings, told)


@schedule.command()
@_name
@click.option("--job", required=True, type=click.Choice(sorted(JOBS)), help="What is done.")
@click.option(
    "--when", required=True, help="Minute, hour, day, month, weekday: again and again. Or a moment: once."
)
@click.option("--zone", metavar="Area/City", help="The time zone; the town's (TIMEZONE) where none is given.")
@click.option("--late", default=60, show_default=True, type=click.IntRange(1, 10_080), help="Minutes.")
@click.option("--skip", is_flag=True, help="Skip what was missed instead of making it up.")
def add(name: str, job: str, when: str, zone: str | None, *, late: int, skip: bool) -> None:
    """Add a line; it may be done so many minutes --late."""
    settings = load()
    cron = when if len(when.split()) == CRON_FIELDS else None
    once = None if cron else _moment(when, settings)
    line = Line(name, job, timedelta(minutes=late), cron, once, zone, not skip)

    def added(session: Session) -> str:
        clock.check(line, datetime.now(UTC), settings.timezone)
        schedules.add(session, line, WHO, datetime.now(UTC))
        return _next(line, settings, 1)

    _do(settings, added)


@schedule.command()
@_name
def pause(name: str) -> None:
    """Stop a line until it is resumed."""
    _step(name, lambda session, now: schedules.pause(session, name, WHO, now), "is paused")


@schedule.command()
@_name
def resume(name: str) -> None:
    """Let a line go on; what was due meanwhile is not made up."""
    _step(name, lambda session, now: schedules.pause(session, name, WHO, now, paused=False), "goes on")


@schedule.command()
@_name
def run(name: str) -> None:
    """Do it once at the running clock's next tick, within 20 s."""
    _step(name, lambda session, now: schedules.ask(session, name, WHO, now), "will be done once within 20 s")


@schedule.command("next")
@_name
@click.option("--count", default=5, show_default=True, type=click.IntRange(1, 100))
def next_(name: str, count: int) -> None:
    """Show when a line is due next."""
    settings = load()
    _do(settings, lambda session: _next(_kept(session, name).line, settings, count))


def _step(name: str, step: Callable[[Session, datetime], Schedule], done: str) -> None:
    def stepped(session: Session) -> str:
        _kept(session, name)
        step(session, datetime.now(UTC))
        return f"{name} {done}"

    _do(load(), stepped)


def _kept(session: Session, name: str) -> Schedule:
    """A line, also before a clock has ever run."""
    schedules.keep(session, TIMETABLE, datetime.now(UTC))
    return schedules.get(session, name)


def _next(line: Line, settings: Settings, count: int) -> str:
    at, told = datetime.now(UTC), []
    for _ in range(count):
        due = clock.next_due(line, at, settings.timezone)
        if due is None:
            break
        told.append(f"{due.astimezone(settings.timezone):%Y-%m-%d (%a) %H:%M}")
        at = due
    return "\n".join(told) or "never again"


def _row(each: Schedule, settings: Settings) -> tuple[str, ...]:
    when = each.cron or (f"{each.once.astimezone(settings.timezone):%Y-%m-%d %H:%M}" if each.once else "")
    last = f"last {each.fired_at.astimezone(settings.timezone):%m-%d %H:%M}" if each.fired_at else "last –"
    following = "paused" if each.paused else f"next {_next(each.line, settings, 1)}"
    missed = f"missed {each.missed_at.astimezone(settings.timezone):%m-%d %H:%M}" if each.missed_at else ""
    return each.name, each.job, when, each.zone or "", last, following, missed


def _moment(when: str, settings: Settings) -> datetime:
    try:
        return datetime.fromisoformat(when).replace(tzinfo=settings.timezone)
    except ValueError:
        words = f"{when!r} is neither five cron fields ('0 17 * * 5') nor a moment ('2026-12-24 17:00')"
        raise click.ClickException(words) from None


def _do(settings: Settings, step: Callable[[Session], str]) -> None:
    logs.configure("WARNING")
    with database_at_hand(settings) as db, db.transaction() as session:
        try:
            click.echo(step(session))
        except Refusal as refused:
            words = "\n".join(render(each).words for each in router.refusal(refused))
            raise click.ClickException(words) from None
