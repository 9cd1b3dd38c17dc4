"""Goldens: one folder a report, its record beside it; ``pytest --update-golden`` writes them anew.

A change of the reader shows here as a difference of JSON that a person can read and agree to.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sitrep import read
from sitrep.record import from_json, to_json

GOLDEN = Path(__file__).with_name("golden")
FOLDERS = sorted(path.parent for path in GOLDEN.glob("*/report.md"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_record_of_a_report_is_as_agreed(folder: Path, request: pytest.FixtureRequest) -> None:
    kept = folder / "record.json"
    found = to_json(read(folder / "report.md"), indent=2) + "\n"
    if request.config.getoption("--update-golden"):
        kept.write_text(found, encoding="utf-8")
    assert kept.is_file(), "no record yet: run pytest --update-golden tests/test_golden.py"
    assert found.splitlines() == kept.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_kept_record_holds_together(folder: Path) -> None:
    record = from_json((folder / "record.json").read_bytes())
    assert record.report.title
    assert record.events


def test_there_are_goldens_and_no_folder_without_a_report() -> None:
    assert len(FOLDERS) >= 6
    assert sorted(path for path in GOLDEN.iterdir() if path.is_dir()) == FOLDERS
