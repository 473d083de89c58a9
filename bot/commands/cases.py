"""`wasshoi cases`: what went wrong and needs somebody, by the code a resident was given."""

from zoneinfo import ZoneInfo

import click

from bot import logs
from bot.process import database_at_hand
from bot.settings import load
from community import cases as kept
from community.cases import Case


@click.command(
    epilog="""\b
Examples:
  wasshoi cases               the newest twenty
  wasshoi cases K7Q-4MX       the one a resident names on the telephone
"""
)
@click.argument("reference", required=False)
@click.option("--most", default=20, show_default=True, type=click.IntRange(1, 1000), help="How many to show.")
def cases(reference: str | None, most: int) -> None:
    """Show failures and undelivered answers, the newest first."""
    settings = load()
    logs.configure("WARNING")
    with database_at_hand(settings) as db, db.transaction() as session:
        found = [kept.find(session, reference)] if reference else kept.latest(session, most)
        shown = [_line(case, settings.timezone) for case in found if case is not None]
    if reference and not shown:
        raise click.ClickException(f"no case {reference}: six letters and digits such as K7Q-4MX?")
    click.echo("\n".join(shown) if shown else "no cases")


def _line(case: Case, zone: ZoneInfo) -> str:
    at = case.opened_at.astimezone(zone)
    return f"{case.reference}  {at:%Y-%m-%d %H:%M:%S}  {case.error}  {case.subject}\n         {case.trace}"
