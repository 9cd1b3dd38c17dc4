"""The options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitrep.errors import ResourceError
from sitrep.readers import READERS

if TYPE_CHECKING:
    from sitrep.codebook import Codebook
    from sitrep.intake import Failure
    from sitrep.readers import ReaderName
    from sitrep.record import Record, Report

__all__ = ["read_or_fail", "report_options", "warn"]

Decorated = Callable[..., Any]


def report_options(function: Decorated) -> Decorated:
    """Inputs, and what fills in where a report lacks it."""
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
        click.option("--url", metavar="URL", help="Address of a report that has none."),
        click.option("--publisher", metavar="NAME", help="Publisher of a report that names none."),
        click.option(
            "--published", metavar="DATE", help="Publication date (ISO 8601) of a report without one."
        ),
        click.argument("inputs", nargs=-1, required=True, metavar="INPUT…"),
    ):
        function = decorate(function)
    return function


def warn(record: Record) -> None:
    """Say on standard error what a reader cannot know of a report: language, date, which day is meant."""
    from sitrep.readers.reader import is_read

    report = record.report
    if not is_read(report):
        click.echo(f"sitrep: {report.title or report.id}: language {report.language!r} is not read", err=True)
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
