"""Which reports repeat another's text, and whose it was."""

from __future__ import annotations

import pytest

from ledger.builder import Count, build
from sitrep.ledger import Filed, fold
from sitrep.record import Record

BODY = "A ferry with some forty passengers on board went down off the coast in heavy rain."


def reprints(*records: Record) -> dict[str, str]:
    rows = fold(map(Filed, records)).state.reports
    return {row.id: row.reprint_of for row in rows if row.reprint_of is not None}


@pytest.mark.parametrize(
    "copy",
    [
        BODY,
        BODY.upper(),
        BODY.replace(" ", "\n  "),
        f"ACCRA, May 4 (Coastwire) - {BODY}",
        f"ACCRA — {BODY}",
        f"{BODY}\n\n(Reporting by A. Mensah; editing by B. Owusu)",
        BODY.replace("forty", "“forty”"),
    ],
)
def test_case_spacing_dateline_and_credit_do_not_make_another_report(copy: str) -> None:
    first = build(BODY, published="2021-05-04")
    second = build(copy, published="2021-05-05", publisher="Inland Courier")
    assert reprints(first, second) == {second.report.id: first.report.id}


@pytest.mark.parametrize(
    "other",
    [
        BODY.replace("forty", "fifty"),
        f"{BODY} Nine people were missing.",
        "Something else altogether was told on that day by that paper, at some length.",
    ],
)
def test_other_words_make_another_report(other: str) -> None:
    assert reprints(build(BODY), build(other, publisher="Inland Courier")) == {}


def test_a_short_text_is_a_reprint_only_word_for_word() -> None:
    first = build("No change overnight.", published="2021-05-04")
    assert reprints(first, build("No change - overnight", published="2021-05-05")) == {}
    same = build("No change  overnight.", published="2021-05-06")
    assert reprints(first, same) == {same.report.id: first.report.id}


def test_the_first_published_is_the_original_whoever_is_credited() -> None:
    early = build(BODY, published="2021-05-04", publisher="Inland Courier")
    credited = build(f"ACCRA (Coastwire) - {BODY}", published="2021-05-05", publisher="Coastwire")
    assert reprints(credited, early) == {credited.report.id: early.report.id}


def test_of_one_day_the_credited_one_is_the_original() -> None:
    copies = [build(f"ACCRA (Coastwire) - {BODY}", publisher=f"Paper {n}") for n in range(6)]
    credited = build(BODY, publisher="Coastwire")
    found = reprints(*copies, credited)
    assert set(found) == {copy.report.id for copy in copies}
    assert set(found.values()) == {credited.report.id}


def test_of_one_day_an_hour_given_by_only_one_settles_nothing() -> None:
    timed = build(f"ACCRA (Coastwire) - {BODY}", published="2020-08-05T09:00", publisher="Inland Courier")
    credited = build(BODY, published="2020-08-05", publisher="Coastwire")
    assert reprints(timed, credited) == {timed.report.id: credited.report.id}


def test_without_a_credit_the_lowest_id_is_the_original() -> None:
    records = [build(BODY, publisher=f"Paper {n}") for n in range(5)]
    lowest = min(record.report.id for record in records)
    assert set(reprints(*records).values()) == {lowest}


def test_an_undated_copy_is_never_the_original_of_a_dated_one() -> None:
    undated = build(BODY, published=None)
    dated = build(BODY, published="2021-05-04")
    assert reprints(undated, dated) == {undated.report.id: dated.report.id}


LONG = (
    "The river rose again overnight and reached the lower quarter of the town before dawn, the council said. "
    "Volunteers carried sandbags from the old market to the bridge, where the wall had given way twice. "
    "Schools stayed shut, buses went no further than the station, and the hospital moved its patients up. "
    "A spokeswoman asked people to keep away from the banks and to look after neighbours who live alone."
)


def rows(*records: Record) -> dict[str, tuple[str | None, str | None]]:
    found = fold(map(Filed, records)).state.reports
    return {row.id: (row.reprint_of, row.version_of) for row in found}


def edited(text: str) -> str:
    return text.replace("A spokeswoman asked people", "By our staff. An official told residents")


def test_a_lightly_edited_copy_of_another_paper_is_a_reprint() -> None:
    first = build(LONG, published="2021-05-04", publisher="Coastwire")
    copy = build(edited(LONG), published="2021-05-05", publisher="Inland Courier")
    assert rows(first, copy)[copy.report.id] == (first.report.id, None)


def test_a_near_equal_text_of_the_same_paper_is_a_version() -> None:
    first = build(LONG, published="2021-05-04", publisher="Coastwire")
    later = build(edited(LONG), published="2021-05-05", publisher="The Coastwire")
    assert rows(first, later)[later.report.id] == (None, first.report.id)


def test_whatever_stands_at_the_same_address_is_a_version() -> None:
    url = "https://wire.example/river"
    first = build(LONG, published="2021-05-04", url=url)
    later = build("The water has gone back, and the schools are open again.", published="2021-05-06", url=url)
    assert rows(first, later)[later.report.id] == (None, first.report.id)


def test_a_copy_with_another_toll_is_news_and_no_reprint() -> None:
    def told(number: str, publisher: str) -> Record:
        count = Count(number, int(number), int(number), counted="people", event=None)
        text = f"{LONG} So far {number} people have died in it, and more are missed."
        return build(text, published="2021-05-04", publisher=publisher, figures=(count,))

    first, other, same = told("12", "Coastwire"), told("19", "Inland Courier"), told("12", "Hill Post")
    found = rows(first, other, same)
    assert found[other.report.id] == (None, None)
    assert sorted(original is None for original, _ in found.values()) == [False, True, True]


def test_a_copy_of_an_update_hides_neither_version() -> None:
    first = build(LONG, published="2021-05-04", publisher="Coastwire")
    later = build(edited(LONG), published="2021-05-05", publisher="Coastwire")
    copy = build(LONG.replace("overnight", "at night"), published="2021-05-06", publisher="Hill Post")
    found = rows(first, later, copy)
    assert found[later.report.id] == (None, first.report.id)
    assert found[copy.report.id][0] == first.report.id
