"""Places in running text: which words are one, and which place it is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.annotate import annotate
from sitrep.gazetteer import open_gazetteer
from sitrep.readers.places import Choice, choices, toponyms
from sitrep.record import Place, Report


def _choices(text: str) -> tuple[Choice, ...]:
    report = Report("r-1", None, None, None, None, None, None, "en", text)
    return choices(annotate(report), open_gazetteer())


def _places(text: str) -> list[Place]:
    return [choice.place for choice in _choices(text)]


def _named(text: str) -> list[str]:
    return [place.quote for place in _places(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A ferry sank near Paris, Texas, on Monday.", ["Paris", "Texas"]),
        ("Rescuers reached Port-au-Prince; Côte d'Ivoire sent aid.", ["Port-au-Prince", "Côte d'Ivoire"]),
        ("The London-based group sent doctors to St. Louis.", ["London", "St. Louis"]),
        (
            "Troops entered Bosnia and Herzegovina and Israel and Jordan.",
            ["Bosnia and Herzegovina", "Israel", "Jordan"],
        ),
        ("KABUL, March 3 (Agency) — A blast killed nine people.", ["KABUL"]),
        ("The US and the UK sent ships to the Gulf of Aden. It hurt us.", ["US", "UK", "Gulf of Aden"]),
        ("Shells fell on Al-Qaim, Ar-Raqqa and Deir ez-Zor.", ["Al-Qaim", "Ar-Raqqa", "Deir ez-Zor"]),
        ("Syria's army left Homs' old town.", ["Syria", "Homs"]),
        ("The People's Republic of China closed its border.", ["People's Republic of China"]),
        ("The dead were taken to Dar es Salaam.", ["Dar es Salaam"]),
        ("A man was held in Brooklyn, N.Y.", ["Brooklyn", "N.Y."]),
    ],
)
def test_names_are_found_whole(text: str, expected: list[str]) -> None:
    assert _named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton was late. The Washington Post said so.",
        "Michael Jordan scored twice. Jordan said he was glad.",
        "Chelsea Clinton spoke, and Clinton left.",
        "Police said nothing. Reading is hard. Mobile phones were found. Split votes followed.",
        "May was cold. March began on a Sunday.",
        "The Bank of England raised rates.",
        "Lebanese troops fired at Iraqis and a Frenchman.",
        "Mr Lincoln, Sheriff Houston and Gen. Douglas met.",
        "The WHO and the AP disagreed.",
        "The church was built in 100 B.C. on a hill.",
    ],
)
def test_what_is_no_place_is_left(text: str) -> None:
    assert _named(text) == []


@pytest.mark.parametrize(
    ("text", "quote", "country", "admin1"),
    [
        ("A ferry sank near Paris, Texas, on Monday.", "Paris", "USA", "Texas"),
        ("The firm moved to Austin, TX, in May.", "Austin", "USA", "Texas"),
        ("Gunmen attacked a market in Lagos in Nigeria.", "Lagos", "NGA", "Lagos"),
        ("Crowds met in the Georgian capital Tbilisi.", "Tbilisi", "GEO", "Tbilisi"),
        ("Lebanese troops entered Tripoli. Beirut was calm.", "Tripoli", "LBN", "North Lebanon"),
        ("Libyan rebels took Tripoli and Benghazi.", "Tripoli", "LBY", "Tripoli"),
        ("Two miners died in Laurel County, Kentucky, near London.", "London", "USA", "Kentucky"),
        ("Clashes broke out in Springfield, Mo., at noon.", "Springfield", "USA", "Missouri"),
        ("Atlanta, Georgia, was flooded.", "Georgia", "USA", "Georgia"),
        ("The minister flew to Georgia and Armenia.", "Georgia", "GEO", None),
        ("The river flooded Niger state in Nigeria.", "Niger", "NGA", "Niger"),
    ],
)
def test_surroundings_choose_the_place(text: str, quote: str, country: str, admin1: str | None) -> None:
    (place,) = [place for place in _places(text) if place.quote == quote]
    assert (place.country, place.admin1) == (country, admin1)


def test_each_mention_with_its_own_state_is_its_own_place() -> None:
    text = "The mayor of San José, Costa Rica, met the mayor of San Jose, California."
    first, _, second, _ = _places(text)
    assert (first.country, second.country, second.admin1) == ("CRI", "USA", "California")


def test_one_name_is_one_place_in_a_report() -> None:
    text = "A fire broke out in Athens, Ohio. Athens has one fire engine. The mayor of Athens wept."
    assert {place.admin1 for place in _places(text)} == {"Ohio"}


def test_states_in_a_list_do_not_contain_each_other() -> None:
    places = _places("It rained in Illinois, Virginia, Wyoming and Vermont.")
    assert [place.precision for place in places] == ["region"] * 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A shell fell 20 km north of Aleppo.", "district"),
        ("A shell fell near Aleppo.", "district"),
        ("A shell fell in Aleppo.", "city"),
        ("A shell fell in Helmand province.", "region"),
        ("A shell fell in Syria.", "country"),
        ("Lava ran down Mount Etna.", "point"),
    ],
)
def test_precision_is_as_wide_as_the_words(text: str, expected: str) -> None:
    assert [place.precision for place in _places(text)] == [expected]


def test_wire_report() -> None:
    text = "LAGOS, May 4, 2021 - A ferry capsized near Lagos on Monday, killing 34 passengers."
    dateline, where = _places(text)
    assert dateline.geonames_id == where.geonames_id == 2332459
    assert (where.quote, where.country) == ("Lagos", "NGA")
    assert dateline.id != where.id


def test_reasons_are_told() -> None:
    reasons = [choice.reason for choice in _choices("Tripoli, Lebanon, and Paris are far apart.")]
    assert reasons[0] == "the words around it say so"
    assert "most prominent of" in reasons[2]


def test_two_readings_are_alike() -> None:
    text = "Floods hit Sindh and Punjab in Pakistan. Punjab was worst hit."
    assert _places(text) == _places(text)


_NEWS = st.lists(
    st.sampled_from(
        [
            "Paris",
            "St.",
            "al-",
            "U.S.",
            "N.Y.",
            ",",
            ".",
            " in ",
            "’s",
            "-",
            "Georgia",
            "TX",
            "of",
            "The",
            "\n",
            "Mr.",
        ]
    )
    | st.text(max_size=4),
    max_size=25,
)


@given(_NEWS)
def test_spans_slice_whatever_comes(pieces: list[str]) -> None:
    text = " ".join(pieces) + "".join(pieces)
    report = Report("r-1", None, None, None, None, None, None, "en", text)
    places = toponyms(annotate(report), open_gazetteer())
    for place in places:
        assert text[place.start : place.end] == place.quote
    assert [place.start for place in places] == sorted(place.start for place in places)
    assert len({place.id for place in places}) == len(places)
    assert all(one.end <= other.start for one, other in pairwise(places))


def test_a_dateline_names_a_place_were_it_a_given_name_besides() -> None:
    from sitrep import read

    record = read("GENEVA, May 4, 2022 - Envoys met on Tuesday.")
    assert [(place.quote, place.country) for place in record.places] == [("GENEVA", "CHE")]
    assert record.actors[0].name == "Envoys"
