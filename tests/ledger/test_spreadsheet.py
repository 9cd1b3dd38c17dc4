"""Tables edited in a spreadsheet and brought back: what a person changed is filed, and nothing else."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from export.hostile import hostile
from ledger.crisis import crisis
from sitrep.cli.correct import command
from sitrep.errors import InputError
from sitrep.export import export
from sitrep.ledger import Corrected, Ledger
from sitrep.ledger.sheets import read_sheets
from sitrep.ledger.state import EventRow
from sitrep.ledger.written import is_lossy_copy, readings

Rows = list[dict[str, str]]
TABLES = ("reports", "events", "items", "series", "versions", "statements", "actors")


@pytest.fixture
def filed(ledger: Ledger) -> Ledger:
    ledger.add(crisis())
    return ledger


def table(ledger: Ledger, name: str) -> Rows:
    return list(csv.DictReader(io.StringIO(str(export(ledger, "csv", table=name)), newline="")))


def saved(path: Path, rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding, "replace"))
    return path


def correct(path: Path, rows: Path, *options: str) -> Result:
    return CliRunner().invoke(command, [str(path), "--from", str(rows), *options])


def edited(path: Path, ledger: Ledger, name: str, **cells: str) -> Path:
    """The exported table with other ``cells`` in its first row."""
    rows = table(ledger, name)
    rows[0].update(cells)
    return saved(path.parent / f"{name}.csv", rows)


def blast(ledger: Ledger) -> EventRow:
    return next(event for event in ledger.state().events if event.mode == "explosion")


def acts(ledger: Ledger) -> list[Corrected]:
    return [logged.entry for logged in ledger.acts() if isinstance(logged.entry, Corrected)]


# -- nothing changed ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TABLES)
def test_an_unchanged_table_files_nothing(ledger: Ledger, path: Path, tmp_path: Path, name: str) -> None:
    ledger.add(hostile())
    export(ledger, "csv", table=name, path=tmp_path / "table.csv")
    result = correct(path, tmp_path / "table.csv")
    assert (result.exit_code, result.output) == (0, "0 rows corrected, 0 refused\n")
    assert acts(ledger) == []


def test_an_unchanged_workbook_files_nothing(ledger: Ledger, path: Path, tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    ledger.add(hostile())
    export(ledger, "xlsx", path=tmp_path / "ledger.xlsx")
    result = correct(path, tmp_path / "ledger.xlsx")
    assert (result.exit_code, result.output) == (0, "0 rows corrected, 0 refused\n")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_unchanged_export_of_a_real_ledger_files_nothing(
    demo_copy: Path, tmp_path: Path, form: str
) -> None:
    pytest.importorskip("openpyxl")
    with Ledger.open(demo_copy) as ledger:
        out = tmp_path / "out"
        export(ledger, form, path=out)
        for file in sorted(out.iterdir()) if out.is_dir() else [out]:
            result = correct(demo_copy, file)
            assert (result.exit_code, result.output) == (0, "0 rows corrected, 0 refused\n"), file
        assert acts(ledger) == []


def _semicolons(rows: Rows) -> bytes:
    """As Excel saves it where commas stand before decimals."""
    for row in rows:
        for cell in ("lat", "lon"):
            row[cell] = row[cell].replace(".", ",")
        row["disputed"] = {"true": "WAHR", "false": "FALSCH"}[row["disputed"]]
        for cell in ("earliest", "latest", "published"):
            year, *rest = row[cell].split("-")
            row[cell] = ".".join([*rest[::-1], year]) if rest else row[cell]
    return _bytes(rows, ";", "cp1252")


def _american_days(rows: Rows) -> bytes:
    for row in rows:
        for cell in ("earliest", "latest", "published"):
            year, _, rest = row[cell].partition("-")
            row[cell] = f"{rest.replace('-', '/')}/{year}" if rest else row[cell]
    return _bytes(rows, ",", "utf-8")


def _misread(rows: Rows) -> bytes:
    """As a spreadsheet saves what it took for Windows-1252."""
    text = _bytes(rows, ",", "utf-8")
    return "".join(bytes([b]).decode("cp1252", "replace") if b < 256 else "" for b in text).encode()


def _bytes(rows: Rows, delimiter: str, encoding: str) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding, "replace")


@pytest.mark.parametrize(
    "save",
    [
        _semicolons,
        _american_days,
        lambda rows: b"\xef\xbb\xbf" + _bytes(rows, ",", "utf-8"),
        lambda rows: _bytes(rows, "\t", "utf-16"),
        lambda rows: b"sep=;\r\n" + _bytes(rows, ";", "utf-8"),
        lambda rows: _bytes([dict(reversed(row.items())) for row in rows], ",", "utf-8"),
        lambda rows: _bytes([{"note": "seen", **row, "": "x"} for row in rows], ",", "utf-8"),
        lambda rows: _bytes([{n: row[n] for n in ("id", "type", "actors")} for row in rows], ",", "utf-8"),
    ],
    ids=["semicolons", "days", "mark", "utf-16", "sep", "order", "more", "fewer"],
)
def test_what_a_spreadsheet_does_of_itself_is_no_change(
    filed: Ledger, path: Path, tmp_path: Path, save: Callable[[Rows], bytes]
) -> None:
    (tmp_path / "events.csv").write_bytes(save(table(filed, "events")))
    result = correct(path, tmp_path / "events.csv")
    assert (result.exit_code, result.output) == (0, "0 rows corrected, 0 refused\n")


# -- what a person changed ------------------------------------------------------------------------


def test_changed_cells_are_filed_one_entry_a_row(filed: Ledger, path: Path) -> None:
    rows = table(filed, "events")
    rows[0] |= {"mode": "fire", "actors": "Port Authority; Customs", "status": "accepted"}
    rows[1]["earliest"] = "2020-08-03"
    file = saved(path.parent / "events.csv", rows)
    result = correct(path, file, "--reason", "checked", "--by", "Ana")
    assert result.exit_code == 0, result.output
    assert result.output.endswith("2 rows corrected, 0 refused\n")
    one, other = sorted(acts(filed), key=lambda act: -len(act.fields))
    assert one.ids == (rows[0]["id"],)
    assert one.fields == {"mode": "fire", "actors": ["Port Authority", "Customs"], "status": "accepted"}
    assert (one.reason, one.by) == ("checked", "Ana")
    assert other.fields == {"earliest": "2020-08-03"}
    assert filed.check() == []
    assert correct(path, file).output.endswith("0 rows corrected, 0 refused\n")


def test_numbers_come_back_by_figure_and_the_best_by_series(filed: Ledger, path: Path) -> None:
    file = edited(path, filed, "versions", low="31")
    assert correct(path, file).exit_code == 0
    assert acts(filed)[-1].fields == {"low": 31}
    row = next(row for row in table(filed, "series") if row["disputed"] == "true")
    assert correct(path, saved(path.parent / "s.csv", [{**row, "best": "100"}])).exit_code == 0
    assert next(s for s in filed.state().series if s.id == row["id"]).best == 100


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"place": "Tripoli"}, ("Tripoli", "LBN", True)),
        ({"place": "Tripoli", "country": "LBY"}, ("Tripoli", "LBY", True)),
        ({"place": "Lagos"}, ("Lagos", "NGA", True)),
        ({"country": "EGY"}, ("Beirut", "EGY", False)),
        ({"lat": "33.9"}, ("Beirut", "LBN", True)),
        ({"place": ""}, None),
    ],
)
def test_a_place_is_corrected_from_its_cells(
    filed: Ledger, path: Path, cells: dict[str, str], place: tuple[str, str, bool] | None
) -> None:
    row = next(row for row in table(filed, "events") if row["place"] == "Beirut")
    assert correct(path, saved(path.parent / "e.csv", [{**row, **cells}])).exit_code == 0
    found = next(event for event in filed.state().events if event.id == row["id"]).place
    assert (found and (found.name, found.country, found.lat is not None)) == place


def test_the_apostrophe_of_the_export_is_taken_off_again(filed: Ledger, path: Path) -> None:
    row = next(row for row in table(filed, "reports") if row["title"] == "'-Ferry")
    assert correct(path, saved(path.parent / "r.csv", [{**row, "title": "'-Ferry sinks"}])).exit_code == 0
    assert acts(filed)[-1].fields == {"title": "-Ferry sinks"}


def test_a_workbook_with_changed_cells_and_a_day_as_a_day(filed: Ledger, path: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    from datetime import datetime

    export(filed, "xlsx", path=tmp_path / "ledger.xlsx")
    book = openpyxl.load_workbook(tmp_path / "ledger.xlsx")
    heads = [cell.value for cell in book["events"][1]]
    book["events"].cell(2, heads.index("earliest") + 1).value = datetime(2020, 8, 3)
    book["reports"].cell(2, 2).value = "Another title"
    book.save(tmp_path / "ledger.xlsx")
    assert correct(path, tmp_path / "ledger.xlsx").output.endswith("2 rows corrected, 0 refused\n")
    assert [act.fields for act in acts(filed)] == [{"title": "Another title"}, {"earliest": "2020-08-03"}]


def test_letters_that_were_misread_are_mended(filed: Ledger, path: Path) -> None:
    assert readings("title", "Ã‰tÃ©")[0] == "Été"
    assert readings("title", "Été")[0] == "Été"
    row = table(filed, "reports")[0]
    assert correct(path, saved(path.parent / "r.csv", [{**row, "title": "L’été"}])).exit_code == 0
    (again,) = (one for one in table(filed, "reports") if one["id"] == row["id"])
    misread = {name: cell.encode().decode("cp1252") for name, cell in again.items()}
    assert misread["title"] != "L’été"
    assert correct(path, saved(path.parent / "m.csv", [misread])).output == "0 rows corrected, 0 refused\n"


@pytest.mark.parametrize(
    ("reading", "present", "same"),
    [("L?dz", "Łdz", False), ("?dz", "Łdz", True), ("Ldz", "Łdz", True), ("Ldx", "Łdz", False),
     ("?? x", "\U0001f44d x", True), ("plain", "plain", False)],
)  # fmt: skip
def test_a_letter_that_windows_1252_lacks_may_stand_as_another(
    reading: str, present: str, same: bool
) -> None:
    assert is_lossy_copy(reading, present) is same


# -- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "cells", "words"),
    [
        ("events", {"id": "e-nobody"}, "(e-nobody): nothing here has this id"),
        ("events", {"id": ""}, "(no id): it has no id"),
        ("events", {"quote": "other words"}, "quote: it is 'An explosion shook"),
        ("events", {"type": "explosion"}, "type: type of a event must be the name of an event type"),
        ("events", {"earliest": "soon"}, "earliest: earliest of a event must be an ISO 8601 date"),
        ("events", {"earliest": "01/02/2020"}, "it may be 2020-01-02 or 2020-02-01; write it as YYYY-MM-DD"),
        ("events", {"earliest": "2020-08-05"}, "earliest 2020-08-05 is above latest 2020-08-04"),
        ("events", {"lat": "north"}, "lat: lat must be a number, not 'north'"),
        ("events", {"lat": "91"}, "lat: lat is in degrees, not 91"),
        ("events", {"country": "ABC"}, "country: no country is 'ABC'"),
        ("events", {"reality": "#NAME?"}, "reality: #NAME? is a fault of the spreadsheet"),
        ("series", {"low": "7"}, "cannot be corrected; correct the numbers in the table versions"),
        ("versions", {"low": "many"}, "low: low must be a number, not 'many'"),
        ("versions", {"bound": "roughly"}, "bound: bound of a figure must be one of exact"),
        ("reports", {"title": "cut short […cut]"}, "title: it was too long for its cell and is cut"),
    ],
)
def test_what_cannot_be_filed_is_listed_and_the_rest_is_filed(
    filed: Ledger, path: Path, name: str, cells: dict[str, str], words: str
) -> None:
    rows = table(filed, name)
    at = next(n for n, row in enumerate(rows) if row.get("place", "Beirut") == "Beirut")
    rows[at] |= cells
    good, value = {
        "events": ("mode", "fire"),
        "series": ("best", "5"),
        "versions": ("high", "900"),
        "reports": ("publisher", "New Post"),
    }[name]
    rows[at + 1][good] = value
    result = correct(path, saved(path.parent / f"{name}.csv", rows))
    assert result.exit_code == 1
    assert words in result.stderr
    assert f"row {at + 2}" in result.stderr
    assert result.stdout.endswith("1 row corrected, 1 refused\n")
    assert [act.fields.keys() for act in acts(filed)] == [{good}]


def test_a_cell_that_both_changed_is_a_conflict_and_one_that_only_the_ledger_changed_is_left(
    filed: Ledger, path: Path
) -> None:
    rows = table(filed, "events")
    row = next(one for one in rows if one["id"] == blast(filed).id)
    filed.correct(row["id"], {"mode": "fire", "reality": "possible"})
    row |= {"mode": "collapse", "type": "DISASTER"}
    result = correct(path, saved(path.parent / "events.csv", rows))
    assert result.exit_code == 1
    assert "mode: it was changed to 'collapse' here, and to 'fire' in the ledger since" in result.stderr
    assert "2 cells changed in the ledger since the export, and left so" in result.stderr
    event = next(one for one in filed.state().events if one.id == row["id"])
    assert (event.mode, event.reality, event.type) == ("fire", "possible", "DISASTER")


def test_without_a_fingerprint_a_correction_after_the_file_was_saved_is_a_conflict(
    filed: Ledger, path: Path
) -> None:
    rows = [{n: row[n] for n in ("id", "mode", "type", "status")} for row in table(filed, "events")]
    row = next(one for one in rows if one["id"] == blast(filed).id)
    row |= {"mode": "collapse", "type": "DISASTER"}
    file = saved(path.parent / "events.csv", rows)
    os.utime(file, (0, 0))
    filed.correct(row["id"], {"mode": "fire"})
    result = correct(path, file)
    assert result.exit_code == 1
    assert "mode: somebody corrected it to 'fire' after the file was saved" in result.stderr
    assert acts(filed)[-1].fields == {"type": "DISASTER"}


def test_two_rows_of_one_id_that_differ_are_refused_in_that_cell_alone(filed: Ledger, path: Path) -> None:
    row = table(filed, "events")[0]
    twice = [
        {**row, "mode": "fire", "reality": "possible"},
        {**row, "mode": "collapse", "reality": "possible"},
    ]
    result = correct(path, saved(path.parent / "events.csv", twice))
    assert result.exit_code == 1
    assert "row 2, row 3" in result.stderr
    assert "mode: rows of one id say 'collapse' and 'fire'" in result.stderr
    assert acts(filed)[-1].fields == {"reality": "possible"}


def test_an_event_that_is_part_of_another_now_is_named(filed: Ledger, path: Path) -> None:
    rows = table(filed, "events")
    ferry = next(row for row in rows if row["mode"] == "water")
    filed.judge(ferry["id"], blast(filed).id, "same")
    if filed.locate(ferry["id"]).leads_to == ferry["id"]:  # type: ignore[union-attr]
        ferry = next(row for row in rows if row["mode"] == "explosion")
    result = correct(path, saved(path.parent / "events.csv", [ferry]))
    assert "it is part of e-" in result.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "a header and rows under it were expected"),
        (b"name,place\nx,y\n", "a column id or figure or item was expected; there are name, place"),
        (b"\xd0\xcf\x11\xe0old", "save it as .xlsx or .csv"),
        (b"PK\x03\x04broken", "an Excel workbook .* was expected"),
    ],
)
def test_a_file_that_is_no_table_says_what_was_expected(
    filed: Ledger, path: Path, tmp_path: Path, content: bytes, words: str
) -> None:
    pytest.importorskip("openpyxl")
    (tmp_path / "rows").write_bytes(content)
    result = correct(path, tmp_path / "rows")
    assert isinstance(result.exception, InputError)
    with pytest.raises(InputError, match=words):
        raise result.exception


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv: cannot be read"):
        read_sheets(tmp_path / "none.csv")


@pytest.mark.parametrize("words", [(), ("e-1",), ("--from", "a.csv", "e-1", "mode=x")])
def test_either_an_id_or_a_file_is_asked_for(path: Path, words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(command, [str(path), *words])
    assert result.exit_code == 2
    assert "ID and FIELD=VALUE" in result.output
