"""A ledger comes in, and how long each format takes to write it, how large it is and what it holds, goes out.

    python benchmarks/exports.py LEDGER [--runs N]

Each is `sitrep export` in a process of its own, its start counted.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sitrep.export import formats


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    print(f"{platform.platform()}, CPython {platform.python_version()}\n")
    print("| format | min s | median s | max s | MB written | MiB of memory |\n|---|--:|--:|--:|--:|--:|")
    for name in formats():
        found = [export(options.ledger, name) for _ in range(options.runs)]
        seconds = [row[0] for row in found]
        times = f"{min(seconds):.2f} | {statistics.median(seconds):.2f} | {max(seconds):.2f}"
        print(f"| {name} | {times} | {found[0][1]:.2f} | {max(row[2] for row in found):.0f} |", flush=True)


def export(ledger: Path, name: str) -> tuple[float, float, float]:
    """Seconds, megabytes written, and mebibytes of memory at most."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        command = [sys.executable, "-m", "sitrep.cli", "export", str(ledger), name, "-o", str(out)]
        began = time.perf_counter()
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit(f"{name}: exit status {process.returncode}")
        files = [out] if out.is_file() else [path for path in out.rglob("*") if path.is_file()]
        return seconds, sum(path.stat().st_size for path in files) / 1e6, used.ru_maxrss / 1024


if __name__ == "__main__":
    main()
