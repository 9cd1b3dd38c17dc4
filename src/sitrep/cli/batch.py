"""``sitrep batch``: reports come in, and a dataset of Parquet files, for what no ledger holds, goes out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitrep.cli.options import progress, report_options, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitrep.batch.dataset import Dataset
    from sitrep.cli.options import Reading
    from sitrep.intake import Failure
    from sitrep.record import Record, Report

__all__ = ["command"]


@click.command("batch")
@click.argument("dataset", type=click.Path(path_type=Path, file_okay=False))
@click.argument("inputs", nargs=-1, metavar="INPUT…")
@click.option("--merge", is_flag=True, help="Find which events of the whole dataset are one.")
@report_options
@click.pass_context
def command(
    ctx: click.Context,
    dataset: Path,
    inputs: tuple[str, ...],
    merge: bool,
    published: str | None,
    publisher: str | None,
    url: str | None,
    reading: Reading,
) -> None:
    """Read reports to DATASET, a folder of Parquet files, made if it is missing.

    For corpora too large for one ledger: records as tables that DuckDB and its like read, without what a
    ledger adds (people's decisions, series, actors across reports). INPUT is as for add. Reports that are
    there are not read again.
    """
    from sitrep.batch.dataset import Dataset
    from sitrep.batch.merging import merge as merge_events
    from sitrep.intake import reports

    if not inputs and not merge:
        raise click.UsageError("Say what to read: INPUT…, or --merge.")
    failed = 0
    with Dataset.open(dataset) as opened:
        if inputs:
            found = reports(inputs, published=published, publisher=publisher, url=url)
            failed = _read(opened, found, reading)
        if merge:
            merged = merge_events(opened, jobs=reading.jobs)
            click.echo(
                f"{merged.tellings:,} tellings of {merged.events:,} events: {merged.pairs:,} pairs compared, "
                f"{merged.same:,} the same, {merged.unsure:,} unsure"
            )
            if merged.wide_blocks:
                say(f"{merged.wide_blocks:,} blocks of too many tellings were left out")
    ctx.exit(1 if failed else 0)


def _read(dataset: Dataset, found: Iterable[Report | Failure], reading: Reading) -> int:
    """Read what is not there yet; how many failed."""
    from sitrep.intake import Failure
    from sitrep.record.ids import number_of

    known = dataset.known()
    there = 0

    def fresh() -> Iterator[Report | Failure]:
        nonlocal there
        for report in found:
            if not isinstance(report, Failure) and number_of(report.id) in known:
                there += 1
            else:
                yield report

    def told(outcomes: Iterable[Record | Failure]) -> Iterator[Record | Failure]:
        for outcome in outcomes:
            if isinstance(outcome, Failure):
                say(f"{outcome.where}: {outcome.reason}")
            yield outcome
            advance()

    with progress("batch") as advance, reading.over(fresh(), ledger=dataset.folder / "run") as outcomes:
        parts = list(dataset.add(told(outcomes)))
    new, failed = sum(part.reports for part in parts), sum(part.failures for part in parts)
    click.echo(f"{new:,} new, {there:,} there already, {failed:,} failed")
    return failed
