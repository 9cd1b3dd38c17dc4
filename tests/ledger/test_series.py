"""Versions of a number: the contract's relations, bounds and best value, as tables."""

from __future__ import annotations

import pytest

from ledger.builder import BEIRUT, LAGOS, Count, Told, build
from sitrep.ledger import Filed, fold
from sitrep.ledger.state import Series, State

BLAST = Told("explosion", mode="explosion", place=BEIRUT, days=("2020-08-04", "2020-08-04"))
SPEAKERS = {"M": "the health ministry", "R": "the Red Cross", "G": "the governor", "-": None}
BOUNDS = {
    "=": ("exact", True, True),
    "~": ("about", True, True),
    ">=": ("at_least", True, False),
    ">": ("more_than", True, False),
    "<=": ("at_most", False, True),
    "<": ("less_than", False, True),
}


def number(told: str) -> tuple[int | None, int | None, str]:
    """``60..70``, ``=135``, ``~2000``, ``>=12``, ``<400`` as low, high and bound."""
    if ".." in told:
        low, high = told.split("..")
        return int(low), int(high), "between"
    sign = told.rstrip("0123456789")
    bound, has_low, has_high = BOUNDS[sign]
    value = int(told.removeprefix(sign))
    return (value if has_low else None, value if has_high else None, bound)


def file_all(*records: object) -> State:
    return fold(Filed(record) for record in records).state


def series_of(told: str) -> Series:
    """One report a line: day of August 2020, speaker's letter, number."""
    records = []
    for n, line in enumerate(told.split(";")):
        day, who, how_many = line.split()
        low, high, bound = number(how_many)
        speaker = SPEAKERS[who]
        text = f"Desk {n}: the explosion in Beirut killed {how_many} people, {speaker or 'it was told'}."
        count = Count(how_many, low, high, bound=bound, speaker=speaker, counted="people")
        published = f"2020-08-{int(day):02}"
        publisher = f"Paper {n}"
        records.append(
            build(text, published=published, publisher=publisher, events=(BLAST,), figures=(count,))
        )
    (series,) = file_all(*records).series
    return series


@pytest.mark.parametrize(
    ("told", "relations"),
    [
        ("4 M =70", "first"),
        ("4 M =70; 5 M =135", "first revises"),
        ("4 M =70; 5 M =60", "first revises"),
        ("4 M =70; 5 M =70", "first repeats"),
        ("4 M =70; 5 R =100", "first disputes"),
        ("4 M =70; 5 R =70", "first repeats"),
        ("4 M >=70; 5 R =78", "first refines"),
        ("4 M >=70; 5 R >=60", "first repeats"),
        ("4 M >=70; 5 R >=78", "first refines"),
        ("4 M =78; 5 R >=70", "first repeats"),
        ("4 M 60..80; 5 R 65..70", "first refines"),
        ("4 M 60..80; 5 R 65..70; 6 G =68", "first refines refines"),
        ("4 M 60..80; 5 R =70; 6 G 65..75", "first refines repeats"),
        ("4 M ~2000; 5 R =2100", "first refines"),
        ("4 M ~2000; 5 R =2300", "first disputes"),
        ("4 M =2100; 5 R ~2000", "first repeats"),
        ("4 M ~2000; 5 M =2100", "first repeats"),
        ("4 M ~2000; 5 M =2500", "first revises"),
        ("4 M >100; 5 R =100", "first disputes"),
        ("4 M >=100; 5 R =100", "first refines"),
        ("4 M <400; 5 R =400", "first disputes"),
        ("4 M <400; 5 R =390", "first refines"),
        ("4 M <=400; 5 R >=400", "first repeats"),
        # The other's latest counts, not what they said before.
        ("4 M =70; 5 M =100; 6 R =100", "first revises repeats"),
        ("4 M =70; 5 R =100; 6 M =100", "first disputes revises"),
        # What others said after its day does not touch a version.
        ("4 M =70; 5 R =70; 6 M =100", "first repeats revises"),
        # Nobody in particular is never the same speaker.
        ("4 - =70; 5 - =135", "first disputes"),
        ("4 - =70; 5 - =70", "first repeats"),
        ("4 M =70; 5 - =135; 6 M =135", "first disputes revises"),
    ],
)
def test_each_version_has_the_relation_of_the_contract(told: str, relations: str) -> None:
    assert [version.relation for version in series_of(told).versions] == relations.split()


@pytest.mark.parametrize(
    ("told", "low", "best", "high", "disputed"),
    [
        ("4 M =70", 70, 70, 70, False),
        ("4 M =70; 5 M =135", 135, 135, 135, False),
        ("4 M =70; 5 R =100", 70, None, 100, True),
        ("4 M =70; 5 R =100; 6 M =100", 100, 100, 100, False),
        ("4 M >=70; 5 R =78", 70, 78, None, False),
        ("4 M =78; 5 R >=70", 70, 78, None, False),
        ("4 M <400; 5 R 300..350", None, 300, 400, False),
        ("4 M 60..80; 5 R 65..75", 60, 65, 80, False),
        ("4 M ~2000; 5 R =2100", 2000, 2100, 2100, False),
        ("4 - =70; 5 - =135", 70, None, 135, True),
        ("4 M >=12; 5 R >=10", 10, 12, None, False),
    ],
)
def test_low_and_high_span_the_latest_and_best_is_the_narrowest(
    told: str, low: int | None, best: int | None, high: int | None, disputed: bool
) -> None:
    series = series_of(told)
    assert (series.low, series.best, series.high, series.disputed) == (low, best, high, disputed)


def test_a_version_of_the_same_day_is_held_against_one_that_comes_after_it() -> None:
    series = series_of("4 M =70; 5 R =80; 5 G =80")
    assert [v.relation for v in series.versions] == ["first", "disputes", "disputes"]
    by_report = {v.report: v.relation for v in series.versions[1:]}
    assert len(by_report) == 2


def test_an_event_is_disputed_while_one_of_its_series_is() -> None:
    text = "The explosion in Beirut killed 70 people, the health ministry said, and 90, the Red Cross said."
    figures = (
        Count("70", 70, 70, speaker="the health ministry", counted="people"),
        Count("90", 90, 90, speaker="the Red Cross"),
    )
    state = file_all(build(text, events=(BLAST,), figures=figures))
    assert state.events[0].disputed
    assert state.events[0].series == (state.series[0].id,)
    assert state.series[0].event == state.events[0].id


def test_a_named_part_has_a_series_of_its_own_that_leads_to_the_whole() -> None:
    text = "The explosion in Beirut killed 70 people, 12 children among them."
    figures = (Count("70", 70, 70, counted="people"), Count("12", 12, 12, counted="children"))
    state = file_all(build(text, events=(BLAST,), figures=figures))
    by_group = {series.counted: series for series in state.series}
    assert set(by_group) == {"people", "children"}
    assert by_group["children"].part_of == by_group["people"].id
    assert by_group["people"].part_of is None
    assert not any(series.disputed for series in state.series)


def test_a_part_told_as_such_does_not_contradict_its_whole() -> None:
    text = "The explosion in Beirut killed 5 people: 2 in the street and 3 in the harbour."
    figures = (Count("5", 5, 5, counted="people"), Count("2", 2, 2, part_of=0), Count("3", 3, 3, part_of=0))
    state = file_all(build(text, events=(BLAST,), figures=figures))
    whole = next(series for series in state.series if series.part_of is None)
    assert [version.quote for version in whole.versions] == ["5"]
    assert whole.best == 5


@pytest.mark.parametrize("text", ["The toll rose from 70 to 135.", "The toll rose to 135 from 70."])
def test_the_old_number_of_a_change_told_at_once_comes_before_the_new(text: str) -> None:
    text = f"After the explosion in Beirut: {text}"
    figures = (Count("70", 70, 70), Count("135", 135, 135, changed_from=0))
    (series,) = file_all(build(text, events=(BLAST,), figures=figures)).series
    assert [(v.quote, v.relation) for v in series.versions] == [("70", "first"), ("135", "revises")]
    assert (series.best, series.disputed) == (135, False)


def test_measures_do_not_mix() -> None:
    text = "The explosion in Beirut killed 70 people and injured 3,000."
    figures = (Count("70", 70, 70, counted="people"), Count("3,000", 3000, 3000, measure="injured"))
    state = file_all(build(text, events=(BLAST,), figures=figures))
    assert sorted((s.measure, s.best) for s in state.series) == [("injured", 3000), ("killed", 70)]


def test_a_figure_without_event_is_in_a_series_of_its_place_and_time() -> None:
    def infected(n: int, day: str, where: object = LAGOS) -> object:
        text = f"On {day} there were {n} infected people in Lagos or Beirut."
        count = Count(
            str(n), n, n, measure="infected", counted="people", event=None, place=where, time=("On", day, day)
        )
        return build(text, published=day, figures=(count,), publisher=f"Paper {n}")

    state = file_all(
        infected(12, "2020-03-01"), infected(15, "2020-03-01"), infected(9, "2020-03-01", BEIRUT)
    )
    assert sorted(len(series.versions) for series in state.series) == [1, 2]
    assert all(series.event is None for series in state.series)


def test_a_figure_with_neither_event_nor_place_and_time_makes_no_series() -> None:
    count = Count("12", 12, 12, counted="people", event=None, place=LAGOS)
    assert file_all(build("There were 12 people in Lagos.", figures=(count,))).series == ()


def test_a_bare_distance_at_an_event_makes_no_series() -> None:
    text = "The explosion in Beirut was heard 200 kilometres away."
    count = Count("200 kilometres", 200, 200, measure="distance", unit="km")
    assert file_all(build(text, events=(BLAST,), figures=(count,))).series == ()


def test_one_speaker_under_two_spellings_is_one_voice() -> None:
    first = build(
        "Explosion in Beirut: explosion. The Health Ministry counted 70.",
        published="2020-08-04",
        events=(BLAST,),
        figures=(Count("70", 70, 70, speaker="The Health Ministry"),),
    )
    second = build(
        "The explosion in Beirut killed 100, health ministry officials of the day; health ministry said.",
        published="2020-08-05",
        events=(BLAST,),
        figures=(Count("100", 100, 100, speaker="health ministry"),),
    )
    (series,) = file_all(first, second).series
    assert [(v.speaker, v.relation) for v in series.versions] == [
        ("The Health Ministry", "first"),
        ("The Health Ministry", "revises"),
    ]


def test_a_series_keeps_its_id_when_a_later_report_joins_it() -> None:
    first = "4 M =70"
    assert series_of(first).id == series_of(f"{first}; 5 R =100").id
