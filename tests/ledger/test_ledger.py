"""A ledger as its users call it: filing, finding, reading back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.builder import Count, Told, build
from ledger.crisis import crisis, first, reprint, second, third, undated
from sitrep.ledger import Added, Failed, Filed, Ledger, Unknown


def test_adding_says_how_it_went(ledger: Ledger) -> None:
    added = ledger.add(crisis(), [Failed("broken.txt", "empty")])
    assert added == Added(read=6, new=5, reprints=1, known=0, failed=1)


def test_filing_twice_files_nothing_new(ledger: Ledger) -> None:
    ledger.add(crisis(), [Failed("broken.txt", "empty")])
    before = (ledger.state(), list(ledger.entries()))
    added = ledger.add([*crisis(), first()], [Failed("broken.txt", "empty")])
    assert added == Added(read=7, new=0, reprints=0, known=7, failed=1)
    assert (ledger.state(), list(ledger.entries())) == before


def test_a_report_twice_in_one_go_is_filed_once(ledger: Ledger) -> None:
    assert ledger.add([first(), first()]) == Added(read=2, new=1, reprints=0, known=1, failed=0)


def test_an_original_that_comes_late_makes_a_reprint_of_the_earlier_filed(ledger: Ledger) -> None:
    ledger.add([reprint()])
    assert ledger.add([first()]).reprints == 1
    rows = {row.id: row.reprint_of for row in ledger.state().reports}
    assert rows == {first().report.id: None, reprint().report.id: first().report.id}
    assert ledger.state().events[0].id == first().events[0].id


def test_what_is_filed_comes_back_whole(ledger: Ledger) -> None:
    ledger.add(crisis())
    assert ledger.record(second().report.id) == second()
    assert ledger.record("r-unknown") is None
    assert [r.report.id for r in ledger.records()] == [row.id for row in ledger.state().reports]


def test_entries_stand_in_the_order_filed(ledger: Ledger) -> None:
    ledger.add([second()], [Failed("broken.txt", "empty")])
    ledger.add([first()])
    logged = list(ledger.entries())
    assert [row.entry for row in logged] == [Filed(second()), Failed("broken.txt", "empty"), Filed(first())]
    assert [row.sequence for row in logged] == [1, 2, 3]
    assert logged[0].filed_at <= logged[2].filed_at


def test_a_report_that_is_not_read_is_filed_with_empty_lists(ledger: Ledger) -> None:
    record = build("Una explosión sacudió el puerto.")
    record = replace(record, report=replace(record.report, language="es"))
    ledger.add([record])
    assert ledger.record(record.report.id) == record
    assert ledger.state().events == ()


def test_numbers_keep_their_kind(ledger: Ledger) -> None:
    event = Told("quake", "DISASTER", "earthquake", None, ("2020-08-04", "2020-08-04"))
    counts = (
        Count("6.0", 6.0, 6.0, measure="magnitude"),
        Count("7", 7, 7, measure="injured"),
        Count("99999999999999999999", 10**18 * 9, 10**18 * 9, measure="other", counted="stars"),
    )
    ledger.add(
        [build("A quake of 6.0 hurt 7 under 99999999999999999999 stars.", events=(event,), figures=counts)]
    )
    best = {series.measure: series.best for series in ledger.state().series}
    assert [(n, type(n)) for n in (best["magnitude"], best["injured"])] == [(6.0, float), (7, int)]
    assert ledger.check() == []


def test_search_finds_reports_and_statements_with_the_words_marked(ledger: Ledger) -> None:
    ledger.add(crisis())
    hits = ledger.search("responsible")
    assert {(hit.kind, hit.report) for hit in hits} == {
        ("report", first().report.id),
        ("report", reprint().report.id),
        ("report", second().report.id),
        ("statement", first().report.id),
    }
    assert all("[responsible]" in hit.snippet for hit in hits)
    assert {hit.title for hit in hits} == {"Blast shakes the port", None, "Hassan Diab"}


def test_search_takes_all_words_and_their_endings(ledger: Ledger) -> None:
    ledger.add(crisis())
    assert [hit.report for hit in ledger.search("ferries LAGOS")] == [crisis()[4].report.id]
    assert ledger.search("ferry Beirut") == []
    assert ledger.search("ferry", marks=("<b>", "</b>"))[0].snippet.startswith("=A <b>ferry</b>")
    assert len(ledger.search("Beirut", limit=1)) == 1


def test_search_follows_what_is_filed_later(ledger: Ledger) -> None:
    ledger.add([second()])
    ledger.add([first()])
    (statement,) = (hit for hit in ledger.search("responsible") if hit.kind == "statement")
    assert (statement.id, statement.report) == (first().statements[0].id, first().report.id)


@pytest.mark.parametrize(
    "query", ["", "  ", "—", '"', "*", "NOT OR", "a NEAR b", "title:x", "(", "\x00", "\ud800"]
)
def test_no_query_is_an_error(ledger: Ledger, query: str) -> None:
    ledger.add([first()])
    assert ledger.search(query) == []


@given(query=st.text(max_size=30))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_person_types_is_searched_for(ledger: Ledger, query: str) -> None:
    assert isinstance(ledger.search(query), list)


def test_ids_are_located(ledger: Ledger) -> None:
    ledger.add(crisis())
    kinds = {
        "report": first().report.id,
        "event": second().events[0].id,
        "actor": first().actors[0].id,
        "statement": second().statements[0].id,
        "place": first().places[0].id,
        "figure": first().figures[0].id,
        "series": ledger.state().series[0].id,
    }
    for kind, name in kinds.items():
        lead = ledger.locate(name)
        assert lead is not None
        assert lead.kind == kind
    assert ledger.locate("e-unknown") is None


def test_an_entry_of_a_kind_from_a_newer_sitrep_is_kept_and_shown(ledger: Ledger, path: Path) -> None:
    import sqlite3

    from sitrep.ledger.entries import digest_entry

    ledger.add([first()])
    cells = ("2030-01-01T00:00:00", "foreseen", "e-1", '{"what":"ever"}')
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO entries (filed_at, kind, id, payload, digest) VALUES (?, ?, ?, ?, ?)",
            (*cells, digest_entry(*cells)),
        )
    connection.close()
    ledger.add([second()])
    assert [row.entry for row in ledger.entries()][1] == Unknown("foreseen", "e-1", '{"what":"ever"}')
    assert ledger.check() == []


def test_a_reader_sees_what_another_files_meanwhile(ledger: Ledger, path: Path) -> None:
    with Ledger.open(path) as other:
        other.add([undated()])
    assert len(ledger.state().reports) == 1


def test_a_ledger_opens_again_as_it_was_left(path: Path) -> None:
    with Ledger.open(path, create=True) as ledger:
        ledger.add(crisis())
        state = ledger.state()
    with Ledger.open(path) as ledger:
        assert ledger.state() == state
    log = path.with_name(path.name + "-wal")
    assert not log.exists() or log.stat().st_size == 0


def test_a_report_that_claims_the_id_of_another_is_refused_and_named(ledger: Ledger) -> None:
    ledger.add([first()])
    other = third()
    report = replace(other.report, id=first().report.id, title="The forged one")
    added = ledger.add([replace(other, report=report)])
    assert (added.read, added.new, added.failed) == (0, 0, 1)
    (failed,) = (row.entry for row in ledger.entries() if isinstance(row.entry, Failed))
    assert failed.where == "The forged one"
    assert "claims the id" in failed.reason
    assert ledger.record(first().report.id) == first()


def test_a_report_from_the_future_stands_last(ledger: Ledger) -> None:
    ledger.add([first(published="2999-01-01"), second()])
    assert [row.published for row in ledger.state().reports] == ["2020-08-05", "2999-01-01"]
    assert ledger.check() == []
