"""Whom a phrase belongs to, and which country a report puts those in who name none."""

from __future__ import annotations

import pytest

from sitrep import read


def codes(text: str, published: str = "2021-05-04") -> dict[str, tuple[str | None, tuple[str, ...]]]:
    """Country and sectors by the name of each actor of a text."""
    return {a.name: (a.country, a.sectors) for a in read(text, published=published).actors}


@pytest.mark.parametrize(
    ("text", "name", "country", "sectors"),
    [
        ("The mayor of Asunción resigned.", "mayor", "PRY", ("GOV",)),
        ("Police in Brazzaville arrested two men.", "Police", "COG", ("COP",)),
        ("A Port-au-Prince gang attacked the market.", "Port-au-Prince gang", "HTI", ("CRM",)),
        (
            "The Massachusetts Institute of Technology sued.",
            "Massachusetts Institute of Technology",
            "USA",
            ("EDU",),
        ),
        ("Puerto Rico's governor resigned.", "governor", "USA", ("GOV",)),
        ("Two Mossad agents were arrested.", "Mossad agents", "ISR", ("SPY",)),
        ("EU mediators arrived in Tirana.", "EU mediators", None, ("IGO",)),
        ("NATO's secretary general resigned.", "secretary general", None, ("IGO",)),
        ("M23 rebels attacked the town.", "M23 rebels", "COD", ("REB",)),
        ("Abkhazia's foreign minister resigned.", "foreign minister", "GEO", ("GOV", "PRE")),
        ("The president's brother was arrested.", "brother", None, ("ELI",)),
        ("The ruling party won.", "ruling party", None, ("PTY", "GOV")),
        ("Opposition lawmakers left the hall.", "Opposition lawmakers", None, ("LEG", "OPP")),
        ("An army accountant was arrested.", "army accountant", None, ("MIL",)),
        ("Chile's Defense Department objected.", "Defense Department", "CHL", ("GOV",)),
    ],
)
def test_words_in_and_behind_a_phrase_tell_its_codes(
    text: str, name: str, country: str | None, sectors: tuple[str, ...]
) -> None:
    found = codes(text)
    assert found[name][1] == sectors, found
    # A country may also come from the report as a whole; here the phrase alone is asked.
    assert found[name][0] == country or country is None, found


def test_a_holder_is_named_with_the_body() -> None:
    found = codes("A spokeswoman for the Maltese foreign ministry condemned the raid.")
    assert found["spokeswoman for the Maltese foreign ministry"] == ("MLT", ("GOV",))
    found = codes("The deputy head of Benin's electoral commission resigned.")
    assert found["deputy head of Benin's electoral commission"][0] == "BEN"


def test_two_peoples_share_a_noun() -> None:
    found = codes("Rwandan and Mozambican troops attacked the port.")
    assert found["Rwandan troops"] == ("RWA", ("MIL",))
    assert found["Mozambican troops"] == ("MOZ", ("MIL",))


def test_a_report_of_one_country_settles_who_names_none() -> None:
    found = codes("Floods hit Suriname. Finance Minister Radjen Moestadja resigned, and villagers protested.")
    assert found["Radjen Moestadja"] == ("SUR", ("GOV",))
    assert found["villagers"][0] == "SUR"


def test_a_report_of_two_countries_settles_nobody() -> None:
    found = codes("Peru accused Chile. Chile denied it, and Peru left. Villagers protested.")
    assert found["Villagers"][0] is None


@pytest.mark.parametrize("who", ["Foreign tourists", "Gunmen", "Refugees", "UN peacekeepers", "Ana Okello"])
def test_strangers_have_no_country_of_the_report(who: str) -> None:
    found = codes(f"Fire swept Lagos. Fire swept Kano. {who} fled Ibadan, and {who} protested.")
    assert {country for name, (country, _) in found.items() if name == who} <= {None}


def test_an_apposition_gives_name_country_and_sector() -> None:
    found = codes("Ilse Vandermeulen, Belgium's development minister, resigned.")
    assert found["Ilse Vandermeulen"] == ("BEL", ("GOV",))
