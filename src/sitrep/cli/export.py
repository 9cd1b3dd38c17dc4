"""``sitrep export``: a ledger comes in, and another program's format goes out."""

from __future__ import annotations

from pathlib import Path

import click

from sitrep.cli.options import opened, view_options

__all__ = ["command"]


class _Export(click.Command):
    """The command, its help with the formats there are."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from sitrep.export import formats

        with formatter.section("Formats"):
            formatter.write_dl([(row.name, row.about) for row in formats().values()])


@click.command("export", cls=_Export)
@click.argument("ledger", type=click.Path(path_type=Path))
@click.argument("form", metavar="FORMAT")
@click.option("-o", "path", type=click.Path(path_type=Path), metavar="PATH", help="File or folder to write.")
@click.option("--table", metavar="NAME", help="Only this table of a format of many.")
@click.option("--strict", is_flag=True, help="Leave out events for which the format has no code.")
@view_options
def command(
    ledger: Path, form: str, path: Path | None, table: str | None, strict: bool, **part: str | None
) -> None:
    """Write a ledger in a format that others read.

    Without -o the content goes to standard output.
    """
    from sitrep.export import export, exporter

    exporter(form)  # an unknown format is said to be so before the ledger is read
    with opened(ledger, **part) as view:
        content = export(view, form, table=table, path=path, strict=strict)
    if content is not None:
        click.echo(content, nl=False)
