"""What goes out to others: the contract's JSON, tables for spreadsheets, the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from ledger.crisis import crisis
from sitrep.errors import InputError
from sitrep.export import FORMATS, export, exporter
from sitrep.ledger import Ledger
from sitrep.ledger import state as view

TABLES = ("reports", "events", "items", "series", "versions", "statements", "actors")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "crisis.ledger", create=True) as opened:
        opened.add(crisis())
        yield opened


def rows(ledger: Ledger, table: str) -> list[dict[str, str]]:
    text = export(ledger, "csv", table=table)
    assert text is not None
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_state_gives_the_same_bytes(ledger: Ledger, tmp_path: Path, name: str) -> None:
    with Ledger.open(tmp_path / "other.ledger", create=True) as other:
        for record in reversed(crisis()):
            other.add([record])
        assert exporter(name).export(other) == exporter(name).export(ledger)


def test_json_is_the_ledgers_view_of_the_contract(ledger: Ledger) -> None:
    found = json.loads(export(ledger, "json") or "")
    assert found["schema"] == "sitrep.ledger/1"
    assert list(found) == [field.name for field in fields(view.State)]
    for name, kind in (
        ("reports", view.ReportRow),
        ("events", view.EventRow),
        ("series", view.Series),
        ("statements", view.StatementRow),
        ("actors", view.ActorRow),
    ):
        assert found[name]
        assert all(list(row) == [field.name for field in fields(kind)] for row in found[name])
    assert found["conflicts"] == []


def test_every_quote_of_the_json_is_in_its_report(ledger: Ledger) -> None:
    found = json.loads(export(ledger, "json") or "")
    texts = {record.report.id: record.report.text for record in ledger.records()}
    quoted = [
        row
        for group in ("events", "series")
        for one in found[group]
        for row in one.get("items", one.get("versions"))
    ]
    assert quoted
    assert all(row["quote"] in texts[row["report"]] for row in quoted)


def test_csv_is_a_file_a_table(ledger: Ledger, tmp_path: Path) -> None:
    assert export(ledger, "csv", path=tmp_path / "tables") is None
    assert {path.name for path in (tmp_path / "tables").iterdir()} == {f"{name}.csv" for name in TABLES}
    written = (tmp_path / "tables" / "events.csv").read_text("utf-8")
    assert written == export(ledger, "csv", table="events")


@pytest.mark.parametrize("table", [name for name in TABLES if name != "reports"])
def test_each_row_leads_to_its_words(ledger: Ledger, table: str) -> None:
    texts = {record.report.id: record.report.text for record in ledger.records()}
    found = rows(ledger, table)
    assert found
    for row in found:
        assert row["quote"].removeprefix("'") in texts[row["report"]]
        assert {"published", "publisher", "url"} <= set(row)


def test_a_table_holds_a_row_for_each_in_the_state(ledger: Ledger) -> None:
    state = ledger.state()
    assert [row["id"] for row in rows(ledger, "events")] == [event.id for event in state.events]
    assert len(rows(ledger, "versions")) == sum(len(series.versions) for series in state.series)
    assert len(rows(ledger, "items")) == sum(len(event.items) for event in state.events)


def test_what_a_spreadsheet_would_run_is_disarmed_and_numbers_are_left_alone(ledger: Ledger) -> None:
    report = next(row for row in rows(ledger, "reports") if "Coast" in row["publisher"])
    assert (report["publisher"], report["title"]) == ("'@Coast", "'-Ferry")
    event = next(row for row in rows(ledger, "events") if row["place"] == "Lagos")
    assert event["quote"].startswith("'=A ferry")
    assert event["lon"] == "3.39"


def test_lists_stand_in_one_cell_and_flags_as_words(ledger: Ledger) -> None:
    blast = max(rows(ledger, "events"), key=lambda row: int(row["reports"]))
    assert (blast["reports"], blast["independent"], blast["disputed"]) == ("4", "3", "true")
    diab = next(row for row in rows(ledger, "actors") if row["name"] == "Hassan Diab")
    assert diab["sectors"] == "GOV"


def test_a_file_is_written_whole_and_nothing_else_is_left(ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    export(ledger, "json", path=folder / "a.json")
    export(ledger, "csv", table="events", path=folder / "events.csv")
    assert {path.name for path in folder.iterdir()} == {"a.json", "events.csv"}


@pytest.mark.parametrize(
    ("name", "table", "words"),
    [
        ("wordperfect", None, "no format 'wordperfect'; there are json, csv"),
        ("csv", "weather", "csv has no table 'weather'; there are reports, events, items"),
        ("json", "events", "json has no table 'events'"),
        ("csv", None, "-o"),
    ],
)
def test_what_cannot_be_exported_says_what_can(
    ledger: Ledger, name: str, table: str | None, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        export(ledger, name, table=table)


def test_a_place_that_cannot_be_written_is_named(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere.a\.json: cannot be written"):
        export(ledger, "json", path=tmp_path / "nowhere" / "a.json")
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="file: a folder cannot be made here"):
        export(ledger, "csv", path=tmp_path / "file")


def test_an_empty_ledger_has_tables_of_a_head_only(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "empty.ledger", create=True) as ledger:
        assert all(rows(ledger, table) == [] for table in TABLES)
