"""What the head for roles sees in a sentence comes in, and predicates with their arguments go out."""

from __future__ import annotations

from collections.abc import Mapping
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


def frames(seen: Mapping[str, Floats], first: int, last: int) -> list[Frame]:
    """The predicates in the words ``[first, last)`` of a window, one sentence, with arguments in it.

    For each predicate every word is asked what it is to it, by what both are and how far off it is.
    """
    logs = log_softmax(seen["marks"][first:last])
    words = np.flatnonzero(logs[:, 1] > logs[:, 0])
    if not len(words):
        return []
    length = last - first
    gaps = np.arange(length)[None, :] - words[:, None]
    joined: Floats = seen["token"][None, first:last] + seen["predicate"][first:last][words][:, None]
    joined += seen["distance"][distance_bucket(gaps)]
    np.maximum(joined, 0, out=joined)
    scores = joined @ seen["kinds.weight"].T
    scores += seen["kinds.bias"]
    spelled = spell_spans(scores.reshape(-1, scores.shape[-1]), np.arange(len(words)) * length)
    asks = seen["asks"][first:last][words]
    arguments: list[list[Span]] = [[] for _ in words]
    for start, end, kind, score in spelled:
        row = start // length
        arguments[row].append((first + start - row * length, first + end - row * length, kind, score))
    sure = np.exp(logs[words, 1]).tolist()
    return [
        Frame(first + word, score, tuple(found), row)
        for word, score, found, row in zip(words.tolist(), sure, arguments, asks, strict=True)
    ]
