"""Which documents are dev, by rule and by the index beside a corpus."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.errors import InputError
from sitrep.evaluate.gold import Document, report_from
from sitrep.evaluate.splits import by_fold, by_name, by_year, select_split, use_of


def named(*names: str) -> list[Document[None]]:
    return [Document(name, report_from("Rain fell."), None) for name in names]


def dated(*dates: str) -> list[Document[None]]:
    return [Document(date, report_from("Rain fell.", published=date), None) for date in dates]


def test_dev_is_every_name_whose_sha1_is_0_modulo_10() -> None:
    documents = named(*(f"report-{i}" for i in range(300)))
    chosen = {d.name for d in select_split(documents, "dev", use="", rule=by_name())}
    assert chosen == {
        d.name for d in documents if int(hashlib.sha1(d.name.encode()).hexdigest(), 16) % 10 == 0
    }
    assert 10 < len(chosen) < 60


@given(st.lists(st.text(min_size=1), unique=True, max_size=30))
def test_dev_and_train_part_the_whole(names: list[str]) -> None:
    documents = named(*names)
    parts = [select_split(documents, split, use="", rule=by_name()) for split in ("dev", "train")]
    assert sorted(d.name for part in parts for d in part) == sorted(names)
    assert select_split(documents, "all", use="", rule=by_name()) == documents


def test_where_the_rule_leaves_too_few_the_first_by_name_are_dev() -> None:
    documents = named("d", "c", "b", "a", "e")
    rule = by_name(modulus=10**40, at_least=3)
    assert [d.name for d in select_split(documents, "dev", use="", rule=rule)] == ["c", "b", "a"]


def test_a_key_is_hashed_in_place_of_the_name() -> None:
    sentence = "A crowd gathered in the square."
    fold = int(hashlib.sha1(sentence.encode()).hexdigest(), 16) % 5
    assert by_fold([Document("1", report_from(sentence), None, key=sentence)]) == [fold == 0]


def test_a_year_parts_reports_by_publication() -> None:
    assert by_year("2016")(dated("2015-12-31", "2016-01-01", "2017-03-02")) == [False, True, True]


@pytest.mark.parametrize(
    ("use", "split", "kept"),
    [
        ("dev only", "dev", 4),
        ("dev (do not train weights on it)", "train", 0),
        ("train", "train", 4),
        ("train", "dev", 0),
        ("dev only", "all", 4),
        ("train", "all", 4),
    ],
)
def test_a_corpus_for_one_use_is_not_parted(use: str, split: str, kept: int) -> None:
    documents = named("a", "b", "c", "d")
    assert len(select_split(documents, split, use=use, rule=by_name())) == kept  # type: ignore[arg-type]


def test_use_is_what_the_index_says_of_the_file_or_of_the_folder_unpacked_from_it(tmp_path: Path) -> None:
    rows = [{"file": "rivers.tar.gz", "use": "dev only"}, {"file": "hills.jsonl.gz", "use": "train"}]
    (tmp_path / "INDEX.json").write_text(json.dumps(rows))
    names = ("rivers.tar.gz", "rivers", "hills.jsonl", "plains.jsonl")
    assert [use_of(tmp_path / name) for name in names] == ["dev only", "dev only", "train", ""]


def test_without_an_index_there_is_no_use(tmp_path: Path) -> None:
    assert use_of(tmp_path / "rivers.tar.gz") == ""


def test_a_broken_index_is_named(tmp_path: Path) -> None:
    (tmp_path / "INDEX.json").write_text("[{")
    with pytest.raises(InputError, match=r"INDEX\.json"):
        use_of(tmp_path / "rivers.tar.gz")
