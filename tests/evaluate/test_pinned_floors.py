"""Floors hold, rise, and fall only when told to."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sitrep.errors import InputError
from sitrep.evaluate import gate
from sitrep.evaluate.evaluation import evaluate
from sitrep.evaluate.floors import (
    Floor,
    is_pinned,
    load_floors,
    pin_floor,
    save_floors,
    shortfalls,
)
from sitrep.evaluate.gate import check_floors, score_table
from sitrep.record import Record, Report

Read = Callable[[Report], Record]


@pytest.fixture
def floor(bridges: Path, year_reader: Read) -> Floor:
    """A floor pinned on what the reader of years reaches."""
    scores = evaluate("times", bridges, read=year_reader)
    return pin_floor(Floor("times", bridges.name, "all"), scores)


@pytest.fixture
def run(bridges: Path, tmp_path: Path, floor: Floor, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Run the gate on the small corpus with a reader of the test's choice."""
    floors_file = tmp_path / "floors.json"
    save_floors(floors_file, [floor])

    def invoke(read: Read, *options: str) -> Any:
        monkeypatch.setattr(gate, "load_reader", lambda name: read)
        options = ("--corpora", str(bridges.parent), "--floors", str(floors_file), *options)
        return CliRunner().invoke(gate.main, options)

    return invoke


@pytest.mark.parametrize(
    ("figure", "pinned"),
    [
        ("strict", True),
        ("cue.exact", True),
        ("lgl.within_161km", True),
        ("lgl.mean_km", False),
        ("median_km", False),
        ("per_sentence", False),
        ("n.killed_first", False),
    ],
)
def test_only_figures_of_which_more_is_better_have_floors(figure: str, pinned: bool) -> None:
    assert is_pinned(figure) is pinned


def test_a_first_pin_takes_figures_and_digest(bridges: Path, year_reader: Read, floor: Floor) -> None:
    scores = evaluate("times", bridges, read=year_reader)
    assert floor.digest == scores.digest
    assert floor.figures == scores.figures


def test_pinning_raises_what_rose_and_keeps_the_rest(bridges: Path, year_reader: Read, floor: Floor) -> None:
    scores = evaluate("times", bridges, read=year_reader)
    assert floor.figures is not None
    old = replace(floor, figures={**floor.figures, "strict": 0.1, "value": floor.figures["value"] + 0.0003})
    pinned = pin_floor(old, scores)
    assert pinned.figures == {**floor.figures, "value": floor.figures["value"] + 0.0003}


def test_pinning_refuses_to_lower_unless_told_to(bridges: Path, nothing_reader: Read, floor: Floor) -> None:
    scores = evaluate("times", bridges, read=nothing_reader)
    with pytest.raises(InputError, match="floors are not lowered unless told to"):
        pin_floor(floor, scores)
    assert pin_floor(floor, scores, lower=True).figures == {}


def test_pinning_refuses_another_corpus(bridges: Path, year_reader: Read, floor: Floor) -> None:
    scores = evaluate("times", bridges, read=year_reader)
    with pytest.raises(InputError, match="not the file that the floors of times were pinned on"):
        pin_floor(replace(floor, digest="0" * 64), scores)


def test_a_slice_is_given_more_slack_than_a_whole() -> None:
    whole = Floor("times", "f", "all", None, "d", {"strict": 0.5})
    assert [s.now for s in shortfalls(whole, {"strict": 0.49})] == [0.49]
    assert shortfalls(replace(whole, sample=5), {"strict": 0.49}) == []
    assert shortfalls(whole, {"strict": 0.4996}) == []


def test_a_figure_that_is_gone_falls_short() -> None:
    floor = Floor("times", "f", "all", None, "d", {"strict": 0.5})
    assert [s.now for s in shortfalls(floor, {"strict": None})] == [None]
    assert [s.now for s in shortfalls(floor, {})] == [None]


def test_floors_survive_their_file(tmp_path: Path, floor: Floor) -> None:
    save_floors(tmp_path / "floors.json", [floor, Floor("places", "x.tar.gz", "dev", 5)])
    assert load_floors(tmp_path / "floors.json") == (floor, Floor("places", "x.tar.gz", "dev", 5))
    assert [path.name for path in tmp_path.glob("floors*")] == ["floors.json"]


@pytest.mark.parametrize("text", ["{", '{"schema": "other/1", "floors": []}', None])
def test_a_file_without_floors_is_named(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "floors.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(InputError, match=r"floors\.json"):
        load_floors(path)


def test_the_gate_opens_for_what_holds(run: Callable[..., Any], year_reader: Read) -> None:
    result = run(year_reader)
    assert (result.exit_code, "BELOW" in result.output) == (0, False)
    assert "strict" in result.output


def test_the_gate_shuts_on_what_fell(run: Callable[..., Any], nothing_reader: Read) -> None:
    result = run(nothing_reader)
    assert result.exit_code == 1
    assert result.output.count("BELOW") == 3


def test_the_gate_shuts_on_another_corpus(
    run: Callable[..., Any], year_reader: Read, write_tar: Callable[..., Path], timeml: Callable[..., str]
) -> None:
    write_tar("bridges.tar.gz", {"b.tml": timeml()})
    result = run(year_reader)
    assert (result.exit_code, "not the file that the floors were pinned on" in result.output) == (1, True)


def test_the_gate_shuts_on_a_missing_corpus(
    run: Callable[..., Any], year_reader: Read, bridges: Path
) -> None:
    bridges.unlink()
    result = run(year_reader)
    assert (result.exit_code, "bridges.tar.gz: cannot be read" in result.output) == (1, True)


def test_without_corpora_the_gate_says_so_and_is_skipped(tmp_path: Path) -> None:
    result = CliRunner().invoke(gate.main, ["--corpora", str(tmp_path / "none")])
    assert (result.exit_code, "gate skipped: no corpora in" in result.output) == (0, True)


def test_a_refused_pin_writes_nothing(run: Callable[..., Any], nothing_reader: Read, tmp_path: Path) -> None:
    before = (tmp_path / "floors.json").read_bytes()
    result = run(nothing_reader, "--pin")
    assert (result.exit_code, "not lowered unless told to" in result.output) == (1, True)
    assert (tmp_path / "floors.json").read_bytes() == before


def test_the_gate_shuts_and_does_not_pin_where_the_reader_fails(
    run: Callable[..., Any], year_reader: Read, tmp_path: Path
) -> None:
    def stumble(report: Report) -> Record:
        if "1990" in report.text:
            raise ZeroDivisionError("no dates")
        return year_reader(report)

    before = (tmp_path / "floors.json").read_bytes()
    assert "the reader failed at 6 of 12 documents" in run(stumble).output
    result = run(stumble, "--pin", "--lower")
    assert (result.exit_code, "is not pinned" in result.output) == (1, True)
    assert (tmp_path / "floors.json").read_bytes() == before


def test_lowering_takes_a_flag_of_its_own(
    run: Callable[..., Any], nothing_reader: Read, tmp_path: Path
) -> None:
    assert run(nothing_reader, "--lower").exit_code == 2
    assert run(nothing_reader, "--pin", "--lower").exit_code == 0
    assert json.loads((tmp_path / "floors.json").read_text())["floors"][0]["figures"] == {}


def test_a_fast_run_takes_the_slices_alone(
    run: Callable[..., Any], year_reader: Read, tmp_path: Path, floor: Floor
) -> None:
    save_floors(tmp_path / "floors.json", [floor, Floor("times", "bridges.tar.gz", "all", 2)])
    result = run(year_reader, "--fast", "--pin")
    whole, part = load_floors(tmp_path / "floors.json")
    assert "2 documents" in result.output
    assert "12 documents" not in result.output
    assert whole == floor
    assert part.figures is not None


def test_the_table_has_a_line_a_figure(bridges: Path, year_reader: Read, floor: Floor) -> None:
    checks = list(check_floors([floor], bridges.parent, read=year_reader))
    lines = score_table(checks).splitlines()
    assert len(lines) == 2 + 3
    assert lines[2].startswith("| times | bridges | all | 12 | `strict` | 0.571 |")
    assert {line.count("|") for line in lines} == {8}
