"""The sketches of a clause come in, and the same with companies of single persons counted up go out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sitrep.codebook.quantities import PERSON_MEASURES, quantities
from sitrep.readers.figures.clauses import Clause
from sitrep.readers.figures.measuring import opens_clause
from sitrep.readers.figures.sketches import Sketch
from sitrep.record.figure import Measure

__all__ = ["summed"]

# Between two of a company stand an age at most, a comma and an "and": "A. B., 22, and C. D.".
_LINK = re.compile(r"(?:,0|\(0\))?(?:,?&|,)D?")
_DEMOGRAPHIC = frozenset(("people", "men", "women", "children"))
_GENERAL = frozenset(("people", "men", "women"))


def summed(clause: Clause, found: list[Sketch]) -> list[Sketch]:
    """The sketches, with "a man and a woman" one figure of two, "his wife and two children" one of three.

    So is "two adults and four children" one of six; soldiers and civilians are not added up.
    Counts, and persons of a named group, stay as parts of the whole.
    """
    result: list[Sketch] = []
    for run in _runs(clause, found):
        whole = _whole(clause, run)
        result.extend(run if whole is None else (whole, *_parts(clause, run, whole)))
    return result


def _runs(clause: Clause, found: list[Sketch]) -> Iterator[list[Sketch]]:
    """The sketches in runs, each of neighbours that only a comma or an "and" parts."""
    run: list[Sketch] = []
    for sketch in found:
        if run and not _follows(clause, run[-1], sketch):
            yield run
            run = []
        run.append(sketch)
    if run:
        yield run


def _follows(clause: Clause, first: Sketch, second: Sketch) -> bool:
    linked = first.unit is None and _LINK.fullmatch(clause.codes, first.after, second.index)
    # "Seven men and a judge sentenced three": the second opens a clause of its own.
    return bool(linked) and not opens_clause(clause, second.after)


def _whole(clause: Clause, run: list[Sketch]) -> Sketch | None:
    measure = _common_measure(run)
    singles = [clause.codes[s.index] == "S" for s in run]
    links = clause.codes[run[0].after : run[-1].index]
    if measure is None or len(run) < 2 or "&" not in links:
        return None
    if not any(singles) and not all(_is_of_all_people(clause, s) for s in run):
        return None
    if _is_spelled_out(clause, run) or any(_counted_group(clause, s) == "unborn" for s in run):
        return None
    lows = [s.low for s in run if s.low is not None and s.bound == "exact" and s.part_of is None]
    if len(lows) < len(run) or any(_is_unknown(s, single) for s, single in zip(run, singles, strict=True)):
        return None
    end = max(run[-1].end, run[-1].counted[1] if run[-1].counted else 0)
    total = sum(lows)
    # The named are a group of their own, whatever the report counts besides.
    counted = (run[0].start, end) if all(clause.items[s.index].is_name for s in run) else None
    return replace(
        run[0],
        end=end,
        low=total,
        high=total,
        measure=measure,
        counted=counted,
        told=True,
        only_measured=False,
    )


def _is_of_all_people(clause: Clause, sketch: Sketch) -> bool:
    """Whether a number counts men, women or children, who together are people; soldiers are not."""
    return sketch.measure in PERSON_MEASURES and _counted_group(clause, sketch) in _DEMOGRAPHIC


def _counted_group(clause: Clause, sketch: Sketch) -> str:
    """The group of the last word that a number counts; empty where nothing is named."""
    end = sketch.counted[1] if sketch.counted else -1
    return next((quantities().groups.get(item.lower, "") for item in clause.items if item.end == end), "")


def _is_spelled_out(clause: Clause, run: list[Sketch]) -> bool:
    """Whether the first number counts those who are called by name behind it: "two sons - A. and B. -"."""
    first, rest = run[0], run[1:]
    if first.low == 1 or clause.codes[first.after : rest[0].index] != ",":
        return False
    if _counted_group(clause, first) == "people" and clause.codes[rest[0].index] == "N":
        return True  # "four people, two men and two women"
    named = [clause.items[s.index].is_name for s in rest]
    return all(named) and first.low == sum(s.low or 0 for s in rest)


def _common_measure(run: list[Sketch]) -> Measure | None:
    """The measure told of any of a company; None where its parts were not all struck alike."""
    told = {s.measure for s in run if s.told and s.measure in PERSON_MEASURES}
    return told.pop() if len(told) == 1 else None


def _is_unknown(sketch: Sketch, single: bool) -> bool:
    return not single and sketch.measure not in PERSON_MEASURES


def _parts(clause: Clause, run: list[Sketch], whole: Sketch) -> Iterator[Sketch]:
    for sketch in run:
        if clause.items[sketch.index].is_name:
            continue
        if clause.codes[sketch.index] == "N" or _group(clause, sketch) not in _GENERAL:
            yield replace(sketch, measure=whole.measure, part_of=whole.key, told=True)


def _group(clause: Clause, sketch: Sketch) -> str:
    return quantities().groups.get(clause.items[sketch.index].lower, "")
