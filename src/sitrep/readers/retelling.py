"""The events that passages of a report tell of come in, and each goes out once, with its later tellings."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sitrep.readers.event_draft import HARM, UNWILLED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitrep.annotate import Token
    from sitrep.readers.event_draft import Draft
    from sitrep.readers.naming import Naming
    from sitrep.readers.triggers import Telling
    from sitrep.record import Time

__all__ = ["told_once"]

#: By which of actors and recipients an act is known again where only that side is told.
_SIDES = {
    **dict.fromkeys(("COERCE", "SANCTION", "ASSAULT"), 1),
    **dict.fromkeys(("PROTEST", "MOBILIZE", "RETREAT"), 0),
}
_CONSEQUENCES = frozenset("kill wound injure hurt maim die harm destroy damage".split())
_COARSE = re.compile(r"\d{4}(?:-\d\d)?")
_REACH = 300  # events back in a report that a passage may tell again; a long report has 40


def told_once(found: Sequence[Draft], tokens: Sequence[Token]) -> list[Draft]:
    """The events of a report, each once, with its later tellings; in order of first telling."""
    kept: list[Draft] = []
    mishap: Draft | None = None
    for draft in found:
        near = range(max(0, len(kept) - _REACH), len(kept))
        beside = [i for i in near if kept[i].telling.parts is draft.telling.parts]
        position = next((i for i in (*beside, *near) if _is_same(kept[i], draft, tokens)), None)
        if position is None and mishap is not None and _is_toll(draft, tokens):
            # In a report of a fire "38 people were killed" tells of the fire.
            position = next(i for i, first in enumerate(kept) if first.telling is mishap.telling)
        if draft.type in UNWILLED and draft.reality == "happened" and position is None:
            mishap = draft
        if position is None:
            kept.append(draft)
        elif _is_consequence(draft, kept[position], tokens):
            kept[position] = _completed(draft, kept[position])
        else:
            kept[position] = _completed(kept[position], draft)
    return kept


def _is_same(first: Draft, again: Draft, tokens: Sequence[Token]) -> bool:
    """Whether a later telling repeats an earlier one of the same report."""
    if _is_consequence(first, again, tokens) or _is_consequence(again, first, tokens):
        return True
    if first.type != again.type or (first.mode and again.mode and first.mode != again.mode):
        return False
    if _is_content(first, again, tokens) or _is_done_by(first, again):
        return True
    if (first.reality == "happened") != (again.reality == "happened"):
        return False
    if _are_apart(first, again):
        return False
    if _share_a_clause(first.telling, again.telling) or _is_one_mishap(first, again):
        return True
    agree = [_agree(a, b) for a, b in zip(first.namings, again.namings, strict=True)]
    if agree[0] is not False and _goes_on(first, again, tokens):
        return True
    if False in agree:
        return False
    return _refers_back(again, tokens) or all(agree) or _is_of_the_same(first, again)


def _is_done_by(first: Draft, again: Draft) -> bool:
    """Whether a verb only says who did what a noun tells: "the attack perpetrated by gunmen"."""
    clause = again.telling.clause
    if first.telling.is_verb or not again.telling.is_verb or clause is None or not clause.is_passive:
        return False
    return any(phrase.head == first.telling.last - 1 for phrase in clause.subjects)


def _goes_on(first: Draft, again: Draft, tokens: Sequence[Token]) -> bool:
    """Whether a verb goes on with the one before it: "attacked and beaten", "fired gas to disperse them"."""
    one, other = first.telling, again.telling
    if not (one.is_verb and other.is_verb) or one.parts is not other.parts or other.clause is None:
        return False
    between = [token.lower for token in tokens[one.last : other.first]]
    if between in (["and"], ["or"]):
        return True
    is_aim = (
        other.clause.is_infinitive and one.clause is not None and other.clause.governor == one.clause.verb
    )
    return is_aim and (first.type == "PROTEST" or (first.mode is not None and first.mode == again.mode))


def _is_one_mishap(first: Draft, again: Draft) -> bool:
    """Whether both tell of a fire, a storm or a crash, of which a report that names no other has one."""
    return first.type in UNWILLED and first.mode is not None and first.mode == again.mode


def _is_of_the_same(first: Draft, again: Draft) -> bool:
    """Whether both tell what was done to one and the same person or by one and the same body.

    An arrest is of its victim, a protest of those who protest; "people" may be others each time.
    """
    side = _SIDES.get(first.type)
    if side is None:
        return False
    one, other = (
        [n for n in d.namings[side] if n.form == "name" or n.kind == "person"] for d in (first, again)
    )
    return _agree(one, other) is True


def _is_consequence(event: Draft, harm: Draft, tokens: Sequence[Token]) -> bool:
    """Whether ``harm`` only tells what ``event``, of the same sentence, did to people: "killing six"."""
    return (
        event.telling.parts is harm.telling.parts
        and event.type in HARM
        and harm.type == "ASSAULT"
        and harm.telling.is_verb
        and tokens[harm.telling.first].lemma in _CONSEQUENCES
        and tokens[event.telling.first].lemma not in _CONSEQUENCES
        and event.reality == harm.reality
        and _agree(event.namings[0], harm.namings[0]) is not False
    )


def _is_content(first: Draft, again: Draft, tokens: Sequence[Token]) -> bool:
    """Whether the later telling is what the earlier one threatens or promises: "threatened to attack"."""
    if again.said_in is None or again.said_in.cue is None:
        return False
    return again.said_in.cue.start <= tokens[first.telling.first].start < again.said_in.cue.end


def _is_toll(draft: Draft, tokens: Sequence[Token]) -> bool:
    """Whether a deed without a doer or a means may be no more than what a mishap did to people."""
    return (
        draft.type == "ASSAULT"
        and draft.mode in {None, "destroy"}
        and draft.telling.is_verb
        and not draft.actors
        and tokens[draft.telling.first].lemma in _CONSEQUENCES
    )


def _share_a_clause(one: Telling, other: Telling) -> bool:
    """Whether verb and noun of one clause tell the same: "fired tear gas", "held a rally"."""
    return one.clause is not None and one.clause == other.clause and one.is_verb != other.is_verb


def _are_apart(first: Draft, again: Draft) -> bool:
    """Whether place or time says that two tellings are of two events."""
    one, other = first.place, again.place
    if one is not None and other is not None and one.name != other.name:
        nested = "country" in {one.precision, other.precision} or "region" in {one.precision, other.precision}
        if not (nested and one.country == other.country):
            return True
    a, b = first.time, again.time
    if b is not None and _is_of_another_year(a, b):
        return True
    if a is None or b is None or not (a.earliest and a.latest and b.earliest and b.latest):
        return False
    return a.latest[:10] < b.earliest[:10] or b.latest[:10] < a.earliest[:10]


def _is_of_another_year(first: Time | None, again: Time) -> bool:
    """Whether one act has only a year or a month, "in 2024 a landslide", and the other another day."""
    if not _COARSE.fullmatch(again.value):
        return False
    if first is None:
        return again.value.isdigit()
    return first.value[:4] != again.value[:4]


def _agree(one: Sequence[Naming], other: Sequence[Naming]) -> bool | None:
    """Whether two lists of parties name one in common; None where either names none that can be told."""
    keys = {naming.key for naming in one if naming.form != "pronoun"}
    others = {naming.key for naming in other if naming.form != "pronoun"}
    if not keys or not others:
        return None
    surnames = {key[-1] for key in keys if key[0] == "person"} & {k[-1] for k in others if k[0] == "person"}
    return bool(keys & others or surnames)


def _refers_back(draft: Draft, tokens: Sequence[Token]) -> bool:
    """Whether a noun telling stands with "the", "this" or a possessive: it was told of before."""
    if draft.telling.is_verb:
        return draft.telling.trigger.type in {"ACCIDENT", "DISASTER"}
    for index in range(draft.telling.first - 1, max(draft.telling.first - 4, -1), -1):
        if tokens[index].lower in {"the", "this", "that", "these", "those", "its", "their", "'s", "’s"}:
            return True
        if tokens[index].tag not in {"ADJ", "NOUN", "PROPN", "NUM"}:
            return False
    return False


def _completed(first: Draft, again: Draft) -> Draft:
    """The first telling, with what only the later one says; parties only from the same sentence."""
    beside = first.telling.parts is again.telling.parts
    actors, recipients = (again.actors, again.recipients) if beside else ((), ())
    namings = again.namings if beside else ((), ())
    return replace(
        first,
        mode=first.mode or (again.mode if again.type == first.type else None),
        actors=first.actors or actors,
        recipients=first.recipients or recipients,
        namings=(first.namings[0] or namings[0], first.namings[1] or namings[1]),
        place=first.place or again.place,
        time=first.time or again.time,
        said_in=first.said_in if again.said_in is not None else None,
        confidence=max(first.confidence, again.confidence),
        retold=(*first.retold, again.telling, *again.retold),
    )
