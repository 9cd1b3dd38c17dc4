"""The background of a report comes in, and the same as sets, by which it is held against others, goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from sitrep.merge.rarity import norm

if TYPE_CHECKING:
    from sitrep.merge.background import Background

__all__ = ["View"]


@dataclass(frozen=True, slots=True)
class View:
    """A background as sets, so that two are compared at once."""

    persons: tuple[frozenset[str], ...]
    last: tuple[str, ...]
    person_words: frozenset[str]
    officials: frozenset[str]
    official_words: frozenset[str]
    towns: frozenset[str]
    houses: frozenset[str]
    streets: frozenset[str]
    bodies: frozenset[str]
    names: frozenset[str]
    names_norm: float
    words: frozenset[str]
    words_norm: float
    ages: frozenset[str]
    hours: frozenset[str]
    numbers: frozenset[str]
    killed: frozenset[str]
    tolls: frozenset[str]
    days: frozenset[int]
    title: frozenset[str]
    title_norm: float
    lead: frozenset[str]
    lead_norm: float
    all: frozenset[str]

    @classmethod
    def of(cls, background: Background) -> Self:
        """The sets of ``background``."""
        full = [name for name in background.persons if " " in name]
        persons = tuple(frozenset(name.split()) for name in full)
        words, names = frozenset(background.words), frozenset(background.names)
        houses = frozenset(street for street in background.streets if " " in street)
        return cls(
            persons=persons,
            last=tuple(name.split()[-1] for name in full),
            person_words=frozenset(word for name in background.persons for word in name.split()),
            officials=frozenset(background.officials),
            official_words=frozenset(word for name in background.officials for word in name.split()),
            towns=frozenset(background.towns),
            houses=houses,
            streets=frozenset(street.split()[-1] for street in background.streets),
            bodies=frozenset(background.bodies),
            names=names,
            names_norm=norm(names),
            words=words,
            words_norm=norm(words),
            ages=frozenset(n for n in background.numbers if n.startswith("aged")),
            hours=frozenset(n for n in background.numbers if n.endswith("m")),
            numbers=frozenset(n for n in background.numbers if n.isdigit()),
            killed=frozenset(t for t in background.tolls if t.endswith("killed")),
            tolls=frozenset(background.tolls),
            days=frozenset(background.days),
            title=frozenset(background.title),
            title_norm=norm(background.title),
            lead=frozenset(background.lead),
            lead_norm=norm(background.lead),
            all=frozenset(
                word
                for part in (background.persons, background.officials, background.towns, background.streets)
                for name in (*part, *background.bodies)
                for word in name.split()
            )
            | words
            | names
            | frozenset(background.lead),
        )
