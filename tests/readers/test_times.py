"""What the reading of times promises beyond single cases: spans, order, bounds, and calm at bad input."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.annotate import annotate
from sitrep.readers.times import times
from sitrep.record import Report, Time

WORDS = (
    "March|May|Friday|Monday|3|31|2021|1999|'89|1980s|the|last|next|past|two|hundred|weeks|week|year|years|day|ago|"
    "later|earlier|of|-|,|.|in|mid|early|end|quarter|first|half|summer|9:30|p.m.|GMT|noon|tonight|yesterday|Easter|"
    "2021-02-30|2021-05-04T21:30|13/13/2013|1/2|BC|264|every|per|a|and|to|since|until|morning|weekend|fiscal|century|"
    "9999|0001|Jan|Sept|NOV|twenty|five|hour|now|few|couple|since|99999|\n\n|(|old|'s"
).split("|")
# Between them the first and last day of the calendar, where counting runs off it, and no day at all.
PUBLISHED = st.sampled_from(
    (None, "2021-05-10", "0001-01-01", "9999-12-31", "2020-02-29T23:59:59Z", "no date")
)


def read(text: str, published: str | None = "2021-05-10") -> tuple[Time, ...]:
    return times(annotate(Report("r-1", None, None, published, None, None, None, "en", text)))


def values(text: str, published: str | None = "2021-05-10") -> list[str]:
    return [time.value for time in read(text, published)]


def check(found: tuple[Time, ...], text: str) -> None:
    end = 0
    for time in found:
        assert text[time.start : time.end] == time.quote
        assert time.start >= end
        end = time.end
        for bound in (time.earliest, time.latest):
            assert bound is None or datetime.fromisoformat(bound)
        if time.earliest and time.latest:
            assert time.earliest[:10] <= time.latest[:10]
            assert len(time.earliest) != len(time.latest) or time.earliest <= time.latest
    assert len({time.id for time in found}) == len(found)


@settings(deadline=None)
@given(st.text(), PUBLISHED)
def test_any_text_yields_spans_of_it_in_order(text: str, published: str | None) -> None:
    check(read(text, published), text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14), PUBLISHED)
def test_any_heap_of_time_words_yields_spans_of_it_in_order(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    check(read(text, published), text)


@settings(deadline=None)
@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2199, 12, 31)))
def test_a_full_date_means_its_day_whatever_the_publication(day: date) -> None:
    written = f"It fell on {day.day} {day:%B} {day.year:04}."
    assert [(t.value, t.earliest, t.latest) for t in read(written, None)] == [(day.isoformat(),) * 3]


@settings(deadline=None)
@given(st.dates(min_value=date(1901, 1, 1), max_value=date(2099, 1, 1)))
def test_a_weekday_told_of_lies_in_the_week_up_to_publication(day: date) -> None:
    (time,) = read("The bridge was closed on Friday.", day.isoformat())
    named = date.fromisoformat(time.value)
    assert named.isoweekday() == 5
    assert 0 <= (day - named).days < 7


@settings(deadline=None)
@given(st.dates(min_value=date(1901, 1, 1), max_value=date(2099, 1, 1)))
def test_reading_twice_gives_the_same_times(day: date) -> None:
    text = "Yesterday, in March, two weeks ago and on Good Friday."
    assert read(text, day.isoformat()) == read(text, day.isoformat())


@pytest.mark.parametrize(
    "text",
    [
        "9" * 400 + " years",
        "in " + "2" * 400,
        "the " * 400,
        "a " * 200 + "year",
        "1/2/" * 200,
        "twenty " * 200,
    ],
    ids=["count", "year", "articles", "articles and a unit", "slashes", "number words"],
)
def test_absurd_runs_are_read_calmly(text: str) -> None:
    check(read(text), text)


def test_a_line_break_inside_a_date_stays_in_the_quote() -> None:
    (time,) = read("The ferry sank on March\n3, 2021 near the port.")
    assert (time.quote, time.value) == ("March\n3, 2021", "2021-03-03")


def test_no_date_runs_over_a_blank_line() -> None:
    assert values("It began in March\n\n3, 2021 people say.") == ["2021-03"]


def test_a_chronicle_takes_years_from_its_story() -> None:
    story = (
        "The war began in 1936. In 1937 the north fell. In March 1938 the front broke. Old people "
        "there still sang of the siege of 1921, the risings of 1909 and 1917 and the republic of 1931. "
        "On 5 April the town fell."
    )
    assert values(story)[-1] == "1938-04-05"


def test_news_that_looks_back_takes_years_from_its_publication() -> None:
    news = "In 2003 the plant opened. On Friday it burned. On 5 April inspectors had warned of leaks."
    assert values(news) == ["2003", "2021-05-07", "2021-04-05"]


def test_ids_tell_times_of_one_report_apart_and_depend_on_it() -> None:
    first, second = read("Monday and Monday.")
    other = times(annotate(Report("r-2", None, None, "2021-05-10", None, None, None, "en", "Monday.")))
    assert len({first.id, second.id, other[0].id}) == 3
    assert first.id.startswith("t-")


def test_a_report_without_a_date_counts_from_the_dates_it_names() -> None:
    text = "On 8 June 2023 police came. On 9 June they left. The next day it rained. On Monday it ended."
    assert values(text, None) == ["2023-06-08", "2023-06-09", "2023-06-10", "2023-06-12"]


def test_a_weekday_may_lie_before_the_date_just_told() -> None:
    assert values("As of 14 March 2024 there were 64 cases since Monday.", None) == [
        "2024-03-14",
        "2024-03-11",
    ]
