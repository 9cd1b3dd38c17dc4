"""All events as columns: what they count and leave is what the rows say, before and after changes."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.errors import InputError
from sitrep.ledger import Filter, Ledger, Overview
from sitrep.ledger.filters import NOWHERE
from sitrep.ledger.state import EventRow

FILTERS = st.builds(
    Filter,
    type=st.lists(st.sampled_from(["PROTEST", "ASSAULT", "RETREAT", "AID"]), max_size=2, unique=True).map(
        tuple
    ),
    country=st.lists(st.sampled_from(["LBN", NOWHERE, "FRA"]), max_size=2, unique=True).map(tuple),
    status=st.sampled_from([(), ("to_review",), ("accepted",)]),
    reality=st.sampled_from([(), ("happened",), ("planned", "possible")]),
    disputed=st.sampled_from([None, True, False]),
    since=st.sampled_from([None, "2020-08-05", "2020-08-10"]),
    until=st.sampled_from([None, "2020-08-04", "2020-08-09"]),
    place=st.sampled_from([None, "Beirut"]),
)


def covers(wanted: Filter, event: EventRow) -> bool:
    """What the columns are held against: whether the row itself says that it is meant."""
    country = event.place.country if event.place else None
    return (
        event.type in (wanted.type or (event.type,))
        and (country or NOWHERE) in (wanted.country or (country or NOWHERE,))
        and event.status in (wanted.status or (event.status,))
        and event.reality in (wanted.reality or (event.reality,))
        and wanted.disputed in (None, event.disputed)
        and wanted.place in (None, event.place.name if event.place else "")
        and has_day(wanted, event)
    )


def has_day(wanted: Filter, event: EventRow) -> bool:
    if wanted.since is None and wanted.until is None:
        return True
    first, last = event.earliest or event.latest, event.latest or event.earliest
    if first is None or last is None:
        return False
    return last[:10] >= (wanted.since or "") and first[:10] <= (wanted.until or "9999")


@given(wanted=FILTERS)
@settings(max_examples=60)
def test_columns_leave_what_rows_would(filed_demo: Path, wanted: Filter) -> None:
    with Ledger.open(filed_demo) as ledger:
        overview, state = ledger.overview(), ledger.state()
    mask = overview.mask(wanted)
    left = overview.names(mask.nonzero()[0])
    assert left == [event.id for event in state.events if covers(wanted, event)]


@given(wanted=FILTERS)
def test_a_filter_comes_back_from_its_own_words(wanted: Filter) -> None:
    pairs = wanted.to_pairs()
    assert Filter.of(pairs) == wanted
    assert Filter.parse(" ".join(f'{name}="{value}"' for name, value in pairs)) == wanted


@pytest.mark.parametrize("words", ["colour=red", "status=open", "since=soon", "disputed=maybe"])
def test_a_filter_that_cannot_be_is_refused(words: str) -> None:
    with pytest.raises(InputError, match=words.split("=")[0]):
        Filter.parse(words)


def test_an_overview_keeps_up_with_every_change(demo_copy: Path) -> None:
    with Ledger.open(demo_copy) as ledger:
        overview = ledger.overview()
        assert ledger.overview(overview) is overview
        event = max(ledger.state().events, key=lambda row: len(row.items))
        ledger.correct(event.id, {"reality": "denied", "earliest": "2019-01-01"})
        ledger.split(event.items[-1].event)
        ledger.retract(event.items[1].event)
        ledger.undo()
        ledger.erase(event.items[2].report)
        kept_up, anew = ledger.overview(overview), ledger.overview()
    assert rows_of(kept_up) == rows_of(anew)


def test_an_overview_far_behind_is_read_anew(demo_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("sitrep.ledger.fold"), "_REMEMBERED", 2)
    with Ledger.open(demo_copy) as ledger:
        overview = ledger.overview()
        for event in ledger.state().events[:6]:
            ledger.correct(event.id, {"status": "accepted"})
        kept_up = ledger.overview(overview)
        assert dict(kept_up.count("status", kept_up.mask(Filter())))["accepted"] == 6


def rows_of(overview: Overview) -> list[tuple[object, ...]]:
    words = {name: overview.words[name].listed() for name in overview.coded}
    coded = [[words[name][n] for n in column] for name, column in overview.coded.items()]
    plain = [overview.first.tolist(), overview.last.tolist(), overview.independent.tolist()]
    flags = [overview.disputed.tolist(), overview.counted.tolist()]
    return list(zip(overview.names(range(len(overview))), *coded, *plain, *flags, strict=True))


def test_words_and_parties_are_looked_up(filed_demo: Path) -> None:
    with Ledger.open(filed_demo) as ledger:
        state = ledger.state()
        by_diab = ledger.events_told(Filter(actor="diab"))
        told = ledger.events_told(Filter(words="ammonium nitrate"))
    named = {e.id for e in state.events if any("Diab" in name for name in (*e.actors, *e.recipients))}
    assert by_diab is not None
    assert named <= by_diab
    assert told
    assert told < {event.id for event in state.events}
