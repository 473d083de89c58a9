"""`wasshoi check`: what is set, what is missing and where to get it, and whether what is set works."""

import asyncio
from collections.abc import Iterator

import click

from bot import checks, logs
from bot.settings import SETTINGS, load, read_environment

_SIGNS = {checks.Verdict.GOOD: "✓", checks.Verdict.OFF: "–", checks.Verdict.BAD: "✗"}
_COLOURS = {checks.Verdict.GOOD: "green", checks.Verdict.OFF: None, checks.Verdict.BAD: "red"}


@click.command(
    epilog="\b\nExample:\n  wasshoi check           exits 1 when something that is set does not work\n"
)
@click.option("--offline", is_flag=True, help="Settings only; ask neither LINE nor Slack.")
def check(*, offline: bool) -> int:
    """Check settings, tokens, database and webhook."""
    logs.configure("ERROR")
    settings = load()
    for line in _settings():
        click.echo(line)
    findings = checks.offline(settings) if offline else asyncio.run(checks.everything(settings))
    for found in findings:
        sign = click.style(_SIGNS[found.verdict], fg=_COLOURS[found.verdict])
        click.echo(f"{sign} {found.what}: {found.words}")
    return 1 if any(found.verdict is checks.Verdict.BAD for found in findings) else 0


def _settings() -> Iterator[str]:
    given = read_environment()
    for setting in SETTINGS:
        value = given[setting.name]
        shown = "(未設定)" if not value else "(設定あり)" if setting.secret else value
        yield f"  {setting.name} = {shown}" + ("" if value else f"  ← {setting.hint}")
    yield ""
