"""Which places are parties, and which are where something is."""

from __future__ import annotations

import pytest

from sitrep import read


def placed(text: str) -> list[str]:
    return [place.quote for place in read(text, published="2021-05-04").places]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya sent doctors to Uganda.", []),
        ("Zambia's finance minister resigned.", []),
        ("United States President Ana Lima flew to Peru.", ["Peru"]),
        ("Ankara condemned the raid in Qamishli.", ["Qamishli"]),
        ("Damascus has fallen, residents said.", ["Damascus"]),
        ("Cases in Croatia and Denmark remain unconfirmed.", ["Croatia", "Denmark"]),
        ("A nurse who had visited Mexico fell ill.", ["Mexico"]),
        ("Toledo police arrested two men.", ["Toledo"]),
        ("The Texas Forest Service lifted the ban in Henderson County.", ["Texas", "Henderson County"]),
        ("Two men were shot in the north of Mali.", ["Mali"]),
        ("California sued the president on Monday.", []),
        ("Ben Otieno, of Cedar City, Utah, said he was glad.", ["Cedar City", "Utah"]),
    ],
)
def test_what_acts_is_no_place(text: str, expected: list[str]) -> None:
    assert placed(text) == expected


def test_a_town_that_acts_is_an_actor_of_its_country() -> None:
    record = read("California sued the federal government on Monday.", published="2021-05-04")
    assert [(a.name, a.country, a.sectors) for a in record.actors if a.name == "California"] == [
        ("California", "USA", ("GOV",))
    ]
