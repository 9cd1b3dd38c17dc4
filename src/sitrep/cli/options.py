"""The options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitrep.errors import ResourceError
from sitrep.readers import READERS

if TYPE_CHECKING:
    from sitrep.codebook import Codebook
    from sitrep.intake import Failure
    from sitrep.ledger import LedgerView
    from sitrep.readers import ReaderName
    from sitrep.record import Record, Report

__all__ = [
    "act_options",
    "opened",
    "read_or_fail",
    "reader_options",
    "report_options",
    "say",
    "view_options",
    "warn",
]

Decorated = Callable[..., Any]


def reader_options(function: Decorated) -> Decorated:
    """Who reads, by which codebook, and how sure an event has to be."""
    for decorate in (
        click.option(
            "--reader",
            type=click.Choice(READERS),
            default="model",
            show_default=True,
            help="The model beside the rules, or the rules alone.",
        ),
        click.option(
            "--codebook",
            "codebook_path",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="FILE",
            help="Your own codebook, added to the one that ships.",
        ),
        click.option(
            "--min-confidence",
            type=click.FloatRange(0, 1),
            default=0.0,
            metavar="X",
            help="Leave out events that are less sure than X, 0 to 1.",
        ),
    ):
        function = decorate(function)
    return function


def report_options(function: Decorated) -> Decorated:
    """What fills in where a report lacks it, and how it is read."""
    for decorate in (
        reader_options,
        click.option("--url", metavar="URL", help="Address of a report that has none."),
        click.option("--publisher", metavar="NAME", help="Publisher of a report that names none."),
        click.option(
            "--published", metavar="DATE", help="Publication date (ISO 8601) of a report without one."
        ),
    ):
        function = decorate(function)
    return function


def view_options(function: Decorated) -> Decorated:
    """Which part of a ledger is meant: as it stood, and of which days."""
    for decorate in (
        click.option("--since", metavar="T", help="Only reports published since T (ISO 8601)."),
        click.option("--as-of", metavar="T", help="The ledger as it stood at T (ISO 8601, UTC), by filing."),
        click.option(
            "--where",
            metavar="EXPRESSION",
            help="Only events like this: type=PROTEST,ASSAULT country=LBN since=2020-08-01 …",
        ),
    ):
        function = decorate(function)
    return function


def act_options(function: Decorated) -> Decorated:
    """Who does it, and why."""
    for decorate in (
        click.option("--by", metavar="NAME", help="Who does this."),
        click.option("--reason", metavar="TEXT", help="Why."),
    ):
        function = decorate(function)
    return function


@contextmanager
def opened(
    ledger: Path, *, as_of: str | None = None, since: str | None = None, where: str | None = None
) -> Iterator[LedgerView]:
    """The ledger at a path, or that part of it which is asked for."""
    from sitrep.ledger import Filter, Ledger
    from sitrep.ledger.narrowed import NarrowedView

    wanted = Filter.parse(where) if where is not None else None
    with Ledger.open(ledger, report_wait=say) as whole:
        part = whole if as_of is None and since is None else whole.as_of(as_of, since=since)
        with part:
            yield part if wanted is None else NarrowedView(part, wanted)


def say(words: str) -> None:
    """A line to the person, on standard error."""
    click.echo(f"sitrep: {words}", err=True)


def warn(record: Record) -> None:
    """Say on standard error what a reader cannot know of a report: language, date, which day is meant."""
    from sitrep.readers.reader import is_read

    report = record.report
    if not is_read(report):
        click.echo(f"sitrep: {report.title or report.id}: language {report.language!r} is not read", err=True)
    elif (report.published or "")[:10] > date.today().isoformat():
        name = report.title or report.url or report.id
        say(f"{name}: published on {report.published}, which is yet to come")
    elif report.published is None:
        name = report.title or report.url or report.id
        click.echo(f"sitrep: {name}: no publication date, so relative dates stay unresolved", err=True)
    for time in record.times:
        if time.is_doubted:
            name = report.title or report.url or report.id
            days = " and ".join(filter(None, (time.earliest, time.latest)))
            click.echo(
                f"sitrep: {name}: {time.quote!r} has the weekday of another day; kept: {days}", err=True
            )


def read_or_fail(
    report: Report, codebook: Codebook | None, reader: ReaderName, min_confidence: float
) -> Record | Failure:
    """The record of ``report``, what it lacks said on standard error; a failure where the reader broke.

    One report that no reader foresaw must not cost the others of a run; ``--debug`` lets it.
    """
    from sitrep.intake import Failure
    from sitrep.readers.reader import read_report

    try:
        record = read_report(report, codebook=codebook, reader=reader, min_confidence=min_confidence)
    except ResourceError:
        raise  # the model, the gazetteer or the codebook is broken, so no report can be read
    except Exception as fault:
        if "--debug" in sys.argv[1:]:
            raise
        name = report.title or report.url or report.id
        return Failure(name, f"the reader failed: {type(fault).__name__}: {fault}")
    warn(record)
    return record
