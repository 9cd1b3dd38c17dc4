"""The country of a publisher, by the list, the words of its name, or its web address."""

from __future__ import annotations

import pytest
from parsing import annotated

from sitrep.gazetteer import open_gazetteer
from sitrep.readers.home import home_country, main_country
from sitrep.readers.places import toponyms
from sitrep.readers.times import times
from sitrep.record import Report


def _home(publisher: str | None, url: str | None = None) -> str | None:
    report = Report("r-1", None, publisher, None, None, None, url, "en", "Nothing happened.")
    return home_country(report, open_gazetteer())


@pytest.mark.parametrize(
    ("publisher", "url", "home"),
    [
        ("The Guardian", None, "GBR"),
        ("the guardian", None, "GBR"),
        ("Times of India", None, "IND"),
        ("Kathmandu Post", None, "NPL"),
        ("Irish Times", None, "IRL"),
        ("Le Monde", None, "FRA"),
        (None, "https://www.stuff.co.nz/a/1", "NZL"),
        ("Harbour Gazette", "https://gazette.com.au/x", "AUS"),
        ("gazette.co.uk", None, "GBR"),
    ],
)
def test_a_publisher_is_at_home_somewhere(publisher: str | None, url: str | None, home: str) -> None:
    assert _home(publisher, url) == home


@pytest.mark.parametrize(
    ("publisher", "url"),
    [
        ("Reuters", "https://reuters.co.uk"),
        ("Harbour Gazette", None),
        (None, None),
        ("x.com", None),
        (None, "https://a.io"),
    ],
)
def test_nothing_tells_a_home(publisher: str | None, url: str | None) -> None:
    assert _home(publisher, url) is None


def test_most_places_tell_what_a_report_is_about() -> None:
    annotation = annotated("Floods hit Lagos, Kano and Ibadan. Aid came from London.")
    assert main_country(toponyms(annotation, open_gazetteer())) == "NGA"
    assert main_country(()) is None


@pytest.mark.parametrize(
    ("home", "value"), [("GBR", "2016-03-04"), ("USA", "2016-04-03"), (None, "2016-04-03")]
)
def test_a_slashed_date_follows_its_country(home: str | None, value: str) -> None:
    assert [t.value for t in times(annotated("Signed on 04/03/2016.", "2016-05-09"), home=home)] == [value]


@pytest.mark.parametrize(
    ("home", "value"),
    [("CAN", "2012-09-03"), ("NZL", "2012-10-22"), ("ZAF", "2012-05-01"), (None, "2012-05-01")],
)
def test_a_feast_follows_its_country(home: str | None, value: str) -> None:
    found = times(annotated("He left on Labour Day 2012.", "2012-12-05"), home=home)
    assert [t.value for t in found] == [value]


def test_a_weekday_that_contradicts_its_date_keeps_both_days() -> None:
    (found,) = times(annotated("They met on Monday, 5 May 2015.", "2015-05-18"))
    assert (found.value, found.earliest, found.latest) == ("2015-05-05", "2015-05-04", "2015-05-05")
    assert found.is_doubted
    (found,) = times(annotated("They met on Tuesday, 5 May 2015.", "2015-05-18"))
    assert not found.is_doubted
    found, _ = times(annotated("They have until Thursday, or by Friday at most.", "2006-08-29"))
    assert (found.earliest, found.latest, found.is_doubted) == (None, "2006-08-31", False)


def test_a_condition_looks_ahead() -> None:
    found = times(annotated("If Iran does not comply by Thursday, the council meets.", "2006-08-29"))
    assert [t.value for t in found] == ["2006-08-31"]


def test_tomorrow_counts_from_the_day_it_was_said() -> None:
    said = times(annotated("“We open tomorrow,” she said on Wednesday.", "2016-03-11"))
    assert [t.value for t in said] == ["2016-03-10", "2016-03-09"]
    plain = times(annotated("“We open tomorrow,” she said.", "2016-03-11"))
    assert [t.value for t in plain] == ["2016-03-12"]
