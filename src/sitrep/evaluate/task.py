"""What a task asks of gold and of a record comes together here: one object that the frame can run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from sitrep.annotate import Annotation
from sitrep.evaluate.gold import Document
from sitrep.evaluate.members import Member
from sitrep.evaluate.statistics import Figures, Tally, Totals
from sitrep.record import Record

__all__ = ["Sight", "Task"]

G = TypeVar("G")
P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Sight(Generic[P]):
    """What of the heads of the reader model a task is about: which of them, and what they found."""

    heads: tuple[str, ...]
    predicted: Callable[[Annotation], P]


@dataclass(frozen=True, slots=True)
class Task(Generic[G, P]):
    """A task: how gold is read, what of a record is scored, and how.

    ``gold`` maps the name of each corpus form to its reader; ``predicted`` takes from a record what
    the task is about; ``tally`` sets one document's gold beside it; ``figures`` turns the sums of
    all tallies into figures by dotted name, NaN where a figure is not defined. Both sides are
    plain dataclasses, so what was scored can be written down and scored again. ``sight`` takes the
    same from the heads of the model alone, where they find what the task is about.
    """

    gold: Mapping[str, Callable[[Member], Iterator[Document[G]]]]
    predicted: Callable[[Record], P]
    tally: Callable[[G, P], Tally]
    figures: Callable[[Totals], Figures]
    sight: Sight[P] | None = None
