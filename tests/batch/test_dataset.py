"""A dataset is whole after every part, whatever ends the run, and holds each report once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.made import make_records

from sitrep.batch.dataset import PART, Dataset
from sitrep.batch.tables import NAMES
from sitrep.errors import InputError, ResourceError
from sitrep.intake import Failure
from sitrep.record import Record
from sitrep.record.ids import id_of, number_of

duckdb = pytest.importorskip("duckdb")


def records(count: int) -> list[Record]:
    return list(make_records(count))


def rows(folder: Path, table: str, columns: str = "*", more: str = "") -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = duckdb.sql(
        f"SELECT {columns} FROM read_parquet('{folder}/{table}/*.parquet') {more}"
    ).fetchall()
    return found


def test_every_item_of_a_record_is_a_row_that_leads_to_its_words(tmp_path: Path) -> None:
    made = records(20)
    with Dataset.open(tmp_path / "d") as dataset:
        (part,) = dataset.add(made)
    assert (part.reports, part.failures) == (20, 0)
    for table in ("actors", "places", "statements", "events", "figures"):
        expected = {item.id for record in made for item in getattr(record, table)}
        assert {name for (name,) in rows(tmp_path / "d", table, "id")} == expected
    sql = "SELECT count(*) FROM '{0}/events/*.parquet' e JOIN '{0}/reports/*.parquet' r ON e.report = r.id"
    sql += ' WHERE r.text[e.start + 1 : e."end"] = e.quote'
    assert duckdb.sql(sql.format(tmp_path / "d")).fetchall() == [(sum(len(r.events) for r in made),)]


def test_a_report_is_written_once_however_often_it_comes(tmp_path: Path) -> None:
    made = records(12)
    with Dataset.open(tmp_path / "d") as dataset:
        list(dataset.add([*made[:8], *made[:3]]))
    with Dataset.open(tmp_path / "d") as dataset:
        (part,) = dataset.add(made)
        assert part.reports == 4
        assert list(dataset.add(made)) == []
        assert len(dataset.known()) == 12
    assert len(rows(tmp_path / "d", "reports")) == 12


def test_parts_are_of_a_thousand_reports(tmp_path: Path) -> None:
    with Dataset.open(tmp_path / "d") as dataset:
        failures = [Failure(f"{n}.txt", "it is empty") for n in range(PART + 1)]
        assert [part.failures for part in dataset.add(failures)] == [PART, 1]
    assert len(rows(tmp_path / "d", "failures")) == PART + 1


def test_what_a_run_that_was_cut_off_left_is_removed(tmp_path: Path) -> None:
    made, folder = records(6), tmp_path / "d"
    with Dataset.open(folder) as dataset:
        (part,) = dataset.add(made)
    # As if the run had died before the manifest, with a table in the making.
    (folder / "parts" / f"{part.name}.json").unlink()
    (folder / "events" / ".half.parquet.new").write_bytes(b"PAR1")
    with Dataset.open(folder) as dataset:
        assert dataset.known() == set()
        assert not list((folder / "events").iterdir())
        list(dataset.add(made))
    assert len(rows(folder, "reports")) == 6


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match="something else"), Dataset.open(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_another_layout_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dataset.json").write_text(json.dumps({"format": "sitrep.dataset/99"}))
    with pytest.raises(InputError, match="another layout"), Dataset.open(tmp_path):
        pass


def test_of_two_writers_the_second_is_refused(tmp_path: Path) -> None:
    with (
        Dataset.open(tmp_path / "d"),
        pytest.raises(InputError, match="another run"),
        Dataset.open(tmp_path / "d"),
    ):
        pass


def test_a_full_disk_is_told_and_leaves_the_parts_that_are_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, folder = records(6), tmp_path / "d"
    with Dataset.open(folder) as dataset:
        list(dataset.add(made[:3]))

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises((InputError, ResourceError), match="No space left"), Dataset.open(folder) as dataset:
        list(dataset.add(made))
    monkeypatch.undo()
    with Dataset.open(folder) as dataset:
        assert sum(part.reports for part in dataset.add(made)) == 3


def test_ids_are_numbers_and_back() -> None:
    assert id_of("e", number_of("e-00ff00000000000a")) == "e-00ff00000000000a"
    assert set(NAMES) >= {"reports", "tellings", "keys"}
