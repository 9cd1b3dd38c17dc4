"""The frame around the tasks: envelope, splits, intervals, predictions, faults."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sitrep.errors import InputError, ResourceError
from sitrep.evaluate import evaluate
from sitrep.evaluate.evaluation import load_reader, nest, score
from sitrep.evaluate.gold import Document, Labelled
from sitrep.evaluate.tasks import load_task
from sitrep.record import Record, Report
from sitrep.record.codec import decode, encode

Read = Callable[[Report], Record]
ARTICLE = (
    "<articles><article><text>Smoke rose in {0}.</text><toponyms><toponym><start>14</start><end>{1}</end>"
    "<gaztag><lat>1</lat><lon>1</lon></gaztag></toponym></toponyms></article></articles>"
)


def test_the_envelope_holds_what_the_contract_names(bridges: Path, year_reader: Read) -> None:
    row = json.loads(encode(evaluate("times", bridges, read=year_reader).to_row()))
    assert list(row) == ["task", "file", "digest", "n", "reader", "figures", "ci"]
    assert (row["task"], row["file"], row["n"]) == ("times", str(bridges), 12)
    assert row["digest"] == hashlib.sha256(bridges.read_bytes()).hexdigest()
    assert row["reader"] == {"version": "0", "model": "stub", "codebook": "none"}
    assert list(row["figures"]) == list(row["ci"]) == ["strict", "relaxed", "value"]


def test_figures_are_those_counted_by_hand_within_their_intervals(bridges: Path, year_reader: Read) -> None:
    # Of two marked times a document one is found, and six documents have one year too many.
    result = evaluate("times", bridges, read=year_reader)
    assert result.figures["strict"] == pytest.approx(2 * 12 / (24 + 18), abs=1e-4)
    for figure, value in result.figures.items():
        low, high = result.ci[figure]
        assert low is not None
        assert high is not None
        assert value is not None
        assert low <= value <= high


def test_the_same_file_gives_the_same_evaluation(bridges: Path, year_reader: Read) -> None:
    assert evaluate("times", bridges, read=year_reader) == evaluate("times", bridges, read=year_reader)


def test_dev_and_train_add_up_to_all(bridges: Path, year_reader: Read) -> None:
    parts = {
        split: evaluate("times", bridges, read=year_reader, split=split) for split in ("dev", "train", "all")
    }  # type: ignore[arg-type]
    names = {split: [p.document for p in result.predictions] for split, result in parts.items()}
    assert sorted(names["dev"] + names["train"]) == names["all"] == [f"b{i:02}" for i in range(12)]
    # No digest of these names is 0 modulo 10 three times, so the first three are dev.
    assert parts["dev"].n >= 3


@pytest.mark.parametrize(
    ("sample", "taken"), [(4, [0, 3, 6, 9]), (5, [0, 2, 4, 7, 9]), (50, list(range(12)))]
)
def test_a_sample_is_evenly_spaced(bridges: Path, year_reader: Read, sample: int, taken: list[int]) -> None:
    result = evaluate("times", bridges, read=year_reader, sample=sample)
    assert [p.document for p in result.predictions] == [f"b{i:02}" for i in taken]


def test_a_document_at_which_the_reader_fails_is_listed_and_scored_as_empty(
    bridges: Path, year_reader: Read
) -> None:
    def stumble(report: Report) -> Record:
        if "1990" in report.text:
            raise ZeroDivisionError("no dates")
        return year_reader(report)

    result = evaluate("times", bridges, read=stumble)
    assert result.failed[0] == f"{bridges}: b01: ZeroDivisionError: no dates"
    assert (len(result.failed), result.n, result.reader.model) == (6, 12, "stub")
    assert result.figures["strict"] == pytest.approx(2 * 6 / (24 + 6), abs=1e-4)


def test_a_missing_resource_is_no_fault_of_a_document(bridges: Path) -> None:
    def stumble(report: Report) -> Record:
        raise ResourceError("the gazetteer is missing")

    with pytest.raises(ResourceError, match="the gazetteer is missing"):
        evaluate("times", bridges, read=stumble)


def test_what_was_scored_can_be_scored_again(bridges: Path, year_reader: Read) -> None:
    result = evaluate("times", bridges, read=year_reader)
    task = load_task("times")
    tallies = []
    for prediction in result.predictions:
        line = decode(encode(prediction), dict[str, Any])
        gold, found = (decode(encode(line[key]), tuple[Labelled, ...]) for key in ("gold", "predicted"))
        tallies.append(task.tally(gold, found))
    assert score(task, tallies, [""] * len(tallies)) == (result.figures, result.ci)


def test_a_reader_that_finds_nothing_scores_nothing(bridges: Path, nothing_reader: Read) -> None:
    assert set(evaluate("times", bridges, read=nothing_reader).figures.values()) == {0.0}


def test_progress_is_shown_what_is_read(bridges: Path, nothing_reader: Read) -> None:
    seen: list[int] = []

    def watch(documents: Any) -> Any:
        seen.append(len(documents))
        return documents

    evaluate("times", bridges, read=nothing_reader, watch=watch)
    assert seen == [12]


def test_several_corpora_in_one_file_are_also_scored_apart(
    write_tar: Callable[..., Path], nothing_reader: Read
) -> None:
    path = write_tar(
        "t.tar.gz", {"c/LGL.xml": ARTICLE.format("Pune", 18), "c/Other.xml": ARTICLE.format("Lima", 18)}
    )
    figures = evaluate("places", path, read=nothing_reader).to_row()["figures"]
    assert list(figures["lgl"]) == list(figures["other"])
    assert set(figures) == {*figures["lgl"], "lgl", "other"}


def test_one_corpus_in_a_file_is_not_scored_twice(
    write_tar: Callable[..., Path], nothing_reader: Read
) -> None:
    path = write_tar("t.tar.gz", {"c/LGL.xml": ARTICLE.format("Pune", 18)})
    assert "lgl" not in evaluate("places", path, read=nothing_reader).to_row()["figures"]


def test_what_lies_beside_the_corpus_in_an_archive_is_left_out(
    write_tar: Callable[..., Path], timeml: Callable[..., str], nothing_reader: Read
) -> None:
    path = write_tar(
        "c.tar.gz", {"c/README.md": "How it was made.", "c/a.tml": timeml(), "c/z.txt": "Terms."}
    )
    assert evaluate("times", path, read=nothing_reader).n == 1


def test_a_broken_member_of_a_corpus_is_not_passed_over(
    write_tar: Callable[..., Path], timeml: Callable[..., str], nothing_reader: Read
) -> None:
    path = write_tar("c.tar.gz", {"c/a.tml": timeml(), "c/b.tml": "<TimeML><TEXT>"})
    with pytest.raises(InputError, match=r"c/b\.tml is not well-formed"):
        evaluate("times", path, read=nothing_reader)


def test_a_corpus_of_another_task_says_which(bridges: Path, nothing_reader: Read) -> None:
    with pytest.raises(InputError, match="task places does not score TimeML; what does: times"):
        evaluate("places", bridges, read=nothing_reader)


def test_a_file_that_is_no_corpus_says_so(tmp_path: Path, nothing_reader: Read) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear all, the meeting is moved.")
    with pytest.raises(InputError, match=r"letter\.txt: no gold corpus of a known form"):
        evaluate("times", path, read=nothing_reader)


def test_an_empty_split_says_so(bridges: Path, nothing_reader: Read) -> None:
    (bridges.parent / "INDEX.json").write_text(json.dumps([{"file": bridges.name, "use": "train"}]))
    with pytest.raises(InputError, match="in the split 'dev' of task times"):
        evaluate("times", bridges, read=nothing_reader, split="dev")
    assert evaluate("times", bridges, read=nothing_reader, split="train").n == 12


@pytest.mark.parametrize("name", ["poetry", "", "times.py"])
def test_a_task_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="a task was expected"):
        load_task(name)


def test_a_reader_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match="a reader was expected"):
        load_reader("oracle")


def test_dotted_names_nest() -> None:
    assert nest({"a": 1, "b.c": 2, "b.d.e": 3}) == {"a": 1, "b": {"c": 2, "d": {"e": 3}}}


def test_a_document_without_text_is_not_scored(
    write_lines: Callable[..., Path], nothing_reader: Read
) -> None:
    row = {"sentence": "Rain fell.", "source": "Rain", "target": "x", "gold_root": "AID", "gold_penta": "2"}
    path = write_lines("plv.jsonl", [row, {**row, "sentence": " "}])
    assert evaluate("events", path, read=nothing_reader).n == 1


def test_documents_may_have_the_same_text(write_lines: Callable[..., Path], nothing_reader: Read) -> None:
    row = {"sentence": "Rain fell.", "source": "Rain", "target": "x", "gold_root": "AID", "gold_penta": "2"}
    result = evaluate("events", write_lines("plv.jsonl", [row, row]), read=nothing_reader)
    assert len({p.document for p in result.predictions}) == 2


def test_gold_is_kept_as_plain_values(bridges: Path, nothing_reader: Read) -> None:
    (first, *_) = evaluate("times", bridges, read=nothing_reader).predictions
    assert isinstance(first.gold, tuple)
    year = {"start": 24, "end": 28, "quote": "1956", "label": "1956", "type": "DATE"}
    assert json.loads(encode(first))["gold"][0] == year
    assert Document("x", Report("r", None, None, None, None, None, None, "en", "t"), None).corpus == ""
