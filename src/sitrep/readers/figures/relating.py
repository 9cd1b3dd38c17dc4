"""The sketches of a clause come in, and the same with parts tied to wholes and new numbers to old go out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sitrep.readers.figures.clauses import Clause
from sitrep.readers.figures.measuring import is_in_part
from sitrep.readers.figures.sketches import Sketch

__all__ = ["related"]

_MEMBER = r"(?:(?:N|D)?[_Znvdt]{1,4}+|S|N)"
# Before a part: "including three children and two women", "among them a doctor".
_PART_BEFORE = re.compile(rf"(?P<opener>I)(?:p?{_MEMBER},?&?)*+a*$")
_PART_AFTER = re.compile(r"(?P<opener>I)|oD?(?P<whole>N)")
_OLD_BEFORE = re.compile(
    r"(?P<new>[NQ])(?:oD?)?(?:[_Znty]{0,4}(?:p?y{1,2})?[,(]?|[_Zntypvdo0]{1,9},(?=x))[rxa]*"
    r"(?P<from>x)D?[_yr]{0,2}a*$"
)
# "19 people in the west, 11 in one town and eight in another".
_BY_PLACE = re.compile(r"p[D_Zn]{1,5},a*")
_PLACED = re.compile(r"p[D_Zn]{1,4},?&?a*")
_OLD_TO_NEW = re.compile(r"[_Znty]{0,3}T[_D]?(?P<new>[NQ])")
_FROM_BEFORE = re.compile(r"(?P<from>x)D?[_yr]{0,2}a*$")
# How many items before a number a word of change may stand.
_REACH = 24
_OF_THEM = frozenset(("of them", "of whom", "of which", "among them", "among whom"))
_FROM = frozenset(("from", "compared with", "compared to"))


def related(clause: Clause, found: list[Sketch], earlier: Sequence[Sketch]) -> list[Sketch]:
    """The sketches with ``part_of`` and ``changed_from`` set, and what that tells of their measure.

    ``earlier`` are the last sketches of the sentence before, for "three of them".
    """
    result: list[Sketch] = []
    for sketch in _by_place(clause, _itemised(clause, _changed(clause, found))):
        whole = _whole(clause, sketch, result, found, earlier)
        if whole is None:
            result.append(sketch)
        elif sketch.told or clause.codes[sketch.index] == "S" or not sketch.only_measured:
            # "He was one of three people killed" counts three, and nobody besides.
            result.append(_part(sketch, whole))
    return result


def _part(sketch: Sketch, whole: Sketch) -> Sketch:
    measure = sketch.measure if sketch.told else whole.measure
    counted = sketch.counted or whole.counted
    return replace(sketch, part_of=whole.key, measure=measure or sketch.measure, counted=counted)


def _whole(
    clause: Clause, sketch: Sketch, before: list[Sketch], found: list[Sketch], earlier: Sequence[Sketch]
) -> Sketch | None:
    opened = clause.ends_before(_PART_BEFORE, sketch.index, 40)
    limit = opened.start("opener") if opened is not None else 0
    of_them = clause.items[limit].lower in _OF_THEM
    # "Three of them children, and several hundred ...": the words are spoken for.
    is_taken = of_them and clause.codes[limit - 1 : limit] in ("N", "Q")
    if opened is not None and not is_taken and is_in_part(clause, sketch.index):
        return _last_whole(before, limit) or (_last_whole(earlier, None) if of_them else None)
    after = _PART_AFTER.match(clause.codes, sketch.index + 1)
    if after is None:
        return None
    if after["whole"]:
        return next((s for s in found if s.index == after.start("whole")), None)
    if after["opener"] is None or clause.items[after.start("opener")].lower not in _OF_THEM:
        return None
    return _last_whole(before, None) or _last_whole(earlier, None)


def _last_whole(candidates: Sequence[Sketch], limit: int | None) -> Sketch | None:
    counts = (
        s for s in reversed(candidates) if s.unit is None and s.measure is not None and s.part_of is None
    )
    return next((s for s in counts if limit is None or s.index < limit), None)


def _itemised(clause: Clause, found: list[Sketch]) -> list[Sketch]:
    """The sketches with "two men and two women" parts of the "four people," right before them."""
    result = list(found)
    for place, whole in enumerate(found):
        parts = found[place + 1 : place + 3]
        numbers = [s.low for s in parts if s.low is not None and s.unit is None]
        if len(numbers) < 2 or whole.low != sum(numbers) or clause.codes[whole.after : parts[0].index] != ",":
            continue
        if clause.codes[parts[0].after : parts[1].index] == "&":
            result[place + 1 : place + 3] = [replace(_part(s, whole), told=True) for s in parts]
    return result


def _by_place(clause: Clause, found: list[Sketch]) -> list[Sketch]:
    """The sketches with bare numbers by place parts of the number they add up to, right before them."""
    result = list(found)
    for place, whole in enumerate(found):
        for count in (3, 2):
            parts = found[place + 1 : place + 1 + count]
            if len(parts) == count and _adds_up(clause, whole, parts):
                tied = [replace(_part(s, whole), measure=whole.measure, told=True) for s in parts]
                result[place + 1 : place + 1 + count] = tied
                break
    return result


def _adds_up(clause: Clause, whole: Sketch, parts: list[Sketch]) -> bool:
    if whole.unit is not None or whole.low != sum(s.low or 0 for s in parts):
        return False
    between = clause.codes[whole.after : parts[0].index]
    gaps = [clause.codes[a.index + 1 : b.index] for a, b in pairwise(parts)]
    return _BY_PLACE.fullmatch(between) is not None and all(_PLACED.fullmatch(gap) for gap in gaps)


def _changed(clause: Clause, found: list[Sketch]) -> list[Sketch]:
    """The sketches with each new number tied to the old one: "from 85 to 140", "31, up from 28"."""
    result = list(found)
    for place, (first, second) in enumerate(pairwise(found)):
        if _is_new_then_old(clause, first, second):
            result[place] = replace(result[place], changed_from=second.key)
            result[place], result[place + 1] = _shared(result[place], result[place + 1])
        elif _is_old_then_new(clause, first, second):
            result[place + 1] = replace(result[place + 1], changed_from=first.key)
            result[place + 1], result[place] = _shared(result[place + 1], result[place])
    return result


def _is_new_then_old(clause: Clause, new: Sketch, old: Sketch) -> bool:
    match = clause.ends_before(_OLD_BEFORE, old.index)
    if match is None or match.start("new") != new.index:
        return False
    between = clause.codes[new.index : old.index]
    moved = "r" in clause.codes[max(0, new.index - _REACH) : new.index] or "r" in between or "xx" in between
    return moved and clause.items[match.start("from")].lower in _FROM


def _is_old_then_new(clause: Clause, old: Sketch, new: Sketch) -> bool:
    before = clause.ends_before(_FROM_BEFORE, old.index)
    match = _OLD_TO_NEW.match(clause.codes, old.index + 1)
    if before is None or match is None or match.start("new") != new.index:
        return False
    return clause.items[before.start("from")].lower == "from"


def _is_same_money(one: str, other: str | None) -> bool:
    """Whether two units are of one currency, a price per something or not."""
    return one.partition("/")[0] == (other or "").partition("/")[0]


def _shared(new: Sketch, old: Sketch) -> tuple[Sketch, Sketch]:
    """The two numbers of a change, each with the measure, unit and counted words that the other told."""
    teller = new if new.told or not old.told else old
    units = {new.unit, old.unit} - {None, teller.unit}
    if teller.unit is not None and not all(_is_same_money(teller.unit, unit) for unit in units):
        return new, old
    counted = new.counted or old.counted
    measure = teller.measure or new.measure or old.measure
    shared = (replace(s, measure=measure, unit=teller.unit, counted=counted, told=True) for s in (new, old))
    return next(shared), next(shared)
