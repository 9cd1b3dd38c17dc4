"""Tags spell spans: whole ones only, the likeliest, none over a bound."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sitrep.model.tagging import log_softmax, spell_spans

B, I, E, S = 1, 2, 3, 4  # noqa: E741 - the letters of the scheme


def scores_of(*tags: int, kinds: int = 2) -> np.ndarray:
    scores = np.zeros((len(tags), 1 + 4 * kinds), np.float32)
    scores[np.arange(len(tags)), tags] = 5
    return scores


def spans(scores: np.ndarray, *bounds: int) -> list[tuple[int, int, int]]:
    return [span[:3] for span in spell_spans(scores, np.array(bounds, np.int64))]


def test_tags_that_fit_are_read_as_they_stand() -> None:
    assert spans(scores_of(0, B, I, E, 0, S, 4 + S)) == [(1, 4, 0), (5, 6, 0), (6, 7, 1)]


def test_a_span_that_does_not_end_is_mended() -> None:
    scores = scores_of(0, B, 0, 0)
    scores[1, S] = 4
    assert spans(scores) == [(1, 2, 0)]


def test_a_span_changes_its_kind_nowhere() -> None:
    scores = scores_of(B, 4 + I, E)
    scores[1, I] = 4
    assert spans(scores) == [(0, 3, 0)]


def test_no_span_goes_over_a_bound() -> None:
    scores = scores_of(B, I, I, E)
    assert spans(scores) == [(0, 4, 0)]
    assert all(last <= 2 or first >= 2 for first, last, _ in spans(scores, 2))


def test_nothing_is_found_in_nothing() -> None:
    assert spell_spans(np.zeros((0, 9), np.float32)) == []


def test_the_score_is_the_mean_likelihood_of_the_tags() -> None:
    scores = scores_of(0, S)
    ((_, _, _, score),) = spell_spans(scores)
    assert np.isclose(score, np.exp(log_softmax(scores))[1, S])


def fits(tags: tuple[int, ...]) -> bool:
    before = 0
    for tag in (*tags, 0):
        inside = before in (B, I)
        if inside != (tag in (I, E)):
            return False
        before = tag
    return True


@given(st.lists(st.lists(st.integers(-4, 4), min_size=5, max_size=5), min_size=1, max_size=5))
def test_of_all_sequences_that_fit_the_likeliest_is_spelled(rows: list[list[int]]) -> None:
    scores = np.array(rows, np.float32)
    logs = log_softmax(scores)

    def likelihood(tags: tuple[int, ...]) -> float:
        return float(sum(logs[i, tag] for i, tag in enumerate(tags)))

    best = max(likelihood(tags) for tags in product(range(5), repeat=len(rows)) if fits(tags))
    tags = [0] * len(rows)
    for first, last, _ in spans(scores):
        inner = [B, *[I] * (last - first - 2), E] if last - first > 1 else [S]
        tags[first:last] = inner
    assert fits(tuple(tags))
    assert np.isclose(likelihood(tuple(tags)), best, atol=1e-4)
