"""The actors and places of a report come in, and actors with the country that it puts them in go out.

A report of one country says "the prime minister", "villagers", "the Supreme Court" and means that
country's. Who is named as foreign, international or of no known side is left without one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sitrep.annotate import Annotation
    from sitrep.codebook import Codebook
    from sitrep.record import Actor, Place

__all__ = ["settled"]

# Sectors of those who may be of any country, wherever a report finds them.
_STRANGERS = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC", "UAF", "UNK", "REF", "JRN"})
_FOREIGN = frozenset(
    """foreign international multinational western allied coalition overseas regional european african
    arab asian american global world un u.n. eu nato peacekeeper peacekeepers counterpart counterparts
    tourist tourists migrant migrants passenger passengers countries nations powers neighbouring neighboring
    foreigner foreigners""".split()
)
# "The country's police commissioner": of the one that the report is about.
_THE_COUNTRY_S = (
    "the country's",
    "the country’s",
    "the nation's",
    "the nation’s",
    "the republic's",
    "the kingdom's",
)
# A country counts as the report's own from this share of what the report names of countries.
_OWN = 0.6
# What a country counts in the dateline and the line above it.
_OPENING = 3


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a report says of countries: how often each, and which in each sentence by its start."""

    counts: Mapping[str, int]
    by_sentence: Mapping[int, frozenset[str]]

    @property
    def own(self) -> str | None:
        """The country that the report is about, None where two or more compete."""
        total = sum(self.counts.values())
        country, count = max(self.counts.items(), key=lambda item: item[1], default=("", 0))
        return country if total and count / total >= _OWN else None


def settled(
    annotation: Annotation, actors: Sequence[Actor], places: Iterable[Place], codebook: Codebook
) -> tuple[Actor, ...]:
    """``actors`` with a country for each that its sentence or the whole report puts in one alone."""
    evidence = _gathered(annotation, actors, places, codebook)
    return tuple(_settled(annotation, actor, evidence) for actor in actors)


def _gathered(
    annotation: Annotation, actors: Sequence[Actor], places: Iterable[Place], codebook: Codebook
) -> _Evidence:
    counts: Counter[str] = Counter()
    by_sentence: dict[int, set[str]] = {}
    told = [(p.start, codebook.dependencies.get(p.country, p.country)) for p in places if p.country]
    for actor in actors:
        if actor.country and "JRN" not in actor.sectors:  # "told the BBC" puts nobody in Britain
            told += [(mention.start, actor.country) for mention in actor.mentions]
    _, opening = annotation.dateline
    for offset, country in told:
        counts[country] += _OPENING if offset < opening else 1
        by_sentence.setdefault(annotation.sentence_at(offset).start, set()).add(country)
    return _Evidence(counts, {start: frozenset(found) for start, found in by_sentence.items()})


def _settled(annotation: Annotation, actor: Actor, evidence: _Evidence) -> Actor:
    if actor.country is not None or not _is_at_home(actor):
        return actor
    own = evidence.own
    if annotation.text[: actor.mentions[0].start].rstrip().lower().endswith(_THE_COUNTRY_S):
        return replace(actor, country=own)
    here = evidence.by_sentence.get(annotation.sentence_at(actor.mentions[0].start).start, frozenset())
    if len(here) == 1 and (own is None or own in here):
        return replace(actor, country=next(iter(here)))
    # In a sentence of other countries somebody may be theirs.
    return actor if here and own not in here else replace(actor, country=own)


def _is_at_home(actor: Actor) -> bool:
    """Whether an actor is of the country that a report is about where nothing else is said."""
    if not actor.sectors or not _STRANGERS.isdisjoint(actor.sectors):
        return False
    if actor.kind == "country" or (actor.kind == "person" and _is_bare_name(actor)):
        return False
    return _FOREIGN.isdisjoint(actor.name.lower().split())


def _is_bare_name(actor: Actor) -> bool:
    """Whether a person is known by a name alone, whose country no words tell."""
    return actor.title is None and any(mention.form == "name" for mention in actor.mentions)
