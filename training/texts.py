"""Gold documents come in, and texts cut into pieces and windows, with what is learned from them, go out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from sitrep.annotate.quotations import quotation_offsets
from sitrep.annotate.sentences import sentence_offsets
from sitrep.model.pieces import Pieces, cut_pieces
from sitrep.model.windows import plan_windows

__all__ = ["Array", "Sample", "Text", "cut_text", "tag_spans"]

Array = npt.NDArray[Any]


@dataclass
class Sample:
    """Some pieces read together, and what is learned from them, by head.

    ``words`` are the positions of the pieces that open a word, ``sentences`` the bounds of the
    sentences among the pieces, ``targets`` the gold of each head, in numbers of those words.
    """

    ids: Array
    case: Array
    quoted: Array
    words: Array
    sentences: Array
    targets: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Text:
    """One text in pieces; ``first`` are the positions of the pieces that open a word."""

    text: str
    pieces: Pieces
    first: Array
    starts: list[int]
    ends: list[int]

    def words_of(self, start: int, end: int) -> tuple[int, int]:
        """Numbers ``[first, last)`` of the words that share a character with ``[start, end)``."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def samples(self, *, limit: int, overlap: int = 0) -> Iterator[tuple[Sample, int, int]]:
        """The text in windows, each with the numbers ``[first, last)`` of its words."""
        bounds = self.pieces.bounds
        if not len(self.pieces):
            return
        for window in plan_windows(bounds.tolist(), limit=limit, overlap=overlap):
            part = slice(window.start, window.end)
            low, high = np.searchsorted(self.first, [window.start, window.end])
            inner = bounds[(bounds > window.start) & (bounds < window.end)] - window.start
            yield (
                Sample(
                    ids=self.pieces.ids[part],
                    case=self.pieces.case[part],
                    quoted=self.pieces.quoted[part],
                    words=self.first[low:high] - window.start,
                    sentences=np.unique(np.concatenate([[0], inner, [window.end - window.start]])),
                ),
                int(low),
                int(high),
            )


def cut_text(text: str, tokenizer: Tokenizer) -> Text:
    """``text`` with the sentences and quotations that a reader of reports finds in it."""
    pieces = cut_pieces(text, sentence_offsets(text), quotation_offsets(text), tokenizer)
    starts, ends = pieces.starts[pieces.opens], pieces.ends[pieces.shuts]
    return Text(text, pieces, pieces.opens, starts.tolist(), ends.tolist())


def tag_spans(length: int, spans: list[tuple[int, int, int]]) -> Array:
    """BIOES tags of ``length`` words: 0 outside, else ``1 + 4 * kind`` and 0 to 3 for B, I, E and S.

    Of spans that share words, the later of the list wins.
    """
    tags = np.zeros(length, np.int64)
    for first, last, kind in spans:
        opening = 1 + 4 * kind
        if last - first == 1:
            tags[first] = opening + 3
        elif last > first:
            tags[first] = opening
            tags[first + 1 : last - 1] = opening + 1
            tags[last - 1] = opening + 2
    return tags
