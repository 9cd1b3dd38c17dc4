"""``sitrep add``: reports come in and are filed in a ledger, and how many of each outcome goes out."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitrep.cli.options import read_or_fail, report_options, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitrep.ledger import Added, Failed
    from sitrep.readers import ReaderName
    from sitrep.record import Record

__all__ = ["command"]


@click.command("add")
@click.argument("ledger", type=click.Path(path_type=Path))
@report_options
@click.pass_context
def command(
    ctx: click.Context,
    ledger: Path,
    inputs: tuple[str, ...],
    published: str | None,
    publisher: str | None,
    url: str | None,
    codebook_path: Path | None,
    reader: ReaderName,
    min_confidence: float,
) -> None:
    """Read reports and file them in LEDGER, which is made if it is missing.

    INPUT is a file (text, Markdown, HTML, JSON lines), a folder, or - for standard input. Filing a
    report twice files nothing new.
    """
    from sitrep.codebook import load_codebook
    from sitrep.intake import Failure, reports
    from sitrep.ledger import Failed, Ledger

    codebook = load_codebook(codebook_path) if codebook_path else None
    # Made before the ledger, so that a wrong option leaves no empty ledger behind.
    found = reports(inputs, published=published, publisher=publisher, url=url)
    failed: list[Failed] = []

    def records(advance: Callable[[], None]) -> Iterator[Record]:
        for report in found:
            read = (
                report
                if isinstance(report, Failure)
                else read_or_fail(report, codebook, reader, min_confidence)
            )
            if isinstance(read, Failure):
                failed.append(Failed(read.where, read.reason))
                click.echo(f"sitrep: {read.where}: {read.reason}", err=True)
            else:
                yield read
            advance()

    with Ledger.open(ledger, create=True, report_wait=say) as opened, _progress() as advance:
        added = opened.add(records(advance), failed)
    click.echo(_summary(added))
    ctx.exit(1 if failed else 0)


def _summary(added: Added) -> str:
    from sitrep.views.wording import plural

    counts = (
        f"{added.read} read",
        f"{added.new} new",
        plural(added.reprints, "reprint"),
        f"{added.known} known already",
        f"{added.failed} failed",
    )
    return ", ".join(counts)


@contextmanager
def _progress() -> Iterator[Callable[[], None]]:
    """Something to call after each report, which shows on a terminal how many there were."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} reports"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("add", total=None)
        yield lambda: progress.advance(task)
