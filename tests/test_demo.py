"""The demonstration: a real crisis whose numbers were revised and disputed, told in fourteen reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sitrep.demo import demo_reports, file_demo
from sitrep.ledger import Ledger, State
from sitrep.ledger.state import Series
from sitrep.views.brief import make_brief


@pytest.fixture
def ledger(filed_demo: Path) -> Iterator[Ledger]:
    with Ledger.open(filed_demo) as opened:
        yield opened


@pytest.fixture
def state(ledger: Ledger) -> State:
    return ledger.state()


@pytest.fixture
def toll(state: State) -> Series:
    """The death toll: the series of the dead with most versions."""
    return max((s for s in state.series if s.measure == "killed"), key=lambda s: len(s.versions))


def test_each_sample_says_on_top_that_it_was_written_for_the_demonstration() -> None:
    paths = sorted(demo_reports().glob("*.md"))
    assert len(paths) == 14
    for path in paths:
        assert path.read_text("utf-8").split("\n")[1].startswith("note: Written for the demonstration")


def test_filing_twice_files_nothing_new(tmp_path: Path) -> None:
    first, again = file_demo(tmp_path / "demo.sitrep"), file_demo(tmp_path / "demo.sitrep")
    assert (first.read, first.new, first.reprints, first.known, first.failed) == (14, 13, 1, 0, 0)
    assert (again.read, again.new, again.reprints, again.known) == (14, 0, 0, 14)


def test_one_report_is_a_reprint_of_another(state: State) -> None:
    (reprint,) = [row for row in state.reports if row.reprint_of]
    first = next(row for row in state.reports if row.id == reprint.reprint_of)
    assert first.publisher != reprint.publisher
    assert (first.published or "") <= (reprint.published or "")


def test_the_explosion_is_one_event_that_most_reports_tell_of(state: State) -> None:
    event = max(state.events, key=lambda row: len(row.reports))
    assert (event.type, event.mode, (event.earliest or "")[:10]) == ("ACCIDENT", "explosion", "2020-08-04")
    assert event.place is not None
    assert (event.place.name, event.place.country) == ("Beirut", "LBN")
    assert len(event.reports) >= 11
    assert event.independent == len(event.reports) - 1
    others = [len(row.reports) for row in state.events if row.id != event.id]
    assert max(others) <= 3


def test_the_toll_was_revised_and_is_disputed(toll: Series) -> None:
    assert toll.event is not None
    assert toll.disputed
    assert toll.best is None
    numbers = [version.low for version in toll.versions]
    assert {135, 149, 154, 158, 171, 190, 220} <= set(numbers)
    assert 1 not in numbers  # "a member of the staff of its embassy": one of the dead, and no toll
    revised = [version for version in toll.versions if version.relation == "revises"]
    assert len(revised) >= 4


def test_the_governor_and_the_ministry_stand_against_each_other(toll: Series) -> None:
    governor = next(v for v in toll.versions if v.low == 220 and v.bound == "exact")
    ministry = next(v for v in toll.versions if v.low == 190)
    assert governor.speaker == "Marwan Abboud"
    assert governor.relation == "disputes"
    assert ministry.speaker == "health ministry"
    assert ministry.relation == "revises"


def test_a_dispute_and_a_revision_are_under_headings_of_those_names(ledger: Ledger) -> None:
    brief = make_brief(ledger.state(), ledger.record)
    lines = {section.title: [line.text for line in section.lines] for section in brief.sections}
    disputed = next(line for line in lines["What is disputed"] if line.startswith("Killed"))
    assert "Marwan Abboud, 10 Aug 2020: **≥220**" in disputed
    assert "health ministry, 30 Aug 2020: **190**" in disputed
    revised = next(line for line in lines["What was revised"] if line.startswith("Killed"))
    assert "135 (5 Aug 2020, health ministry) → 149 (6 Aug 2020, health ministry)" in revised
    assert lines["Key figures"][0].startswith("Killed — Explosion, Beirut, 4 Aug 2020")


def test_resignations_and_protests_are_in_the_timeline(state: State) -> None:
    told = {(row.type, row.mode) for row in state.events if row.reality == "happened"}
    assert {("RETREAT", "resign"), ("PROTEST", "demo"), ("COERCE", "martial-law")} <= told


def test_the_ledger_is_whole(ledger: Ledger) -> None:
    assert ledger.check() == []
