"""Walks ``tests/cases/times.md``: each heading is a test, with a passage and the times expected of it."""

from __future__ import annotations

import pytest

from cases import Case, cases, matches
from sitrep.intake import from_text
from sitrep.readers.reader import read_report
from sitrep.record import Report, Time

PUBLISHED = "2021-05-10"
CASES = cases("times.md")


def _line(time: Time) -> str:
    return " | ".join((time.quote, time.type, time.value, time.earliest or "null", time.latest or "null"))


def _report(case: Case) -> Report:
    published = case.settings.get("published", PUBLISHED)
    publisher = case.settings.get("publisher")
    if published == "text":
        return from_text(case.passage, publisher=publisher)
    date = None if published == "unknown" else published
    return Report("r-1", None, publisher, date, None, None, None, "en", case.passage)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_passage_yields_the_expected_times(case: Case) -> None:
    found = [_line(time) for time in read_report(_report(case)).times]
    assert matches(found, case.expected), found


def test_case_names_are_unique() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names)) > 120
