"""A report comes in, and what its title asks for befalls the process that reads it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from sitrep.record import SCHEMA, Reader, Record, Report

__all__ = ["read"]


def read(report: Report) -> Record:
    """An empty record, with a line in the file that the publisher names, if it names one."""
    if report.publisher and report.publisher.startswith("/"):
        with Path(report.publisher).open("a", encoding="ascii") as tally:
            tally.write(f"{report.id}\n")
    title = report.title or ""
    if title.startswith("kill"):
        os.kill(os.getpid(), signal.SIGKILL)
    elif title.startswith("exit"):
        os._exit(3)
    elif title.startswith("break"):
        raise ValueError("nobody foresaw this report")
    elif title.startswith("slow"):
        time.sleep(0.05)
    return Record(SCHEMA, Reader("1", "hazards", "none"), report)
