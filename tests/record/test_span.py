"""A span carries its own words, and cannot be made to lie about them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.errors import InputError
from sitrep.record import Span

TEXT = "Nine people were missing."


def test_a_span_of_a_text_quotes_it() -> None:
    assert Span.of(TEXT, 5, 11).quote == "people"


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [(0, 4, "Nin"), (4, 4, ""), (5, 4, ""), (-1, 3, "Nine"), (0, 5, "Nine")],
)
def test_a_span_that_cannot_be_right_is_refused(start: int, end: int, quote: str) -> None:
    with pytest.raises(InputError, match="a span of"):
        Span(start, end, quote)


@pytest.mark.parametrize(("start", "end"), [(20, 40), (30, 31), (-3, -1)])
def test_a_range_outside_the_text_gives_no_span(start: int, end: int) -> None:
    with pytest.raises(InputError):
        Span.of(TEXT, start, end)


def test_check_names_the_words_that_differ() -> None:
    with pytest.raises(InputError, match=r"reads 'Nine', but the span quotes 'Nein'"):
        Span(0, 4, "Nein").check(TEXT)


def test_covers_and_overlaps() -> None:
    people, missing = Span.of(TEXT, 5, 11), Span.of(TEXT, 17, 24)
    whole = Span.of(TEXT, people.start, missing.end)
    assert whole.covers(people)
    assert not people.covers(whole)
    assert whole.overlaps(missing)
    assert not people.overlaps(missing)
    assert not people.overlaps(Span.of(TEXT, 11, 12))


@given(st.text(min_size=1), st.data())
def test_every_range_inside_a_text_slices_to_its_quote(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span.of(text, start, end)
    assert text[span.start : span.end] == span.quote
    assert span.check(text) is span
