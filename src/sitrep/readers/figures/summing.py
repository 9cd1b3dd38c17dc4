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

_LINK = re.compile(r",?&|,")
_GENERAL = frozenset(("people", "men", "women"))


def summed(clause: Clause, found: list[Sketch]) -> list[Sketch]:
    """The sketches, with "a man and a woman" one figure of two, "his wife and two children" one of three.

    Only companies with a person told without a number are counted up: where every part has its
    number, the report's own numbers stand alone. Named parts and counts stay as parts of the whole.
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
    if measure is None or len(run) < 2 or not any(singles) or "&" not in links:
        return None
    lows = [s.low for s in run if s.low is not None and s.bound == "exact" and s.part_of is None]
    if len(lows) < len(run) or any(_is_unknown(s, single) for s, single in zip(run, singles, strict=True)):
        return None
    end = max(run[-1].end, run[-1].counted[1] if run[-1].counted else 0)
    total = sum(lows)
    return replace(
        run[0], end=end, low=total, high=total, measure=measure, counted=None, told=True, only_measured=False
    )


def _common_measure(run: list[Sketch]) -> Measure | None:
    """The last measure told, since what follows a company tells of all of it ("a man and a woman dead")."""
    told = [s.measure for s in run if s.told and s.measure in PERSON_MEASURES]
    return told[-1] if told else None


def _is_unknown(sketch: Sketch, single: bool) -> bool:
    return not single and sketch.measure not in PERSON_MEASURES


def _parts(clause: Clause, run: list[Sketch], whole: Sketch) -> Iterator[Sketch]:
    for sketch in run:
        if clause.codes[sketch.index] == "N" or _group(clause, sketch) not in _GENERAL:
            yield replace(sketch, measure=whole.measure, part_of=whole.key, told=True)


def _group(clause: Clause, sketch: Sketch) -> str:
    return quantities().groups.get(clause.items[sketch.index].lower, "")
