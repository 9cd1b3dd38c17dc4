"""Scores of tags come in, and the likeliest spans that they can spell go out.

Tags are BIOES: of ``k`` kinds, 0 is outside, and ``1 + 4 * kind`` plus 0 to 3 is the beginning, the
inside, the end and the whole of a span of that kind. The likeliest sequence in which every span that
begins also ends is found by the algorithm of Viterbi (1967). Most often the tag that is likeliest for
each word is one already; then nothing has to be searched. Where it is not, only the words between two
that are surely outside are.
"""

from __future__ import annotations

from functools import lru_cache

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
    outside = np.flatnonzero(logs[:, 0] > _SURELY)
    edges = np.unique(np.concatenate([[0], bounds, outside, outside + 1, [len(logs)]])).astype(np.int64)
    fits = _fits(logs.shape[1])
    before = np.concatenate([[0], tags[:-1]])
    before[edges[:-1]] = 0
    wrong = ~fits[before, tags]
    wrong |= np.isin(np.arange(1, len(tags) + 1), edges) & ~fits[tags, 0]
    broken = np.unique(np.searchsorted(edges, np.flatnonzero(wrong), side="right")) - 1
    if len(broken):
        _search(logs, edges[broken], edges[broken + 1], tags)
    return tags


def _search(logs: Floats, firsts: Tags, lasts: Tags, tags: Tags) -> None:
    """Write the likeliest tags that fit to ``tags``, in each of the stretches of words at once.

    What may follow hangs on one thing only: whether a span is open, and of which kind. So that there are
    ``1 + k`` states a word instead of all its tags: closed, or open with a kind.
    """
    long, count, kinds = int((lasts - firsts).max()), len(firsts), (logs.shape[1] - 1) // 4
    words = firsts[None, :] + np.arange(long)[:, None]
    # Behind the end of a stretch anything may stand: from the end on nothing is looked back for.
    padded = logs[np.minimum(words, len(logs) - 1)]
    parts = padded[:, :, 1:].reshape(long, count, kinds, 4)
    begin, inside, end = (np.ascontiguousarray(parts[..., place]) for place in range(3))
    alone = np.concatenate([padded[:, :, :1], parts[..., 3]], axis=2)
    apart, by_itself = 4 * alone.argmax(2), alone.max(2)
    closed, opened = np.zeros(count, np.float32), np.full((count, kinds), _NEVER)
    ended = np.zeros((long, count), np.int64)
    is_end = np.zeros((long, count), bool)
    is_begin = np.zeros((long, count, kinds), bool)
    for step in range(long):
        shut = opened + end[step]
        shut.argmax(1, out=ended[step])
        by_end = shut.max(1)
        by_itself[step] += closed
        begun = closed[:, None] + begin[step]
        opened += inside[step]
        np.greater(begun, opened, out=is_begin[step])
        np.maximum(begun, opened, out=opened)
        np.greater(by_end, by_itself[step], out=is_end[step])
        closed = np.maximum(by_end, by_itself[step])
    closing = np.where(is_end, 4 * ended + 3, apart)
    for number, (first, last) in enumerate(zip(firsts.tolist(), lasts.tolist(), strict=True)):
        tags[first:last] = _traced(closing[: last - first, number].tolist(), is_begin[:, number])


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
