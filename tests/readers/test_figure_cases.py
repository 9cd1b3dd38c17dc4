"""The passages of ``cases/figures.md`` come in, and the figures read from them are held against its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitrep.annotate import annotate
from sitrep.readers.figures import figures
from sitrep.record.figure import Figure
from sitrep.record.report import Report

_CASES = Path(__file__).parent.parent / "cases" / "figures.md"
_COLUMNS = 6


def _cases() -> Iterator[tuple[str, str, list[str]]]:
    for block in re.split(r"^## ", _CASES.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name, passage, expected = (part.strip() for part in re.split(r"\n\n+", block.strip(), maxsplit=2))
        lines = [] if expected == "nothing" else expected.splitlines()
        assert all(line.count("|") == _COLUMNS - 1 for line in lines), f"{name}: six columns are expected"
        yield name, passage, lines


def _line(figure: Figure) -> str:
    counted = figure.counted.quote if figure.counted else None
    cells = (figure.quote, figure.measure, figure.low, figure.high, figure.bound, counted)
    return " | ".join("-" if cell is None else str(cell) for cell in cells)


@pytest.mark.parametrize(("passage", "expected"), [pytest.param(p, e, id=n) for n, p, e in _cases()])
def test_figures_of_a_passage(passage: str, expected: list[str]) -> None:
    report = Report("r-1", None, None, None, None, None, None, "en", passage)
    assert [_line(figure) for figure in figures(annotate(report))] == expected
