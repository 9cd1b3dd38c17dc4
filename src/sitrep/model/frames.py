"""What the head for roles sees in a window comes in, and predicates with their arguments go out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from sitrep.model.labels import distance_bucket
from sitrep.model.layers import Floats
from sitrep.model.tagging import Span, log_softmax, spell_spans

__all__ = ["Frame", "frames"]


class Frame(NamedTuple):
    """A predicate: its word, how sure it is one, its arguments as spans of words, what it asks of senses."""

    word: int
    score: float
    arguments: tuple[Span, ...]
    asks: Floats


def frames(seen: Mapping[str, Floats], sentences: Sequence[tuple[int, int]]) -> list[Frame]:
    """The predicates in ``sentences``, words ``[first, last)`` of a window, with arguments in the same one.

    For each predicate every word of its sentence is asked what it is to it, by what both are and how far
    off it is.
    """
    logs = log_softmax(seen["marks"])
    is_sure = logs[:, 1] > logs[:, 0]
    predicates = [(word, a, b) for a, b in sentences for word in (a + np.flatnonzero(is_sure[a:b])).tolist()]
    if not predicates:
        return []
    words, begins, ends = np.array(predicates).T
    lengths = ends - begins
    edges = np.concatenate([[0], np.cumsum(lengths)])
    # Under one another stand, for each predicate, the words of its sentence.
    owner = np.repeat(np.arange(len(words)), lengths)
    asked = np.arange(edges[-1]) + (begins - edges[:-1])[owner]
    joined: Floats = seen["token"][asked] + seen["predicate"][words[owner]]
    joined += seen["distance"][distance_bucket(asked - words[owner])]
    np.maximum(joined, 0, out=joined)
    scores = joined @ seen["kinds.weight"].T
    scores += seen["kinds.bias"]
    arguments: list[list[Span]] = [[] for _ in words]
    for start, end, kind, score in spell_spans(scores, edges[:-1]):
        shift = int(asked[start]) - start
        arguments[owner[start]].append((start + shift, end + shift, kind, score))
    sure = np.exp(logs[words, 1]).tolist()
    return [
        Frame(word, score, tuple(found), row)
        for word, score, found, row in zip(words.tolist(), sure, arguments, seen["asks"][words], strict=True)
    ]
