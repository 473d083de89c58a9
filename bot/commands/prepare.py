"""`wasshoi prepare`: reckon the search's index once, at installation, so that no start has to."""

import click

from knowledge import edition, library


@click.command(
    epilog="""\b
Example:
  wasshoi prepare        after the installation, and after changes to knowledge/plan
"""
)
def prepare() -> None:
    """Build the index over the plan and keep it beside it. Takes a minute or two; `make` runs it."""
    edition.Shelf(library.FOLDER, edition.PREPARED, thorough=True).current()
    click.echo("the index is ready")
