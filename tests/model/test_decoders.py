"""What heads see becomes attributions, mentions and likelihoods of acts."""

from __future__ import annotations

import numpy as np

from sitrep.model.acts import acts
from sitrep.model.attribution import attributions
from sitrep.model.labels import distance_bucket
from sitrep.model.mentions import mentions

WORDS = 6


def attribution_seen(cues: list[int], speaker: dict[int, int]) -> dict[str, np.ndarray]:
    """Tags with single-word cues; roles in which each cue's speaker is one word, told by a dimension."""
    tags = np.zeros((WORDS, 13), np.float32)
    tags[:, 0] = 5
    for cue in cues:
        tags[cue, 4] = 20
    token, cue_side = np.zeros((WORDS, 8), np.float32), np.zeros((WORDS, 8), np.float32)
    for number, cue in enumerate(cues):
        token[speaker[cue], number] = 1
        cue_side[cue, number] = 1
    roles = np.zeros((9, 8), np.float32)
    roles[4, :] = 20
    return {
        "tags": tags,
        "token": token - 1,
        "cue": cue_side,
        "distance": np.zeros((36, 8), np.float32),
        "roles.weight": roles,
        "roles.bias": np.array([5, *[0] * 8], np.float32),
        "passed": np.zeros((9, 13), np.float32),
    }


def test_each_cue_has_parts_of_its_own() -> None:
    seen = attribution_seen([1, 4], {1: 0, 4: 5})
    first, second = attributions(seen, np.array([0, WORDS]), 0, WORDS)
    assert (first.cue[:2], [part[:3] for part in first.parts]) == ((1, 2), [(0, 1, 0)])
    assert (second.cue[:2], [part[:3] for part in second.parts]) == ((4, 5), [(5, 6, 0)])


def test_only_cues_taken_from_this_window_are_told() -> None:
    seen = attribution_seen([1, 4], {1: 0, 4: 5})
    (only,) = attributions(seen, np.array([0, 3, WORDS]), 3, WORDS)
    assert only.cue[0] == 4


def test_no_cue_is_no_attribution() -> None:
    assert attributions(attribution_seen([], {}), np.array([0, WORDS]), 0, WORDS) == []


def mention_seen(rows: list[tuple[int, int, int, int]]) -> dict[str, np.ndarray]:
    """Heads, kinds, and pointers to first and last words, one dimension a head."""
    heads = np.zeros((WORDS, 4), np.float32)
    heads[:, 0] = 3
    seen = {
        name: np.zeros((WORDS, WORDS), np.float32)
        for name in ("first_asks", "first_answers", "last_asks", "last_answers")
    }
    for head, kind, first, last in rows:
        heads[head, kind + 1] = 9
        seen["first_asks"][head, head] = seen["last_asks"][head, head] = 1
        seen["first_answers"][first, head] = seen["last_answers"][last, head] = 5
    return {"heads": heads, **seen}


def test_mentions_may_nest() -> None:
    found = mentions(mention_seen([(1, 0, 0, 4), (4, 2, 3, 4)]), [(0, WORDS)])
    assert [span[:3] for span in found] == [(0, 5, 0), (3, 5, 2)]


def test_a_mention_holds_its_head_and_stays_in_its_sentence() -> None:
    found = mentions(mention_seen([(3, 1, 5, 0)]), [(2, 5)])
    ((first, last, _, _, head),) = found
    assert 2 <= first <= head < last <= 5
    assert head == 3


def test_a_word_tells_what_it_looks_at_and_a_sentence_the_mean() -> None:
    types = np.zeros((4, 3), np.float32)
    types[0, 0] = types[3, 1] = 8
    asks = np.eye(4, dtype=np.float32) * 20
    seen = {
        "types": types,
        "asks": asks,
        "answers": np.eye(4, dtype=np.float32) * 20,
        "distance": np.zeros((36, 1), np.float32),
    }
    words, (whole,) = acts(seen, [(0, 4)])
    assert words[0].argmax() == 0
    assert words[3].argmax() == 1
    assert np.allclose(words.sum(1), 1)
    assert np.isclose(whole[0], whole[1])
    assert np.isclose(whole.sum(), 1)


def test_distances_fall_into_classes_by_sign_and_size() -> None:
    buckets = distance_bucket(np.arange(-400, 401))
    assert buckets[400] == 0
    assert len(set(buckets.tolist())) == 35
    assert set(buckets[:400].tolist()).isdisjoint(buckets[400:].tolist())
