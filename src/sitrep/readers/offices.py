"""The persons of a report come in, and known leaders among them go out with their country and sector."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitrep.codebook.leaders import leaders

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitrep.codebook.leaders import Leader
    from sitrep.record import Actor

__all__ = ["in_office"]

#: Words in the titles by which leaders are called; whoever has another title is somebody else of that name.
_OFFICES = frozenset(
    """president prime premier chancellor king queen secretary minister pm leader dictator prince
    ayatollah taoiseach presidential ex-president""".split()
)
_IN_OFFICE = ("GOV",)
_FORMER = ("ELI",)


def in_office(actors: Iterable[Actor], day: str | None, countries: frozenset[str]) -> tuple[Actor, ...]:
    """``actors``, known leaders with their country, and with GOV in office or ELI after it.

    A full name is known by itself. A name of one word is so of whoever holds office on ``day``, where it
    stands with an office, or where the report names the country (one of ``countries``) too. What the
    report itself says of somebody stays.
    """
    return tuple(_held(actor, day, countries) if actor.kind == "person" else actor for actor in actors)


def _held(actor: Actor, day: str | None, countries: frozenset[str]) -> Actor:
    if actor.country is not None and actor.sectors:
        return actor
    terms = leaders().named(actor.name)
    if not terms and day is not None and (found := _by_short_name(actor, day, countries)):
        terms = (found,)
    if not terms or actor.country not in {None, terms[0].country}:
        return actor
    return replace(actor, country=terms[0].country, sectors=actor.sectors or _sectors(terms, day))


def _by_short_name(actor: Actor, day: str, countries: frozenset[str]) -> Leader | None:
    words = actor.name.split()
    if len(words) != 1:
        return None
    leader = leaders().in_office(words[0], day)
    if leader is None:
        return None
    if actor.title is not None:
        return leader if not _OFFICES.isdisjoint(actor.title.lower().split()) else None
    return leader if leader.country in countries else None


def _sectors(terms: Sequence[Leader], day: str | None) -> tuple[str, ...]:
    if day is None or any(term.holds(day) for term in terms):
        return _IN_OFFICE
    return _FORMER if any(term.until and term.until < day for term in terms) else ()
