"""The command `wasshoi`. Each command is in `bot/commands/`; errors are one line and a non-zero exit."""

import sys
from importlib import import_module

import click

from community.errors import WasshoiError

# Imported when used: `ask` must not wait for what only `serve` needs.
COMMANDS = {
    "serve": "run",
    "web": "run",
    "worker": "run",
    "clock": "run",
    "ask": "ask",
    "chat": "chat",
    "rank": "rank",
    "find": "find",
    "check": "check",
    "cases": "cases",
    "gaps": "gaps",
    "door": "door",
    "event": "event",
    "broadcast": "broadcast",
    "schedule": "schedule",
    "staff": "staff",
    "slack": "slack",
    "evaluate": "evaluate",
    "prepare": "prepare",
    "import": "lists",
    "export": "lists",
    "db": "db",
}


class _Commands(click.Group):
    def list_commands(self, _context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        # `import` is a word of Python's own.
        command = getattr(import_module(f"bot.commands.{COMMANDS[name]}"), name.replace("import", "import_"))
        return command if isinstance(command, click.Command) else None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wasshoi")
def commands() -> None:
    r"""わっしょい: 一関市の地域協働をお手伝いする案内役 (the assistant of community cooperation).

    \b
    Try it:    wasshoi serve                  everything in one process, no accounts needed
    Ask:       wasshoi ask "ひと・まち応援金って何?"
    Set up:    wasshoi check                  what is set, what is missing, where to get it
    """


def main() -> None:
    """Run the command line; what goes wrong is one readable line."""
    try:
        code = commands(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except WasshoiError as error:
        click.echo(f"wasshoi: {error}", err=True)
        sys.exit(1)
    except (click.Abort, KeyboardInterrupt):
        click.echo("", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has had enough
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
