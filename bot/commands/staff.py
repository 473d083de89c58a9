"""`wasshoi staff`: the first of the city's staff; all others are appointed in Slack (担当)."""

import asyncio
import re
from datetime import UTC, datetime

import click

from bot import logs
from bot.process import database_at_hand
from bot.settings import Settings, load
from community import appointing, bodies, offices
from handlers.doors import ChannelError
from handlers.slack.client import SlackClient

WHO = "cli"
_USER = re.compile(r"[UW][A-Z0-9]{2,20}")


@click.group(
    epilog="""\b
Examples:
  wasshoi staff add --slack U024BE7LH      your own id: Slack → profile → ⋮ → Copy member ID
  wasshoi staff list                       who holds which office
"""
)
def staff() -> None:
    """Name the first of the city's staff; the others are appointed in Slack."""


@staff.command()
@click.option("--slack", "user", required=True, metavar="U…", help="Their member ID in Slack.")
@click.option("--team", metavar="T…", help="The workspace's ID; else Slack is asked with SLACK_BOT_TOKEN.")
def add(user: str, team: str | None) -> None:
    """Let somebody act for the city: from then on they appoint officers and liaisons in Slack."""
    settings = load()
    logs.configure("WARNING")
    if not _USER.fullmatch(user):
        raise click.ClickException(f"{user!r} is no member ID: it looks like U024BE7LH (profile → ⋮)")
    person = f"slack:{team or _team(settings)}:{user}"
    with database_at_hand(settings) as db, db.transaction() as session:
        appointing.found(session, person, WHO, datetime.now(UTC))
    click.echo(f"{user} は市の担当者です。Slackのホームのタブか `/wasshoi 使い方` から始められます。")


@staff.command("list")
def list_() -> None:
    """Show who holds which office today."""
    settings = load()
    logs.configure("WARNING")
    with database_at_hand(settings) as db, db.transaction() as session:
        names = (None, *(each.name for each in bodies.everybody(session)))
        held = offices.holders(session, names, datetime.now(UTC))
        for each in held:
            click.echo(
                f"{each.role:<8}  {each.person}  {each.body or '市'}  {each.since} – {each.until or ''}"
            )
    if not held:
        click.echo("nobody yet: `wasshoi staff add --slack U…` names the first")


def _team(settings: Settings) -> str:
    async def ask() -> str:
        client = SlackClient(settings.slack_token, settings.slack_api)
        try:
            return str((await client.about()).get("team_id") or "")
        finally:
            await client.close()

    if not settings.slack_token:
        raise click.ClickException("which workspace? give --team T…, or set SLACK_BOT_TOKEN")
    try:
        team = asyncio.run(ask())
    except ChannelError as error:
        raise click.ClickException(f"Slack didn't say which workspace ({error}): give --team T…") from None
    if not team:
        raise click.ClickException("Slack didn't say which workspace: give --team T…")
    return team
