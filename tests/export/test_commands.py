"""``add``, ``check`` and ``export`` on the command line."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ledger.crisis import crisis
from sitrep.cli.add import command as add
from sitrep.cli.check import command as check
from sitrep.cli.export import command as export
from sitrep.errors import InputError, LedgerError
from sitrep.ledger import Ledger

FERRY = (
    "LAGOS, May 4, 2021 - A ferry capsized near Lagos on Monday, killing 34 passengers, "
    "the port authority said. Nine people were missing."
)


def run(command: object, *arguments: object) -> Result:
    return CliRunner().invoke(command, [str(a) for a in arguments])  # type: ignore[arg-type]


@pytest.fixture
def filed(tmp_path: Path) -> Path:
    path = tmp_path / "crisis.ledger"
    with Ledger.open(path, create=True) as ledger:
        ledger.add(crisis())
    return path


def test_add_says_how_many_of_each_and_why_some_failed(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(FERRY)
    (folder / "b.txt").write_text(FERRY)
    (folder / "c.txt").write_text("")
    ledger = tmp_path / "a.ledger"
    first = run(add, ledger, folder, "--publisher", "Gazette")
    assert first.exit_code == 1, first.output
    assert first.stdout == "2 read, 1 new, 0 reprints, 1 known already, 1 failed\n"
    assert "c.txt" in first.stderr
    again = run(add, ledger, folder / "a.txt", "--publisher", "Inland Courier")
    assert (again.exit_code, again.stdout) == (0, "1 read, 0 new, 1 reprint, 0 known already, 0 failed\n")


def test_add_to_something_else_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FERRY)
    result = run(add, tmp_path / "a.txt", tmp_path / "a.txt")
    assert isinstance(result.exception, LedgerError)
    assert (tmp_path / "a.txt").read_text() == FERRY


def test_export_prints_or_writes(filed: Path, tmp_path: Path) -> None:
    printed = run(export, filed, "json")
    assert printed.exit_code == 0
    assert json.loads(printed.stdout)["schema"] == "sitrep.ledger/1"
    run(export, filed, "json", "-o", tmp_path / "a.json")
    assert (tmp_path / "a.json").read_text("utf-8") == printed.stdout
    assert run(export, filed, "csv", "--table", "events").stdout.startswith("id,type,mode,")


def test_export_in_an_unknown_format_names_those_there_are(filed: Path) -> None:
    result = run(export, filed, "morse")
    assert isinstance(result.exception, InputError)
    assert "json, csv" in str(result.exception)


def test_check_says_what_is_installed_and_that_a_ledger_is_whole(filed: Path) -> None:
    result = run(check, filed)
    assert result.exit_code == 0, result.output
    head, *lines = result.stdout.splitlines()
    assert "sitrep " in head
    assert "SQLite " in head
    assert "msgspec " in head
    assert all(line.endswith(": whole") for line in (head, *lines))
    assert [line.split()[0] for line in lines] == ["gazetteer", "codebook", "reader", "ledger"]


def test_check_of_a_tampered_ledger_exits_with_one(filed: Path) -> None:
    connection = sqlite3.connect(filed)
    connection.execute("UPDATE series SET best = 1000000")
    connection.commit()
    connection.close()
    result = run(check, filed)
    assert result.exit_code == 1
    assert "not whole\n  table series is not what the entries come to" in result.stdout
