"""A clause comes in, and a sketch of each figure in it, before they are tied to one another, goes out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TypeAlias

from sitrep.codebook.quantities import PERSON_MEASURES, quantities
from sitrep.readers.figures.amounts import Amount
from sitrep.readers.figures.clauses import Clause, Item
from sitrep.readers.figures.measuring import counted_items, is_in_part, read_amount
from sitrep.record.figure import Bound, Measure

__all__ = ["Key", "Sketch", "sketches"]

# "killed 12 in one town and 30 in another": a bare number after a comma or an "and".
_ELLIPTIC = re.compile(r"[,&]a*$")
# "police said 8,000 had marched; organisers said 45,000": the number that another gives.
_SAID = re.compile(r"\.a*[DR_Zn]{1,5}sa*$")
# "A. B. of Lingle died": where somebody comes from.
_WHENCE = re.compile(r"So$")
# What happens to a person; one who merely takes part is no figure.
_FATES = PERSON_MEASURES - {"participants"}
Key: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A figure in the making: ``index`` is its item in the clause, ``counted`` a range of characters.

    ``measure`` is None for a number that nothing tells the measure of yet; ``told`` says whether a
    word of its own clause tells it. ``after`` is the item behind its noun phrase. ``part_of`` and
    ``changed_from`` are the keys of other sketches.
    """

    index: int
    start: int
    end: int
    low: int | float | None
    high: int | float | None
    bound: Bound
    measure: Measure | None
    unit: str | None
    counted: tuple[int, int] | None
    told: bool
    after: int
    only_measured: bool = False
    part_of: Key | None = None
    changed_from: Key | None = None

    @property
    def key(self) -> Key:
        """What tells this sketch from every other of its report."""
        return self.start, self.end


def sketches(clause: Clause) -> list[Sketch]:
    """A sketch of every amount and every single person of the clause, in order."""
    found: list[Sketch] = []
    for index, item in enumerate(clause.items):
        if item.amount is None and item.code != "S":
            continue
        sketch = _amount(clause, index, item.amount) if item.amount else _person(clause, index)
        found.append(_completed(clause, sketch, _last_like(clause, index, found)))
    return found


def _last_like(clause: Clause, index: int, found: list[Sketch]) -> Sketch | None:
    """The sketch that one at ``index`` may take words from: a part only for another part."""
    if found and not is_in_part(clause, index):
        return next((s for s in reversed(found) if not is_in_part(clause, s.index)), None)
    return found[-1] if found else None


def _person(clause: Clause, index: int) -> Sketch:
    reading = None if clause.ends_before(_WHENCE, index) else read_amount(clause, index)
    item = clause.items[index]
    measure = reading.measure if reading and reading.measure in _FATES else None
    count = 2 if item.lower in quantities().pairs else 1
    return Sketch(
        *(index, item.start, item.end, count, count, "exact", measure, None, (item.head, item.end)),
        *(measure is not None, index + 1, True),
    )


def _amount(clause: Clause, index: int, amount: Amount) -> Sketch:
    plain = Sketch(
        *(index, amount.start, amount.end, amount.low, amount.high, amount.bound),
        *(amount.measure, amount.unit, None, amount.measure is not None, index + 1, amount.only_measured),
    )
    if amount.measure == "share":
        return replace(plain, counted=_range(counted_items(clause, index)[0]))
    if amount.measure is not None:
        return plain
    reading = read_amount(clause, index)
    if reading is None:
        return plain
    counted, told = _range(reading.counted), reading.cue is not None
    return replace(plain, measure=reading.measure, counted=counted, told=told, after=reading.after)


def _range(items: tuple[Item, ...]) -> tuple[int, int] | None:
    return (items[0].start, items[-1].end) if items else None


def _completed(clause: Clause, sketch: Sketch, last: Sketch | None) -> Sketch:
    """The sketch with what an ellipsis leaves out taken from the one before it."""
    if last is None or last.measure not in PERSON_MEASURES:
        return sketch
    counted = sketch.counted or (last.counted if _is_group(clause, last) else None)
    joined = clause.ends_before(_ELLIPTIC, sketch.index) or clause.ends_before(_SAID, sketch.index)
    if sketch.measure in PERSON_MEASURES:
        return replace(sketch, counted=counted)
    if sketch.measure is None and joined and not sketch.only_measured:
        return replace(sketch, measure=last.measure, counted=counted)
    if sketch.measure == "other" and joined and sketch.counted and _is_group(clause, sketch):
        return replace(sketch, measure=last.measure)
    return sketch


def _is_group(clause: Clause, sketch: Sketch) -> bool:
    """Whether the sketch counts a known group of persons, or leaves unsaid what it counts."""
    if clause.codes[sketch.index] == "S":
        return False
    counted = counted_items(clause, sketch.index)[0]
    return not counted or counted[-1].lower in quantities().groups
