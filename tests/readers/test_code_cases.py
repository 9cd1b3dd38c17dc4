"""Walks ``tests/cases/codes.md``: each heading is a test, with a passage and the codes of actors in it."""

from __future__ import annotations

import pytest

from cases import Case, cases, cells_of
from sitrep.readers.reader import read_report
from sitrep.record import Actor, Record, Report

PUBLISHED = "2021-05-10"
CASES = cases("codes.md")


def _named_by(record: Record, words: str) -> Actor:
    """The actor whose mention has most in common with ``words``, at their place in the text."""
    start = record.report.text.index(words)
    end = start + len(words)

    def common(span: tuple[int, int]) -> float:
        overlap = min(end, span[1]) - max(start, span[0])
        return overlap / (max(end, span[1]) - min(start, span[0]))

    best = max((common((m.start, m.end)), a.id, a) for a in record.actors for m in a.mentions)
    assert best[0] > 0, f"{words}: no actor"
    return best[2]


def _differences(actor: Actor, line: str) -> list[str]:
    _, kind, country, sectors = cells_of(line)
    codes = [code.strip() for code in sectors.split(",")]
    found = []
    if kind not in ("?", actor.kind):
        found.append(f"kind {actor.kind}")
    if country not in ("?", actor.country or "-"):
        found.append(f"country {actor.country}")
    if sectors != "?" and (actor.sectors[:1] != tuple(codes[:1]) or set(actor.sectors) != set(codes)):
        found.append(f"sectors {actor.sectors}")
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_actors_have_their_codes(case: Case) -> None:
    report = Report("r-1", None, None, PUBLISHED, None, None, None, "en", case.passage)
    record = read_report(report, reader="rules")
    wrong = {line: _differences(_named_by(record, cells_of(line)[0]), line) for line in case.expected}
    assert {line: found for line, found in wrong.items() if found} == {}


def test_case_names_are_unique() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names)) >= 60
