"""`wasshoi db upgrade | backup | restore | demo`: the tables, copies of everything, samples to try with."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import click

from bot import cluster, database, engine, logs
from bot.process import PATIENCE, database_at_hand, ready_database
from bot.settings import ConfigurationError, Settings, load
from community import demo as samples


@click.group()
def db() -> None:
    """Upgrade, back up, restore, load samples."""


@db.command()
def upgrade() -> None:
    """Bring the tables to this version. Safe to repeat, and from several machines at once."""
    settings = _settings()
    with ready_database(settings, PATIENCE):
        click.echo("the database is up to date")


@db.command(epilog="\b\nExample:\n  wasshoi db backup            → wasshoi-20261124-101500.dump\n")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path | None) -> None:
    """Write everything to FILE (a new one in this folder by default)."""
    settings = _settings()
    target = file or Path(f"wasshoi-{datetime.now(settings.timezone):%Y%m%d-%H%M%S}.dump")
    if target.exists():
        raise click.ClickException(f"{target} exists; a backup never writes over a file")
    with ready_database(settings, PATIENCE) as (url, _):
        unfinished = target.with_suffix(".unfinished")
        _run("pg_dump", "--format=custom", "--no-owner", f"--file={unfinished}", url=url)
        unfinished.rename(target)
    click.echo(f"{target} ({target.stat().st_size / 1024:.0f} KiB)")


@db.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file: Path, *, yes: bool) -> None:
    """Replace everything by what FILE holds. Stop the service first."""
    settings = _settings()
    if not yes:
        click.confirm(f"Everything in the database is replaced by {file}. Go on?", abort=True)
    embedded = None if settings.database_url else cluster.start(settings.data)
    try:
        url = embedded.url if embedded else settings.database_url
        _run(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--no-owner",
            "--single-transaction",
            f"--dbname={database.libpq_variables(url)['PGDATABASE']}",
            str(file),
            url=url,
        )
        database.upgrade(url, engine.install)
    finally:
        if embedded is not None:
            embedded.leave()
    click.echo("restored")


@db.command()
def demo() -> None:
    """Add sample events, marked as such, unless there are samples still to come."""
    settings = _settings()
    with (
        database_at_hand(settings) as opened,
        opened.transaction() as session,
    ):
        number = samples.load(session, datetime.now(UTC))
    click.echo(f"{number} sample events added" if number else "there are samples already; nothing added")


def _settings() -> Settings:
    settings = load()
    logs.configure("WARNING")
    return settings


def _run(program: str, *arguments: str, url: str) -> None:
    # Connection by libpq's own variables: in the list of processes an address would show its password.
    command = [str(cluster.program(program)), *arguments]
    environment = {**os.environ, **database.libpq_variables(url)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)  # noqa: S603 - ours
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or ["no reason given"]
        raise ConfigurationError(f"{program} failed: {lines[-1][:200]}")
