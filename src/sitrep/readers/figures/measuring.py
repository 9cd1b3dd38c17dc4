"""A clause and an amount in it come in, and what the amount measures and counts goes out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import dropwhile

from sitrep.codebook.quantities import Cue, quantities
from sitrep.readers.figures.clauses import Clause, Item
from sitrep.readers.figures.unreal import is_unreal
from sitrep.record.figure import Measure

__all__ = ["Reading", "counted_items", "is_in_part", "opens_clause", "read_amount"]

# The noun phrase after a number: "of the", up to three modifiers, the noun; or a bare name ("two Chinese").
_PHRASE = re.compile(
    r"(?P<of>oD?|I)?(?P<mods>(?:(?:[_Zyvd]|r(?=[_Zn]))(?:&[_Z])?(?!N)){0,3}?)(?P<nouns>[nt]+)"
    r"|(?P<name>oD?)?(?P<bare>Z)(?=[bhvi])"
)
# How many items behind a number its predicate may stand.
_LOOKAHEAD = 36
_OBJECT = r"(?:(?:[NQ](?:oD)?|D)[_Znvd]{0,3}n+|S|N|R|D[Z_]{1,3}|Z{1,3})(?:[op]D?[_Zn]{1,3})?"

# After the number and its noun phrase.
_WHOLE_OF = re.compile(r"[NS]oD?$")
_STATE = re.compile(
    r"(?:I(?:D?[_Z&n]{1,3})?|&(?:N[_Z]{0,2}n+|S)(?=a*d))?a*"
    r"(?P<cue>[vd](?!a*(?:[DNQSRZ]|_{1,2}[SZn]|n(?!,)))|V(?=p))|(?P<fated>i)"
)
_PASSIVE = re.compile(
    r"(?:&[_Z]{0,2}n+|,?&(?:N[_Znvd]{0,3}+n*+|S)|,(?:N[_Znvd]{0,3}+|S)(?=[,&]))*"
    r"(?:(?>[pox]T?D?[RNS]?[_Znyt]{0,4})|,[^.s]{1,16}?,|\([^)]{1,16}\)|I[_ZnNSD&vd]{0,6}+|[wayD_Z]|,(?=[wap_]))*?"
    r"(?:[mhbT]a*)*?(?P<cue>i|(?:[bT]a*)+(?P<done>[vVd])|b(?:[po]D?(?=d)|pD(?=v)|I)(?P<held>[dv]))"
)
_BEFELL = re.compile(r"[^bms.]{0,12}?b?h?(?:[bT]a*)+(?P<done>[vVd])")
_ACTIVE = re.compile(r"a*[vk]a*[DNQSRZn]")
_OF_STATE = re.compile(r"oD_?(?P<cue>[vd])")
_IN_PART = re.compile(r"(?<![NQ])I[^bvVigkms.()]*$")
_OF_SEVERAL = re.compile(r"oD?N?[_Z]{0,3}n+[wv]")
# Before the number.
_OBJECT_OF = re.compile(rf"(?:(?P<cue>[vgk])a*(?:{_OBJECT}(?:,|&|,&))*|(?P<noun>[tg])o)[aD]*$")
_TOLL = re.compile(
    r"(?P<cue>u)[^s.NQS]{0,14}?(?:[TpobrxIvV(,]|rT)a*D?[_yr]?$"
    r"|(?P<count>t)[^sp.NQS]{0,4}?r(?:T|p|b)?a*$"
)


# A cue and the number of its item.
Placed = tuple[Cue, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one amount measures, by which cue (None where its noun or nothing tells), and what it counts."""

    measure: Measure
    cue: Cue | None
    counted: tuple[Item, ...]
    after: int


def counted_items(clause: Clause, index: int) -> tuple[tuple[Item, ...], int]:
    """The items of the noun phrase that the amount at ``index`` counts, and the index behind it."""
    item = clause.items[index]
    if item.code == "S":
        return (item,), index + 1
    match = _PHRASE.match(clause.codes, index + 1)
    if match is None:
        return (), index + 1
    group = "nouns" if match["nouns"] else "bare"
    first = match.start("mods") if match["nouns"] else match.start("bare")
    counted = clause.items[first : match.end(group)]
    return tuple(dropwhile(_says_nothing_of_kind, counted)), match.end()


def _says_nothing_of_kind(item: Item) -> bool:
    """Whether a word before the noun is not of what is counted: "wounded", "missing", "more"."""
    return item.lower in quantities().fillers or item.code in "vd"


def read_amount(clause: Clause, index: int) -> Reading | None:
    """The reading of the amount or single person at ``index``; None where it is no figure."""
    counted, after = counted_items(clause, index)
    if _is_somebody(clause, index):
        return None
    for cue, place in _cues(clause, index, after):
        if _holds(cue, counted):
            if is_unreal(clause, place, cue):
                return None
            return Reading(cue.measure, cue, counted, after)
    return _plain(clause, index, counted, after)


def _is_somebody(clause: Clause, index: int) -> bool:
    """Whether "one" calls somebody and counts nobody: "one of the five officers killed was a father"."""
    amount = clause.items[index].amount
    is_one = amount is not None and amount.only_measured
    return is_one and _OF_SEVERAL.match(clause.codes, index + 1) is not None


def _plain(clause: Clause, index: int, counted: tuple[Item, ...], after: int) -> Reading | None:
    item, head = clause.items[index], counted[-1] if counted else None
    if head is None or item.code == "S":
        return None
    if _is_caseload(clause, counted, after):
        return Reading("infected", None, counted, after)
    if head.cue is not None:
        return Reading(head.cue.measure, head.cue, counted, after)
    if item.amount is None or item.amount.only_measured:
        return None
    measure = quantities().default_measures.get(quantities().groups.get(head.lower, ""), "other")
    return Reading(measure, None, counted, after)


def _is_caseload(clause: Clause, counted: tuple[Item, ...], after: int) -> bool:
    """Whether cases of a disease are counted: "cases of cholera", "40 measles cases"."""
    if counted[-1].lower not in ("case", "cases"):
        return False
    diseases = quantities().diseases
    behind = clause.items[after + 1 : after + 4] if clause.codes[after : after + 1] == "o" else ()
    return any(item.lower in diseases for item in (*counted[:-1], *behind))


def _cues(clause: Clause, index: int, after: int) -> list[Placed]:
    """The cues that the clause offers the amount, each with its item, the closest tie first."""
    found = (
        _state_after(clause, index, after),
        _object_before(clause, index, after),
        _passive_after(clause, index, after),
        _toll_before(clause, index),
        _premodifier(clause, index, after),
    )
    return [cue for cue in found if cue is not None]


def _cue_at(clause: Clause, place: int) -> Placed | None:
    """The cue of an item, or of "to death" right behind it: "trampled to death"."""
    after = clause.items[place + 1 : place + 2]
    cue = after[0].cue if after and after[0].lower == "to death" else clause.items[place].cue
    return (cue, place) if cue is not None else None


def _state_after(clause: Clause, index: int, after: int) -> Placed | None:
    match = _STATE.match(clause.codes, after)
    if match is None:
        return _state_of(clause, index)
    if match["fated"] and clause.ends_before(_WHOLE_OF, index):
        return None
    return _cue_at(clause, match.start(match.lastgroup or "cue"))


def _state_of(clause: Clause, index: int) -> Placed | None:
    """The state in "two of the dead", "six of the wounded"."""
    amount = clause.items[index].amount
    if amount is not None and amount.only_measured:
        return None  # "one of the dead": somebody, not a count
    match = _OF_STATE.match(clause.codes, index + 1)
    return _cue_at(clause, match.start("cue")) if match else None


def _passive_after(clause: Clause, index: int, after: int) -> Placed | None:
    # In "six of the 14 victims died" the predicate tells of the six; "the 14 who died" have their own.
    if clause.ends_before(_WHOLE_OF, index) and clause.codes[after : after + 1] != "w":
        return None
    stop = after + _LOOKAHEAD
    if is_in_part(clause, index):
        # "Fourteen were killed, three of them children, and dozens were hurt": what follows is of others.
        aside = clause.codes.find(",&", after)
        stop = stop if aside < 0 else min(stop, aside)
    match = _PASSIVE.match(clause.codes, after, stop)
    if match is None:
        return None
    if match["cue"] and clause.items[match.start("cue")].lower.endswith("ing"):
        # "Four men attending a party were shot": what they were at is not what befell them.
        match = _BEFELL.match(clause.codes, match.end(), match.end() + _LOOKAHEAD) or match
    name = next(name for name in ("done", "held", "cue") if match.groupdict().get(name))
    return _cue_at(clause, match.start(name))


def _object_before(clause: Clause, index: int, after: int) -> Placed | None:
    match = clause.ends_before(_OBJECT_OF, index)
    if match is None:
        return None
    if clause.codes[index - 1] in "&," and opens_clause(clause, after):
        return None
    place = match.start("cue" if match["cue"] else "noun")
    passive = clause.codes[place] == "v" and re.search(r"ba*$", clause.codes[max(0, place - 4) : place])
    return None if passive else _cue_at(clause, place)


def is_in_part(clause: Clause, index: int) -> bool:
    """Whether the number at ``index`` is told as a part: "three of them", "including three and two"."""
    if "I" not in clause.codes:
        return False
    if clause.codes[index + 1 : index + 2] == "I":
        return True
    after = counted_items(clause, index)[1]
    has_verb = clause.codes[after : after + 1] in ("b", "m", "h", "i") or opens_clause(clause, after)
    has_own_verb = has_verb and clause.codes[max(0, index - 2) : index] == ",&"
    return not has_own_verb and clause.ends_before(_IN_PART, index) is not None


def opens_clause(clause: Clause, after: int) -> bool:
    """Whether the noun phrase that ends before item ``after`` does the next act, as its subject."""
    return _ACTIVE.match(clause.codes, after) is not None


def _toll_before(clause: Clause, index: int) -> Placed | None:
    match = clause.ends_before(_TOLL, index)
    if match is None:
        return None
    return _cue_at(clause, match.start("cue") if match["cue"] else match.start("count"))


def _premodifier(clause: Clause, index: int, after: int) -> Placed | None:
    """The participle or state before the noun: "two wounded soldiers", "nine missing sailors"."""
    for place in range(index + 1, after):
        if clause.codes[place] in "vd":
            return _cue_at(clause, place)
    return None


def _holds(cue: Cue, counted: tuple[Item, ...]) -> bool:
    """Whether the measure of ``cue`` can be told of what is counted."""
    head = counted[-1] if counted else None
    table = quantities()
    if cue.groups:
        return head is not None and table.groups.get(head.lower) in cue.groups
    rule = table.counts[cue.measure]
    if head is None:
        return rule != "forces"
    thing = head.lower in table.things
    if rule == "forces":
        return table.groups.get(head.lower) in _FORCES
    if rule == "people":
        return not thing and table.groups.get(head.lower) != "lives"
    return thing or head.lower not in table.groups


_FORCES = frozenset(
    ("soldiers", "police", "peacekeepers", "security forces", "rescuers", "medics", "militants", "people")
)
