"""Scores of tags come in, and the likeliest spans that they can spell go out.

Tags are BIOES: of ``k`` kinds, 0 is outside, and ``1 + 4 * kind`` plus 0 to 3 is the beginning, the
inside, the end and the whole of a span of that kind. The likeliest sequence in which every span that
begins also ends is found by the algorithm of Viterbi (1967). Most often the tag that is likeliest for
each word is one already; then nothing has to be searched. Where it is not, only the words between two
that are surely outside are.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from sitrep.model.layers import Floats

__all__ = ["Span", "log_softmax", "spell_spans"]

Tags = npt.NDArray[np.int64]
Span = tuple[int, int, int, float]
"""First word, last word excluded, kind, and the mean likelihood of its tags."""

_NEVER = np.float32(-1e9)
_SURELY = np.log(0.999)
"""Log likelihood of "outside" above which no span goes over a word."""


def spell_spans(scores: Floats, bounds: npt.NDArray[np.int64] | None = None) -> list[Span]:
    """The spans in the words that ``scores`` of shape (words, tags) tell of, in order.

    No span goes over one of ``bounds``, numbers of words at which something new begins.
    """
    if not len(scores):
        return []
    logs = log_softmax(scores)
    tags = _spell_tags(logs, np.zeros(0, np.int64) if bounds is None else bounds)
    likely = np.exp(logs[np.arange(len(tags)), tags])
    place = (tags - 1) % 4
    opens = np.flatnonzero((tags > 0) & ((place == 0) | (place == 3)))
    shuts = np.flatnonzero((tags > 0) & ((place == 2) | (place == 3))) + 1
    kinds = (tags[opens] - 1) // 4
    sums = np.concatenate([[0.0], np.cumsum(likely, dtype=np.float64)])
    means = (sums[shuts] - sums[opens]) / (shuts - opens)
    return list(zip(opens.tolist(), shuts.tolist(), kinds.tolist(), means.tolist(), strict=True))


def _spell_tags(logs: Floats, bounds: npt.NDArray[np.int64]) -> Tags:
    """The likeliest tags of each stretch between ``bounds``, its log likelihoods given."""
    tags: Tags = logs.argmax(1)
    is_edge = np.zeros(len(logs) + 1, bool)
    outside = np.flatnonzero(logs[:, 0] > _SURELY)
    for edge in (0, bounds, outside, outside + 1, len(logs)):
        is_edge[edge] = True
    fits = _fits(logs.shape[1])
    before = np.concatenate([[0], tags[:-1]])
    before[is_edge[:-1]] = 0
    wrong = ~fits[before, tags]
    wrong |= is_edge[1:] & ~fits[tags, 0]
    if wrong.any():
        edges = np.flatnonzero(is_edge)
        is_broken = np.logical_or.reduceat(wrong, edges[:-1])
        _search(logs, edges[:-1][is_broken], edges[1:][is_broken], tags)
    return tags


def _search(logs: Floats, firsts: Tags, lasts: Tags, tags: Tags) -> None:
    """Write the likeliest tags that fit to ``tags``, in each of the stretches of words at once.

    What may follow hangs on one thing only: whether a span is open, and of which kind. So that there are
    ``1 + k`` states a word instead of all its tags: closed, or open with a kind.
    """
    longest_first = np.argsort(firsts - lasts, kind="stable")
    firsts, lengths = firsts[longest_first], (lasts - firsts)[longest_first]
    # The first words of all stretches, then the second of those that have one, and so on.
    counts = np.searchsorted(-lengths, -np.arange(lengths[0]))
    edges = np.concatenate([[0], np.cumsum(counts)])
    steps = np.repeat(np.arange(len(counts)), counts)
    seen = logs[firsts[np.arange(edges[-1]) - edges[steps]] + steps]
    parts = seen[:, 1:].reshape(len(seen), -1, 4)
    begin, inside, end = (np.ascontiguousarray(parts[..., place]) for place in range(3))
    alone = np.concatenate([seen[:, :1], parts[..., 3]], axis=1)
    apart, by_itself, by_end = 4 * alone.argmax(1), alone.max(1), np.empty(len(seen), np.float32)
    # How likely the best way to each state is; which way it was is seen after the loop.
    closed, opened = np.zeros((len(firsts), 1), np.float32), np.full((len(firsts), parts.shape[1]), _NEVER)
    for low, high in pairwise(edges.tolist()):
        now, is_closed, is_open = slice(low, high), closed[: high - low], opened[: high - low]
        end[now] += is_open
        begin[now] += is_closed
        inside[now] += is_open
        by_itself[now] += is_closed[:, 0]
        np.maximum(begin[now], inside[now], out=is_open)
        np.maximum.reduce(end[now], axis=1, out=by_end[now])
        np.maximum(by_end[now], by_itself[now], out=is_closed[:, 0])
    is_begin = begin > inside
    closing = np.where(by_end > by_itself, 4 * end.argmax(1) + 3, apart)
    for number, (first, length) in enumerate(zip(firsts.tolist(), lengths.tolist(), strict=True)):
        rows = edges[:length] + number
        tags[first : first + length] = _traced(closing[rows].tolist(), is_begin[rows])


def _traced(closing: list[int], is_begin: npt.NDArray[np.bool_]) -> list[int]:
    """The tags of a stretch: those that its words have where no span is open, mended from the end on."""
    tags = closing
    kind = None  # of the span that is open
    for step in range(len(tags) - 1, -1, -1):
        if kind is not None:
            begins = bool(is_begin[step, kind])
            tags[step] = 4 * kind + (1 if begins else 2)
            kind = None if begins else kind
        elif tags[step] and tags[step] % 4 == 3:
            kind = tags[step] // 4
    return tags


@lru_cache(maxsize=8)
def _fits(count: int) -> npt.NDArray[np.bool_]:
    """Whether the tag of a column may follow that of a row; before and behind all stands "outside"."""
    tags = np.arange(count)
    place = np.where(tags > 0, (tags - 1) % 4, 3)
    kind = (tags - 1) // 4
    goes_on = (place == 0) | (place == 1)
    comes_on = (tags > 0) & ((place == 1) | (place == 2))
    same = kind[:, None] == kind[None, :]
    fits: npt.NDArray[np.bool_] = np.where(goes_on[:, None], comes_on[None, :] & same, ~comes_on[None, :])
    fits.flags.writeable = False
    return fits


def log_softmax(scores: Floats) -> Floats:
    """The natural logarithms of the likelihoods along the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    logs: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return logs
