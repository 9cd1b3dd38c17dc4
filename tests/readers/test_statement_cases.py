"""Walks ``tests/cases/statements.md``: each heading is a test, a passage and the statements expected."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from sitrep.annotate import annotate
from sitrep.readers.statements import statements
from sitrep.record.report import Report
from sitrep.record.statement import Statement

CASES = Path(__file__).parents[1] / "cases" / "statements.md"


@dataclass(frozen=True)
class Case:
    name: str
    passage: str
    expected: tuple[str, ...]


def _cases() -> list[Case]:
    sections = re.split(r"^## ", CASES.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [_case(section) for section in sections]


def _case(section: str) -> Case:
    name, _, body = section.partition("\n")
    passage, _, expected = body.strip().rpartition("\n\n")
    lines = [] if expected == "nothing" else expected.splitlines()
    assert all(line.count(" | ") == 2 for line in lines), f"{name}: speaker | cue | content is expected"
    return Case(name.strip(), passage, tuple(lines))


def _line(statement: Statement) -> str:
    speaker = statement.speaker.quote if statement.speaker else "-"
    cue = statement.cue.quote if statement.cue else "-"
    return " | ".join(
        (speaker, cue, " … ".join(" ".join(piece.quote.split()) for piece in statement.content))
    )


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.name)
def test_passage_yields_the_expected_statements(case: Case) -> None:
    report = Report("r-1", None, None, None, None, None, None, "en", case.passage)
    assert tuple(_line(statement) for statement in statements(annotate(report))) == case.expected


def test_case_names_are_unique() -> None:
    names = [case.name for case in _cases()]
    assert len(names) == len(set(names)) > 60
