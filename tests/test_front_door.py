"""``from sitrep import read, Ledger``: what a notebook needs, in few lines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import sitrep
from sitrep import Ledger, read
from sitrep.errors import InputError, LedgerError, SitrepError
from sitrep.intake import from_text

FERRY = "LAGOS, May 4, 2021 - A ferry capsized near Lagos on Monday, killing 34 passengers."


def test_what_is_exported_is_there() -> None:
    assert sitrep.__all__ == ["Ledger", "read"]
    assert all(hasattr(sitrep, name) for name in sitrep.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Ledgers'"):
        _ = sitrep.Ledgers  # type: ignore[attr-defined]


def test_a_text_a_path_and_a_report_give_the_same_record(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text(FERRY, encoding="utf-8")
    assert read(FERRY) == read(path) == read(from_text(FERRY))


def test_a_string_is_text_and_never_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ferry.txt").write_text(FERRY, encoding="utf-8")
    assert read("ferry.txt", published="2021-05-04").report.text == "ferry.txt"


def test_options_fill_what_the_report_lacks() -> None:
    record = read(
        "A bus overturned on Sunday, killing six people.",
        title="Bus overturns",
        published="2021-05-04",
        publisher="Gazette",
        url="https://gazette.example/1",
    )
    report = record.report
    assert (report.title, report.published, report.publisher, report.url) == (
        "Bus overturns",
        "2021-05-04",
        "Gazette",
        "https://gazette.example/1",
    )
    assert record.times[0].value == "2021-05-02"


@pytest.mark.parametrize("text", ["", " \n", "12 345"])
def test_a_text_with_nothing_to_read_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        read(text)


@pytest.mark.parametrize(("name", "reason"), [("none.txt", "no such file"), ("empty.txt", "is empty")])
def test_a_path_that_cannot_be_read_is_named(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "empty.txt").touch()
    with pytest.raises(InputError, match=reason) as fault:
        read(tmp_path / name)
    assert str(tmp_path / name) in str(fault.value)
    assert isinstance(fault.value, ValueError)


def test_from_text_to_a_table_of_series(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.sitrep", create=True) as ledger:
        ledger.add([read(FERRY), read(FERRY.replace("34", "36").replace("4, 2021", "5, 2021"))])
        rows = [(series.measure, series.low, series.high) for series in ledger.state().series]
    assert rows
    assert {measure for measure, _, _ in rows} == {"killed"}


def test_a_missing_ledger_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no such ledger"):
        Ledger.open(tmp_path / "none.sitrep")
    assert issubclass(LedgerError, SitrepError)


def test_importing_the_package_loads_nothing_heavy() -> None:
    program = (
        "import sys, sitrep; print([m for m in ('numpy', 'yaml', 'msgspec', 'sqlite3') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
