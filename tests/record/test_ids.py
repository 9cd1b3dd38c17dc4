"""Ids are digests of named fields, the same on every machine."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitrep.record import identify, identify_each, identify_report

FIELD = st.none() | st.text() | st.integers()


def test_an_id_never_changes() -> None:
    # Ledgers hold these: another value here would cut every one of them off from its past.
    assert identify("e", "r-1", 4, 9, "ASSAULT") == "e-aeeaca9c50a9ed13"


def test_nothing_and_empty_text_differ() -> None:
    assert identify("r", None) != identify("r", "")


def test_fields_do_not_run_together() -> None:
    assert identify("r", "ab", "c") != identify("r", "a", "bc")


def test_the_same_key_again_gets_an_ordinal() -> None:
    first, second, other = identify_each("t", [("r-1", 0, 4), ("r-1", 0, 4), ("r-1", 5, 9)])
    assert first == identify("t", "r-1", 0, 4)
    assert len({first, second, other}) == 3


def test_a_report_is_known_by_publisher_address_day_and_text() -> None:
    same = {"publisher": "Levant Wire", "url": None, "published": "2020-08-04", "text": "A blast."}
    assert identify_report(**same) == identify_report(**same)
    for key, value in {
        "publisher": "Cedar Post",
        "url": "https://x.test/",
        "published": None,
        "text": "A",
    }.items():
        assert identify_report(**{**same, key: value}) != identify_report(**same)


@given(st.lists(st.tuples(FIELD, FIELD), max_size=20))
def test_each_key_of_a_list_gets_an_id_of_its_own(keys: list[tuple[str | int | None, ...]]) -> None:
    ids = identify_each("x", keys)
    assert len(set(ids)) == len(keys)
