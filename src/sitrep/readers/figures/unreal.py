"""A clause and the word in it that tells a measure come in; whether that was told as done goes out."""

from __future__ import annotations

import re

from sitrep.codebook.quantities import PERSON_MEASURES, Cue, quantities
from sitrep.readers.figures.clauses import Clause

__all__ = ["is_unreal"]

# A plan to send or draw people tells how many; that some may die tells of nobody yet.
_PLANNABLE = frozenset(("deployed", "participants", "evacuated"))
_SUFFERED = (PERSON_MEASURES - _PLANNABLE) | {"destroyed", "damaged"}
# The verb group before a word: modals, "be", "have" and adverbs.
_GROUP = re.compile(r"[mbha]*$")
_INFINITIVE = re.compile(r"T[ba]*$")
_REACH = 3


def is_unreal(clause: Clause, place: int, cue: Cue) -> bool:
    """Whether what the word at ``place`` tells did not happen, or only may: "could kill", "were not hurt"."""
    if cue.measure not in _SUFFERED:
        return False
    words = quantities().unreal
    is_death = clause.items[place].lower == "to death"
    if is_death and any(item.lower in words["sentenced"] for item in clause.items[:place]):
        return True
    start = _start_of_group(clause, place, _GROUP)
    if "whether" in [item.lower for item in clause.items[max(0, start - _REACH) : start]]:
        return True  # "not clear whether he was killed"
    group = [item.lower for item in clause.items[start:place]]
    if any(word in words["negations"] for word in group):
        return True
    modal = next((word for word in group if word in words["modals"]), None)
    if modal is not None and "h" not in clause.codes[start:place]:
        return True
    if place and clause.items[place - 1].lower in words["before"]:
        return True
    infinitive = _INFINITIVE.search(clause.codes, max(0, place - _REACH), place)
    if infinitive is None:
        return False
    before = clause.items[max(0, infinitive.start() - _REACH) : infinitive.start()]
    return any(item.lower in words["infinitives"] for item in before)


def _start_of_group(clause: Clause, place: int, pattern: re.Pattern[str]) -> int:
    match = pattern.search(clause.codes, max(0, place - 6), place)
    return match.start() if match else place
