"""What the mention head sees in a sentence comes in, and mentions, which may nest, go out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from sitrep.model.layers import Floats
from sitrep.model.tagging import Span, log_softmax

__all__ = ["mentions"]


def mentions(seen: Mapping[str, Floats], first: int, last: int) -> list[Span]:
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
    found: dict[tuple[int, int], Span] = {}
    rows = zip(begins.argmax(1), ends.argmax(1), kinds, np.exp(logs[heads, kinds]), strict=True)
    for begin, end, kind, score in rows:
        span = (first + int(begin), first + int(end) + 1, int(kind) - 1, float(score))
        known = found.get(span[:2])
        if known is None or known[3] < span[3]:
            found[span[:2]] = span
    return sorted(found.values(), key=lambda span: (span[0], -span[1]))


def _reach(
    seen: Mapping[str, Floats], end: str, first: int, last: int, heads: npt.NDArray[np.int64]
) -> Floats:
    asked = seen[f"{end}_asks"][first:last][heads]
    reach: Floats = asked @ seen[f"{end}_answers"][first:last].T
    return reach
