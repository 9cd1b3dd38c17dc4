"""A ledger, a file of reports, an engine and a task come in, and a run that may be killed goes out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from engine.made import environment, file_all
from sitrep.engine.task import Task
from sitrep.record import Report
from sitrep.record.codec import decode, encode

__all__ = ["start"]


def start(path: Path, reports: Sequence[Report], task: Task, engine: str) -> subprocess.Popen[bytes]:
    """A process of its own that files ``reports`` in the ledger at ``path``."""
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".given", delete=False) as given:
        given.write(encode(list(reports)))
    command = [sys.executable, "-m", "engine.driver", str(path), given.name, engine, encode(task)]
    return subprocess.Popen(command, env=environment())


def main() -> None:
    path, given, engine, task = sys.argv[1:]
    reports = decode(Path(given).read_bytes(), list[Report])
    file_all(Path(path), reports, decode(task, Task), engine, size=5)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
