"""The cases of tests/cases/events.md and tests/cases/actors.md, read by the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitrep.intake import from_text
from sitrep.readers.reader import read_report
from sitrep.record import Event, Record

CASES = Path(__file__).parent.parent / "cases"


def cases(name: str) -> Iterator[tuple[str, str, list[list[str]]]]:
    """Name, passage and expected rows of each case of a file."""
    for block in re.split(r"^## ", (CASES / name).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, rest = block.partition("\n")
        lines = rest.splitlines()
        passage = " ".join(line for line in lines if line and not line.startswith("    "))
        rows = [[cell.strip() for cell in line.split("|")] for line in lines if line.startswith("    ")]
        yield title, passage, rows


def record_of(passage: str) -> Record:
    return read_report(from_text(passage, published="2021-05-04", publisher="Cases"))


def event_row(record: Record, event: Event) -> list[str]:
    voices = {s.id: s.speaker.quote if s.speaker else "?" for s in record.statements}
    kind = f"{event.type}/{event.mode}" if event.mode else event.type
    actors = "; ".join(party.quote for party in event.actors)
    recipients = "; ".join(party.quote for party in event.recipients)
    return [kind, actors, recipients, event.reality, voices.get(event.said_in or "", "")]


def agrees(expected: list[str], found: list[str]) -> bool:
    """Whether a row found is the one expected; an expected type without a mode takes any."""
    kind = found[0] if "/" in expected[0] else found[0].partition("/")[0]
    return [kind, *found[1:]] == [*expected, *[""] * (5 - len(expected))]


EVENTS = list(cases("events.md"))
ACTORS = list(cases("actors.md"))


@pytest.mark.parametrize(("name", "passage", "expected"), EVENTS, ids=[case[0] for case in EVENTS])
def test_events(name: str, passage: str, expected: list[list[str]]) -> None:
    record = record_of(passage)
    found = [event_row(record, event) for event in record.events]
    if expected == [["nothing"]]:
        assert found == []
        return
    missing = [row for row in expected if not any(agrees(row, other) for other in found)]
    extra = [row for row in found if not any(agrees(other, row) for other in expected)]
    assert (missing, extra) == ([], [])


@pytest.mark.parametrize(("name", "passage", "expected"), ACTORS, ids=[case[0] for case in ACTORS])
def test_actors(name: str, passage: str, expected: list[list[str]]) -> None:
    record = record_of(passage)
    found = [[a.name, a.kind, a.country or "", " ".join(a.sectors), a.title or ""] for a in record.actors]
    for row in expected:
        assert any(_is_actor(row, other) for other in found), found


def _is_actor(expected: list[str], found: list[str]) -> bool:
    """Whether every cell that the case fills is as expected; the primary sector is what counts."""
    primary = found[3].split(" ")[0] if expected[3] else ""
    shown = [*found[:3], primary, found[4] if expected[4:] and expected[4] else ""]
    return shown == [*expected, *[""] * (5 - len(expected))]
