"""``sitrep show``: an id comes in, and all that the ledger knows of it goes to standard output."""

from __future__ import annotations

from pathlib import Path

import click

from sitrep.errors import InputError

__all__ = ["command"]


@click.command("show")
@click.argument("ledger", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("id_", metavar="ID")
@click.option("--format", "form", type=click.Choice(["md", "html", "json"]), default="md", show_default=True)
def command(ledger: Path, id_: str, form: str) -> None:
    """Show one report, event, figure series, statement, actor or place, with every version of it."""
    from sitrep.ledger import Ledger
    from sitrep.views.formats import FORMATS
    from sitrep.views.show import show

    with Ledger.open(ledger) as opened:
        document = show(opened.state(), opened.record, id_)
    if document is None:
        raise InputError(f"{ledger} holds nothing with the id {id_}")
    click.echo(FORMATS[form](document), nl=False)
