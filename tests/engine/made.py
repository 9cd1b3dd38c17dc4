"""A number comes in, and that many made-up reports go out; and what all tests of engines do with them."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sitrep.engine import EngineName
from sitrep.engine.run import reading
from sitrep.engine.task import Task
from sitrep.export import export
from sitrep.intake import Failure
from sitrep.ledger import Added, Failed, Ledger
from sitrep.record import Record, Report, identify_report

__all__ = ["JOBS", "LIGHT", "RULES", "digest_of", "environment", "failures", "file_all", "made_reports"]

JOBS = 2
RULES = Task(reader="rules")
LIGHT = Task(reader="rules", by="engine.hazards:read")
"""Reads nothing, and does what the title of a report says."""

_TOWNS = (
    "Lagos Nairobi Beirut Lima Manila Tunis Accra Jakarta Quito Oslo Kabul Dakar Hanoi Minsk Rabat Sofia Riga"
).split()
_ACTS = (
    "Gunmen shot {n} villagers near {town} on Monday, the governor said.",
    "{n} people protested in {town} against the price of bread.",
    "A ferry capsized off {town}, killing at least {n} passengers, the port authority said.",
    "Police arrested {n} students in {town} after a march.",
    "An earthquake injured {n} people in {town}, the health ministry said on Tuesday.",
)


def made_reports(
    count: int, *, titles: dict[int, str] | None = None, tally: Path | None = None
) -> list[Report]:
    """``count`` reports of two sentences, some of one event; a few have a title that says what befalls them.

    Their publisher is the file to which :mod:`engine.hazards` adds a line for each that it reads.
    """
    return [_report(n, (titles or {}).get(n, f"Report {n}"), tally) for n in range(count)]


def _report(n: int, title: str, tally: Path | None) -> Report:
    town = _TOWNS[n // 3 % len(_TOWNS)]
    told = (_ACTS[n // 3 % len(_ACTS)], _ACTS[n % len(_ACTS)])
    text = " ".join(act.format(n=n % 30 + 2, town=town) for act in told) + f" This is despatch {n}."
    publisher = f"Paper {n % 7}" if tally is None else str(tally)
    published = (date(2019, 1, 1) + timedelta(days=n // 3 * 4 + n % 3)).isoformat()
    name = identify_report(publisher=publisher, url=None, published=published, text=text)
    return Report(name, title, publisher, published, "metadata", None, None, "en", text)


def file_all(
    path: Path, reports: Iterable[Report | Failure], task: Task, engine: EngineName, *, size: int = 10
) -> Added:
    """Read ``reports`` by an engine and file them in the ledger at ``path``, as the command line does."""
    failed: list[Failed] = []
    with (
        Ledger.open(path, create=True) as ledger,
        reading(reports, task, engine=engine, jobs=JOBS, ledger=path, size=size) as outcomes,
    ):
        return ledger.add(_records(outcomes, failed), failed)


def _records(outcomes: Iterable[Record | Failure], failed: list[Failed]) -> Iterable[Record]:
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            failed.append(Failed(outcome.where, outcome.reason))
        else:
            yield outcome


def digest_of(path: Path) -> str:
    """The digest of a ledger's export; every proof of its integrity holds."""
    with Ledger.open(path) as ledger:
        assert ledger.check() == []
        exported = export(ledger, "json")
    return hashlib.sha256(exported if isinstance(exported, bytes) else exported.encode()).hexdigest()


def failures(path: Path) -> dict[str, str]:
    """What failed in a ledger, and why."""
    with Ledger.open(path) as ledger:
        found = [logged.entry for logged in ledger.failures()]
    return {entry.where: entry.reason for entry in found if isinstance(entry, Failed)}


def is_complete(path: Path, reports: Sequence[Report]) -> bool:
    """Whether every report is in the ledger once, or named as failed, and none is both."""
    with Ledger.open(path) as ledger:
        filed = [record.report.id for record in ledger.records()]
    failed = failures(path)
    told = [report.id for report in reports if report.title not in failed]
    return sorted(filed) == sorted(told) and len(failed) == len(reports) - len(told)


def environment() -> dict[str, str]:
    """The environment of a process that imports what the tests import."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def retold(reports: Sequence[Report]) -> list[Report]:
    """The same reports with other texts."""
    return [replace(report, text=f"{report.text} More is awaited.") for report in reports]
