"""Two tellings come in, and a judgement on whether they tell of the same event goes out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import date
from typing import TYPE_CHECKING, cast

from sitrep.merge.blocks import KINDRED
from sitrep.merge.features import REALITIES, days_between, differences, is_one_name, is_one_state
from sitrep.merge.judgement import Judgement, Verdict
from sitrep.merge.scorer import Scorer, standard_scorer

if TYPE_CHECKING:
    from sitrep.merge.told import Telling, Who
    from sitrep.merge.view import View

__all__ = ["DAYS_OFF", "contradictions", "judge", "tells_apart"]

DAYS_OFF = 2  # "Sunday" and "late on Saturday" may be one night, and a reader may be a day out besides
_NEVER_ONE = ({"deed", "plan"}, {"deed", "denial"}, {"plan", "denial"})
#: Of these a report's mode is what it was; of a shooting, one reader's word against another's.
_PLAIN_MODES = frozenset({"DISASTER", "ACCIDENT"})
#: What is done with words alone, or by coming together: a report has many of one kind in a row.
_SPOKEN = frozenset("ACCUSE AGREE CONSULT PROTEST REJECT REQUEST SUPPORT THREATEN".split())
_YEAR = re.compile(r"\b(?:in|of|from|since|until|during|the|\d{1,2},) (1[89]\d\d|20\d\d)\b")  # no "Act 2000"
_BACK = re.compile(
    r"\b(?:last (?:month|year)|(?:months|years|decades) (?:ago|earlier|before)|the previous year"
    r"|since (?:[A-Z]|\d{4}))"
)


def judge(a: Telling, b: Telling, *, in_words: bool = True) -> Judgement:
    """Whether ``a`` and ``b`` tell of the same event, with the evidence unless it is not wanted ``in_words``.

    It depends on the two tellings alone, and not on which comes first. ``weight`` is the probability
    that they are one, 0 where something forbids it.
    """
    against = tuple(contradictions(a, b))
    if against:
        return Judgement(a.id, b.id, "different", against)
    scorer = standard_scorer()
    features = differences(a, b)
    probability = scorer.probability(features)
    verdict = cast(Verdict, scorer.verdict(probability))
    if verdict == "same" and _are_told_apart(a, b):
        verdict = "unsure"
    evidence = tuple(_evidence(a, b, features, scorer)) if in_words else ()
    return Judgement(a.id, b.id, verdict, evidence, round(probability, 6))


def tells_apart(a: Telling, b: Telling) -> bool:
    """Whether no chain may tie ``a`` and ``b``: something forbids it, or next to nothing speaks for it."""
    if any(True for _ in contradictions(a, b)):
        return True
    scorer = standard_scorer()
    return scorer.probability(differences(a, b)) < scorer.apart


def _are_told_apart(a: Telling, b: Telling) -> bool:
    """Whether one report's reader left the two apart, and too little is told to be in both.

    A reader makes one event of what a report plainly tells twice; what is left has to show more than
    one word for it. A mention of which nothing but its word is known was not seen by a reader.
    """
    if a.report != b.report or not (a.type and b.type):
        return False
    if _recalls(a) != _recalls(b) or _is_turned_round(a, b):
        return True
    if a.type in _PLAIN_MODES:
        return False
    if {a.type, b.type} & _SPOKEN and not set(a.acts) & set(b.acts):
        return True  # "urged" and "demanded": of what is only said, another word is another act
    ours, theirs = (*a.actors, *a.recipients), (*b.actors, *b.recipients)
    return not any(_are_alike(x, y) for x in ours for y in theirs)


def _are_alike(x: Who, y: Who) -> bool:
    return x.key == y.key or is_one_name(x, y)


def _recalls(telling: Telling) -> bool:
    """Whether the sentence looks back: to a year before, "last month", "the first since"."""
    if _BACK.search(telling.quote):
        return True
    told_in = date.fromordinal(telling.told_on).year if telling.told_on else None
    years = [int(year) for year in _YEAR.findall(telling.quote)]
    return told_in is not None and any(year < told_in - 1 for year in years)


def _is_turned_round(a: Telling, b: Telling) -> bool:
    """Whether somebody does it in the one and undergoes it in the other, as where two shoot at each other."""
    return _undergoes(a, b) or _undergoes(b, a)


def _undergoes(a: Telling, b: Telling) -> bool:
    return any(
        _are_alike(x, y) and not any(_are_alike(x, z) for z in b.actors)
        for x in a.actors
        for y in b.recipients
    )


def contradictions(a: Telling, b: Telling) -> Iterator[str]:
    """In words, what forbids that ``a`` and ``b`` are one event; nothing where they may be.

    Only what a reader seldom gets wrong: all else, such as another town, speaks against it by its weight.
    """
    yield from _kinds_apart(a, b)
    if {REALITIES[a.reality], REALITIES[b.reality]} in _NEVER_ONE:
        yield f"one is {a.reality}, the other {b.reality}"
    if _are_days_apart(a, b):
        yield f"days differ: {a.earliest or a.latest} and {b.earliest or b.latest}"
    if a.place and b.place and a.place.country and b.place.country and a.place.country != b.place.country:
        yield f"places differ: {a.place.name} and {b.place.name}"
    sides = [("actors", a.actors, b.actors)]
    if not {a.type, b.type} & _PLAIN_MODES:  # whom an accident strikes differs from report to report
        sides.append(("recipients", a.recipients, b.recipients))
    for side, ours, theirs in sides:
        # A report names apart whom it tells apart; another that names them too may have been misread.
        if _are_other_people(a, b, ours, theirs) or (a.report == b.report and _are_disjoint(ours, theirs)):
            yield f"{side} differ: {ours[0].name} and {theirs[0].name}"


def _are_days_apart(a: Telling, b: Telling) -> bool:
    """Whether both are told to be at some time, and the times do not meet, be they days or whole years."""
    if a.days is None or b.days is None or not (a.earliest or a.latest) or not (b.earliest or b.latest):
        return False
    return days_between(a.days, b.days) > DAYS_OFF


def _kinds_apart(a: Telling, b: Telling) -> Iterator[str]:
    if a.type == b.type:
        if a.type in _PLAIN_MODES and a.mode and b.mode and a.mode != b.mode:
            yield f"modes differ: {a.mode} and {b.mode}"
    elif a.type and b.type and not {a.type, b.type} <= KINDRED and not set(a.acts) & set(b.acts):
        yield f"types differ: {a.type} and {b.type}"


def _are_disjoint(ours: Sequence[Who], theirs: Sequence[Who]) -> bool:
    if not (ours and theirs) or not all(who.named for who in (*ours, *theirs)):
        return False
    return not any(is_one_name(x, y) or is_one_state(x, y) for x in ours for y in theirs)


def _are_other_people(a: Telling, b: Telling, ours: Sequence[Who], theirs: Sequence[Who]) -> bool:
    """Whether people do it whose names differ: where two resign, visit or accuse, there are two acts.

    Of violence readers mistake who did it to whom, so that names settle nothing there.
    """
    if {a.type, b.type} & KINDRED:
        return False
    people, others = ([w for w in side if w.is_person and w.named] for side in (ours, theirs))
    return bool(people and others) and not any(is_one_name(x, y) for x in people for y in others)


def _evidence(a: Telling, b: Telling, features: Mapping[str, float], scorer: Scorer) -> Iterator[str]:
    """What weighed most, in words, the heaviest first."""
    heft = scorer.heft_here if a.report == b.report else scorer.heft
    told = []
    for name, value in features.items():
        if name in heft and (weight := abs(heft[name] * value)) >= _LEAST:
            told.append((-weight, name))
    for _, name in sorted(told)[:_MOST_EVIDENCE]:
        detail = _detail(name, a, b)
        yield f"{name}: {detail}" if detail else name


_LEAST, _MOST_EVIDENCE = 0.1, 8


def _detail(name: str, a: Telling, b: Telling) -> str:
    """The words that a feature speaks of."""
    if name.startswith("place: ") and a.place and b.place:
        return a.place.name if a.place.name == b.place.name else f"{a.place.name} and {b.place.name}"
    if name in ("same named actors", "same actors", "same named recipients", "same recipients"):
        parties = a.recipients if name.endswith("recipients") else a.actors
        return parties[0].name
    if name == "same day":
        return (a.earliest or "")[:10]
    if name == "days apart":
        return f"{(a.earliest or '')[:10]} and {(b.earliest or '')[:10]}"
    if name == "same word":
        return a.trigger
    if name.startswith("same family"):
        return f"{a.trigger} and {b.trigger}"
    if name not in _SHARED:
        return ""
    return ", ".join(sorted(_SHARED[name](a.background.view, b.background.view))[:3])


#: For each feature of sets what two backgrounds share.
_SHARED: Mapping[str, Callable[[View, View], Set[str]]] = {
    "names of persons": lambda a, b: a.person_words & b.all | b.person_words & a.all,
    "same town": lambda a, b: a.towns & b.towns,
    "same street": lambda a, b: a.streets & b.streets,
    "same house or block": lambda a, b: a.houses & b.houses,
    "same age": lambda a, b: a.ages & b.ages,
    "same hour": lambda a, b: a.hours & b.hours,
    "same toll": lambda a, b: a.tolls & b.tolls,
    "names alike": lambda a, b: a.names & b.names,
    "words alike": lambda a, b: a.words & b.words,
    "same bodies": lambda a, b: a.bodies & b.bodies,
    "same officials": lambda a, b: a.officials & b.officials,
}
