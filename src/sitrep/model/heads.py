"""What the encoder gives out for windows comes in, head by head, and one layer over the text goes out.

A head is a row of :data:`HEADS`: the outputs and constants of the model file that it needs, and who
collects what is decoded from them. A further head is a further row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import numpy as np

from sitrep.model.acts import acts
from sitrep.model.attribution import attributions
from sitrep.model.coreference import Named, antecedents, named
from sitrep.model.frames import frames
from sitrep.model.labels import ACTS, ARGUMENTS, MENTIONS, NAMES, PARTS, ROLES, TIMES
from sitrep.model.layers import Floats, FrameLayer, SpanLayer, VectorLayer, WordLayer, span_layer
from sitrep.model.mentions import mentions
from sitrep.model.pieces import Ints, Numbers, Pieces, freeze
from sitrep.model.senses import Senses
from sitrep.model.tagging import spell_spans
from sitrep.model.windows import Window

__all__ = ["HEADS", "Collector", "Head", "Layer", "Seen"]

Layer = SpanLayer | WordLayer | VectorLayer
Row = tuple[int, int, int, float, int]


@dataclass(frozen=True)
class Seen:
    """The words of one window: where each stands in it and in the text.

    ``rows`` are positions in the padded window of the pieces that open a word; ``bounds`` the words
    at which a sentence begins, closed by their number; words ``[first, last)`` are taken from here.
    """

    pieces: Pieces
    window: Window
    rows: Numbers
    starts: Ints
    ends: Ints
    bounds: Numbers
    first: int
    last: int

    @classmethod
    def of(cls, pieces: Pieces, window: Window) -> Seen:
        """The words of ``window``."""
        # A window that begins inside a word, in a text without sentences, leaves the rest of it out.
        inside = slice(*np.searchsorted(pieces.opens, [window.start, window.end]))
        opens = pieces.opens[inside] - window.start
        shuts = np.minimum(pieces.shuts[inside], window.end - 1)
        bounds = pieces.bounds[(pieces.bounds > window.start) & (pieces.bounds < window.end)]
        cuts = np.concatenate([[window.start], bounds, [window.end]]) - window.start
        return cls(
            pieces,
            window,
            opens + 1,
            pieces.starts[pieces.opens[inside]],
            pieces.ends[shuts],
            np.searchsorted(opens, np.unique(cuts)),
            int(np.searchsorted(opens, window.first - window.start)),
            int(np.searchsorted(opens, window.last - window.start)),
        )

    def sentences(self) -> list[tuple[int, int]]:
        """Words ``[first, last)`` of each sentence that is taken from this window."""
        inside = self.bounds[(self.bounds > self.first) & (self.bounds < self.last)]
        cuts = np.concatenate([[self.first], inside, [self.last]]).tolist()
        return [(a, b) for a, b in pairwise(cuts) if a < b]


class Collector(Protocol):
    """Takes what a head gives out for one window after another, in any order, and makes its layer."""

    def collect(self, at: Seen, seen: Mapping[str, Floats]) -> None:
        """Take one window: outputs by piece of the padded window, and the head's constants."""

    def layer(self) -> Layer:
        """The layer over the whole text, in its order."""


@dataclass(frozen=True)
class Head:
    """What a head needs of the model file, and who makes its layer."""

    outputs: tuple[str, ...]
    collector: Callable[[Pieces, Senses], Collector]
    constants: tuple[str, ...] = ()
    beside: str | None = None
    """Another head whose outputs this one needs too; their names come with its own before them."""


def _at_words(head: str, at: Seen, seen: Mapping[str, Floats]) -> dict[str, Floats]:
    """What a head gave out by word of a window; its constants as they are."""
    outputs = HEADS[head].outputs
    return {name: values[at.rows] if name in outputs else values for name, values in seen.items()}


class _Tagged:
    """Spans told by one tag a word; none goes over the end of a sentence."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        self.labels = labels
        self.rows: list[Row] = []

    def collect(self, at: Seen, seen: Mapping[str, Floats]) -> None:
        bounds = at.bounds[(at.bounds >= at.first) & (at.bounds <= at.last)] - at.first
        for a, b, kind, score in spell_spans(seen["tags"][at.rows[at.first : at.last]], bounds):
            a, b = a + at.first, b + at.first
            self.rows.append((int(at.starts[a]), int(at.ends[b - 1]), kind, score, -1))

    def layer(self) -> SpanLayer:
        return span_layer(self.labels, sorted(self.rows))


class _Mentions:
    def __init__(self) -> None:
        self.rows: list[Row] = []

    def collect(self, at: Seen, seen: Mapping[str, Floats]) -> None:
        words = {name: values[at.rows] for name, values in seen.items()}
        for a, b, kind, score, _ in mentions(words, at.sentences()):
            self.rows.append((int(at.starts[a]), int(at.ends[b - 1]), kind, score, -1))

    def layer(self) -> SpanLayer:
        return span_layer(MENTIONS, sorted(self.rows, key=lambda row: (row[0], -row[1])))


class _Attributions:
    """Each cue is a row tied to itself; the rows of its speaker and contents follow it."""

    def __init__(self) -> None:
        self.found: list[list[Row]] = []

    def collect(self, at: Seen, seen: Mapping[str, Floats]) -> None:
        words = _at_words("attribution", at, seen)
        for cue, parts in attributions(words, at.bounds, at.first, at.last):
            named = [(*part[:2], PARTS.index(ROLES[part[2]]), part[3]) for part in parts]
            self.found.append(
                [
                    (int(at.starts[a]), int(at.ends[b - 1]), kind, score, -1)
                    for a, b, kind, score in (cue, *named)
                ]
            )

    def layer(self) -> SpanLayer:
        rows: list[Row] = []
        for group in sorted(self.found):
            link = len(rows)
            rows += [(*row[:4], link) for row in group]
        return span_layer(PARTS, rows)


class _Acts:
    def __init__(self, pieces: Pieces) -> None:
        opens = self.opens = pieces.opens
        self.starts, self.ends = pieces.starts[opens], pieces.ends[pieces.shuts]
        self.bounds = np.searchsorted(opens, pieces.bounds).astype(np.int32)
        self.scores = np.zeros((len(opens), len(ACTS)), np.float32)
        self.wholes = np.zeros((len(pieces.bounds) - 1, len(ACTS)), np.float32)

    def collect(self, at: Seen, seen: Mapping[str, Floats]) -> None:
        words = _at_words("acts", at, seen)
        offset = int(np.searchsorted(self.opens, at.window.start))
        sentences = at.sentences()
        scores, wholes = acts(words, sentences)
        self.scores[offset + at.first : offset + at.last] = scores[at.first : at.last]
        for (first, last), whole in zip(sentences, wholes, strict=True):
            number = int(np.searchsorted(self.bounds, offset + first, side="right")) - 1
            share = (last - first) / max(1, self.bounds[number + 1] - self.bounds[number])
            self.wholes[number] += whole * share

    def layer(self) -> WordLayer:
        freeze(self.starts, self.ends, self.scores, self.bounds, self.wholes)
        return WordLayer(ACTS, self.starts, self.ends, self.scores, self.bounds, self.wholes)


class _Vectors:
    def __init__(self, pieces: Pieces) -> None:
        self.bounds = pieces.bounds
        self.sums: Floats | None = None

    def collect(self, at: Seen, seen: Mapping[str, Floats]) -> None:
        vectors = seen["pieces"]
        if self.sums is None:
            self.sums = np.zeros((len(self.bounds) - 1, vectors.shape[1]), np.float32)
        cuts = self.bounds[(self.bounds > at.window.first) & (self.bounds < at.window.last)]
        edges = np.concatenate([[at.window.first], cuts, [at.window.last]])
        for a, b in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
            if a < b:
                number = int(np.searchsorted(self.bounds, a, side="right")) - 1
                self.sums[number] += vectors[a - at.window.start + 1 : b - at.window.start + 1].sum(0)

    def layer(self) -> VectorLayer:
        sums = np.zeros((len(self.bounds) - 1, 0), np.float32) if self.sums is None else self.sums
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        vectors: Any = sums / np.maximum(norms, 1e-9)
        freeze(vectors)
        return VectorLayer(vectors)


class _Frames:
    """Each predicate is a row tied to itself; the rows of its arguments follow it."""

    def __init__(self, senses: Senses) -> None:
        self.senses = senses
        self.found: list[tuple[list[Row], Floats]] = []
        self.known: Mapping[str, Floats] = {}

    def collect(self, at: Seen, seen: Mapping[str, Floats]) -> None:
        self.known = {name: seen[name] for name in ("senses.weight", "senses.bias")}
        words = _at_words("roles", at, seen)
        for word, score, arguments, asks in frames(words, at.sentences()):
            spans = [(word, word + 1, 0, score), *((a, b, kind + 1, s) for a, b, kind, s in arguments)]
            rows = [(int(at.starts[a]), int(at.ends[b - 1]), kind, s, -1) for a, b, kind, s in spans]
            self.found.append((rows, asks))

    def layer(self) -> FrameLayer:
        rows: list[Row] = []
        ordered = sorted(self.found, key=lambda item: item[0])
        for group, _ in ordered:
            link = len(rows)
            rows += [(*row[:4], link) for row in group]
        spans = span_layer(("V", *ARGUMENTS), rows)
        columns = (spans.starts, spans.ends, spans.kinds, spans.scores, spans.links)
        weights = self.known.get("senses.weight", np.zeros((len(self.senses.rows), 0), np.float32))
        bias = self.known.get("senses.bias", np.zeros(len(self.senses.rows), np.float32))
        asks = np.array([asks for _, asks in ordered], np.float32).reshape(len(ordered), weights.shape[1])
        freeze(asks, weights, bias)
        return FrameLayer(spans.labels, *columns, self.senses, asks, weights, bias)


class _Chains:
    """Mentions, each tied to the row of the first one of its chain; those that stand alone are left out."""

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces
        self.found: list[tuple[Named, Row, tuple[Floats, ...]]] = []

    def collect(self, at: Seen, seen: Mapping[str, Floats]) -> None:
        offset = int(np.searchsorted(self.pieces.opens, at.window.start))
        told = {name.partition(".")[2]: values[at.rows] for name, values in seen.items() if "." in name}
        of_words = [seen[name][at.rows] for name in HEADS["coreference"].outputs]
        for a, b, kind, score, head in mentions(told, at.sentences()):
            row = (int(at.starts[a]), int(at.ends[b - 1]), kind, score, -1)
            mention = named(self.pieces, offset + head, offset + a, offset + b)
            self.found.append((mention, row, tuple(values[head] for values in of_words)))

    def layer(self) -> SpanLayer:
        found = sorted(self.found, key=lambda item: (item[0].first, -item[0].last))
        if not found:
            return span_layer(MENTIONS, [])
        asks, answers, weights, alone = (
            np.stack(column) for column in zip(*(f[2] for f in found), strict=True)
        )
        before = antecedents([mention for mention, *_ in found], asks, answers, weights, alone[:, 0])
        chains = list(range(len(found)))
        for later, other in enumerate(before.tolist()):
            chains[later] = chains[other] if other >= 0 else later
        sizes = Counter(chains)
        kept = [number for number, first in enumerate(chains) if sizes[first] > 1]
        rows = {number: row for row, number in enumerate(kept)}
        return span_layer(MENTIONS, [(*found[n][1][:4], rows[chains[n]]) for n in kept])


class _Values:
    """A number a word, whatever it is."""

    def __init__(self, pieces: Pieces) -> None:
        self.opens = pieces.opens
        self.starts, self.ends = pieces.starts[pieces.opens], pieces.ends[pieces.shuts]
        self.scores = np.zeros((len(pieces.opens), 1), np.float32)

    def collect(self, at: Seen, seen: Mapping[str, Floats]) -> None:
        offset = int(np.searchsorted(self.opens, at.window.start))
        self.scores[offset + at.first : offset + at.last] = seen["value"][at.rows[at.first : at.last]]

    def layer(self) -> WordLayer:
        freeze(self.starts, self.ends, self.scores)
        return WordLayer(("value",), self.starts, self.ends, self.scores, *_NO_WHOLES)


_NO_WHOLES = (np.zeros(1, np.int32), np.zeros((0, 1), np.float32))
freeze(*_NO_WHOLES)

HEADS: Mapping[str, Head] = {
    "attribution": Head(
        ("tags", "token", "cue"),
        lambda *_: _Attributions(),
        ("distance", "roles.weight", "roles.bias", "passed"),
    ),
    "names": Head(("tags",), lambda *_: _Tagged(NAMES)),
    "mentions": Head(
        ("heads", "first_asks", "first_answers", "last_asks", "last_answers"), lambda *_: _Mentions()
    ),
    "times": Head(("tags",), lambda *_: _Tagged(TIMES)),
    "acts": Head(("types", "asks", "answers"), lambda pieces, _: _Acts(pieces), ("distance",)),
    "roles": Head(
        ("marks", "token", "predicate", "asks"),
        lambda _, senses: _Frames(senses),
        ("distance", "kinds.weight", "kinds.bias", "senses.weight", "senses.bias"),
    ),
    "coreference": Head(
        ("asks", "answers", "weights", "alone"), lambda pieces, _: _Chains(pieces), beside="mentions"
    ),
    "factuality": Head(("value",), lambda pieces, _: _Values(pieces)),
    "vectors": Head(("pieces",), lambda pieces, _: _Vectors(pieces)),
}
