"""``sitrep read``: the four formats, what fills a report in, and what the exit status says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sitrep.readers import reader
from sitrep.record import Record, Report, from_json

SECOND = "NAIROBI, May 5, 2021 - Police arrested 20 protesters in Nairobi on Tuesday."


def test_json_is_one_object_for_one_file(sitrep: Any, ferry: Path) -> None:
    told = sitrep("read", ferry, "--format", "json")
    assert (told.status, told.err) == (0, "")
    record = json.loads(told.out)
    assert record["schema"] == "sitrep.record/1"
    assert [figure["low"] for figure in record["figures"]] == [34, 9]
    assert from_json(told.out).report.published == "2021-05-04"


@pytest.mark.parametrize("count", [1, 2])
def test_json_of_a_folder_is_a_list_however_many_it_holds(sitrep: Any, ferry: Path, count: int) -> None:
    if count == 2:
        (ferry.parent / "second.txt").write_text(SECOND)
    told = sitrep("read", ferry.parent, "--format", "json")
    assert told.status == 0
    assert [record["report"]["published"] for record in json.loads(told.out)] == [
        "2021-05-04",
        "2021-05-05",
    ][:count]


def test_json_of_two_files_is_a_list_in_the_order_given(sitrep: Any, ferry: Path) -> None:
    second = ferry.with_name("a.txt")
    second.write_text(SECOND)
    told = sitrep("read", ferry, second, "--format", "json")
    assert [r["report"]["published"] for r in json.loads(told.out)] == ["2021-05-04", "2021-05-05"]


def test_json_of_a_folder_where_nothing_can_be_read_is_an_empty_list(sitrep: Any, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    told = sitrep("read", tmp_path, "--format", "json")
    assert (told.status, json.loads(told.out)) == (1, [])


def test_json_of_one_file_that_cannot_be_read_is_nothing(sitrep: Any, tmp_path: Path) -> None:
    told = sitrep("read", tmp_path / "none.txt", "--format", "json")
    assert (told.status, told.out) == (1, "")


@pytest.mark.parametrize("options", [(), ("--format", "jsonl")])
def test_json_lines_is_a_line_a_report_and_what_a_pipe_gets(sitrep: Any, ferry: Path, options: Any) -> None:
    (ferry.parent / "second.txt").write_text(SECOND)
    told = sitrep("read", ferry.parent, *options)
    records = [from_json(line) for line in told.out.splitlines()]
    assert [record.report.published for record in records] == ["2021-05-04", "2021-05-05"]


def test_a_terminal_gets_tables(sitrep: Any, ferry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "160")
    told = sitrep("read", ferry)
    for words in ("Events", "ACCIDENT/water", "Figures", "killed", "34", "the port authority", "Lagos"):
        assert words in told.out


def test_markdown_has_a_table_a_list(sitrep: Any, ferry: Path) -> None:
    told = sitrep("read", ferry, "--format", "md")
    assert "## Figures\n\n| measure | number | of | event | says | words |" in told.out
    assert "| killed | 34 | passengers | capsized | the port authority | 34 |" in told.out
    rows = [line for line in told.out.splitlines() if line.startswith("|")]
    assert all(row.startswith("| ") and row.endswith(" |") for row in rows)


def test_a_bar_in_the_text_does_not_break_a_row_of_markdown(sitrep: Any, tmp_path: Path) -> None:
    path = tmp_path / "bars.md"
    path.write_text("---\ntitle: Flood | Wire\npublished: 2021-05-04\n---\nThe flood killed 12 people.\n")
    assert sitrep("read", path, "--format", "md").out.startswith("# Flood \\| Wire\n")


def test_table_brackets_are_text_and_no_markup(sitrep: Any, tmp_path: Path) -> None:
    path = tmp_path / "markup.md"
    path.write_text(
        "---\ntitle: '[bold]Flood[/bold]'\npublished: 2021-05-04\n---\nThe flood killed 12 people.\n"
    )
    assert "[bold]Flood[/bold]" in sitrep("read", path, "--format", "table").out


def test_standard_input_is_read(sitrep: Any, ferry: Path) -> None:
    told = sitrep("read", "-", "--format", "json", stdin=ferry.read_bytes())
    assert json.loads(told.out) == json.loads(sitrep("read", ferry, "--format", "json").out)


def test_options_fill_what_the_report_lacks(sitrep: Any, tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("A bus overturned on Sunday, killing six people.")
    options = ("--published", "2021-05-04", "--publisher", "Gazette", "--url", "https://gazette.example/1")
    record = json.loads(sitrep("read", path, *options, "--format", "json").out)
    told = [record["report"][key] for key in ("published", "published_from", "publisher", "url")]
    assert told == ["2021-05-04", "option", "Gazette", "https://gazette.example/1"]
    assert record["times"][0]["value"] == "2021-05-02"


def test_a_report_without_a_date_is_read_and_warned_of(sitrep: Any, tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("A bus overturned on Sunday, killing six people.")
    told = sitrep("read", path, "--format", "json")
    assert told.status == 0
    assert len(told.lines) == 1
    assert "no publication date, so relative dates stay unresolved" in told.lines[0]
    assert [time["earliest"] for time in json.loads(told.out)["times"]] == [None]


def test_a_language_that_is_not_read_is_marked_and_never_guessed_at(sitrep: Any, tmp_path: Path) -> None:
    path = tmp_path / "fr.txt"
    path.write_text(
        "Un ferry a chaviré lundi au large du port, faisant trente-quatre morts parmi les passagers, "
        "selon les autorités portuaires. Neuf personnes sont toujours portées disparues."
    )
    told = sitrep("read", path, "--published", "2021-05-04", "--format", "json")
    record = json.loads(told.out)
    assert record["report"]["language"] == "fr"
    assert (record["events"], record["figures"]) == ([], [])
    assert "language 'fr' is not read" in told.err


def test_a_codebook_of_ones_own_is_added(sitrep: Any, tmp_path: Path) -> None:
    codebook = tmp_path / "reef.yaml"
    codebook.write_text(
        'name: reef watch\nversion: "1"\n'
        "types:\n  BLEACHING:\n    about: A reef loses its colour.\n"
        "triggers:\n  BLEACHING:\n    - verbs: bleach\n      recipient: object\n      confidence: 0.9\n"
    )
    path = tmp_path / "reef.txt"
    path.write_text("Warm water bleached the northern reef on Monday.")
    told = sitrep("read", path, "--codebook", codebook, "--published", "2021-05-04", "--format", "json")
    assert (told.status, told.err) == (0, "")
    record = json.loads(told.out)
    assert "reef watch" in record["reader"]["codebook"]
    assert [event["type"] for event in record["events"]] == ["BLEACHING"]


def test_a_report_that_breaks_the_reader_does_not_cost_the_others(
    sitrep: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("A fire broke out in Pune on Monday.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("A ferry sank near Lagos on Monday.", encoding="utf-8")
    read_report = reader.read_report

    def brittle(report: Report, **options: Any) -> Record:
        if "fire" in report.text:
            raise KeyError("fire")
        return read_report(report, **options)

    monkeypatch.setattr(reader, "read_report", brittle)
    told = sitrep("read", str(tmp_path), "--published", "2021-05-04")
    assert told.status == 1
    assert len(told.out.splitlines()) == 1
    assert "the reader failed: KeyError" in told.err


def test_less_sure_events_are_left_out(sitrep: Any, ferry: Path, tmp_path: Path) -> None:
    every = from_json(sitrep("read", ferry, "--format", "json").out)
    least = max(event.confidence for event in every.events)
    told = from_json(sitrep("read", ferry, "--format", "json", "--min-confidence", least + 0.01).out)
    assert every.events
    assert told.events == ()
    assert [figure.low for figure in told.figures] == [figure.low for figure in every.figures]
    assert sitrep("add", tmp_path / "a.ledger", ferry, "--min-confidence", "1.5").status == 2
