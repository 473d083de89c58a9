"""`wasshoi broadcast`: how far what goes out to many has come; hold it, resume it, take the rest back."""

from collections.abc import Callable
from datetime import UTC, datetime

import click
from sqlalchemy.orm import Session

from bot import logs
from bot.process import database_at_hand
from bot.settings import load
from community import allowance, broadcasts, spreading
from community.broadcasts import Broadcast
from community.errors import Refusal
from handlers import days, router
from handlers.rendering import render
from handlers.slack.desk.broadcasts import STATES, month

WHO = "cli"
_number = click.argument("number", type=click.IntRange(1, 2**31 - 1))


@click.group(
    epilog="""\b
Examples:
  wasshoi broadcast list          the newest ones, and the month's messages
  wasshoi broadcast status 12     how many it has reached
  wasshoi broadcast pause 12      hold what has not gone out
  wasshoi broadcast recall 12     take back what has not gone out
"""
)
def broadcast() -> None:
    """Look at broadcasts; pause, resume or recall one."""


@broadcast.command("list")
@click.option("--count", default=20, show_default=True, type=click.IntRange(1, 1000))
def list_(count: int) -> None:
    """Show the newest, and what is left of the month."""
    logs.configure("WARNING")
    with database_at_hand(load()) as db, db.transaction() as session:
        click.echo(month(allowance.left(session, datetime.now(UTC))))
        for each in spreading.recent(session, count):
            about = f"{each.people:>6}人  {STATES[each.state]}  {each.title}({each.body or '市'})"
            click.echo(f"{each.number:>5}  {days.moment(each.created_at)}  {about}")


@broadcast.command()
@_number
def status(number: int) -> None:
    """Show how far one has come."""
    _do(number, _told)


@broadcast.command()
@_number
def pause(number: int) -> None:
    """Hold what has not gone out."""
    _do(
        number,
        lambda session, found: _told(session, spreading.pause(session, found.id, WHO, datetime.now(UTC))),
    )


@broadcast.command()
@_number
def resume(number: int) -> None:
    """Let it go on: the running service asks LINE what is left of the month, and sends."""
    _do(
        number,
        lambda session, found: _told(session, spreading.resume(session, found.id, WHO, datetime.now(UTC))),
    )


@broadcast.command()
@_number
@click.option("--yes", is_flag=True, help="Don't ask back.")
def recall(number: int, *, yes: bool) -> None:
    """Take back what has not gone out, for good."""

    def take_back(session: Session, found: Broadcast) -> str:
        if not yes:
            click.confirm(f"「{found.title}」の残りを取り消します。よろしいですか", abort=True)
        people = spreading.recall(session, found.id, WHO, datetime.now(UTC))
        return f"{people}人分を取り消しました。\n{_told(session, found)}"

    _do(number, take_back)


def _do(number: int, step: Callable[[Session, Broadcast], str]) -> None:
    logs.configure("WARNING")
    with database_at_hand(load()) as db, db.transaction() as session:
        try:
            click.echo(step(session, broadcasts.numbered(session, number)))
        except Refusal as refused:
            words = "\n".join(render(each).words for each in router.refusal(refused))
            raise click.ClickException(words) from None


def _told(session: Session, found: Broadcast) -> str:
    so_far = spreading.progress(session, found.id)
    figures = {
        "届いた": f"{so_far.reached} / {found.people}人",
        "送っているところ": so_far.on_the_way,
        "待っている": so_far.held,
        "届かなかった": so_far.lost,
        "取り消した": so_far.withdrawn,
    }
    told = "  ".join(f"{name} {number}" for name, number in figures.items())
    return f"{found.title}({found.body or '市'})— {STATES[found.state]}\n{told}"
