"""`wasshoi door`: the address of an event's check-in page."""

import click

from bot import logs, secret_key
from bot.process import database_at_hand
from bot.settings import load
from community import events
from community.tokens import Thing, sealed
from handlers import days


@click.command(
    epilog="""\b
Example:
  wasshoi door 12        open what it prints on the phone that stands at the door
"""
)
@click.argument("event", type=click.IntRange(1, 2**31 - 1))
def door(event: int) -> None:
    """Print the address of EVENT's check-in page. Who has it sees the roster: pass it on with care."""
    settings = load()
    logs.configure("WARNING")
    with (
        database_at_hand(settings) as db,
        db.transaction() as session,
    ):
        try:
            found = events.public(session, event)
        except events.NoSuchEvent:
            raise click.ClickException(f"no public event has the number {event}") from None
        title = f"{found.title} {days.day_and_hours(found)}"
    base = settings.public_url or f"http://127.0.0.1:{settings.port}"
    token = sealed(secret_key.kept(settings.data, settings.secret_key), Thing.DOOR, str(event))
    click.echo(f"{title}\n{base}/door/{token}")
