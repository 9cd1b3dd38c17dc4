"""Sightings of names come in, and for each the place it stands for goes out, with the reason."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sitrep.gazetteer.names import fold
from sitrep.readers import place_words as table
from sitrep.readers.place_evidence import evidence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sitrep.gazetteer import Gazetteer, Toponym
    from sitrep.readers.place_spans import Sighting

__all__ = ["Verdict", "choose"]

# Weights on the scale of Toponym.prominence (a logarithm to base ten), set on the dev corpora.
_QUALIFIED = 8.0
_NATIONAL = 4.0
_RANKED = 3.0
_RANKED_KNOWN = -2.0
_SAME_COUNTRY = 4.5
_SAME_DIVISION = 5.5
_WORLDWIDE = 2.5
_BESIDE = 1.5
_SURE = 1.4
_SENSE = 1.5
_NEARBY = 4.0
_NEAR_DEGREES = 0.8
_TOWN_SHARE = 10
_MOST_OPTIONS = 40
_MOST_CONTAINERS = 12
_ROUNDS = 2
_NEAR_KM = 60.0
_KM_PER_DEGREE = 111.2

Scores = dict["Toponym", float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a sighting stands for, how sure that is a place (0 is the line), and why it was chosen."""

    sighting: Sighting
    toponym: Toponym
    strength: float
    reason: str


def choose(seen: Sequence[Sighting], hints: Mapping[str, float], gazetteer: Gazetteer) -> list[Verdict]:
    """One verdict a sighting; ``hints`` are countries that demonyms speak for, with weights."""
    names: dict[str, list[int]] = defaultdict(list)
    for index, sighting in enumerate(seen):
        names[fold(sighting.name)].append(index)
    bonuses = [_bonuses(seen, index) for index in range(len(seen))]
    evident = _by_sense(seen, [evidence(sighting, gazetteer) for sighting in seen])
    first = {name: _name_scores(seen, where, bonuses) for name, where in names.items()}
    weights = {name: _voice(max(evident[index] for index in where)) for name, where in names.items()}
    scores, context = first, _Context(hints, {}, weights)
    for _ in range(_ROUNDS):
        context = _Context(hints, scores, weights)
        scores = {
            name: {option: score + context.support(option, name) for option, score in options.items()}
            for name, options in first.items()
        }
    return [
        _verdict(sighting, scores[fold(sighting.name)], bonuses[index], evident[index], context)
        for index, sighting in enumerate(seen)
    ]


def _by_sense(seen: Sequence[Sighting], evident: Sequence[float]) -> list[float]:
    """The evidence of each mention, raised where another says that the report has a place of that name."""
    best: dict[str, float] = defaultdict(float)
    for sighting, found in zip(seen, evident, strict=True):
        best[sighting.name] = max(best[sighting.name], found)
    return [
        found + _SENSE if best[sighting.name] > max(found, _SURE) else found
        for sighting, found in zip(seen, evident, strict=True)
    ]


def _voice(evidence: float) -> float:
    """How much a name speaks for its country: fully where it is surely a place, hardly where it is not."""
    return 1 / (1 + math.exp(-evidence))


def _name_scores(seen: Sequence[Sighting], where: Sequence[int], bonuses: Sequence[Scores]) -> Scores:
    """Prominence of each place of a name, with the best that any of its mentions says for it."""
    options = dict.fromkeys(option for index in where for option in seen[index].options[:_MOST_OPTIONS])
    told = {option: max(bonuses[index].get(option, 0.0) for index in where) for option in options}
    is_country = any(option.kind == "country" for option in options)
    return {
        option: option.prominence + told[option]
        for option in options
        if not (is_country and _is_lesser_namesake(option)) or told[option] >= _RANKED
    }


def _is_lesser_namesake(option: Toponym) -> bool:
    """Whether a division bears a country's name and is not meant by it alone: Niger State, not Georgia."""
    return option.kind in ("admin1", "admin2", "unplaced") and option.country != "USA"


def _bonuses(seen: Sequence[Sighting], index: int) -> Scores:
    """What the words right around a mention say for some of the places of its name."""
    sighting = seen[index]
    found: Scores = defaultdict(float)
    options = sighting.options[:_MOST_OPTIONS]
    if index + 1 < len(seen) and seen[index + 1].qualifies and not _is_listed(sighting, seen[index + 1]):
        for container in seen[index + 1].options[:_MOST_CONTAINERS]:
            for option in options:
                if _contains(container, option):
                    found[option] = max(found[option], _QUALIFIED)
    if sighting.qualifies and index and not _is_listed(seen[index - 1], sighting):
        contained = seen[index - 1].options[:_MOST_OPTIONS]
        for option in options[:_MOST_CONTAINERS]:
            inside = [each.prominence for each in contained if _contains(option, each)]
            if inside:
                found[option] += max(inside)
    wanted = _wanted_kinds(seen, index)
    if sighting.before.lower() == "in":
        for option in options:
            if option.kind == "island" and any(_is_town_on(each, option) for each in options):
                found[option] -= _RANKED  # in Jolo, the town; on Jolo, the island
    for option in options:
        if option.kind in wanted:
            found[option] += _RANKED
        if sighting.nationality and option.country == sighting.nationality and option.kind != "country":
            found[option] += _NATIONAL
    return found


def _is_listed(one: Sighting, other: Sighting) -> bool:
    """Whether two names with a comma between are of one rank, as in "Illinois, Virginia and Wyoming"."""
    rank, next_rank = one.options[0].kind, other.options[0].kind
    return rank == next_rank and rank in ("country", "admin1")


def _contains(container: Toponym, option: Toponym) -> bool:
    if container.country != option.country or container is option or option.kind == "country":
        return False
    if container.kind in ("country", "area"):
        return container.country is not None
    if container.kind == "admin1":
        return container.admin1 == option.admin1 and option.kind != "admin1"
    if container.kind == "admin2":
        return container.admin2 == option.admin2 and option.is_settlement
    is_inside = option.is_settlement or option.kind == "landmark"
    return container.is_settlement and is_inside and _distance_km(container, option) < _NEAR_KM


def _distance_km(one: Toponym, other: Toponym) -> float:
    """Near enough for places a few hundred kilometres apart, away from the poles."""
    east = (one.lon - other.lon) * math.cos(math.radians(one.lat))
    return _KM_PER_DEGREE * math.hypot(one.lat - other.lat, east)


def _is_town_on(town: Toponym, island: Toponym) -> bool:
    return town.is_settlement and town.country == island.country and _distance_km(town, island) < _NEAR_KM


def _wanted_kinds(seen: Sequence[Sighting], index: int) -> frozenset[str]:
    """The kinds of place that a word of rank before or behind a name, or its list, asks for."""
    sighting = seen[index]
    before, last = sighting.before.lower(), sighting.before_last.lower()
    while index + 1 < len(seen) and seen[index + 1].joins and not seen[index].after:
        index += 1
    after = seen[index].after.lower()
    if before in table.STATEWIDE:
        return frozenset(("admin1",))
    if seen[index] is not sighting and not after.endswith("s"):
        after = ""  # "counties" is of all in the list, "county" of the last
    if after in table.DIVISION_NOUNS or (before == "of" and last in table.DIVISION_NOUNS):
        return frozenset(("admin1", "admin2", "area", "unplaced"))
    if before in table.SETTLEMENT_NOUNS or (before == "of" and last in table.SETTLEMENT_NOUNS):
        return frozenset(("city", "capital"))
    return frozenset()


class _Context:
    """How much the other names of a report speak for each country and first-order division."""

    def __init__(
        self, hints: Mapping[str, float], scores: Mapping[str, Scores], weights: Mapping[str, float]
    ) -> None:
        self._shares = {name: _shares(options) for name, options in scores.items()}
        self._weights = weights
        self._countries: dict[str, float] = defaultdict(float, hints)
        self._divisions: dict[tuple[str, str], float] = defaultdict(float)
        for name, (countries, divisions) in self._shares.items():
            for country, share in countries.items():
                self._countries[country] += share * weights[name]
            for division, share in divisions.items():
                self._divisions[division] += share * weights[name]
        # By square of the map, the points in it or in one beside it.
        self._points: dict[tuple[int, int], list[_Point]] = defaultdict(list)
        self._weighed: dict[str, float] = {}
        for name, options in scores.items():
            best = _likely(options)
            if best is not None:
                point = _Point(name, best.lat, best.lon, weights[name])
                row, column = _square(best)
                for y in (row - 1, row, row + 1):
                    for x in (column - 1, column, column + 1):
                        self._points[y, x].append(point)
                self._weighed[name] = point.weight
        self._total_weighed = sum(self._weighed.values())
        self._total = sum(self._countries.values())
        self._total_divisions = sum(self._divisions.values())

    def support(self, option: Toponym, name: str) -> float:
        """What all names but ``name`` itself add to the score of ``option``."""
        if option.country is None:
            return _WORLDWIDE
        countries, divisions = self._shares.get(name, ({}, {}))
        weight = self._weights.get(name, 0.0)
        others = self._countries.get(option.country, 0.0) - weight * countries.get(option.country, 0.0)
        score = _SAME_COUNTRY * _saturate(others, self._total - weight * sum(countries.values()))
        if option.kind == "admin1":
            # States stand beside states of their country, not inside them.
            return score * _BESIDE
        if option.admin1 is not None:
            key = (option.country, option.admin1)
            others = self._divisions.get(key, 0.0) - weight * divisions.get(key, 0.0)
            rest = self._total_divisions - weight * sum(divisions.values())
            score += _SAME_DIVISION * _saturate(others, rest) + self._nearness(option, name)
        return score

    def _nearness(self, option: Toponym, name: str) -> float:
        """What towns and counties of the report within a day's drive of ``option`` add to its score."""
        near = 0.0
        for point in self._points.get(_square(option), ()):
            is_near = (
                abs(point.lat - option.lat) < _NEAR_DEGREES and abs(point.lon - option.lon) < _NEAR_DEGREES
            )
            if is_near and point.name != name:
                near += point.weight
        total = self._total_weighed - self._weighed.get(name, 0.0)
        return _NEARBY * _saturate(near, total) if near else 0.0


class _Point(NamedTuple):
    """Where the likeliest place of a name lies, in degrees, and how much the name weighs."""

    name: str
    lat: float
    lon: float
    weight: float


def _square(option: Toponym) -> tuple[int, int]:
    """The square of the map, as wide as is near, that holds a place."""
    return math.floor(option.lat / _NEAR_DEGREES), math.floor(option.lon / _NEAR_DEGREES)


def _likely(options: Scores) -> Toponym | None:
    """The town or district that a name most likely stands for; None where it is of another kind."""
    best = max(options, key=lambda option: options[option])
    return best if best.is_settlement or best.kind == "admin2" else None


def _saturate(part: float, whole: float) -> float:
    """The share of ``part`` in ``whole``, less where all that speaks is little."""
    return max(part, 0.0) / (whole + 0.5) if whole > 0 else 0.0


def _shares(options: Scores) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
    """How likely each country and division is by ``options``; a place is ten times likelier a point up."""
    best = max(options.values())
    odds = {option: 10 ** (score - best) for option, score in options.items()}
    total = sum(odds.values())
    countries: dict[str, float] = defaultdict(float)
    divisions: dict[tuple[str, str], float] = defaultdict(float)
    for option, odd in odds.items():
        if option.country is not None:
            countries[option.country] += odd / total
            if option.admin1 is not None:
                divisions[option.country, option.admin1] += odd / total
    return countries, divisions


def _verdict(
    sighting: Sighting, scores: Scores, bonuses: Scores, evident: float, context: _Context
) -> Verdict:
    own = {option: score + bonuses.get(option, 0.0) for option, score in scores.items()}
    # "San José, Costa Rica" and "San Jose, California" in one report: the comma outweighs the rest.
    own = {option: score for option, score in own.items() if bonuses.get(option, 0.0) >= _QUALIFIED} or own
    best = max(own, key=lambda option: own[option])
    town = _town_of(best, own)
    if town is not None and bonuses.get(best, 0.0) - bonuses.get(town, 0.0) < _RANKED:
        best = town
    support = context.support(best, fold(sighting.name))
    told = bonuses.get(best, 0.0)
    known = 3.0 if best.kind in ("country", "area", "water") else min(best.prominence - 5, 2.0)
    if best.kind == "admin2" and best.match == "name" and " " in sighting.name:
        known = 1.0
    elif told >= _RANKED:
        known = max(known, _RANKED_KNOWN)
    strength = evident + known + support / 2 + min(told, _QUALIFIED) / 2
    return Verdict(sighting, best, strength, _reason(sighting, best, told, support))


def _town_of(division: Toponym, scores: Scores) -> Toponym | None:
    """The chief town of a division that bears its name: news means it unless it says "province"."""
    if division.kind not in ("admin1", "admin2"):
        return None
    towns = [
        option
        for option in scores
        if option.is_settlement
        and (option.country, option.admin1) == (division.country, division.admin1)
        and option.population * _TOWN_SHARE >= division.population
    ]
    return max(towns, key=lambda town: town.population, default=None)


def _reason(sighting: Sighting, best: Toponym, told: float, support: float) -> str:
    if len(sighting.options) == 1:
        return "the only place of that name"
    if told >= _RANKED:
        return "the words around it say so"
    if best is not sighting.options[0] and support > 1:
        return f"other places of the report lie in {best.admin1 or best.country}"
    return f"the most prominent of {len(sighting.options)} places of that name"
