"""`wasshoi serve | web | worker | clock`: the processes of the service."""

import click

from bot.process import Role, run
from bot.settings import Settings, load, read_environment

EVERYTHING = frozenset({Role.WEB, Role.WORKER, Role.CLOCK})
_PORT = click.IntRange(1, 65535)


@click.command(
    epilog="""\b
Examples:
  wasshoi serve                   try it: embedded database, demo data, console
  wasshoi serve --port 9000
"""
)
@click.option("--port", type=_PORT, help="Listen on this port instead of PORT.")
@click.option("--host", help="Listen on this address instead of WASSHOI_HOST.")
def serve(port: int | None, host: str | None) -> None:
    """Everything in one process, with its own PostgreSQL when DATABASE_URL is unset."""
    run(_settings(port, host), EVERYTHING)


@click.command()
@click.option("--port", type=_PORT, help="Listen on this port instead of PORT.")
@click.option("--host", help="Listen on this address instead of WASSHOI_HOST.")
def web(port: int | None, host: str | None) -> None:
    """Receive only: webhooks, console, health. Any number may run on one database."""
    run(_settings(port, host), frozenset({Role.WEB}))


@click.command()
@click.option("--status-port", type=_PORT, help="Serve /healthz, /readyz and /metrics at this port.")
def worker(status_port: int | None) -> None:
    """Answer and send only. Any number may run on one database."""
    _run_beside(Role.WORKER, status_port)


@click.command()
@click.option("--status-port", type=_PORT, help="Serve /healthz, /readyz and /metrics at this port.")
def clock(status_port: int | None) -> None:
    """Tick only: make what is due happen. Any number may run; each due time fires once."""
    _run_beside(Role.CLOCK, status_port)


def _run_beside(role: Role, status_port: int | None) -> None:
    watched = {Role.STATUS} if status_port else set()
    run(_settings(status_port, None), frozenset({role, *watched}))


def _settings(port: int | None, host: str | None) -> Settings:
    given = read_environment()
    given.update({"PORT": str(port)} if port else {}, **({"WASSHOI_HOST": host} if host else {}))
    return load(given)
