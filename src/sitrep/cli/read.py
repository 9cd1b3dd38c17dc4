"""``sitrep read``: reports come in, and the record of each goes to standard output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitrep.cli.options import report_options, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitrep.cli.options import Reading
    from sitrep.intake import Failure
    from sitrep.record import Record

__all__ = ["command"]

_NARROW = 110  # columns of a terminal
FORMATS = ("table", "json", "jsonl", "md")


@click.command("read")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@report_options
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="Default: table on a terminal, else jsonl."
)
@click.pass_context
def command(
    ctx: click.Context,
    inputs: tuple[str, ...],
    published: str | None,
    publisher: str | None,
    url: str | None,
    reading: Reading,
    form: str | None,
) -> None:
    """Print the record of each report.

    INPUT is a file (text, Markdown, HTML, JSON lines), a folder, or - for standard input.
    """
    from sitrep.intake import reports

    failed: list[Failure] = []
    form = form or ("table" if sys.stdout.isatty() else "jsonl")
    single = len(inputs) == 1 and not Path(inputs[0]).is_dir()
    with reading.over(reports(inputs, published=published, publisher=publisher, url=url)) as found:
        _write(_records(found, failed), form, single=single)
    ctx.exit(1 if failed else 0)


def _records(found: Iterable[Record | Failure], failed: list[Failure]) -> Iterator[Record]:
    """The records of ``found``; the failures among them are said, and go to ``failed``."""
    from sitrep.intake import Failure

    for read in found:
        if isinstance(read, Failure):
            failed.append(read)
            say(f"{read.where}: {read.reason}")
        else:
            yield read


def _write(records: Iterator[Record], form: str, *, single: bool) -> None:
    if form == "json":
        _write_json(records, single=single)
        return
    for record in records:
        if form == "jsonl":
            from sitrep.record import to_json

            click.echo(to_json(record))
        elif form == "md":
            from sitrep.views.record import to_markdown

            click.echo(to_markdown(record))
        else:
            _print_tables(record)


def _write_json(records: Iterator[Record], *, single: bool) -> None:
    """One object for one input file that holds one report, a list otherwise."""
    from sitrep.record.codec import encode

    found = list(records)
    if single and len(found) == 1:
        click.echo(encode(found[0], indent=2))
    elif found or not single:
        click.echo(encode(found, indent=2))


def _print_tables(record: Record) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from sitrep.views.record import record_tables

    console = Console()
    narrow = console.width < _NARROW
    report = record.report
    console.rule(Text(report.title or report.id))
    console.print(
        Text(" · ".join(p for p in (report.publisher, report.published, report.url) if p), style="dim")
    )
    for rows in record_tables(record):
        table = Table(
            title=rows.title,
            title_justify="left",
            title_style="bold",
            box=box.SIMPLE_HEAD,
            padding=(0, 1, 0, 0),
            show_edge=False,
            pad_edge=False,
        )
        for place, column in enumerate(rows.columns):
            words = [word for row in rows.rows for word in _broken(row[place], narrow).split()]
            # Words stay whole on a narrow terminal, as far as it holds them.
            table.add_column(column, overflow="fold", min_width=min(max(map(len, words), default=0), 10))
        for row in rows.rows:
            table.add_row(*(Text(_broken(cell, narrow)) for cell in row))
        console.print(table)


def _broken(cell: str, narrow: bool) -> str:
    """A code that on a narrow terminal may be parted after its slash: "ASSAULT/ crowd-control"."""
    return cell.replace("/", "/ ") if narrow and cell.partition("/")[0].isupper() else cell
