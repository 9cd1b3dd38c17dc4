"""Two tellings come in, and a judgement on whether they tell of the same event goes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitrep.merge.judgement import Judgement
from sitrep.merge.places import place_key, standing
from sitrep.merge.rule import Rule, standard_rule
from sitrep.merge.told import Telling, Who

__all__ = ["contradictions", "judge"]

_REALITIES = {
    "happened": "deed",
    "ongoing": "deed",
    "planned": "plan",
    "possible": "plan",
    "denied": "denial",
}
_PLACED = frozenset({"same region", "same country", "same report"})
_FEWEST_TELLING = 3  # "two were killed" is said of far too many events to tie two of them together

Evidence = tuple[str, str]


def judge(a: Telling, b: Telling, rule: Rule | None = None) -> Judgement:
    """Whether ``a`` and ``b`` tell of the same event, by the points of ``rule``, with the evidence."""
    rule = rule or standard_rule()
    against = tuple(contradictions(a, b, rule))
    if against:
        return Judgement(a.id, b.id, "different", against)
    evidence = tuple(_agreements(a, b, rule))
    weight = sum(rule.points[kind] for kind, _ in evidence)
    is_same = weight >= _needed(a, evidence, rule) and _is_sound(a, b, evidence, rule)
    words = tuple(f"{kind}: {detail}" if detail else kind for kind, detail in evidence)
    return Judgement(a.id, b.id, "same" if is_same else "unsure", words, weight)


def contradictions(a: Telling, b: Telling, rule: Rule | None = None) -> Iterator[str]:
    """In words, what forbids that ``a`` and ``b`` are one event; nothing where they may be."""
    rule = rule or standard_rule()
    if a.type != b.type:
        yield f"types differ: {a.type} and {b.type}"
    elif a.mode and b.mode and a.mode != b.mode:
        yield f"modes differ: {a.mode} and {b.mode}"
    if _REALITIES[a.reality] != _REALITIES[b.reality]:
        yield f"one is {a.reality}, the other {b.reality}"
    if a.days and b.days and a.days.stated and b.days.stated and not a.days.overlaps(b.days):
        yield f"days differ: {a.earliest} and {b.earliest}"
    if standing(a.place, b.place, near_km=rule.near_km) == "apart" and a.place and b.place:
        yield f"places differ: {a.place.name} and {b.place.name}"
    sides = [("actors", a.actors, b.actors)]
    if a.type not in rule.rare:
        sides.append(("recipients", a.recipients, b.recipients))
    for side, ours, theirs in sides:
        if _are_disjoint(ours, theirs):
            yield f"{side} differ: {ours[0].name} and {theirs[0].name}"


def _agreements(a: Telling, b: Telling, rule: Rule) -> Iterator[Evidence]:
    place = standing(a.place, b.place, near_km=rule.near_km)
    if place in rule.points and (place != "same country" or a.type in rule.rare):
        yield place, a.place.name if a.place else ""
    yield from _common_setting(a, b)
    if a.days and b.days and a.days.stated and b.days.stated:
        yield "same days", a.earliest or ""
    if a.mode and a.mode == b.mode:
        yield "same mode", a.mode
    yield from _common_parties(a.actors, b.actors)
    yield from _common_parties(a.recipients, b.recipients)
    for measure, group, number in sorted(set(a.counts).intersection(b.counts)):
        if number >= _FEWEST_TELLING:
            yield "same figure", f"{number:g} {group} {measure}"
            break
    if a.report == b.report:
        yield "same report", ""


def _needed(a: Telling, evidence: Sequence[Evidence], rule: Rule) -> float:
    is_placed = any("place" in kind or kind in _PLACED for kind, _ in evidence)
    return rule.needed if a.type in rule.placed and is_placed else rule.needed_otherwise


def _is_sound(a: Telling, b: Telling, evidence: Sequence[Evidence], rule: Rule) -> bool:
    """Whether what every merge asks for is there, however many points there are."""
    if a.days is None or b.days is None:
        return a.report == b.report
    if not a.days.overlaps(b.days):
        return False
    are_alike = _are_alike(a.actors, b.actors) and _are_alike(a.recipients, b.recipients)
    if a.report == b.report and not are_alike:
        return False
    has_party = any(kind in ("same named party", "same party") for kind, _ in evidence)
    return has_party or a.type in rule.placed


def _common_setting(a: Telling, b: Telling) -> Iterator[Evidence]:
    """A town that the one telling has and the other's report names; readers of the report supply it."""
    if (a.place and b.place) or not (a.setting or b.setting):
        return
    ours = {place_key(place): place.name for place in ((a.place,) if a.place else a.setting)}
    theirs = {place_key(place) for place in ((b.place,) if b.place else b.setting)}
    common = sorted(name for key, name in ours.items() if key in theirs)
    if common:
        yield "place in report", common[0]


def _common_parties(ours: Sequence[Who], theirs: Sequence[Who]) -> Iterator[Evidence]:
    pairs = [(x, y) for x in ours for y in theirs]
    for x, y in pairs:
        if x.named and y.named and _is_one_name(x, y):
            yield "same named party", x.name
            return
    for x, y in pairs:
        if x.key == y.key or _are_one_state(x, y):
            yield "same party", x.name
            return


def _are_disjoint(ours: Sequence[Who], theirs: Sequence[Who]) -> bool:
    named_ours, named_theirs = [w for w in ours if w.named], [w for w in theirs if w.named]
    if not (named_ours and named_theirs) or len(named_ours) != len(ours) or len(named_theirs) != len(theirs):
        return False
    return not any(_is_one_name(x, y) or _are_one_state(x, y) for x in ours for y in theirs)


def _are_alike(ours: Sequence[Who], theirs: Sequence[Who]) -> bool:
    """Whether parties told twice in one report are the same, as far as told both times."""
    return not ours or not theirs or bool({w.key for w in ours} & {w.key for w in theirs})


def _is_one_name(x: Who, y: Who) -> bool:
    """Equal names, or a surname beside the full name ("Diab", "Hassan Diab")."""
    if x.country and y.country and x.country != y.country:
        return False
    words_x, words_y = set(x.key.split()), set(y.key.split())
    return bool(words_x and words_y) and (words_x <= words_y or words_y <= words_x)


def _are_one_state(x: Who, y: Who) -> bool:
    """A country beside a part of its state ("Israel", "the Israeli army")."""
    return x.is_state and y.is_state and x.country is not None and x.country == y.country
