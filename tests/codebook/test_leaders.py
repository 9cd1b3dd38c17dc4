"""The list of leaders: who is in office when, and what each is called."""

from __future__ import annotations

import re

import pytest

from sitrep.codebook.leaders import Leader, Leaders, leaders
from sitrep.gazetteer import open_gazetteer

GIVEN = (("Ana", "KEN"), ("Olga", "NOR"))


@pytest.mark.parametrize(
    ("short", "day", "country"),
    [
        ("Bush", "2006-04-24", "USA"),
        ("Bush", "2014-01-01", None),
        ("Hu", "2009-06-23", "CHN"),
        ("Assad", "2012-05-01", "SYR"),
        ("al-Maliki", "2010-05-01", "IRQ"),
        ("Thaksin", "2005-05-01", "THA"),
        ("Kim", "2009-06-01", "PRK"),
        ("Nobody", "2009-06-01", None),
    ],
)
def test_a_short_name_is_of_who_is_in_office(short: str, day: str, country: str | None) -> None:
    found = leaders().in_office(short, day)
    assert (found and found.country) == country


def test_two_in_office_by_one_short_name_are_nobody() -> None:
    two = tuple(Leader((f"{given} Lind",), iso3, "2001-01-01", "") for given, iso3 in GIVEN)
    assert Leaders({}, {"lind": two}).in_office("Lind", "2005-01-01") is None
    assert Leaders({}, {"lind": two[:1]}).in_office("Lind", "2005-01-01") == two[0]


def test_every_row_is_whole() -> None:
    day = re.compile(r"\d{4}-\d\d(-\d\d)?")
    for terms in leaders().by_name.values():
        for term in terms:
            assert open_gazetteer().country(term.country) is not None
            assert day.fullmatch(term.since)
            assert not term.until or (day.fullmatch(term.until) and term.since < term.until)
