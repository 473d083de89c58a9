"""`wasshoi event`: what an organiser without Slack does: list, publish, close, cancel, postpone.

Who signed up is told by the running service; who can't be written to is printed, to be called.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click
from sqlalchemy.orm import Session

from bot import logs
from bot.posting import Posting
from bot.process import PATIENCE, ready_database
from bot.settings import load
from bot.wiring import build, now
from community import browsing, events, organizing, seats, telling
from community.errors import Refusal
from community.events import Event, EventState
from community.ledger import SignUp
from handlers import days, notices, router
from handlers.rendering import render

WHO = "cli"
MOST = 50
_yes = click.option("--yes", is_flag=True, help="Don't ask back.")
_number = click.argument("number", type=click.IntRange(1, 2**31 - 1))


@dataclass(frozen=True, slots=True)
class _Desk:
    """A transaction, and the way to put notices on record in it."""

    session: Session
    posting: Posting


@click.group(
    epilog="""\b
Examples:
  wasshoi event list           what is coming, with the numbers
  wasshoi event publish 12     let people see it and sign up
  wasshoi event cancel 12      tells who signed up, prints whom to call
"""
)
def event() -> None:
    """List events; publish, close, cancel or postpone one."""


@event.command("list")
def list_() -> None:
    """Show what is coming, drafts too."""
    with _desk() as desk:
        coming = [each for each in browsing.everything(desk.session, drafts=True) if each.ends_at > now()]
        seen = seats.glances(desk.session, [each.id for each in coming])
        for each in coming[:MOST]:
            people = f"{seen[each.id].taken}/{each.capacity or '-'}"
            click.echo(
                f"{each.id:>5}  {each.state:<9}  {people:>7}  {days.day_and_hours(each)}  {each.title}"
            )
    if not coming:
        click.echo("no events are coming: `wasshoi import events FILE.csv` brings some")


@event.command()
@_number
def publish(number: int) -> None:
    """Let people see an event and sign up for it."""
    with _desk() as desk:
        moves = organizing.publish(desk.session, number, WHO, now())
        desk.posting.post(desk.session, notices.of_moves(desk.session, moves, now()), now())
        found = events.public(desk.session, number)
        click.echo(f"published: {found.title} {days.day_and_hours(found)}")


@event.command()
@_number
def close(number: int) -> None:
    """Take no more sign-ups; who has a place keeps it."""
    with _desk() as desk:
        moves = organizing.step(desk.session, number, EventState.CLOSED, WHO, now())
        desk.posting.post(desk.session, notices.of_moves(desk.session, moves, now()), now())
        click.echo(f"closed: {events.public(desk.session, number).title}")


@event.command()
@_number
@_yes
def cancel(number: int, *, yes: bool) -> None:
    """Cancel an event: it can't be undone."""
    _call_off(number, EventState.CANCELLED, yes=yes)


@event.command()
@_number
@_yes
def postpone(number: int, *, yes: bool) -> None:
    """Postpone an event to a day that isn't known yet; who signed up stays on the list."""
    _call_off(number, EventState.POSTPONED, yes=yes)


def _call_off(number: int, state: EventState, *, yes: bool) -> None:
    with _desk() as desk:
        found = events.lock(desk.session, number)
        concerned = telling.concerned(desk.session, number)
        click.echo(f"{found.title} {days.day_and_hours(found)}")
        click.echo(f"LINEで知らせる人: {len(concerned.written)}  電話する人: {len(concerned.called)}")
        if not yes:
            click.confirm("going on?", abort=True)
        organizing.step(desk.session, number, state, WHO, now())
        told = notices.of_step(desk.session, found, now())
        desk.posting.post(desk.session, told.notices, now())
        click.echo(f"{state}: {found.title}")
        for each in told.called:
            click.echo(_call(found, each))


def _call(found: Event, each: SignUp) -> str:
    return f"  電話: {each.name or '(名前なし)'} {each.telephone} {each.size}人  「{found.title}」"


@contextmanager
def _desk() -> Iterator[_Desk]:
    """A transaction that is kept when all went well; a rule's no is one line."""
    settings = load()
    logs.configure("WARNING")
    with ready_database(settings, PATIENCE) as (url, _):
        service = build(settings, url)
        try:
            with service.database.transaction() as session:
                yield _Desk(session, Posting(service.doors))
        except Refusal as refused:
            raise click.ClickException(render(router.refusal(refused)[0]).words) from None
        finally:
            asyncio.run(service.close())
