"""`wasshoi chat`: a conversation in the terminal. Starts no database and sends nothing."""

import click

from bot.commands.talk import Talk
from bot.settings import load
from knowledge import edition

_BYE = {"q", "quit", "exit", "終わり", "おわり"}


@click.command(epilog="\b\nExample:\n  wasshoi chat\n")
def chat() -> None:
    """Talk with わっしょい here. Type a question or an offered number; 終わり or Ctrl+D ends it."""
    edition.keep_in(load().cache)
    talk = Talk()
    click.echo("わっしょいです。聞きたいことを書いてください。(「終わり」で終わります)\n")
    while True:
        try:
            said = click.prompt(">", prompt_suffix=" ", default="", show_default=False)
        except click.Abort:
            said = "終わり"
        if said.strip() in _BYE:
            click.echo("またどうぞ。")
            return
        if said.strip():
            click.echo(f"\n{talk.hear(said)}\n")
