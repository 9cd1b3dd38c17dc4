"""A row of the gazetteer comes in, and a place or a country with named facts goes out."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10
from typing import Literal, get_args

__all__ = ["KINDS", "MATCHES", "Country", "Kind", "Match", "Toponym"]

Kind = Literal[
    "country",
    "admin1",
    "admin2",
    "capital",
    "city",
    "area",
    "island",
    "water",
    "terrain",
    "landmark",
    "unplaced",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

Match = Literal["name", "alternate", "variant"]
MATCHES: tuple[Match, ...] = get_args(Match)

# Set so that a country beats a town of its name, a state beats a county seat, and a sea or a region of
# the world beats a village; areas have no population of their own.
_FLOORS: dict[Kind, float] = {"country": 6, "area": 6.5, "island": 6, "water": 6, "terrain": 6, "landmark": 5}
_BONUS: dict[Kind, float] = {"country": 2.5, "capital": 1, "admin1": -0.7, "admin2": -2, "unplaced": -2}
_PENALTY: dict[Match, float] = {"name": 0, "alternate": 1.5, "variant": 1.5}


@dataclass(frozen=True, slots=True)
class Toponym:
    """One place that a name may stand for.

    ``country`` is ISO 3166 alpha-3, None where a place spans several; ``admin1`` and ``admin2`` are
    names of divisions; ``lat`` and ``lon`` decimal degrees (WGS 84) of a point in or near the middle. Of an
    ``unplaced`` district only the first-order division that holds it is known, and the point is that one's.
    ``population`` is 0 where unknown. ``match`` says how the name that was looked up relates to the
    place: its own ``name``, an ``alternate`` one, or a ``variant`` with an article or a word such as
    "Province" taken off.
    """

    geonames_id: int | None
    name: str
    kind: Kind
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float
    lon: float
    population: int
    match: Match

    def __hash__(self) -> int:
        # Toponyms are keys while one is chosen; all ten fields would cost more than the choice.
        return hash((self.name, self.lat, self.lon))

    @property
    def prominence(self) -> float:
        """How likely news means this place when nothing else is known: a logarithm to base ten.

        A town counts by its population, a capital as thirty times that; a name that is not the place's
        own makes it thirty times less likely.
        """
        people = log10(max(self.population, 100))
        bonus = _BONUS.get(self.kind, 0) if self.match == "name" else min(_BONUS.get(self.kind, 0), 0)
        return max(people, _FLOORS.get(self.kind, 0)) + bonus - _PENALTY[self.match]

    @property
    def is_settlement(self) -> bool:
        """Whether people live in it as one town, not in a wider area."""
        return self.kind in ("city", "capital")


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory of ISO 3166, or Kosovo.

    ``iso3`` is alpha-3 (XKX for Kosovo), ``neighbours`` are such codes too. ``lat`` and ``lon`` are a
    representative point near its middle. ``capitals`` are the seats of government, the capital
    first; ``demonyms`` adjectives and nouns of its people; ``currency`` is ISO 4217;
    ``continent`` one of AF, AN, AS, EU, NA, OC, SA.
    """

    iso2: str
    iso3: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    lat: float
    lon: float
    continent: str
    population: int
    currency: str
    neighbours: tuple[str, ...]
    geonames_id: int
