"""`wasshoi evaluate`: how well questions are answered, on a set written by hand. Starts no database."""

from pathlib import Path

import click

from bot import evaluation
from bot.evaluation_report import Report, write
from bot.settings import load
from knowledge import edition
from knowledge.dialogue import ready

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(
    epilog="""\b
Examples:
  wasshoi evaluate                         the set in tests/evaluation
  wasshoi evaluate --failures              and every question that went wrong
  wasshoi evaluate --report docs           write docs/evaluation.md with its charts
"""
)
@click.argument("folder", type=_FOLDER, default=Path("tests/evaluation"), required=False)
@click.option("--failures", is_flag=True, help="Name every question that went wrong.")
@click.option("--report", type=_FOLDER, help="A folder to write evaluation.md and its charts to.")
def evaluate(folder: Path, *, failures: bool, report: Path | None) -> None:
    """Measure answers, refusals and dialogues on the set in FOLDER."""
    edition.keep_in(load().cache)
    ready()
    found = Report(evaluation.questions(folder), evaluation.refusals(folder), evaluation.dialogues(folder))
    click.echo(found.table)
    if failures:
        for result in found.failures:
            click.echo(
                f"{result.id} [{result.group}] {result.said}\n    {result.outcome}  ← {result.expected}"
            )
    if report is not None:
        write(found, report)
        click.echo(f"written: {report / 'evaluation.md'}")
