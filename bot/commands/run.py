"""`wasshoi serve | web | worker | clock`: the processes of the service."""

from collections.abc import Callable

import click

from bot.process import Role, run
from bot.settings import Settings, load, read_environment

EVERYTHING = frozenset(Role)


@click.command(
    epilog="""\b
Examples:
  wasshoi serve                   try it: embedded database, demo data, console
  wasshoi serve --port 9000
"""
)
@click.option("--port", type=click.IntRange(1, 65535), help="Listen on this port instead of PORT.")
@click.option("--host", help="Listen on this address instead of WASSHOI_HOST.")
def serve(port: int | None, host: str | None) -> None:
    """Everything in one process, with its own PostgreSQL when DATABASE_URL is unset."""
    run(_settings(port, host), EVERYTHING)


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Listen on this port instead of PORT.")
@click.option("--host", help="Listen on this address instead of WASSHOI_HOST.")
def web(port: int | None, host: str | None) -> None:
    """Receive only: webhooks, console, health. Any number may run on one database."""
    run(_settings(port, host), frozenset({Role.WEB}))


def _alone(role: Role, about: str) -> Callable[[], None]:
    def play() -> None:
        run(load(), frozenset({role}))

    play.__doc__ = about
    return play


worker = click.command(name="worker")(
    _alone(Role.WORKER, "Answer and send only. Any number may run on one database.")
)
clock = click.command(name="clock")(
    _alone(Role.CLOCK, "Tick only: make what is due happen. Any number may run; each due time fires once.")
)


def _settings(port: int | None, host: str | None) -> Settings:
    given = read_environment()
    given.update({"PORT": str(port)} if port else {}, **({"WASSHOI_HOST": host} if host else {}))
    return load(given)
