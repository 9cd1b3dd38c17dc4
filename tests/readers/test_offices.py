"""Known leaders among the actors of a report."""

from __future__ import annotations

import pytest

from sitrep import read


@pytest.mark.parametrize(
    ("text", "country", "sectors"),
    [
        ("President Bush condemned the blasts in Egypt.", "USA", ("GOV",)),
        ("Gordon Brown met doctors in Egypt.", "GBR", ("GOV",)),
        ("Colin Powell met doctors in Egypt.", "USA", ("ELI",)),
        ("Barack Obama met doctors in Egypt.", "USA", ()),
        ("Sarkozy met doctors in Paris.", "FRA", ("GOV",)),
        ("Sarkozy met doctors in Cairo.", None, ()),
        ("Major Bush met doctors in Cairo.", "EGY", ("MIL",)),
    ],
)
def test_a_leader_has_the_country_and_the_office_of_the_day(
    text: str, country: str | None, sectors: tuple[str, ...]
) -> None:
    record = read(text, published="2008-04-24", reader="rules")
    person = next(actor for actor in record.actors if actor.kind == "person")
    assert (person.country, person.sectors) == (country, sectors)
