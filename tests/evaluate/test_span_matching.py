"""Spans and items of two sides are matched one to one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitrep.evaluate.matching import match_items, match_spans, words, words_within
from sitrep.record import Span


def span(start: int, end: int) -> Span:
    return Span(start, end, "x" * (end - start))


SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda pair: span(pair[0], sum(pair))), max_size=8
)


@given(SPANS, SPANS)
def test_matched_spans_overlap_and_none_is_matched_twice(gold: list[Span], found: list[Span]) -> None:
    pairs = match_spans(gold, found)
    assert all(gold[i].overlaps(found[j]) for i, j in pairs)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)


@given(SPANS, SPANS)
def test_no_pair_that_could_still_be_matched_is_left(gold: list[Span], found: list[Span]) -> None:
    pairs = match_spans(gold, found)
    free_gold = set(range(len(gold))) - {i for i, _ in pairs}
    free_found = set(range(len(found))) - {j for _, j in pairs}
    assert not any(gold[i].overlaps(found[j]) for i in free_gold for j in free_found)


@given(SPANS)
def test_spans_match_themselves(spans: list[Span]) -> None:
    assert len(match_spans(spans, spans)) == len(spans)


def test_the_identical_span_is_preferred() -> None:
    assert match_spans([span(0, 10)], [span(0, 9), span(0, 10)]) == [(0, 1)]


def test_spans_that_touch_do_not_overlap() -> None:
    assert match_spans([span(0, 5)], [span(5, 9)]) == []


def test_items_are_matched_by_weight_and_not_at_all_without() -> None:
    weights = {("a", "x"): 0.6, ("a", "y"): 0.9, ("b", "y"): 0.8, ("b", "x"): 0.0}
    pairs = match_items(["a", "b"], ["x", "y"], lambda g, p: weights[g, p])
    assert pairs == [(0, 1)]


def test_words_are_lower_case_and_without_marks() -> None:
    assert words("Côte d'Ivoire's 1,200 \u2014 U.N.") == ["côte", "d'ivoire's", "1", "200", "u", "n"]


def test_words_within_ranges_are_told_by_where_they_begin() -> None:
    assert words_within("one two, three", [(0, 7), (4, 14)]) == {0, 4, 9}
