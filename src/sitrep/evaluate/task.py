"""What a task asks of gold and of a record comes together here: one object that the frame can run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from sitrep.evaluate.gold import Document
from sitrep.evaluate.members import Member
from sitrep.evaluate.statistics import Figures, Tally, Totals
from sitrep.record import Record

__all__ = ["Task"]

G = TypeVar("G")
P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Task(Generic[G, P]):
    """A task: how gold is read, what of a record is scored, and how.

    ``gold`` maps the name of each corpus form to its reader; ``predicted`` takes from a record what
    the task is about; ``tally`` sets one document's gold beside it; ``figures`` turns the sums of
    all tallies into figures by dotted name, NaN where a figure is not defined. Both sides are
    plain dataclasses, so what was scored can be written down and scored again.
    """

    gold: Mapping[str, Callable[[Member], Iterator[Document[G]]]]
    predicted: Callable[[Record], P]
    tally: Callable[[G, P], Tally]
    figures: Callable[[Totals], Figures]
