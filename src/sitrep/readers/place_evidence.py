"""A sighting of a name comes in, and how far the words around it speak for a place goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitrep.readers import place_words as table

if TYPE_CHECKING:
    from sitrep.gazetteer import Gazetteer
    from sitrep.readers.place_spans import Sighting

__all__ = ["evidence"]


def evidence(sighting: Sighting, gazetteer: Gazetteer) -> float:
    """Whether the words around a name speak for a place (above 0) or for a person or thing (below)."""
    single = " " not in sighting.name and "-" not in sighting.name
    score = 0.0 if single else 1.0
    single = single and sighting.options[0].kind != "country"
    if single and gazetteer.is_common_word(sighting.name):
        score -= 4.0 if sighting.opens else 1.5 if sighting.before.lower() in table.LOCATIVES else 2.5
    if single and (gazetteer.is_surname(sighting.name) or gazetteer.is_given_name(sighting.name)):
        score -= 1.0
    if sighting.people:
        score -= 1.0 if sighting.before.lower() in table.INSIDE else 4.0
    if single and all(option.match != "name" for option in sighting.options):
        score -= 1.0
    return score + _before(sighting, gazetteer) + _after(sighting)


def _before(sighting: Sighting, gazetteer: Gazetteer) -> float:
    before = sighting.before
    lower = before.lower().rstrip(".")
    if not before or lower in table.CALENDAR:
        return 1.0 if sighting.qualifies else 0.0
    if lower in table.LOCATIVES:
        return 0.0 if sighting.before_last.lower() == "according" else 2.5
    if before in "DRI" or lower == "on":
        return 1.0
    if lower == "of":
        return _before_of(sighting.before_last.lower())
    if lower in table.DIRECTIONS or lower in table.SETTLEMENT_NOUNS:
        return 1.5
    if lower in table.TITLES or lower in table.TEAM_OPENINGS:
        return -6.0 if lower in table.TEAM_OPENINGS else -4.0
    if not before[0].isupper() or lower in table.OPENERS or gazetteer.demonym(before):
        return 0.0
    return -6.0 if gazetteer.is_given_name(before) else -4.5


def _before_of(last: str) -> float:
    if last in table.ORGANISATIONS_OF:
        return -6.0
    return 2.5 if last in table.SETTLEMENT_NOUNS or last in table.DIRECTIONS else 1.0


def _after(sighting: Sighting) -> float:
    after = sighting.after
    lower = after.lower()
    if lower in table.SPEECH:
        return -1.0
    if lower in table.THINGS:
        return -8.0
    if after in table.LOCAL_PEOPLE:
        return 1.0
    if not after or not after[0].isupper():
        return 0.0
    if lower in table.STREETS:
        return -8.0
    if lower in table.INSTITUTIONS:
        return -5.0
    if (
        lower in table.DIVISION_NOUNS
        or lower in table.LOCAL_BODIES
        or lower in table.ROLES
        or lower in table.CALENDAR
        or lower in table.OPENERS
    ):
        return 0.5
    return -1.0 if sighting.options[0].kind == "country" else -3.0
