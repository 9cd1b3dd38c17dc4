"""Reports come in, and how many a second each engine brings from file to ledger, with its memory, goes out.

    python benchmarks/engines.py [FOLDER] [--texts N] [--made N] [--alone N] [--runs N] …

The reports of FOLDER, joined to texts of about 600 words, are read by model and rules, made ones by the
rules alone. Each run is `sitrep add` in a process of its own, its start counted; runs of all engines take
turns, as times of one machine say little. All must come to the same export. Memory is the most that one
process of the kind held. Last, N other made reports are read alone, in shards of 500: what is left of the
difference between engines is their own.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.made import make_records
from benchmarks.run import sample_of

from sitrep.engine import ENGINES, EngineName
from sitrep.engine.run import reading
from sitrep.engine.task import Task
from sitrep.export import export
from sitrep.ledger import Ledger
from sitrep.record import Report
from sitrep.record.codec import encode

SHARD = 500
WORKERS = ("sitrep.engine.worker", "ray::")


@dataclass
class Measured:
    """What the runs of one engine came to: reports a second, and mebibytes of driver and worker."""

    rates: list[float] = field(default_factory=list)
    driver: float = 0.0
    worker: float = 0.0
    digests: set[str] = field(default_factory=set)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="reports to read by model and rules")
    parser.add_argument("--texts", type=int, help="how many texts, at most")
    parser.add_argument(
        "--made", type=int, default=2000, help="made reports to read by the rules; 0 for none"
    )
    parser.add_argument("--alone", type=int, default=2000, metavar="N", help="0 for none")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    there = [name for name in ENGINES if name != "ray" or find_spec("ray")]
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=there)
    options = parser.parse_args()
    print(f"{platform.platform()}, CPython {platform.python_version()}, {os.cpu_count()} cores\n")
    print("| reports | reader | engine | jobs | min | median | max | driver MiB | worker MiB |")
    print("|---|---|---|--:|--:|--:|--:|--:|--:|", flush=True)
    setups: list[tuple[EngineName, int]] = [
        (e, jobs) for e in options.engines for jobs in ([1] if e == "local" else options.jobs)
    ]
    with tempfile.TemporaryDirectory() as scratch:
        if options.folder:
            texts = islice(sample_of(options.folder), options.texts)
            joined = lines_file(Path(scratch) / "texts.jsonl", texts)
            compare(joined, "model", setups, options.runs)
        if options.made:
            made = (record.report for record in make_records(options.made))
            compare(lines_file(Path(scratch) / "made.jsonl", made), "rules", setups, options.runs)
    if options.alone:
        read_alone(options.alone, [name for name in options.engines if name != "local"], max(options.jobs))


def lines_file(path: Path, reports: Iterable[Report]) -> Path:
    """A file of reports as JSON lines."""
    with path.open("w", encoding="utf-8") as lines:
        for report in reports:
            row = {"text": report.text, "date": report.published, "publisher": report.publisher}
            lines.write(encode({**row, "url": report.url}) + "\n")
    return path


def compare(given: Path, reader: str, setups: list[tuple[EngineName, int]], runs: int) -> None:
    """Print a row for each of ``setups``, an engine with its jobs."""
    measured = {setup: Measured() for setup in setups}
    for _ in range(runs):
        for setup, found in measured.items():
            run(given, reader, *setup, found)
    for (engine, jobs), found in measured.items():
        rates = (min(found.rates), statistics.median(found.rates), max(found.rates))
        cells = [given.name, reader, engine, str(jobs), *(f"{rate:.3g}" for rate in rates)]
        print("| " + " | ".join([*cells, f"{found.driver:.0f}", f"{found.worker:.0f}"]) + " |", flush=True)
    digests = set().union(*(found.digests for found in measured.values()))
    print(f"| exports | {'all the same' if len(digests) == 1 else 'NOT THE SAME'} |", flush=True)


def read_alone(made: int, engines: list[EngineName], jobs: int) -> None:
    """Print how many made reports a second are read in shards of 500, the start of the engine counted."""
    reports = [record.report for record in make_records(made)]
    task = Task.of(reader="rules")
    print(f"\n| {made} made reports, reading alone, shards of {SHARD} | jobs | reports a second |")
    print("|---|--:|--:|")
    for engine in engines:
        began = time.perf_counter()
        with reading(reports, task, engine=engine, jobs=jobs, size=SHARD) as outcomes:
            read = sum(1 for _ in outcomes)
        print(f"| {engine} | {jobs} | {read / (time.perf_counter() - began):.3g} |", flush=True)


def run(given: Path, reader: str, engine: str, jobs: int, found: Measured) -> None:
    """One run of ``sitrep add``, put down in ``found``."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "a.ledger"
        call = [sys.executable, "-m", "sitrep.cli", "add", str(ledger), str(given), "--reader", reader]
        began = time.perf_counter()
        # Some reports of a folder may fail; the count of those that were read is what counts.
        with subprocess.Popen(
            [*call, "--engine", engine, "--jobs", str(jobs)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            while process.poll() is None:
                watch(process.pid, found)
                time.sleep(0.05)
            seconds = time.perf_counter() - began
            assert process.stdout is not None
            found.rates.append(int(process.stdout.read().split()[0]) / seconds)
        with Ledger.open(ledger) as opened:
            exported = export(opened, "json")
            found.digests.add(hashlib.sha256(encode(exported).encode()).hexdigest())


def watch(driver: int, found: Measured) -> None:
    """Note the most memory that the processes of a run have held so far."""
    found.driver = max(found.driver, memory(driver, "VmHWM"))
    for process in below(driver):
        with suppress(OSError):
            command = Path(f"/proc/{process}/cmdline").read_bytes().decode(errors="replace")
            if any(name in command for name in WORKERS):
                found.worker = max(found.worker, memory(process, "VmHWM"))


def below(driver: int) -> Iterator[int]:
    """The processes that a process started, and those that these did."""
    parents = dict(_parents())
    for process in parents:
        above: int | None = process
        while above is not None and above != driver:
            above = parents.get(above)
        if above == driver and process != driver:
            yield process


def _parents() -> Iterator[tuple[int, int]]:
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            yield int(entry.name), int((entry / "stat").read_text().rpartition(")")[2].split()[1])


def memory(process: int, field: str) -> float:
    """What a process holds (``VmRSS``) or held at most (``VmHWM``), in MiB; 0 where it is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
            if line.startswith(f"{field}:"):
                return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
