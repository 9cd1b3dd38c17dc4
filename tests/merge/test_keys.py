"""Keys and small measures that comparison stands on: names, days, distances."""

from __future__ import annotations

import pytest

from ledger.builder import BEIRUT, LAGOS, SIDON, Told, build
from sitrep.merge.days import days_told, moment
from sitrep.merge.places import distance_km
from sitrep.merge.told import condense
from sitrep.merge.wording import is_pronoun, name_key


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The Health Ministry", "health  ministry"),
        ("Türkiye", "TURKIYE"),
        ("Lebanon's", "Lebanon"),
        ("Jean-Yves Le Drian", "Jean‑Yves Le Drian"),
        ("U.N.", "U N"),
    ],
)
def test_spellings_of_one_name(a: str, b: str) -> None:
    assert name_key(a) == name_key(b)


def test_an_article_alone_is_not_taken_off() -> None:
    assert name_key("The") == "the"
    assert name_key("Theodore") == "theodore"


def test_pronouns_are_known_and_names_are_not() -> None:
    assert is_pronoun(" They ")
    assert not is_pronoun("Who is Who")


@pytest.mark.parametrize(
    ("earliest", "latest", "published", "length", "stated"),
    [
        ("2020-08-04", "2020-08-04", "2020-08-05", 0, True),
        ("2020-08-04T18:07", "2020-08-04T18:08", None, 0, True),
        ("2020-01-01", "2020-12-31", "2020-08-05", 365, False),
        (None, None, "2020-08-05", 4, False),
        ("2020-08-01", None, "2020-08-05", 4, False),
        (None, "2020-08-04", "2020-08-05", 1, False),
        ("2020-08-04", None, None, 0, False),
    ],
)
def test_days_an_event_may_have_been_on(
    earliest: str | None, latest: str | None, published: str | None, length: int, stated: bool
) -> None:
    days = days_told(earliest, latest, published)
    assert days is not None
    assert (days.last - days.first, days.stated) == (length, stated)


def test_nothing_known_is_no_days() -> None:
    assert days_told(None, None, None) is None
    assert days_told(None, None, "some day") is None


def test_moments_sort_as_time_does() -> None:
    told = ["2020-08-05T01:00+03:00", None, "2020-08-05", "2020-08-04T23:00Z", "2020-08-04"]
    assert sorted(told, key=moment) == [
        "2020-08-04",
        "2020-08-05T01:00+03:00",
        "2020-08-04T23:00Z",
        "2020-08-05",
        None,
    ]


def test_distances_are_those_of_the_map() -> None:
    def place(spot: object) -> object:
        return (
            condense(build(f"A march in {spot.name}.", events=(Told("march", place=spot),))).events[0].place
        )

    assert distance_km(place(BEIRUT), place(SIDON)) == pytest.approx(39, abs=2)
    assert distance_km(place(BEIRUT), place(LAGOS)) == pytest.approx(4530, rel=0.02)
