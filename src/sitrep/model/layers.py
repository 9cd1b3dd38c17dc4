"""What a head found in a text, as read-only arrays over it: spans with scores and links, scores of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sitrep.model.pieces import Ints, freeze

if TYPE_CHECKING:
    from sitrep.model.senses import Senses

__all__ = ["Floats", "Found", "FrameLayer", "SpanLayer", "VectorLayer", "WordLayer", "span_layer"]

Floats = npt.NDArray[np.float32]


class Found(NamedTuple):
    """A span at characters ``[start, end)``: what kind, how sure from 0 to 1, and the row it is tied to."""

    start: int
    end: int
    kind: str
    score: float
    link: int


@dataclass(frozen=True)
class SpanLayer:
    """Spans in the order in which they were found, one row each.

    ``starts`` and ``ends`` are offsets in characters, ``kinds`` numbers into ``labels``, ``scores``
    from 0 to 1, ``links`` the number of the row that a row is tied to (a speaker or a content to
    its cue; a cue to itself), -1 for none.
    """

    labels: tuple[str, ...]
    starts: Ints
    ends: Ints
    kinds: Ints
    scores: Floats
    links: Ints

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Found]:
        columns = (self.starts, self.ends, self.kinds, self.scores, self.links)
        for start, end, kind, score, link in zip(*(column.tolist() for column in columns), strict=True):
            yield Found(start, end, self.labels[kind], score, link)

    def groups(self) -> list[dict[str, list[Found]]]:
        """The rows that are tied to one another, in order; of each tie the rows of every label."""
        tied: dict[int, dict[str, list[Found]]] = {}
        for found in self:
            group = tied.setdefault(found.link, {label: [] for label in self.labels})
            group[found.kind].append(found)
        return list(tied.values())


@dataclass(frozen=True)
class FrameLayer(SpanLayer):
    """Predicates (kind "V"), each with its arguments tied to it; see :mod:`sitrep.annotate.frames`.

    ``asks``, of shape (predicates, width), with ``weights``, (rows of ``senses``, width), and ``bias``
    says how well each sense fits each predicate; all of it at once would be too much for a long text.
    """

    senses: Senses
    asks: Floats
    weights: Floats
    bias: Floats

    def sense(self, number: int, lemma: str) -> str:
        """The sense of predicate ``number``, whose word has ``lemma``."""

        def fits(rows: list[int]) -> Floats:
            found: Floats = self.weights[rows] @ self.asks[number] + self.bias[rows]
            return found

        return self.senses.choose(lemma, fits)


@dataclass(frozen=True)
class WordLayer:
    """How likely each of ``labels`` is for each word at ``[starts, ends)``: ``scores``, (words, labels).

    ``wholes``, of shape (sentences, labels), says the same of each sentence as a whole, and
    ``bounds`` where in the list of words it begins; one number more than there are sentences.
    """

    labels: tuple[str, ...]
    starts: Ints
    ends: Ints
    scores: Floats
    bounds: Ints
    wholes: Floats

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, offset: int) -> Floats | None:
        """The scores of the word that holds character ``offset``; None where no word does."""
        row = int(np.searchsorted(self.ends, offset, side="right"))
        if row == len(self.ends) or self.starts[row] > offset:
            return None
        found: Floats = self.scores[row]
        return found

    def whole_at(self, offset: int) -> Floats | None:
        """The scores of the sentence that holds character ``offset``; None where no word does."""
        row = int(np.searchsorted(self.ends, offset, side="right"))
        if row == len(self.ends):
            return None
        found: Floats = self.wholes[int(np.searchsorted(self.bounds, row, side="right")) - 1]
        return found


@dataclass(frozen=True)
class VectorLayer:
    """One vector of length 1 a sentence, shape (sentences, width): alike where the sentences are."""

    vectors: Floats


def span_layer(labels: Sequence[str], rows: Sequence[tuple[int, int, int, float, int]]) -> SpanLayer:
    """The layer of ``rows`` of start, end, kind, score and link."""
    table = list(zip(*rows, strict=True)) if rows else [()] * 5
    types = (np.int32, np.int32, np.int32, np.float32, np.int32)
    columns: list[Any] = [np.array(c, t) for c, t in zip(table, types, strict=True)]
    freeze(*columns)
    return SpanLayer(tuple(labels), *columns)
