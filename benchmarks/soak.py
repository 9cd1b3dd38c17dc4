"""Reports come in, and what half an hour of adding, reading, judging and serving at once came to goes out.

    python benchmarks/soak.py [FOLDER] [--minutes M] [--every S] [--before N]

Four processes work at one ledger, which holds N made reports at the beginning: one reads a new report by the
model every S seconds and files it; one reviews (accepts, judges pairs, notes, undoes); one prints briefs,
searches and opens rows; one is the desk, asked for a page four times a second. What a process has done it
acknowledges in a list of its own. At the end every acknowledged entry has to be in the ledger, and the ledger
whole. Memory is what each process holds (resident), every five seconds, its slope by least squares after the
first five minutes, or the first sixth of a shorter run.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import TypeVar

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.desk import Browser, desk, pages
from benchmarks.engines import memory
from benchmarks.made import make_records
from benchmarks.run import known_reports

from sitrep.intake import from_text
from sitrep.ledger import Ledger
from sitrep.readers.reader import read_report
from sitrep.record import Report
from sitrep.record.ids import id_of
from sitrep.views.brief import make_brief

WATCHED_S = 5.0
REVIEW_S, LOOK_S, PAGE_S = 1.0, 3.0, 0.25
LAST_S = 60.0  # for what is in hand at the end
PARAGRAPHS = 12


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="reports whose paragraphs make up the new ones")
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two new reports")
    parser.add_argument("--before", type=int, default=10_000, help="made reports that are there at first")
    parser.add_argument("--role", choices=ROLES, help=argparse.SUPPRESS)
    parser.add_argument("--ledger", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.role:
        ROLES[options.role](options.ledger, options)
        return
    with tempfile.TemporaryDirectory() as scratch:
        ledger = Path(scratch) / "soak.ledger"
        with Ledger.open(ledger, create=True) as opened:
            opened.add(make_records(options.before))
        soak(ledger, options)


# -- the processes ----------------------------------------------------------------------------------


def add(path: Path, options: argparse.Namespace) -> None:
    """Read and file new reports, once all words were met: until then tables of words fill."""
    for report in known_reports(options.folder):
        read_report(report)
    with Ledger.open(path, report_wait=_in_silence) as ledger:
        for report in paced(new_reports(options.folder), options.every):
            ledger.add([read_report(report)])
            acknowledge(report.id)


def review(path: Path, options: argparse.Namespace) -> None:
    """Do what a reviewer does."""
    rng = random.Random(3)
    with Ledger.open(path, report_wait=_in_silence) as ledger:
        for number in paced(count(), REVIEW_S):
            acknowledge(reviewed(ledger, rng, number))


def reviewed(ledger: Ledger, rng: random.Random, number: int) -> str:
    """The digest of one act."""
    event = id_of("e", int(rng.choice(ledger.overview().ids)))
    if number % 5 == 4:
        return ledger.undo(own=True, by="soak").digest
    if number % 5 == 3 and (waiting := ledger.waiting(limit=20)):
        pair = rng.choice(waiting)
        return ledger.judge(pair.a, pair.b, rng.choice(("same", "different")), by="soak").digest
    if number % 5 == 2:
        return ledger.note(event, f"looked at, number {number}", by="soak").digest
    return ledger.correct(event, {"status": rng.choice(("accepted", "to_review"))}, by="soak").digest


def look(path: Path, options: argparse.Namespace) -> None:
    """Do what commands that print do."""
    rng = random.Random(5)
    for number in paced(count(), LOOK_S):
        with Ledger.open(path) as ledger:
            if number % 10 == 0:
                make_brief(ledger.state(), ledger.record)
            ledger.search(rng.choice(("police", "killed", "minister", "protest")))
            ledger.state_about(id_of("e", int(rng.choice(ledger.overview().ids))))
        acknowledge("looked")


ROLES: dict[str, Callable[[Path, argparse.Namespace], None]] = {"add": add, "review": review, "look": look}


def new_reports(folder: Path | None) -> Iterator[Report]:
    """Reports without end: paragraphs of those in a folder, put together anew."""
    rng = random.Random(11)
    paragraphs = [part for report in known_reports(folder) for part in report.text.split("\n\n")]
    for number in count():
        day = date(2024, 1, 1) + timedelta(days=number // 40)
        text = "\n\n".join(rng.sample(paragraphs, min(PARAGRAPHS, len(paragraphs))))
        yield from_text(text, published=day.isoformat(), publisher=f"Soak {number}")


T = TypeVar("T")


def paced(items: Iterator[T], every: float) -> Iterator[T]:
    """``items``, each ``every`` seconds after the one before, or at once where that is past."""
    due = time.monotonic()
    for item in items:
        time.sleep(max(0.0, due - time.monotonic()))
        due = max(due + every, time.monotonic())
        yield item


def _in_silence(_: str) -> None:
    """To wait for another writer is as it should be."""


def acknowledge(what: str) -> None:
    print(what, flush=True)


# -- watching them ----------------------------------------------------------------------------------


def soak(ledger: Path, options: argparse.Namespace) -> None:
    lists = {role: ledger.with_name(f"{role}.list") for role in ROLES}
    faults = ledger.with_name("faults")
    call = [sys.executable, __file__, "--ledger", str(ledger), "--every", str(options.every)]
    call += [str(options.folder)] if options.folder else []
    print(f"{platform.platform()}, CPython {platform.python_version()}, {os.cpu_count()} cores")
    held: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with desk(ledger) as (address, process, _), faults.open("wb") as complaints:
        browser = Browser(address)
        browser.ask("/events")
        drawn = list(pages(browser).values())
        running = {}
        for role, path in lists.items():
            with path.open("wb") as done:
                running[role] = subprocess.Popen([*call, "--role", role], stdout=done, stderr=complaints)
        numbers = {"serve": process.pid, **{role: one.pid for role, one in running.items()}}
        times, seen = [], 0.0
        began = time.monotonic()
        for page in paced(count(), PAGE_S):
            now = time.monotonic() - began
            if now > 60 * options.minutes or any(one.poll() is not None for one in running.values()):
                break
            times.append(browser.ask(drawn[page % len(drawn)]())[1])
            if now >= seen:
                seen += WATCHED_S
                for role, number in numbers.items():
                    held[role].append((now, memory(number, "VmRSS")))
        ended = [role for role, one in running.items() if one.poll() is not None]
        for one in running.values():
            one.terminate()
            one.wait(LAST_S)
    tell(ledger, lists, held, times, faults.read_text(errors="replace"), ended)


def tell(
    ledger: Path,
    lists: dict[str, Path],
    held: dict[str, list[tuple[float, float]]],
    times: list[float],
    complaints: str,
    ended: list[str],
) -> None:
    """Print what came of it; the exit status is 1 where anything failed or was lost."""
    # A line that a process was writing when it was ended is no acknowledgement.
    done = {role: path.read_text().rpartition("\n")[0].split() for role, path in lists.items()}
    with Ledger.open(ledger) as opened:
        entries = {logged.digest for logged in opened.entries()}
        lost = [name for name in done["add"] if opened.record(name) is None]
        lost += [digest for digest in done["review"] if digest not in entries]
        faults = opened.check()
    late = sorted(times)[int(len(times) * 0.95)]
    counts = {role: len(rows) for role, rows in done.items()}
    print(f"\n{counts['add']} reports filed, {counts['review']} acts, {counts['look']} rounds of printing")
    print(f"{len(times)} pages: median {statistics.median(times):.0f} ms, 95th percentile {late:.0f} ms")
    print("\n| process | MiB at first | MiB at the end | most | slope, % an hour |\n|---|--:|--:|--:|--:|")
    for role, rows in held.items():
        at, size = np.array(rows).T
        after = at >= min(300.0, at[-1] / 6)
        rise, base = np.polyfit(at[after] / 3600, size[after], 1)
        slope = 100 * rise / (base + rise * at[after][0] / 3600)
        print(f"| {role} | {size[after][0]:.0f} | {size[-1]:.0f} | {size.max():.0f} | {slope:+.1f} |")
    print(f"\nacknowledged and not there: {len(lost)}; faults of the ledger: {len(faults)}")
    if complaints or ended:
        print(f"ended early: {', '.join(ended) or 'none'}; on standard error:\n{complaints[-3000:]}")
    raise SystemExit(1 if lost or faults or complaints or ended else 0)


if __name__ == "__main__":
    main()
