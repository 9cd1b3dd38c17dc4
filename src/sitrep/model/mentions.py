"""What the mention head sees in a window comes in, and mentions, which may nest, go out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sitrep.model.layers import Floats
from sitrep.model.tagging import log_softmax
from sitrep.model.windows import sentence_of_each

__all__ = ["Mention", "mentions"]


class Mention(NamedTuple):
    """Words ``[first, last)``, the number of its kind, how sure it is from 0 to 1, and its head word."""

    first: int
    last: int
    kind: int
    score: float
    head: int


def mentions(seen: Mapping[str, Floats], sentences: Sequence[tuple[int, int]]) -> list[Mention]:
    """The mentions in ``sentences``, words ``[first, last)`` of a window, in order, longer before shorter.

    Each word may be the head of one mention; such a head points to the first and the last word of
    it, within the sentence. What two heads point to alike is taken once, from the surer.
    """
    logs = log_softmax(seen["heads"])
    within = sentence_of_each(sentences, len(logs))
    best = logs.argmax(1)
    heads = np.flatnonzero((best > 0) & (within >= 0))
    if not len(heads):
        return []
    kinds = best[heads]
    words = np.arange(len(logs))
    outside = within[None, :] != within[heads][:, None]
    begins, ends = _reach(seen, "first", heads), _reach(seen, "last", heads)
    begins[outside | (words[None, :] > heads[:, None])] = -np.inf
    ends[outside | (words[None, :] < heads[:, None])] = -np.inf
    found: dict[tuple[int, int], Mention] = {}
    columns = (begins.argmax(1), ends.argmax(1), kinds, np.exp(logs[heads, kinds]), heads)
    for begin, end, kind, score, head in zip(*(column.tolist() for column in columns), strict=True):
        mention = Mention(begin, end + 1, kind - 1, score, head)
        known = found.get(mention[:2])
        if known is None or known.score < mention.score:
            found[mention[:2]] = mention
    return sorted(found.values(), key=lambda mention: (mention.first, -mention.last))


def _reach(seen: Mapping[str, Floats], end: str, heads: npt.NDArray[np.int64]) -> Floats:
    reach: Floats = seen[f"{end}_asks"][heads] @ seen[f"{end}_answers"].T
    return reach
