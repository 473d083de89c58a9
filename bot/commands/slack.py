"""`wasshoi slack manifest`: what to paste when the Slack app is made."""

import json

import click

from bot.settings import load
from handlers.slack.manifest import manifest as made


@click.group()
def slack() -> None:
    """Set up the officers' desk in Slack."""


@slack.command(
    epilog="""\b
Examples:
  wasshoi slack manifest                              for PUBLIC_BASE_URL
  wasshoi slack manifest --url https://wasshoi.example.jp
  wasshoi slack manifest --socket                     Socket Mode: no public address needed
"""
)
@click.option("--url", help="The service's public address; else PUBLIC_BASE_URL.")
@click.option("--socket", is_flag=True, help="For Socket Mode (SLACK_APP_TOKEN).")
def manifest(url: str | None, *, socket: bool) -> None:
    """Print the app manifest: Slack → Your Apps → Create New App → From a manifest."""
    base = (url or load().public_url).rstrip("/")
    if not socket and not base.startswith("https://"):
        raise click.ClickException(
            "Slack needs an https address: give --url, set PUBLIC_BASE_URL, or use --socket"
        )
    click.echo(json.dumps(made(base, socket=socket), ensure_ascii=False, indent=2))
