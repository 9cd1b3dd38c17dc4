"""``sitrep export``: a ledger comes in, and another program's format goes out."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command("export")
@click.argument("ledger", type=click.Path(path_type=Path))
@click.argument("form", metavar="FORMAT")
@click.option("-o", "path", type=click.Path(path_type=Path), metavar="PATH", help="File or folder to write.")
@click.option("--table", metavar="NAME", help="Only this table of a format of many.")
def command(ledger: Path, form: str, path: Path | None, table: str | None) -> None:
    """Write a ledger in a format that others read: json, csv.

    Without -o the text goes to standard output.
    """
    from sitrep.export import export
    from sitrep.ledger import Ledger

    with Ledger.open(ledger) as opened:
        text = export(opened, form, table=table, path=path)
    if text is not None:
        click.echo(text, nl=False)
