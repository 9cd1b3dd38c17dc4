"""What the mention head sees in a sentence comes in, and mentions, which may nest, go out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sitrep.model.layers import Floats
from sitrep.model.tagging import log_softmax

__all__ = ["Mention", "mentions"]


class Mention(NamedTuple):
    """Words ``[first, last)``, the number of its kind, how sure it is from 0 to 1, and its head word."""

    first: int
    last: int
    kind: int
    score: float
    head: int


def mentions(seen: Mapping[str, Floats], first: int, last: int) -> list[Mention]:
    """The mentions in the words ``[first, last)`` of a window, longer before shorter.

    Each word may be the head of one mention; such a head points to the first and the last word of
    it, within the sentence. What two heads point to alike is taken once, from the surer.
    """
    logs = log_softmax(seen["heads"][first:last])
    heads = np.flatnonzero(logs.argmax(1) > 0)
    if not len(heads):
        return []
    kinds = logs[heads].argmax(1)
    words = np.arange(last - first)
    begins = _reach(seen, "first", first, last, heads)
    begins[words[None, :] > heads[:, None]] = -np.inf
    ends = _reach(seen, "last", first, last, heads)
    ends[words[None, :] < heads[:, None]] = -np.inf
    found: dict[tuple[int, int], Mention] = {}
    rows = zip(
        begins.argmax(1), ends.argmax(1), kinds, np.exp(logs[heads, kinds]), heads.tolist(), strict=True
    )
    for begin, end, kind, score, head in rows:
        mention = Mention(first + int(begin), first + int(end) + 1, int(kind) - 1, float(score), first + head)
        known = found.get(mention[:2])
        if known is None or known.score < mention.score:
            found[mention[:2]] = mention
    return sorted(found.values(), key=lambda mention: (mention.first, -mention.last))


def _reach(
    seen: Mapping[str, Floats], end: str, first: int, last: int, heads: npt.NDArray[np.int64]
) -> Floats:
    asked = seen[f"{end}_asks"][first:last][heads]
    reach: Floats = asked @ seen[f"{end}_answers"][first:last].T
    return reach
