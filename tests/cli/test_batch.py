"""``sitrep batch`` reads what is not there yet, merges when asked, and leaves nothing of its work behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Call

duckdb = pytest.importorskip("duckdb")


def test_the_command_reads_what_is_not_there_yet_and_merges(sitrep: Call, tmp_path: Path) -> None:
    texts, dataset = tmp_path / "texts", tmp_path / "d"
    texts.mkdir()
    for number, town in enumerate(("Lagos", "Nairobi")):
        told = f"A bus overturned near {town} on Monday, killing six passengers, police said."
        (texts / f"{number}.txt").write_text(told)
    call = ("batch", dataset, texts, "--reader", "rules", "--published", "2020-05-05")
    first = sitrep(*call)
    assert (first.status, first.out) == (0, "2 new, 0 there already, 0 failed\n")
    (texts / "empty.txt").write_text("")
    again = sitrep(*call, "--merge", "--jobs", "1")
    assert again.status == 1
    assert again.out.splitlines()[0] == "0 new, 2 there already, 1 failed"
    assert "2 tellings of 2 events" in again.out
    assert "empty.txt" in again.err
    ((failed,),) = duckdb.sql(f"SELECT count(*) FROM '{dataset}/failures/*.parquet'").fetchall()
    assert failed == 1
    assert not [path for path in dataset.iterdir() if path.name.startswith(("run", "merging"))]


def test_nothing_asked_is_a_usage_error(sitrep: Call, tmp_path: Path) -> None:
    assert sitrep("batch", tmp_path / "d").status == 2
    assert not (tmp_path / "d").exists()
