"""Our own tables of countries and regions: what they say is what the packaged file holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sitrep.gazetteer import open_gazetteer
from sitrep.gazetteer import toponym as module

_DATA = Path(module.__file__).with_name("data")
_SECTIONS = ("areas", "islands", "water", "terrain", "landmarks")


def _table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load((_DATA / name).read_text(encoding="utf-8"))
    return table


def test_countries_and_their_names() -> None:
    gazetteer = open_gazetteer()
    table = _table("countries.yaml")
    assert set(table) == {country.iso3 for country in gazetteer.countries}
    for code, row in table.items():
        country = gazetteer.country(code)
        assert country is not None
        assert [country.lat, country.lon] == pytest.approx(row["at"])
        for name in (*row.get("also", ()), *row.get("short", ())):
            assert gazetteer.country(name) is country, name


def test_no_demonym_is_claimed_by_two_countries() -> None:
    claimed: dict[str, str] = {}
    for country in open_gazetteer().countries:
        for word in country.demonyms:
            assert claimed.setdefault(word, country.iso3) == country.iso3, word


def test_capitals_lead_to_their_country() -> None:
    gazetteer = open_gazetteer()
    for country in gazetteer.countries:
        for name in country.capitals:
            found = gazetteer.capital_of(name)
            assert found is not None
            assert name in found.capitals


@pytest.mark.parametrize("section", _SECTIONS)
def test_regions_stand_where_the_table_puts_them(section: str) -> None:
    gazetteer = open_gazetteer()
    for name, (lat, lon, country, *also) in _table("regions.yaml")[section].items():
        for each in (name, *also):
            points = [
                (place.lat, place.lon)
                for place in gazetteer.lookup(each)
                if place.name == name and place.country == country
            ]
            assert any(point == pytest.approx((lat, lon)) for point in points), each


def test_familiar_names_come_first() -> None:
    gazetteer = open_gazetteer()
    for geonames_id, names in _table("regions.yaml")["cities"].items():
        for name in names:
            assert geonames_id in [place.geonames_id for place in gazetteer.lookup(name)[:2]], name


def test_divisions_bear_their_further_names() -> None:
    gazetteer = open_gazetteer()
    for code, names in _table("regions.yaml")["divisions"].items():
        for name in names:
            found = [*gazetteer.lookup(name), gazetteer.division(name)]
            assert any(place is not None and place.kind == "admin1" for place in found), (code, name)
