"""Walks ``tests/cases/times.md``: each heading is a test, with a passage and the times expected of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from sitrep.annotate import annotate
from sitrep.readers.times import times
from sitrep.record import Report, Time

CASES = Path(__file__).parents[1] / "cases" / "times.md"
PUBLISHED = "2021-05-10"


@dataclass(frozen=True)
class Case:
    name: str
    published: str | None
    passage: str
    expected: tuple[str, ...]


def _cases() -> list[Case]:
    sections = re.split(r"^## ", CASES.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [_case(section) for section in sections]


def _case(section: str) -> Case:
    name, *lines = section.strip().splitlines()
    expected = tuple(line.strip() for line in lines if "|" in line)
    settings = [line for line in lines if line.startswith("published:")]
    passage = "\n".join(line for line in lines if "|" not in line and line not in settings).strip()
    published = settings[0].partition(":")[2].strip() if settings else PUBLISHED
    return Case(name, None if published == "unknown" else published, passage, expected)


def _line(time: Time) -> str:
    return " | ".join((time.quote, time.type, time.value, time.earliest or "null", time.latest or "null"))


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.name)
def test_passage_yields_the_expected_times(case: Case) -> None:
    report = Report("r-1", None, None, case.published, None, None, None, "en", case.passage)
    found = tuple(_line(time) for time in times(annotate(report)))
    assert found == case.expected


def test_case_names_are_unique() -> None:
    names = [case.name for case in _cases()]
    assert len(names) == len(set(names)) > 40
