"""What entries come to: one event of many reports, whatever the order they arrive in."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.builder import Body, Said, Told, build
from ledger.crisis import BLAST, crisis, first, reprint, second, third
from sitrep.export import export
from sitrep.ledger import Failed, Filed, Ledger, Unknown, fold
from sitrep.ledger.state import State
from sitrep.record import Record


def state_of(records: Sequence[Record]) -> State:
    return fold(map(Filed, records)).state


@given(st.permutations(crisis()), st.lists(st.integers(1, 3), min_size=6, max_size=6))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_order_and_batches_of_arrival_change_nothing(records: list[Record], sizes: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        piecemeal = _filed(path / "a.ledger", records, sizes)
        assert piecemeal == _filed(path / "b.ledger", crisis(), [6])
        assert piecemeal[0] == state_of(crisis())


def _filed(path: Path, records: Sequence[Record], sizes: Sequence[int]) -> tuple[State, str | None]:
    with Ledger.open(path, create=True) as ledger:
        left = list(records)
        for size in sizes:
            ledger.add(left[:size])
            left = left[size:]
        assert ledger.check() == []
        return ledger.state(), export(ledger, "json")


@given(st.permutations([*crisis(), *crisis()]))
@settings(max_examples=25, deadline=None)
def test_the_fold_is_the_same_for_any_order_and_any_repetition(records: list[Record]) -> None:
    assert fold(map(Filed, records)) == fold(map(Filed, crisis()))


def test_many_reports_of_one_event_are_one_row() -> None:
    state = state_of(crisis())
    (blast,) = (event for event in state.events if event.type == "ACCIDENT" and len(event.items) > 1)
    assert blast.id == first().events[0].id
    assert blast.reports == tuple(
        r.report.id for r in (first(), *sorted([reprint(), second()], key=_id), third())
    )
    assert blast.independent == 3
    assert (blast.earliest, blast.place and blast.place.name) == ("2020-08-04", "Beirut")
    assert (blast.status, blast.disputed) == ("to_review", True)


def _id(record: Record) -> str:
    return record.report.id


def test_a_reprint_is_a_row_of_its_own_and_adds_to_no_series() -> None:
    state = state_of([first(), reprint()])
    assert [row.reprint_of for row in state.reports] == [None, first().report.id]
    (series,) = state.series
    assert [version.report for version in series.versions] == [first().report.id]
    assert (state.events[0].independent, len(state.events[0].reports)) == (1, 2)


def test_the_toll_is_revised_by_its_speaker_and_disputed_by_another() -> None:
    state = state_of(crisis())
    series = next(s for s in state.series if len(s.versions) == 4)
    told = [(v.speaker, v.low, v.relation) for v in series.versions]
    assert told == [
        ("Health Ministry", 30, "first"),
        ("Health Ministry", 78, "revises"),
        ("Red Cross", 100, "disputes"),
        ("Health Ministry", 135, "revises"),
    ]
    assert (series.low, series.best, series.high, series.disputed) == (100, None, 135, True)


def test_one_statement_has_every_appearance() -> None:
    (statement,) = state_of(crisis()).statements
    assert (statement.speaker, statement.content) == ("Hassan Diab", "We will find those responsible")
    assert {a.report for a in statement.appearances} == {r.report.id for r in (first(), reprint(), second())}


def test_a_statement_without_speaker_is_shared_with_reprints_only() -> None:
    def told(publisher: str, extra: str = "") -> Record:
        text = f"It was a long and heavy night, they say, and nobody slept.{extra}"
        return build(text, publisher=publisher, statements=(Said(("a long and heavy night",)),))

    rows = state_of([told("A"), told("B"), told("C", " Then the sun rose over the hills again.")]).statements
    assert sorted(len(row.appearances) for row in rows) == [1, 2]


def test_an_answer_leads_to_the_statement_it_answers() -> None:
    record = build(
        "The mayor said the bridge was safe. The union said it was not safe at all.",
        statements=(
            Said(("the bridge was safe",), "The mayor"),
            Said(("it was not safe at all",), "The union", 0),
        ),
    )
    answered, answer = state_of([record]).statements
    assert answer.replies_to == answered.id


def test_one_actor_goes_by_every_name_told() -> None:
    (diab,) = (actor for actor in state_of(crisis()).actors if actor.name == "Hassan Diab")
    assert (diab.country, diab.sectors) == ("LBN", ("GOV",))


def test_namesakes_of_two_countries_stay_two_actors() -> None:
    def named(country: str | None, publisher: str) -> Record:
        bodies = {"Labour Party": Body(country=country)}
        event = Told("rally", "PROTEST", actors=("Labour Party",))
        return build(
            f"A rally of the Labour Party, {country}.", publisher=publisher, events=(event,), bodies=bodies
        )

    two = state_of([named("GBR", "A"), named("NOR", "B"), named(None, "C")]).actors
    assert [actor.country for actor in two].count(None) == 1
    assert len(two) == 3
    assert len(state_of([named("GBR", "A"), named(None, "C")]).actors) == 1


def test_of_two_readings_of_one_report_the_later_reader_counts() -> None:
    old, new = first(version="1"), build_anew()
    for entries in ([old, new], [new, old]):
        assert state_of(entries).events == ()


def build_anew() -> Record:
    record = first()
    return build(
        record.report.text, published="2020-08-04", title="Blast shakes the port", version="2", events=()
    )


def test_entries_that_are_no_reports_change_nothing() -> None:
    entries = [Failed("a.txt", "empty"), Unknown("translated", "x", "{}")]
    assert fold([*entries, *map(Filed, crisis())]) == fold(map(Filed, crisis()))


_OF_REPORTS = ("place", "figure")


def test_every_id_leads_to_a_row_that_is_there() -> None:
    projection = fold(map(Filed, crisis()))
    state = projection.state
    rows = {row.id for rows in (state.reports, state.events, state.statements, state.actors) for row in rows}
    rows |= {series.id for series in state.series}
    assert {lead.leads_to for lead in projection.leads if lead.kind not in _OF_REPORTS} <= rows
    assert rows <= {lead.id for lead in projection.leads}


def test_a_merged_item_leads_to_its_event() -> None:
    leads = {lead.id: lead for lead in fold(map(Filed, crisis())).leads}
    item = third().events[0].id
    assert (leads[item].kind, leads[item].leads_to) == ("event", first().events[0].id)
    figure = second().figures[0].id
    assert leads[figure].leads_to == leads["n-" + figure.removeprefix("f-")].leads_to


def test_lists_are_in_order_of_time() -> None:
    state = state_of(list(reversed(crisis())))
    published = [row.published for row in state.reports]
    assert published == ["2020-08-04", "2020-08-05", "2020-08-05", "2020-08-05", "2020-08-06", None]
    earliest = [event.earliest for event in state.events]
    assert earliest == sorted(day or "9999" for day in earliest)


def test_an_empty_ledger_is_an_empty_state() -> None:
    state = state_of([])
    assert (state.schema, state.reports, state.events) == ("sitrep.ledger/1", (), ())


def test_a_reprint_read_differently_keeps_its_own_event() -> None:
    other = build(
        first().report.text,
        published="2020-08-05",
        publisher="Inland Courier",
        events=(BLAST, Told("shook", "ASSAULT")),
    )
    events = state_of([first(), other]).events
    assert sorted((event.type, event.independent) for event in events) == [("ACCIDENT", 1), ("ASSAULT", 1)]
