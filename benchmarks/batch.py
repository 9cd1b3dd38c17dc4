"""Datasets of made tellings of growing size are merged; seconds, memory and pairs of each go out.

    python benchmarks/batch.py FOLDER [--events N …] [--jobs N]

The dataset in FOLDER grows from size to size, a world of a million tellings at a time (see `made.py`; each
has its own towns and people, and all share ten years), and only what merging takes of it is written. Beside
the figures of each size: the slope between it and the size before, as the power of the size with which the
processor's seconds grow (those of the clock hang on what else the machine does).
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from math import log
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.made import EVENTS_A_REPORT, make_records

from sitrep.batch.dataset import PART, Dataset
from sitrep.batch.merging import Merged, merge
from sitrep.batch.tables import merging_rows
from sitrep.record import Record

WORLD = 200_000  # reports


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--events", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    print(f"{platform.platform()}, CPython {platform.python_version()}, {os.cpu_count()} cores\n")
    print("| tellings | written s | pairs | same | events | merged s | CPU s | slope | MiB | dataset MB |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|", flush=True)
    before: tuple[int, float] | None = None
    for events in options.events:
        began = time.perf_counter()
        with Dataset.open(options.folder) as dataset:
            grow(dataset, events // EVENTS_A_REPORT, options.jobs)
        written = time.perf_counter() - began
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            merged, seconds, spent, peak = alone.submit(measure, options.folder, options.jobs).result()
        slope = log(spent / before[1]) / log(merged.tellings / before[0]) if before else None
        before = merged.tellings, spent
        counts = f"{merged.pairs:,} | {merged.same:,} | {merged.events:,}"
        size = sum(path.stat().st_size for path in options.folder.rglob("*.parquet")) / 1e6
        told = "" if slope is None else f"{slope:.2f}"
        took = f"{seconds:.0f} | {spent:.0f} | {told}"
        cells = f"{written:.0f} | {counts} | {took} | {peak / 1024:.0f} | {size:.0f}"
        print(f"| {merged.tellings:,} | {cells} |", flush=True)


def measure(folder: Path, jobs: int) -> tuple[Merged, float, float, int]:
    """Merge, in a process that did nothing before: what it came to, seconds of clock and cores, KiB."""
    began = time.perf_counter()
    with Dataset.open(folder) as dataset:
        merged = merge(dataset, jobs=jobs)
    seconds = time.perf_counter() - began
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    spent = sum(usage.ru_utime + usage.ru_stime for usage in used)
    return merged, seconds, spent, max(usage.ru_maxrss for usage in used)


def grow(dataset: Dataset, reports: int, jobs: int) -> None:
    """Write what is missing of so many reports, in parts that do not hang on how many are asked for."""
    there = {part.name for part in dataset.parts()}
    wanted = [number for number in range(-(-reports // PART)) if f"{number:016x}" not in there]
    worlds: dict[int, list[int]] = {}
    for number in wanted:
        worlds.setdefault(number * PART // WORLD, []).append(number)
    tasks = [(dataset.folder, world, row) for world, row in worlds.items()]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        list(pool.map(write_world, *zip(*tasks, strict=True), chunksize=1))


def write_world(folder: Path, world: int, numbers: list[int]) -> None:
    """Write parts of one world; those before them are made and thrown away."""
    dataset, wanted = Dataset(folder), set(numbers)
    made = make_records(WORLD, seed=world + 1)
    for number in range(world * WORLD // PART, max(numbers) + 1):
        records = list(islice(made, PART))
        if number in wanted:
            dataset.write(f"{number:016x}", _rows(records), reports=len(records), failures=0)


def _rows(records: list[Record]) -> Iterator[tuple[str, tuple[object, ...]]]:
    for record in records:
        yield from merging_rows(record)


if __name__ == "__main__":
    main()
