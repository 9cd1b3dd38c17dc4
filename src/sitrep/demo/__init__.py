"""The sample reports that ship with the package, and the ledger that ``sitrep demo`` makes of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitrep.ledger import Added

__all__ = ["demo_reports", "file_demo"]


def demo_reports() -> Path:
    """The folder of the sample reports: one real crisis, told in sentences written for this program."""
    return Path(__file__).with_name("reports")


def file_demo(path: Path) -> Added:
    """Read the sample reports and file them in the ledger at ``path``, made where there is none."""
    from sitrep.intake import Failure, reports
    from sitrep.ledger import Ledger
    from sitrep.readers.reader import read_report

    found = [report for report in reports([demo_reports()]) if not isinstance(report, Failure)]
    with Ledger.open(path, create=True) as ledger:
        return ledger.add(read_report(report) for report in found)
