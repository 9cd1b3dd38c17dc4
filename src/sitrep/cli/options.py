"""The options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitrep.engine import ENGINES
from sitrep.readers import READERS

if TYPE_CHECKING:
    from sitrep.engine import EngineName
    from sitrep.engine.task import Task
    from sitrep.intake import Failure
    from sitrep.ledger import LedgerView
    from sitrep.readers import ReaderName
    from sitrep.record import Record, Report

__all__ = [
    "Reading",
    "act_options",
    "opened",
    "progress",
    "reader_options",
    "report_options",
    "say",
    "view_options",
    "warn",
]

Decorated = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a command reads its reports, and where: by which ``engine``, ``jobs`` at a time."""

    task: Task
    engine: EngineName
    jobs: int | None

    @classmethod
    def of(
        cls,
        reader: ReaderName,
        codebook_path: Path | None,
        min_confidence: float,
        engine: EngineName | None,
        jobs: int | None,
    ) -> Reading:
        """What the options come to; a codebook that is faulty and an engine that is missing are told now."""
        from sitrep.engine.engine import use_one_thread

        use_one_thread()

        from sitrep.codebook import load_codebook
        from sitrep.engine.task import Task

        engine = engine or ("local" if jobs in (None, 1) else "pool")
        if engine == "local" and jobs not in (None, 1):
            raise click.UsageError("--jobs asks for --engine pool or ray: the engine local has one job.")
        if engine == "ray":
            from sitrep.engine.ray import require_ray

            require_ray()
        if codebook_path is not None:
            load_codebook(codebook_path)
        task = Task.of(reader=reader, codebook=codebook_path, min_confidence=min_confidence)
        return cls(task, engine, jobs)

    @contextmanager
    def over(
        self, found: Iterable[Report | Failure], *, ledger: Path | None = None
    ) -> Iterator[Iterator[Record | Failure]]:
        """What is read of each of ``found``, in order, what it lacks said on standard error.

        Workers keep what they have done beside ``ledger``, until the context is left without a fault.
        """
        if self.engine == "local":
            yield map(self._read, found)
            return
        from sitrep.engine.run import reading

        with reading(found, self.task, engine=self.engine, jobs=self.jobs, ledger=ledger) as outcomes:
            yield map(_warned, outcomes)

    def _read(self, found: Report | Failure) -> Record | Failure:
        from sitrep.intake import Failure

        if isinstance(found, Failure):
            return found
        # With --debug the fault of a reader is to be seen.
        read = self.task.read if "--debug" in sys.argv[1:] else self.task.attempt
        return _warned(read(found))


def _warned(read: Record | Failure) -> Record | Failure:
    from sitrep.intake import Failure

    if not isinstance(read, Failure):
        warn(read)
    return read


def reader_options(function: Decorated) -> Decorated:
    """Who reads, by which codebook, how sure an event has to be, and where: as one :class:`Reading`."""

    @wraps(function)
    def called(
        *arguments: Any,
        reader: ReaderName,
        codebook_path: Path | None,
        min_confidence: float,
        engine: EngineName | None,
        jobs: int | None,
        **options: Any,
    ) -> Any:
        how = Reading.of(reader, codebook_path, min_confidence, engine, jobs)
        return function(*arguments, reading=how, **options)

    return _with_reader_options(called)


def _with_reader_options(function: Decorated) -> Decorated:
    for decorate in (
        click.option(
            "--jobs",
            type=click.IntRange(min=1),
            metavar="N",
            help="How many reports to read at a time; the engine pool reads one a core.",
        ),
        click.option(
            "--engine",
            type=click.Choice(ENGINES),
            help="Where to read: in this process, in several, or on a Ray cluster. Default: local, "
            "with --jobs pool.",
        ),
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


@contextmanager
def progress(name: str) -> Iterator[Callable[[], None]]:
    """Something to call after each report, which shows on a terminal how many there were."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} reports"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(name, total=None)
        yield lambda: shown.advance(task)
