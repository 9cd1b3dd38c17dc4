"""The rows of a ledger read a few at a time: the same as all at once, of one moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.crisis import crisis, elsewhere, first
from sitrep.ledger import Ledger


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_parts_together_are_the_state(ledger: Ledger, size: int) -> None:
    ledger.add(crisis())
    state = ledger.state()
    rows: dict[str, list[object]] = {}
    for kind, part in ledger.parts(size=size):
        name = kind if kind == "series" else f"{kind}s"
        assert 0 < len(getattr(part, name)) <= size
        rows.setdefault(name, []).extend(getattr(part, name))
    assert rows == {
        name: list(getattr(state, name)) for name in ("reports", "events", "series", "statements", "actors")
    }


def test_a_part_holds_the_reports_and_events_that_its_rows_name(ledger: Ledger) -> None:
    ledger.add(crisis())
    for _, part in ledger.parts("event", "series", size=1):
        reports = {row.id for row in part.reports}
        assert {item.report for event in part.events for item in event.items} <= reports
        assert {version.report for series in part.series for version in series.versions} <= reports
        assert {series.event for series in part.series} <= {event.id for event in part.events} | {None}


def test_all_parts_are_of_one_moment_whatever_is_filed_meanwhile(ledger: Ledger, path: Path) -> None:
    ledger.add([first()])
    parts = ledger.parts(size=1)
    next(parts)
    with Ledger.open(path) as other:
        other.add([elsewhere()])
    assert ledger.locate(elsewhere().events[0].id) is None
    assert all(elsewhere().report.id not in {row.id for row in part.reports} for _, part in parts)
    assert ledger.locate(elsewhere().events[0].id) is not None


def test_parts_left_half_read_hold_nothing(ledger: Ledger, path: Path) -> None:
    ledger.add([first()])
    parts = ledger.parts(size=1)
    next(parts)
    parts.close()  # type: ignore[attr-defined]
    with Ledger.open(path) as other:
        other.add([elsewhere()])
    assert len(ledger.state().reports) == 2


def test_an_empty_ledger_has_no_parts(ledger: Ledger) -> None:
    assert list(ledger.parts()) == []
