"""``sitrep export``: a ledger comes in, and another program's format goes out."""

from __future__ import annotations

from pathlib import Path

import click

from sitrep.cli.options import opened, view_options

__all__ = ["command"]


@click.command("export")
@click.argument("ledger", type=click.Path(path_type=Path))
@click.argument("form", metavar="FORMAT")
@click.option("-o", "path", type=click.Path(path_type=Path), metavar="PATH", help="File or folder to write.")
@click.option("--table", metavar="NAME", help="Only this table of a format of many.")
@view_options
def command(
    ledger: Path, form: str, path: Path | None, table: str | None, as_of: str | None, since: str | None
) -> None:
    """Write a ledger in a format that others read: json, csv.

    Without -o the text goes to standard output.
    """
    from sitrep.export import export

    with opened(ledger, as_of=as_of, since=since) as view:
        text = export(view, form, table=table, path=path)
    if text is not None:
        click.echo(text, nl=False)
