"""Decoders of roles and coreference, on scores made so that what must come of them is plain."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sitrep.model.coreference import REACH, SIGNS, Named, Signs, antecedents
from sitrep.model.frames import frames
from sitrep.model.labels import ARGUMENTS
from sitrep.model.layers import Floats
from sitrep.model.senses import Senses

SENSES = Senses.of(
    {"leave": {"01": 5, "02": 3}, "decide": {"01": 4}, "go": {"05": 1}},
    {"left": {"leave": 2}, "decision": {"decide": 3, "decision": 1}, "leave": {"leave": 6}},
)


def named(pieces: str, place: int, sentence: int = 0, head: str | None = None) -> Named:
    ids = tuple(map(ord, pieces))
    return Named(ids, tuple(map(ord, head or pieces[-1])), place, place + len(ids), sentence)


def test_each_predicate_has_arguments_of_its_own() -> None:
    words, width = 4, len(ARGUMENTS)
    agent, patient = ARGUMENTS.index("ARG0"), ARGUMENTS.index("ARG1")
    seen = {
        "marks": np.array([[9, 0], [0, 9], [9, 0], [0, 9]], np.float32),
        "token": np.eye(words, 2 * words, dtype=np.float32),
        "predicate": np.eye(words, 2 * words, k=words, dtype=np.float32),
        "distance": np.full((36, 2 * words), -1, np.float32),
        "kinds.bias": np.zeros(1 + 4 * width, np.float32),
        "asks": np.eye(words, dtype=np.float32),
        "senses.weight": np.eye(2, words, k=1, dtype=np.float32),
        "senses.bias": np.zeros(2, np.float32),
    }
    # A word and a predicate are worth something together only: each alone is drowned by the distance.
    seen["token"] *= 3
    seen["predicate"] *= 3
    weight = np.zeros((1 + 4 * width, 2 * words), np.float32)
    weight[0, words:] = 2
    weight[1 + 4 * agent + 3, 0] = 9
    weight[1 + 4 * patient + 3, 2] = 9
    first, second = frames({**seen, "kinds.weight": weight}, [(0, words)])
    assert (first.word, second.word) == (1, 3)
    assert [span[:3] for span in first.arguments] == [(0, 1, agent), (2, 3, patient)]
    assert first.score > 0.99
    assert first.asks.tolist() == [0.0, 1.0, *[0.0] * (words - 2)]


def test_no_predicate_is_no_frame() -> None:
    assert frames({"marks": np.array([[1, 0]], np.float32)}, [(0, 1)]) == []


def test_a_sense_is_chosen_among_those_of_the_frame() -> None:
    assert SENSES.rows == ("leave.01", "leave.02")

    def fits(rows: list[int]) -> Floats:
        return np.array([0.1, 0.7], np.float32)[rows]

    found = [SENSES.choose(lemma, fits) for lemma in ("left", "decision", "go", "unseen")]
    assert found == ["leave.02", "decide.01", "go.05", "unseen.01"]
    assert (SENSES.row("leave.02"), SENSES.row("decide.01")) == (1, -1)


def test_senses_survive_json() -> None:
    assert Senses.from_json(SENSES.to_json()) == SENSES


def test_signs_tell_what_the_eye_sees() -> None:
    mentions = [named("abc", 0), named("c", 5), named("abc", 9, sentence=1)]
    whole, part = Signs(mentions).of(2)
    assert whole[:7].tolist() == [1, 1, 0, 0, 0, 0, 1]
    assert part[:7].tolist() == [0, 1, 1, 0, 1, 0, 1]
    assert whole[8:].tolist() == [0, 1, 0, 0, 0, 0, 0, 0]


def test_a_mention_takes_up_the_one_before_that_fits_best_or_none() -> None:
    mentions = [named("a", 0), named("b", 2), named("c", 4)]
    asks = np.array([[0, 0], [0, 0], [1, 0]], np.float32)
    answers = np.array([[2, 0], [1, 0], [0, 0]], np.float32)
    weights = np.zeros((3, SIGNS), np.float32)
    alone = np.array([0.5, 0.5, 0.5], np.float32)
    assert antecedents(mentions, asks, answers, weights, alone).tolist() == [-1, -1, 0]
    assert antecedents(mentions, asks, answers, weights, alone * 9).tolist() == [-1, -1, -1]
    weights[2, 8] = 5  # the mention right before
    assert antecedents(mentions, asks, answers, weights, alone).tolist() == [-1, -1, 1]


@given(st.integers(1, REACH + 40))
def test_no_mention_looks_further_back_than_it_may(later: int) -> None:
    mentions = [named("x", place) for place in range(later + 1)]
    assert Signs(mentions).of(later).shape == (min(later, REACH), SIGNS)


def test_no_mentions_take_up_nothing() -> None:
    empty = np.zeros((0, 4), np.float32)
    assert antecedents([], empty, empty, empty, np.zeros(0, np.float32)).tolist() == []
