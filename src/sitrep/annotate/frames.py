"""What the head for roles found comes in, and predicates with sense and arguments go out.

The head tells words and spans; which sense a word has hangs on its lemma, which the annotation knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitrep.annotate.annotation import Annotation
    from sitrep.model.layers import Found, FrameLayer

__all__ = ["Predicate", "predicates"]


@dataclass(frozen=True, slots=True)
class Predicate:
    """The word at characters ``[start, end)``, its PropBank sense ("resign.01"), and its arguments.

    The ``kind`` of an argument is its role, of :data:`sitrep.model.labels.ARGUMENTS`.
    """

    start: int
    end: int
    sense: str
    score: float
    arguments: tuple[Found, ...]


def predicates(annotation: Annotation) -> tuple[Predicate, ...]:
    """The predicates of the text in order; none where the head for roles was not asked."""
    from sitrep.model.layers import FrameLayer

    layer = annotation.layers.get("roles")
    if not isinstance(layer, FrameLayer):
        return ()
    tied: list[list[Found]] = []
    for row, found in enumerate(layer):
        if found.link == row:
            tied.append([])  # the predicate itself; its arguments follow it
        tied[-1].append(found)
    return tuple(_predicate(annotation, layer, number, *rows) for number, rows in enumerate(tied))


def _predicate(
    annotation: Annotation, layer: FrameLayer, number: int, word: Found, *arguments: Found
) -> Predicate:
    token = annotation.tokens[annotation.tokens_over(word.start, word.end)[0]]
    sense = layer.sense(number, token.lemma)
    return Predicate(word.start, word.end, sense, word.score, tuple(sorted(arguments)))
