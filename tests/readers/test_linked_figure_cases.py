"""Walks ``tests/cases/linked_figures.md``: the whole reader, each figure with what it is tied to."""

from __future__ import annotations

import pytest

from cases import Case, cases, cells_of
from sitrep.readers.reader import read_report
from sitrep.record import Figure, Record, Report

PUBLISHED = "2021-05-10"
CASES = cases("linked_figures.md")


def _cell(value: int | float | None) -> str:
    return "-" if value is None else str(value)


def _ties(record: Record, figure: Figure) -> dict[str, str | None]:
    quotes = {each.id: each.quote for each in (*record.figures, *record.places, *record.times)}
    types = {event.id: event.type for event in record.events}
    return {
        "unit": figure.unit,
        "part_of": quotes.get(figure.part_of or ""),
        "changed_from": quotes.get(figure.changed_from or ""),
        "place": quotes.get(figure.place or ""),
        "time": quotes.get(figure.time or ""),
        "event": types.get(figure.event or ""),
        "speaker": figure.speaker.quote if figure.speaker else None,
    }


def _line(record: Record, figure: Figure, wanted: str) -> str:
    """What was found, with those ties that the expected line tells of."""
    ties = _ties(record, figure)
    told = [tie.partition("=")[0].strip() for tie in wanted.split(";") if tie]
    counted = figure.counted.quote if figure.counted else "-"
    cells = (figure.quote, figure.measure, _cell(figure.low), _cell(figure.high), figure.bound, counted)
    return " | ".join([*cells, "; ".join(f"{name}={ties.get(name)}" for name in told)])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_figures_are_tied_to_what_they_count(case: Case) -> None:
    publisher, published = case.settings.get("publisher"), case.settings.get("published", PUBLISHED)
    record = read_report(Report("r-1", None, publisher, published, None, None, None, "en", case.passage))
    wanted = {cells_of(line)[0]: cells_of(line)[6] for line in case.expected}
    found = [_line(record, figure, wanted.get(figure.quote, "")) for figure in record.figures]
    assert [cells_of(line) for line in found] == [cells_of(line) for line in case.expected]


def test_case_names_are_unique() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names)) >= 60
