"""What the reader says of how sure it is: a curve that keeps order, within bounds."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sitrep import read
from sitrep.readers.confidence import calibrated

SHARES = st.floats(0, 1)


@given(SHARES, SHARES)
def test_the_surer_stays_the_surer(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0.05 <= calibrated(low) <= calibrated(high) <= 0.95


def test_events_carry_it() -> None:
    record = read(
        "Police arrested 20 protesters in Nairobi on Tuesday. The army may attack.", published="2021-05-05"
    )
    ranked = sorted((event.confidence for event in record.events), reverse=True)
    assert all(0.05 <= low <= high <= 0.95 for high, low in pairwise(ranked))
    assert ranked[0] > 0.8
