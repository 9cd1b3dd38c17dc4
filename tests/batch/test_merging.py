"""Merging a dataset comes to what a ledger comes to, goes on where it was cut off, and is done once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.made import make_records

from sitrep.batch import chunks, merging
from sitrep.batch.dataset import Dataset
from sitrep.batch.merging import Merged, merge
from sitrep.ledger import Ledger
from sitrep.record import Record

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("scipy")
RECORDS = [record for record in make_records(60) if record.events]


def filled(folder: Path, records: list[Record]) -> Path:
    with Dataset.open(folder) as dataset:
        list(dataset.add(records))
    return folder


def merged_in(folder: Path, *, jobs: int = 1) -> Merged:
    with Dataset.open(folder) as dataset:
        return merge(dataset, jobs=jobs)


def happenings(folder: Path) -> dict[str, set[str]]:
    found = defaultdict(set)
    sql = f"SELECT event, happening FROM '{folder}/merged/events.parquet'"
    for event, happening in duckdb.sql(sql).fetchall():
        found[happening].add(event)
    return dict(found)


def events_of_ledger(path: Path, records: list[Record]) -> dict[str, set[str]]:
    with Ledger.open(path, create=True) as ledger:
        ledger.add(iter(records), [])
        return {row.id: {item.event for item in row.items} for row in ledger.state().events}


def test_a_dataset_and_a_ledger_gather_alike(tmp_path: Path) -> None:
    told = merged_in(filled(tmp_path / "d", RECORDS))
    found = happenings(tmp_path / "d")
    assert found == events_of_ledger(tmp_path / "a.ledger", RECORDS)
    assert (told.events, told.tellings) == (len(found), sum(map(len, found.values())))
    assert max(map(len, found.values())) > 2


def test_the_order_of_reports_and_the_number_of_jobs_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "_CHUNK", 40)
    monkeypatch.setattr(merging, "_PASS", 500)
    one, other = filled(tmp_path / "a", RECORDS), filled(tmp_path / "b", RECORDS[::-1])
    assert merged_in(one) == merged_in(other, jobs=2)
    assert happenings(one) == happenings(other)


def test_links_have_their_evidence(tmp_path: Path) -> None:
    folder = filled(tmp_path / "d", RECORDS)
    told = merged_in(folder)
    links = duckdb.sql(f"SELECT a, b, verdict, evidence FROM '{folder}/merged/links.parquet'").fetchall()
    assert len(links) == told.same + told.unsure
    assert all(evidence for *_, evidence in links)
    assert {event for a, b, *_ in links for event in (a, b)} <= set().union(*happenings(folder).values())


def test_a_run_that_was_cut_off_judges_nothing_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "_CHUNK", 40)
    folder, calls = filled(tmp_path / "d", RECORDS), []

    def judged(work: Path, chunk: int) -> None:
        if len(calls) == 2:
            raise KeyboardInterrupt
        calls.append(chunk)
        chunks.judge_chunk(work, chunk)

    monkeypatch.setattr(merging, "judge_chunk", judged)
    with pytest.raises(KeyboardInterrupt):
        merged_in(folder)
    assert not (folder / "merged").exists()
    monkeypatch.setattr(
        merging, "judge_chunk", lambda work, chunk: (calls.append(chunk), chunks.judge_chunk(work, chunk))
    )
    merged_in(folder)
    assert len(calls) == len(set(calls)) > 2
    assert happenings(folder) == events_of_ledger(tmp_path / "a.ledger", RECORDS)


def test_what_is_merged_already_is_not_merged_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = filled(tmp_path / "d", RECORDS[:30])
    first = merged_in(folder)
    with monkeypatch.context() as patched:
        patched.setattr(merging, "_merge", None)
        assert merged_in(folder) == first
    filled(folder, RECORDS)
    assert merged_in(folder).tellings > first.tellings


def test_a_dataset_without_events_merges_to_nothing(tmp_path: Path) -> None:
    bare = [replace(record, events=(), figures=()) for record in RECORDS[:2]]
    assert merged_in(filled(tmp_path / "d", bare)) == Merged(0, 0, 0, 0, 0, 0)
    assert happenings(tmp_path / "d") == {}


def test_blocks_of_too_many_are_left_out_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "_WIDEST", 1)
    told = merged_in(filled(tmp_path / "d", RECORDS))
    assert told.wide_blocks > 0
    assert (told.pairs, told.events) == (0, told.tellings)
