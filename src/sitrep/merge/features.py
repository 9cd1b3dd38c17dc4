"""Two tellings come in, and what speaks for and against their being one event goes out, as numbers.

Each number has a name and a line in :file:`weights.yaml` that says what it is. All of them depend on the
two tellings alone, never on what else a ledger holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from math import log1p, sqrt
from typing import TYPE_CHECKING

from sitrep.merge.acts import families
from sitrep.merge.blocks import KINDRED
from sitrep.merge.days import hour_of
from sitrep.merge.places import standing
from sitrep.merge.rarity import COMMON, norm, rarity, square, weight, words_of

if TYPE_CHECKING:
    from sitrep.merge.days import Days
    from sitrep.merge.told import Telling, Who
    from sitrep.merge.view import View

__all__ = ["REALITIES", "days_between", "differences", "is_one_name", "is_one_state"]

NEAR_KM = 50
REALITIES = {
    "happened": "deed",
    "ongoing": "deed",
    "planned": "plan",
    "possible": "",
    "denied": "denial",
}
_RARE_ACT, _COMMON_ACT = 8.0, 9.0
_NEXT = 6  # words on either side of the one that tells of the act
_FAR = 1000.0  # characters
_ONE_STORY = 3  # more streets or ages than these, and a report may well tell of several stories


def _alike(common: Set[str], norm_a: float, norm_b: float) -> float:
    """The cosine of two sets of words, each word as long as it is rare."""
    if not common:
        return 0.0
    return sum(map(square, common)) / (norm_a * norm_b or 1.0)


def _same_persons(a: View, b: View) -> int:
    """How many persons bear a full name in both, a middle name more or less."""
    if a.person_words.isdisjoint(b.person_words):
        return 0
    ours, theirs = set(), set()
    for words_a, last_a in zip(a.persons, a.last, strict=True):
        for words_b, last_b in zip(b.persons, b.last, strict=True):
            if words_a <= words_b or words_b <= words_a or (last_a == last_b and len(words_a & words_b) > 1):
                ours.add(words_a)
                theirs.add(words_b)
    return min(len(ours), len(theirs))


def differences(a: Telling, b: Telling) -> dict[str, float]:
    """The features of a pair by name; those that are 0 may be left out."""
    found: dict[str, float] = {"bias": 1.0}
    ours, theirs = a.background.view, b.background.view
    found.update(_event(a, b, ours, theirs))
    if a.report == b.report:
        found["same report"] = 1.0
    else:
        found.update(_story(ours, theirs))
        found.update(_gap(a, b))
    return found


def _gap(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    if a.told_on is None or b.told_on is None:
        yield "published unknown", 1.0
    else:
        yield "days between reports", log1p(abs(a.told_on - b.told_on))


def _story(a: View, b: View) -> Iterator[tuple[str, float]]:
    persons = _same_persons(a, b)
    if persons:
        yield "same person", 1.0
        yield "more same persons", float(min(persons, 3) - 1)
    elif a.persons and b.persons:
        yield "other persons", 1.0
    elsewhere = (a.person_words & (b.person_words | b.names | b.official_words)) | (
        b.person_words & (a.names | a.official_words)
    )
    yield "names of persons", min(2.0, sum(map(weight, elsewhere)))
    yield "same officials", float(min(2, len(a.officials & b.officials)))
    yield from _both("town", a.towns, b.towns)
    yield "same small town", max(map(_seldom, a.towns & b.towns), default=0.0)
    if a.houses & b.houses:
        yield "same house or block", 1.0
    yield from _both("street", a.streets, b.streets)
    yield "same bodies", min(2.0, sum(map(_seldom, a.bodies & b.bodies)))
    yield "names alike", _alike(a.names & b.names, a.names_norm, b.names_norm)
    yield "words alike", _alike(a.words & b.words, a.words_norm, b.words_norm)
    if a.title and b.title:
        yield "titles alike", _alike(a.title & b.title, a.title_norm, b.title_norm)
        yield "other titles", float(not a.title & b.title)
    lead = a.lead & b.lead
    yield "leads alike", _alike(lead, a.lead_norm, b.lead_norm)
    yield "same words in leads", len(lead) / (sqrt(len(a.lead) * len(b.lead)) or 1.0)
    yield (
        "same words of one lead",
        (len(a.lead & b.all) + len(b.lead & a.all)) / (len(a.lead) + len(b.lead) or 1),
    )
    lists = max(len(a.houses), len(b.houses)) - _ONE_STORY, max(len(a.ages), len(b.ages)) - _ONE_STORY
    yield "other stories in one report", float(max(0, *lists))
    yield from _shares("age", a.ages, b.ages)
    yield from _shares("hour", a.hours, b.hours)
    yield "same numbers", float(min(2, len(a.numbers & b.numbers)))
    yield from _shares("toll", a.tolls, b.tolls)
    yield from _shares("day of report", a.days, b.days)
    if a.killed and b.killed and not a.killed & b.killed:
        yield "other number killed", 1.0


def _both(name: str, ours: Set[str], theirs: Set[str]) -> Iterator[tuple[str, float]]:
    if ours and theirs:
        yield (f"same {name}" if ours & theirs else f"other {name}"), 1.0


def _shares(name: str, ours: Set[str] | Set[int], theirs: Set[str] | Set[int]) -> Iterator[tuple[str, float]]:
    """What is common, as a share of what there is: of ten ages in a list, one is common by chance."""
    if ours and theirs:
        common = len(ours & theirs)
        if common:
            yield f"same {name}", common / sqrt(len(ours) * len(theirs))
        else:
            yield f"other {name}", 1.0


@lru_cache(maxsize=65536)
def _seldom(name: str) -> float:
    return max(map(weight, name.split()), default=0.0)


@lru_cache(maxsize=8192)
def _sentence(quote: str) -> tuple[frozenset[str], float]:
    words = frozenset(word for word in words_of(quote) if weight(word) > 0)
    return words, norm(words)


def _event(a: Telling, b: Telling, ours: View, theirs: View) -> Iterator[tuple[str, float]]:
    yield from _kind(a, b)
    yield from _wording(a, b, ours, theirs)
    yield from _parties("actors", a.actors, b.actors)
    yield from _parties("recipients", a.recipients, b.recipients)
    yield from _time(a, b)
    stands = standing(a.place, b.place, near_km=NEAR_KM)
    if stands != "unknown":
        yield f"place: {stands}", 1.0
    yield from _numbers(a, b)
    kinds = {REALITIES[a.reality], REALITIES[b.reality]}
    if len(kinds) == 2 and "" not in kinds:
        yield "other reality", 1.0


def _kind(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    if not (a.type and b.type):
        yield "kind unknown", 1.0
    elif a.type == b.type:
        yield "same kind", 1.0
        if a.mode and b.mode:
            yield ("same mode" if a.mode == b.mode else "other mode"), 1.0
    else:
        yield ("kindred kind" if {a.type, b.type} <= KINDRED else "other kind"), 1.0


def _wording(a: Telling, b: Telling, ours: View, theirs: View) -> Iterator[tuple[str, float]]:
    is_here = a.report == b.report
    yield from _acts(a, b, is_here)
    (words_a, norm_a), (words_b, norm_b) = _sentence(a.quote), _sentence(b.quote)
    alike = _alike(words_a & words_b, norm_a, norm_b)
    yield ("sentences alike in one report" if is_here else "sentences alike"), alike
    if is_here:
        yield "further on", min(1.0, abs(a.order[2] - b.order[2]) / _FAR)
        if a.quote == b.quote:
            yield ("same word, same sentence" if set(a.acts) & set(b.acts) else "same sentence"), 1.0
    else:
        told = _told(words_a, norm_a, theirs) + _told(words_b, norm_b, ours)
        yield "told there too", told / 2
    yield from _beside(_around(a.quote, a.trigger), _around(b.quote, b.trigger), is_here)


def _acts(a: Telling, b: Telling, is_here: bool) -> Iterator[tuple[str, float]]:
    acts_a, acts_b = set(a.acts), set(b.acts)
    if acts_a & acts_b:
        rare = max(map(rarity, acts_a & acts_b))
        yield "same word", len(acts_a & acts_b) / max(1, min(len(acts_a), len(acts_b)))
        yield "same words", float(acts_a == acts_b)
        yield "same rare word", max(0.0, rare - _RARE_ACT) / 4
        yield "common word", max(0.0, _COMMON_ACT - rare) / 3
        if is_here:
            yield "same word, same report", 1.0
    elif _kin(a.acts) & _kin(b.acts):
        yield ("same family, same report" if is_here else "same family of words"), 1.0


def _beside(ours: frozenset[str], theirs: frozenset[str], is_here: bool) -> Iterator[tuple[str, float]]:
    """What stands beside the two words: who did it, and to whom, in whatever way a reader takes it."""
    if ours and theirs:
        where = ", same report" if is_here else ""
        common = len(ours & theirs)
        yield f"words beside{where}", min(2, common) / 2
        yield f"other words beside{where}", float(not common)


@lru_cache(maxsize=8192)
def _around(quote: str, trigger: str) -> frozenset[str]:
    """The words of some rarity that stand next to ``trigger`` in the sentence ``quote``."""
    before, found, after = quote.partition(trigger)
    near = [*list(words_of(before))[-_NEXT:], *list(words_of(after))[:_NEXT]] if found else words_of(quote)
    return frozenset(word for word in near if rarity(word) > COMMON)


@lru_cache(maxsize=8192)
def _kin(acts: tuple[str, ...]) -> frozenset[int]:
    return frozenset(number for act in acts for number in families(act))


def _told(words: Set[str], norm: float, other: View) -> float:
    """How much of a sentence's words, by rarity, stand in the other report too."""
    return sum(map(square, words & other.all)) / (norm**2 or 1.0)


def _parties(side: str, ours: Sequence[Who], theirs: Sequence[Who]) -> Iterator[tuple[str, float]]:
    if not (ours and theirs):
        return
    if any(x.named and y.named and is_one_name(x, y) for x in ours for y in theirs):
        yield f"same named {side}", 1.0
    elif any(x.key == y.key or is_one_state(x, y) for x in ours for y in theirs):
        yield f"same {side}", 1.0
    elif all(x.named for x in ours) and all(y.named for y in theirs):
        yield f"other named {side}", 1.0
    else:
        yield f"other {side}", 1.0


def is_one_name(x: Who, y: Who) -> bool:
    """Equal names, or a surname beside the full name ("Diab", "Hassan Diab")."""
    if x.country and y.country and x.country != y.country:
        return False
    words_x, words_y = _words_in(x.key), _words_in(y.key)
    return bool(words_x and words_y) and (words_x <= words_y or words_y <= words_x)


@lru_cache(maxsize=65536)
def _words_in(name: str) -> frozenset[str]:
    return frozenset(name.split())


def is_one_state(x: Who, y: Who) -> bool:
    """A country beside a part of its state ("Israel", "the Israeli army"); a person is neither."""
    if x.is_person or y.is_person:
        return False
    return x.is_state and y.is_state and x.country is not None and x.country == y.country


def days_between(a: Days, b: Days) -> int:
    """How many days lie between the two, 0 where they meet."""
    return max(a.first - b.last, b.first - a.last, 0)


def _time(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    if a.days is None or b.days is None:
        return
    apart = days_between(a.days, b.days)
    if not (a.days.stated and b.days.stated):
        if apart:
            yield "days do not fit", log1p(apart)
        return
    if apart:
        yield "days apart", log1p(apart)
        return
    yield "same day", 1.0 / (1 + max(a.days.last - a.days.first, b.days.last - b.days.first))
    hour_a, hour_b = hour_of(a.earliest, a.latest), hour_of(b.earliest, b.latest)
    if hour_a is not None and hour_b is not None:
        yield ("same clock time" if abs(hour_a - hour_b) <= 0.5 else "other clock time"), 1.0


def _numbers(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    ours, theirs = set(a.counts), set(b.counts)
    if not (ours and theirs):
        return
    if ours & theirs:
        yield "same figure", 1.0
        if any(number > 2 for _, _, number in ours & theirs):
            yield "same large figure", 1.0
    elif {row[:2] for row in ours} & {row[:2] for row in theirs}:
        yield "other figure", 1.0
