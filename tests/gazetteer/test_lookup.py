"""Names of the packaged gazetteer: which place, country or people each stands for."""

from __future__ import annotations

import pytest

from sitrep.gazetteer import Gazetteer, open_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.mark.parametrize(
    ("name", "expected", "country", "kind"),
    [
        ("Paris", "Paris", "FRA", "capital"),
        ("Georgia", "Georgia", "GEO", "country"),
        ("Aleppo", "Aleppo", "SYR", "city"),
        ("New York", "New York City", "USA", "city"),
        ("Bombay", "Mumbai", "IND", "city"),
        ("Kiev", "Kyiv", "UKR", "capital"),
        ("Rangoon", "Yangon", "MMR", "city"),
        ("Peking", "Beijing", "CHN", "capital"),
        ("Saigon", "Ho Chi Minh City", "VNM", "city"),
        ("Burma", "Myanmar", "MMR", "country"),
        ("Helmand", "Helmand", "AFG", "admin1"),
        ("Texas", "Texas", "USA", "admin1"),
        ("Laurel County", "Laurel County", "USA", "admin2"),
        ("Gaza Strip", "Gaza Strip", "PSE", "area"),
        ("Chechnya", "Chechnya", "RUS", "area"),
        ("Darfur", "Darfur", "SDN", "area"),
        ("Middle East", "Middle East", None, "area"),
        ("Black Sea", "Black Sea", None, "water"),
        ("Mount Etna", "Mount Etna", "ITA", "landmark"),
        ("U.S.", "United States", "USA", "country"),
        ("DRC", "Democratic Republic of the Congo", "COD", "country"),
    ],
)
def test_first_option_is_what_news_means(
    gazetteer: Gazetteer, name: str, expected: str, country: str | None, kind: str
) -> None:
    first = gazetteer.lookup(name)[0]
    assert (first.name, first.country, first.kind) == (expected, country, kind)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Port-au-Prince", "port au prince"),
        ("Sana'a", "Sanaa"),
        ("N'Djamena", "N’Djaména"),
        ("St. Louis", "Saint Louis"),
        ("Ar-Raqqa", "Raqqa"),
        ("The Hague", "Hague"),
        ("Łódź", "Lodz"),
        ("Deir ez-Zor", "Deir Ez Zor"),
    ],
)
def test_spellings_meet(gazetteer: Gazetteer, one: str, other: str) -> None:
    assert {place.geonames_id for place in gazetteer.lookup(one)} & {
        place.geonames_id for place in gazetteer.lookup(other)
    }
    assert gazetteer.lookup(one)[0].country == gazetteer.lookup(other)[0].country


def test_ambiguous_name_keeps_its_places_in_order(gazetteer: Gazetteer) -> None:
    springfields = gazetteer.lookup("Springfield")
    assert {"Illinois", "Missouri", "Massachusetts"} <= {place.admin1 for place in springfields}
    prominence = [place.prominence for place in springfields]
    assert prominence == sorted(prominence, reverse=True)


def test_accents_choose_what_is_written_so(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("San José")[0].name == "San José"
    assert gazetteer.lookup("Bogota")[0].name == "Bogotá"


def test_article_tells_two_places_apart(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("El Salvador")[0].country == "SLV"
    assert gazetteer.lookup("Salvador")[0].country == "BRA"


def test_initials_are_matched_by_the_letter(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("US")[0].kind == "country"
    assert all(place.kind != "country" for place in gazetteer.lookup("us"))


@pytest.mark.parametrize("name", ["", " ", "Xyzzyville", "-", "’", "\x00", "\ud800", "a" * 500])
def test_what_is_no_name_has_no_places(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("US", "USA"),
        ("U.S.", "USA"),
        ("the United States", "USA"),
        ("Britain", "GBR"),
        ("UK", "GBR"),
        ("Ivory Coast", "CIV"),
        ("Côte d'Ivoire", "CIV"),
        ("North Korea", "PRK"),
        ("Russian Federation", "RUS"),
        ("Kosovo", "XKX"),
        ("XK", "XKX"),
        ("FRA", "FRA"),
        ("the Netherlands", "NLD"),
        ("Palestine", "PSE"),
        ("Turkey", "TUR"),
        ("us", None),
        ("fr", None),
        ("Atlantis", None),
    ],
)
def test_country_by_name_or_code(gazetteer: Gazetteer, name: str, expected: str | None) -> None:
    country = gazetteer.country(name)
    assert (country and country.iso3) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Lebanese", "LBN"),
        ("French", "FRA"),
        ("Frenchman", "FRA"),
        ("Iraqis", "IRQ"),
        ("Briton", "GBR"),
        ("Swiss", "CHE"),
        ("Emirati", "ARE"),
        ("Soviet", "RUS"),
        ("Yugoslav", "SRB"),
        ("Filipino", "PHL"),
        ("South Korean", "KOR"),
        ("polish", None),
        ("Paris", None),
    ],
)
def test_demonym(gazetteer: Gazetteer, word: str, expected: str | None) -> None:
    country = gazetteer.demonym(word)
    assert (country and country.iso3) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kabul", "AFG"),
        ("Kiev", "UKR"),
        ("Washington", "USA"),
        ("Cape Town", "ZAF"),
        ("Lagos", None),
        ("Springfield", None),
    ],
)
def test_capital_of(gazetteer: Gazetteer, name: str, expected: str | None) -> None:
    country = gazetteer.capital_of(name)
    assert (country and country.iso3) == expected


def test_abbreviations_of_divisions(gazetteer: Gazetteer) -> None:
    for abbreviation, name in (("TX", "Texas"), ("Calif.", "California"), ("Ont.", "Ontario")):
        division = gazetteer.division(abbreviation)
        assert division is not None
        assert (division.name, division.kind) == (name, "admin1")
    assert gazetteer.division("Mass") is None


def test_every_country_is_whole(gazetteer: Gazetteer) -> None:
    codes = {country.iso3 for country in gazetteer.countries}
    assert len(codes) == len(gazetteer.countries) == 250
    for country in gazetteer.countries:
        assert set(country.neighbours) <= codes
        assert -90 <= country.lat <= 90
        assert -180 <= country.lon <= 180
        assert gazetteer.country(country.name) is country
        assert all(gazetteer.demonym(word) is not None for word in country.demonyms)


def test_words_that_are_not_only_names(gazetteer: Gazetteer) -> None:
    assert gazetteer.is_common_word("Reading")
    assert gazetteer.is_given_name("Chelsea")
    assert gazetteer.is_surname("Houston")
    assert not gazetteer.is_common_word("Aleppo")
