"""Numbers, intervals and passages in a few words, and codes in words."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sitrep.codebook import load_codebook
from sitrep.ledger.state import EventRow, PlaceRow, Series
from sitrep.record import MEASURES
from sitrep.views.labels import event_label, kind_label, series_label
from sitrep.views.wording import (
    day_in_words,
    interval_in_words,
    number_in_words,
    plural,
    shortened,
    span_in_words,
)


@pytest.mark.parametrize(
    ("low", "high", "bound", "words"),
    [
        (34, 34, "exact", "34"),
        (1200, 1200, "exact", "1,200"),
        (6.4, 6.4, "exact", "6.4"),
        (0, 0, "exact", "0"),
        (12, None, "at_least", "≥12"),
        (1000, None, "more_than", ">1,000"),
        (None, 400, "less_than", "<400"),
        (None, 300000, "at_most", "≤300,000"),
        (2000, 2000, "about", "~2,000"),
        (60, 70, "between", "60–70"),
        (1.5, 2, "between", "1.5–2"),
    ],
)
def test_a_number_with_its_bound(low: float | None, high: float | None, bound: str, words: str) -> None:
    assert number_in_words(low, high, bound) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (10, 220, "10 to 220"),
        (10, 10, "10"),
        (10, None, "10 or more"),
        (None, 220, "up to 220"),
        (None, None, "open"),
        (0, 3, "0 to 3"),
        (1500, 2500, "1,500 to 2,500"),
    ],
)
def test_what_lies_between_two_bounds(low: float | None, high: float | None, words: str) -> None:
    assert span_in_words(low, high) == words


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        (None, None, ""),
        ("2021-05-03", "2021-05-03", "2021-05-03"),
        ("2021-05-03T06:00", "2021-05-03T11:59", "2021-05-03"),
        ("2021-03-01", "2021-03-31", "2021-03-01 to 2021-03-31"),
        ("2021-03-01", None, "2021-03-01 to …"),
        (None, "2021-03-31", "… to 2021-03-31"),
    ],
)
def test_an_interval(earliest: str | None, latest: str | None, words: str) -> None:
    assert interval_in_words(earliest, latest) == words


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2020-08-04", "4 Aug 2020"),
        ("2020-12-31T23:59:00+02:00", "31 Dec 2020"),
        (None, "undated"),
        ("", "undated"),
    ],
)
def test_a_day(iso: str | None, words: str) -> None:
    assert day_in_words(iso) == words


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 reports"), (1, "1 report"), (2, "2 reports"), (1400, "1,400 reports")]
)
def test_a_count(number: int, words: str) -> None:
    assert plural(number, "report") == words


@pytest.mark.parametrize(
    ("text", "length", "words"),
    [
        ("A short line.", 20, "A short line."),
        ("Two\n\nparagraphs  here.", 40, "Two paragraphs here."),
        ("The port burned, and the crew left.", 20, "The port burned…"),
        ("The port burned.", 16, "The port burned."),
    ],
)
def test_a_long_passage_is_cut_at_a_word(text: str, length: int, words: str) -> None:
    assert shortened(text, length) == words


@given(st.text(), st.integers(min_value=1, max_value=80))
def test_a_passage_is_never_longer_than_asked_for(text: str, length: int) -> None:
    line = shortened(text, length)
    assert len(line) <= length
    assert "\n" not in line


# -- labels ---------------------------------------------------------------------------------------


def kept_labels() -> dict[str, dict[str, str]]:
    labels = yaml.safe_load(files("sitrep.views").joinpath("labels.yaml").read_text("utf-8"))
    assert isinstance(labels, dict)
    return labels


def test_every_type_and_measure_has_its_own_words() -> None:
    labels = kept_labels()
    assert set(labels["types"]) == set(load_codebook().types)
    assert set(labels["measures"]) == MEASURES
    assert len(set(labels["types"].values())) == len(labels["types"])


def test_every_mode_reads_as_words() -> None:
    codebook = load_codebook()
    for known in codebook.types.values():
        for mode in known.modes:
            words = kind_label(known.name, mode.name)
            assert words
            assert "_" not in words
            assert words[0].islower()


def test_no_label_is_of_a_mode_that_is_not_in_the_codebook() -> None:
    known = {f"{t.name}/{mode.name}" for t in load_codebook().types.values() for mode in t.modes}
    assert set(kept_labels()["modes"]) <= known


@pytest.mark.parametrize(
    ("type_", "mode", "words"),
    [
        ("PROTEST", None, "protest"),
        ("RETREAT", "resign", "resignation"),
        ("ASSAULT", "sideAB", "fighting"),
        ("DISASTER", "mass_movement", "mass movement"),
        ("BLEACHING", None, "bleaching"),
        ("BLEACHING", "very-pale", "very pale"),
    ],
)
def test_a_kind_in_words(type_: str, mode: str | None, words: str) -> None:
    assert kind_label(type_, mode) == words


def event_row(**changes: object) -> EventRow:
    cells: dict[str, object] = {
        "id": "e-1",
        "type": "COERCE",
        "mode": "arrest",
        "actors": (),
        "recipients": (),
        "place": None,
        "earliest": None,
        "latest": None,
        "reality": "happened",
        "reports": ("r-1",),
        "independent": 1,
        "items": (),
        "disputed": False,
        "status": "to_review",
        "series": (),
    }
    return EventRow(**{**cells, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({}, "Arrest"),
        ({"actors": ("police",), "recipients": ("two editors",)}, "Arrest by police → two editors"),
        ({"actors": ("A", "B", "C", "D", "E")}, "Arrest by A, B, C and 2 more"),
        ({"place": PlaceRow("Lagos", "NGA", None, None)}, "Arrest, Lagos"),
        ({"earliest": "2021-05-03", "latest": None}, "Arrest, 3 May 2021"),
    ],
)
def test_an_event_in_a_few_words(changes: dict[str, object], label: str) -> None:
    assert event_label(event_row(**changes)) == label


def test_a_label_without_its_day() -> None:
    assert event_label(event_row(earliest="2021-05-03"), dated=False) == "Arrest"


@pytest.mark.parametrize(
    ("measure", "counted", "unit", "label"),
    [
        ("killed", "people", None, "Killed"),
        ("killed", "police", None, "Killed (police)"),
        ("money", None, "USD", "Money [USD]"),
        ("killed", None, None, "Killed"),
    ],
)
def test_a_series_in_a_few_words(measure: str, counted: str | None, unit: str | None, label: str) -> None:
    series = Series("f-1", None, measure, counted, unit, None, 1, 1, 1, False, ())
    assert series_label(series, None) == label
    assert series_label(series, event_row()) == f"{label} — Arrest"
