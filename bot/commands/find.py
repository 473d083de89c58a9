"""`wasshoi find`: requests for events. Comes with the events; until then it says so."""

import click


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("rest", nargs=-1, type=click.UNPROCESSED)
def find(rest: tuple[str, ...]) -> int:
    """Find events and training (not yet: exits 2)."""
    del rest
    click.echo(
        "wasshoi: `find` comes with the events; this version answers questions only (`wasshoi ask`)", err=True
    )
    return 2
