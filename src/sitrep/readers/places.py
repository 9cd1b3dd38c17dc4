"""An annotation comes in, and the places that its text names go out, resolved on the map."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitrep.readers.home import home_country
from sitrep.readers.place_choice import Verdict, choose
from sitrep.readers.place_relations import is_beside
from sitrep.readers.place_spans import sightings
from sitrep.record import Place, identify_each

if TYPE_CHECKING:
    from sitrep.annotate import Annotation
    from sitrep.gazetteer import Gazetteer, Kind
    from sitrep.record import Precision

__all__ = ["Choice", "choices", "toponyms"]

_PRECISION: dict[Kind, Precision] = {
    "country": "country",
    "admin1": "region",
    "admin2": "district",
    "capital": "city",
    "city": "city",
    "area": "region",
    "island": "region",
    "water": "region",
    "terrain": "region",
    "landmark": "point",
    "unplaced": "region",
}
_WIDER: dict[Precision, Precision] = {"point": "city", "city": "district", "district": "region"}
_DEMONYM_VOICE = 0.3
_HOME_VOICE = 0.5


@dataclass(frozen=True, slots=True)
class Choice:
    """A place, and in words why the gazetteer's entry for it was taken."""

    place: Place
    reason: str


def toponyms(annotation: Annotation, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Every mention of a place in the text, in order; demonyms ("Lebanese") are none.

    A country or capital that acts ("Washington said") is among them: who acts is not settled here.
    """
    return tuple(choice.place for choice in choices(annotation, gazetteer))


def choices(annotation: Annotation, gazetteer: Gazetteer) -> tuple[Choice, ...]:
    """The places of :func:`toponyms`, each with the reason for its entry in the gazetteer."""
    verdicts = choose(sightings(annotation, gazetteer), _hints(annotation, gazetteer), gazetteer)
    # What opens a dateline is a place, were it a given name besides: "GENEVA, May 4 -".
    start, end = annotation.dateline
    opening = start if end else None
    kept = [verdict for verdict in verdicts if verdict.strength > 0 or verdict.sighting.start == opening]
    keys = [(annotation.report.id, verdict.sighting.start, verdict.sighting.end) for verdict in kept]
    return tuple(
        Choice(_place(annotation, verdict, place_id), verdict.reason)
        for verdict, place_id in zip(kept, identify_each("p", keys), strict=True)
    )


def _hints(annotation: Annotation, gazetteer: Gazetteer) -> dict[str, float]:
    """Countries that the demonyms of the text speak for, and that of its publisher."""
    found: dict[str, float] = defaultdict(float)
    home = home_country(annotation.report, gazetteer)
    if home is not None:
        found[home] += _HOME_VOICE
    for token in annotation.tokens:
        if token.text[0].isupper():
            for word in token.text.split("-"):
                country = gazetteer.demonym(word)
                if country is not None:
                    found[country.iso3] += _DEMONYM_VOICE
    return found


def _place(annotation: Annotation, verdict: Verdict, place_id: str) -> Place:
    sighting, toponym = verdict.sighting, verdict.toponym
    precision = _PRECISION[toponym.kind]
    if is_beside(annotation.text, sighting.start, sighting.end):
        precision = _WIDER.get(precision, precision)
    return Place(
        sighting.start,
        sighting.end,
        annotation.text[sighting.start : sighting.end],
        place_id,
        toponym.name,
        toponym.country or sighting.nationality,
        toponym.admin1,
        toponym.lat,
        toponym.lon,
        toponym.geonames_id,
        precision,
    )
