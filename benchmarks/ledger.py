"""A ledger of a million made-up events is filled, and what adding, showing and searching cost on the way
goes out.

    python benchmarks/ledger.py FILE [--events N] [--plot docs/ledger-growth.svg]

At a thousandth, a hundredth and so on up to the whole, a process of its own adds a hundred reports one by
one, shows a hundred things and searches a hundred times; its times and its memory are the figures, so that
filling does not count. Beside them, in the same run: what it takes to write and sync a single row.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.made import EVENTS_A_REPORT, make_records

from sitrep.ledger import Ledger
from sitrep.record import Record, from_json, to_json
from sitrep.views.show import show_in

PROBES = 100
STEPS = (0.01, 0.03, 0.1, 0.3, 1.0)
WIDTH, HEIGHT, MARGIN = 640, 360, 56


@dataclass(frozen=True)
class Measured:
    """What one size of ledger cost: milliseconds at the median and at the 95th percentile, megabytes."""

    events: int
    add_ms: float
    add_p95_ms: float
    show_ms: float
    show_p95_ms: float
    search_ms: float
    search_p95_ms: float
    open_ms: float
    row_ms: float
    memory_mb: float
    file_mb: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path, help="where to keep the ledger")
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--plot", type=Path, help="where to draw the growth of adding")
    parser.add_argument("--probe", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.probe:
        print(",".join(f"{value:.3f}" for value in probe(options.file, options.probe)))
        return
    print(
        f"{platform.python_implementation()} {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
    )
    print(f"{os.cpu_count()} cores\n")
    print("| " + " | ".join(field.name.replace("_", " ") for field in fields(Measured)) + " |")
    print("|--:" * len(fields(Measured)) + "|", flush=True)
    rows = fill(options.file, options.events)
    if options.plot:
        options.plot.write_text(plot(rows), encoding="utf-8")


def fill(path: Path, events: int) -> list[Measured]:
    """Fill a ledger at ``path``, and what each size of it cost."""
    total = events // EVENTS_A_REPORT
    records = make_records(total)
    filed = 0
    rows = []
    with Ledger.open(path, create=True) as ledger:
        for share in STEPS:
            wanted = max(PROBES, int(share * total))
            ledger.add(islice(records, max(0, wanted - filed - PROBES)))
            rows.append(_probed(path, list(islice(records, PROBES)), wanted * EVENTS_A_REPORT))
            filed = max(wanted, filed + PROBES)
    return rows


def _probed(path: Path, records: Sequence[Record], events: int) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        waiting = Path(folder) / "records.jsonl"
        waiting.write_text("\n".join(map(to_json, records)), encoding="utf-8")
        call = [sys.executable, __file__, str(path), "--probe", str(waiting)]
        done = subprocess.run(call, capture_output=True, text=True, check=True)
    measured = Measured(events, *map(float, done.stdout.split(",")))
    cells = [f"{measured.events:,}"]
    cells += [f"{getattr(measured, field.name):,.1f}" for field in fields(Measured)[1:]]
    print("| " + " | ".join(cells) + " |", flush=True)
    return measured


def probe(path: Path, waiting: Path) -> list[float]:
    """Open the ledger at ``path``, add what waits, show and search: the cells of :class:`Measured`."""
    records = [from_json(line) for line in waiting.read_text(encoding="utf-8").splitlines()]
    random = Random(1)
    started = time.perf_counter()
    ledger = Ledger.open(path)
    ledger.locate("r-0")
    opened = (time.perf_counter() - started) * 1000
    shown = [item.id for record in records for item in (*record.events, *record.statements)]
    with ledger:
        adds = _times(lambda record: ledger.add([record]), records)
        shows = _times(lambda name: show_in(ledger, name), random.sample(shown, PROBES))
        words = [random.choice(record.report.text.split()) for record in records]
        searches = _times(ledger.search, words)
    rows = _row_times(path.parent)
    memory = _peak_mb()
    cells = [value for times in (adds, shows, searches) for value in (statistics.median(times), _p95(times))]
    return [*cells, opened, statistics.median(rows), memory, path.stat().st_size / 1e6]


def _peak_mb() -> float:
    """The most memory that this process held; what it had of its parent's before it began does not count."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _times(call: Callable[..., object], inputs: Sequence[object]) -> list[float]:
    """Milliseconds of each call."""
    found = []
    for value in inputs:
        started = time.perf_counter()
        call(value)
        found.append((time.perf_counter() - started) * 1000)
    return found


def _row_times(folder: Path) -> list[float]:
    """What one row in a file of its own costs: the least that any commit can."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        connection = sqlite3.connect(Path(scratch) / "row.db", isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE rows (n)")
        times = _times(lambda n: connection.execute("INSERT INTO rows VALUES (?)", (n,)), range(20))
        connection.close()
    return times


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(0.95 * len(times)) - 1]


def plot(rows: Sequence[Measured]) -> str:
    """Milliseconds of adding one report over the number of events, both axes by powers of ten, as SVG."""
    from math import log10

    across = [log10(row.events) for row in rows]
    up = [log10(value) for row in rows for value in (row.add_ms, row.add_p95_ms)]
    low, high = int(min(up)), int(max(up)) + 1

    def x(value: float) -> float:
        return MARGIN + (value - across[0]) / (across[-1] - across[0]) * (WIDTH - 2 * MARGIN)

    def y(value: float) -> float:
        return HEIGHT - MARGIN - (value - low) / (high - low) * (HEIGHT - 2 * MARGIN)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif"'
        ' font-size="12"><rect width="100%" height="100%" fill="#fff"/>'
    ]
    for power in range(low, high + 1):
        at = y(power)
        parts.append(f'<path d="M{MARGIN} {at:.1f}H{WIDTH - MARGIN}" stroke="#ddd"/>')
        parts.append(f'<text x="{MARGIN - 8}" y="{at + 4:.1f}" text-anchor="end">{10**power:g} ms</text>')
    parts += [
        f'<text x="{x(log10(row.events)):.1f}" y="{HEIGHT - MARGIN + 20}" text-anchor="middle">'
        f"{row.events:,}</text>"
        for row in rows
    ]
    for name, colour, label in (("add_p95_ms", "#b33", "95th percentile"), ("add_ms", "#246", "median")):
        points = [(x(log10(row.events)), y(log10(getattr(row, name)))) for row in rows]
        line = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points]
        end = points[-1]
        parts.append(
            f'<text x="{end[0]:.1f}" y="{end[1] - 8:.1f}" text-anchor="end" fill="{colour}">{label}</text>'
        )
    parts.append(
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 8}" text-anchor="middle">events in the ledger</text></svg>\n'
    )
    return "\n".join(parts)


if __name__ == "__main__":
    main()
