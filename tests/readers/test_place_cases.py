"""Walks ``tests/cases/places.md``: each heading is a test, with a passage and every place in it."""

from __future__ import annotations

import pytest

from cases import Case, cases, cells_of
from sitrep.readers.reader import read_report
from sitrep.record import Place, Report

PUBLISHED = "2021-05-10"
# Degrees of latitude and longitude that a point may be off: countries are placed by their middle.
LEEWAY = (0.6, 0.8)
WIDE_LEEWAY = (6.0, 8.0)
CASES = cases("places.md")


def _differences(place: Place, line: str) -> list[str]:
    quote, country, admin1, precision, point = cells_of(line)
    found = [] if place.quote == quote else [f"quote {place.quote}"]
    if country not in ("?", place.country or "-"):
        found.append(f"country {place.country}")
    if admin1 not in ("?", place.admin1 or "-"):
        found.append(f"admin1 {place.admin1}")
    if precision == "not city":
        found += ["precision"] if place.precision in ("city", "point") else []
    elif precision not in ("?", place.precision):
        found.append(f"precision {place.precision}")
    return found if point in ("?", "-") or _is_near(place, point) else [*found, f"at {place.lat},{place.lon}"]


def _is_near(place: Place, point: str) -> bool:
    lat, lon = map(float, point.split(","))
    north, east = WIDE_LEEWAY if place.precision == "country" else LEEWAY
    if place.lat is None or place.lon is None:
        return False
    return abs(place.lat - lat) <= north and abs(place.lon - lon) <= east


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_places_are_found_and_resolved(case: Case) -> None:
    publisher, published = case.settings.get("publisher"), case.settings.get("published", PUBLISHED)
    report = Report("r-1", None, publisher, published, None, None, None, "en", case.passage)
    left = {place.quote: place for place in read_report(report).places}
    wrong = {}
    for line in case.expected:
        quote = cells_of(line)[0]
        place = left.pop(quote, None)
        wrong[line] = ["not found"] if place is None else _differences(place, line)
    assert {line: found for line, found in wrong.items() if found} == {}
    assert sorted(left) == [], "places that are none"


def test_case_names_are_unique() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names)) >= 60
