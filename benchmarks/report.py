"""All benchmarks run, one after another, and one report as Markdown goes out.

    python benchmarks/report.py [FOLDER] [-o docs/benchmarks.md] [--quick]

FOLDER holds reports, read in place of the sample. It takes half an hour, with --quick some minutes: fewer
runs, smaller ledgers. Nothing else should run beside it.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

HERE = Path(__file__).parent
LIBRARIES = ("onnxruntime", "numpy", "ray", "spacy", "dateparser", "scikit-learn", "duckdb", "pyarrow")
OTHERS = """
Rates of another coder, not measured in this run. PETRARCH-2 on parses that it is given: 313 to 667
sentences a second, 8 to 13 with its start; the parser that it needs: 2 to 5, by its own documentation. A
report of 600 words has about 25 sentences; sitrep's rates hold all that it does from the file to the ledger.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("-o", "--out", type=Path)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    folder = [str(options.folder)] if options.folder else []
    runs = "1" if options.quick else "3"
    events = "5000" if options.quick else "25000"
    made, texts, alone = ("100", "20", "1000") if options.quick else ("200", "60", "1000")
    counts = ["--texts", texts, "--runs", runs]
    opened = options.out.open("w", encoding="utf-8") if options.out else nullcontext(sys.stdout)
    with opened as out, tempfile.TemporaryDirectory() as scratch:
        ledger = str(Path(scratch) / "made.ledger")
        # Part by part: of a run that is cut off, what was measured is there.
        print(f"# Benchmarks\n\n{machine()}", file=out, flush=True)
        for title, about, name, arguments in (
            ("Reading", READING, "run.py", [*folder, *counts]),
            ("Parts beside what one would pick instead", RIVALS, "rivals.py", [*folder, "--runs", runs]),
            ("Engines", ENGINES, "engines.py", [*folder, *counts, "--made", made, "--alone", alone]),
            ("The ledger as it grows", LEDGER, "ledger.py", [ledger, "--events", events]),
            ("The desk", DESK, "desk.py", [ledger]),
            ("Exports", EXPORTS, "exports.py", [ledger, "--runs", runs]),
        ):
            print(f"\n## {title}\n\n{about}\n\n{printed(name, arguments)}", file=out, flush=True)
        print(f"\n## Other coders\n{OTHERS}", end="", file=out)


READING = "`benchmarks/run.py`: each layer by itself on the same texts, in this process."
RIVALS = "`benchmarks/rivals.py`, in one run."
ENGINES = "`benchmarks/engines.py`: `sitrep add` from file to ledger, start included, reports a second."
LEDGER = "`benchmarks/ledger.py`: made reports of five events each; milliseconds, and megabytes by size."
DESK = "`benchmarks/desk.py` on the ledger of the section before."
EXPORTS = "`benchmarks/exports.py` on the same ledger."


def machine() -> str:
    """The machine and the libraries, in words."""
    model = "an unnamed processor"
    memory = ""
    try:
        found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text("utf-8"))
        model = found[1].strip() if found else model
        total = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text("ascii"))
        memory = f", {int(total[1]) / 1048576:.0f} GiB" if total else ""
    except OSError:
        pass
    known = []
    for name in LIBRARIES:
        try:
            known.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            known.append(f"no {name}")
    return (
        f"Written by `python benchmarks/report.py` on {date.today().isoformat()}: {os.cpu_count()} cores of "
        f"{model}{memory}, {platform.system()} {platform.release()}, CPython {platform.python_version()}; "
        f"{', '.join(known)}. Figures are the least, the median and the most of several runs where three "
        "stand side by side. Times of one machine say little: read the ratios."
    )


def printed(name: str, arguments: list[str]) -> str:
    """What a benchmark prints."""
    print(f"{name} {' '.join(arguments)}", file=sys.stderr, flush=True)
    done = subprocess.run([sys.executable, str(HERE / name), *arguments], stdout=subprocess.PIPE, text=True)
    return done.stdout.strip() if done.returncode == 0 else f"{name} failed with {done.returncode}."


if __name__ == "__main__":
    main()
