"""Each query of the docs runs on a dataset and finds something."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from benchmarks.made import make_records

from sitrep.batch.dataset import Dataset
from sitrep.batch.merging import merge

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("scipy")
DOCS = Path(__file__).parents[2] / "docs" / "batch.md"
QUERIES = re.findall(r"```sql\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("queries") / "d"
    with Dataset.open(folder) as opened:
        list(opened.add(make_records(300)))
        merge(opened)
    return folder


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_a_query_of_the_docs_finds_something(
    dataset: Path, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(dataset)
    assert duckdb.sql(query).fetchall()


def test_there_are_queries() -> None:
    assert len(QUERIES) >= 5
