"""``sitrep evaluate`` prints one JSON object a file, and one line for a fault."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sitrep.cli.evaluate import command
from sitrep.evaluate import TASKS, evaluation
from sitrep.record import Record, Report

Read = Callable[[Report], Record]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, year_reader: Read) -> Callable[..., Any]:
    """Call the command with the reader of years."""
    monkeypatch.setattr(evaluation, "load_reader", lambda name: year_reader)
    return lambda *words: CliRunner().invoke(command, [str(word) for word in words])


def test_one_object_a_file(call: Callable[..., Any], bridges: Path) -> None:
    result = call("times", bridges, bridges)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [row["file"] for row in rows] == [str(bridges)] * 2
    assert rows[0]["figures"]["strict"] == pytest.approx(0.5714)


def test_the_split_is_passed_on(call: Callable[..., Any], bridges: Path) -> None:
    numbers = [json.loads(call("times", bridges, "--split", s).stdout)["n"] for s in ("dev", "train", "all")]
    assert numbers[0] + numbers[1] == numbers[2] == 12


def test_predictions_are_json_lines(call: Callable[..., Any], bridges: Path, tmp_path: Path) -> None:
    path = tmp_path / "predictions.jsonl"
    assert call("times", bridges, "--predictions", path).exit_code == 0
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    assert len(rows) == 12
    assert list(rows[0]) == ["file", "document", "gold", "predicted"]
    assert [time["quote"] for time in rows[0]["predicted"]] == ["1956"]


def test_a_bad_file_is_one_line_and_the_others_are_done(
    call: Callable[..., Any], bridges: Path, tmp_path: Path
) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Nothing of the kind.")
    result = call("times", path, bridges)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr == f"sitrep: {path}: no gold corpus of a known form was found in it\n"


def test_reports_at_which_the_reader_failed_are_listed(
    monkeypatch: pytest.MonkeyPatch, bridges: Path
) -> None:
    def stumble(report: Report) -> Record:
        raise ZeroDivisionError("no dates")

    monkeypatch.setattr(evaluation, "load_reader", lambda name: stumble)
    result = CliRunner().invoke(command, ["times", str(bridges)])
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 12
    assert json.loads(result.stdout)["figures"]["strict"] == 0


def test_help_names_every_task(call: Callable[..., Any]) -> None:
    help_text = " ".join(call("--help").output.split())
    assert all(name in help_text for name in TASKS)


@pytest.mark.parametrize("words", [("poetry", "x"), ("times",), ("times", "x", "--reader", "oracle")])
def test_wrong_usage_is_exit_2(call: Callable[..., Any], words: tuple[str, ...]) -> None:
    assert call(*words).exit_code == 2


def test_predictions_that_cannot_be_written_are_one_line(
    call: Callable[..., Any], bridges: Path, tmp_path: Path
) -> None:
    result = call("times", bridges, "--predictions", tmp_path / "no" / "folder.jsonl")
    assert result.exit_code == 1
    assert "cannot be written" in str(result.exception)
