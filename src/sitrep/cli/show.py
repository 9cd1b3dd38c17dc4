"""``sitrep show``: an id comes in, and all that the ledger knows of it goes to standard output."""

from __future__ import annotations

from pathlib import Path

import click

from sitrep.cli.options import opened, view_options
from sitrep.errors import InputError

__all__ = ["command"]


@click.command("show")
@click.argument("ledger", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("id_", metavar="ID")
@click.option("--format", "form", type=click.Choice(["md", "html", "json"]), default="md", show_default=True)
@view_options
def command(ledger: Path, id_: str, form: str, **part: str | None) -> None:
    """Show a report, event, figure series, statement, actor or place, with its versions and history."""
    from sitrep.views.formats import FORMATS
    from sitrep.views.show import show_in

    with opened(ledger, **part) as view:
        document = show_in(view, id_)
    if document is None:
        raise InputError(f"{ledger} holds nothing with the id {id_}")
    click.echo(FORMATS[form](document), nl=False)
