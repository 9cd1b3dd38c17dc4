"""What people do to a ledger: judgements, corrections, retractions, notes, and taking any of it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.builder import Body, Count, Told, build
from ledger.crisis import BLAST, crisis, first, second, third
from sitrep.errors import LedgerError
from sitrep.ledger import Ledger
from sitrep.ledger.state import EventRow, State
from sitrep.record import Record


@pytest.fixture
def filed(ledger: Ledger) -> Ledger:
    ledger.add(crisis())
    return ledger


def blast(state: State) -> EventRow:
    return next(event for event in state.events if event.type == "ACCIDENT" and event.mode == "explosion")


def whole(ledger: Ledger) -> State:
    assert ledger.check() == []
    return ledger.state()


# -- judgements ---------------------------------------------------------------------------------


def test_a_telling_judged_different_leaves_its_event_and_comes_back(filed: Ledger) -> None:
    before = filed.state()
    item = third().events[0].id
    filed.judge(blast(before).id, item, "different", reason="another blast", by="Ana")
    parted = whole(filed)
    assert third().report.id not in blast(parted).reports
    assert any(event.id == item for event in parted.events)
    filed.undo(by="Ana")
    assert whole(filed) == before


def test_two_events_judged_the_same_become_one_whatever_speaks_against_it(filed: Ledger) -> None:
    before = filed.state()
    ferry = next(event for event in before.events if event.mode == "water")
    filed.judge(ferry.id, blast(before).id, "same")
    (one,) = (event for event in whole(filed).events if event.type == "ACCIDENT")
    assert len(one.items) == len(blast(before).items) + 1
    lead = filed.locate(ferry.id)
    assert lead is not None
    assert lead.leads_to == one.id
    filed.undo()
    assert whole(filed) == before


def test_a_chain_of_the_machines_is_cut_where_a_person_parts_its_ends(filed: Ledger) -> None:
    state = filed.state()
    items = [item.event for item in blast(state).items]
    filed.judge(first().events[0].id, third().events[0].id, "different")
    rows = [event for event in whole(filed).events if {item.event for item in event.items} & set(items)]
    assert not any(
        {first().events[0].id, third().events[0].id} <= {item.event for item in row.items} for row in rows
    )


def test_a_parted_pair_stays_parted_whatever_is_filed_later(ledger: Ledger) -> None:
    ledger.add([first(), third()])
    ledger.judge(first().events[0].id, third().events[0].id, "different")
    ledger.add([second()])
    for event in whole(ledger).events:
        ids = {item.event for item in event.items}
        assert not {first().events[0].id, third().events[0].id} <= ids


def test_a_persons_own_contradiction_is_shown_and_nothing_is_joined_against_a_no(filed: Ledger) -> None:
    a, b, c = first().events[0].id, second().events[0].id, third().events[0].id
    filed.judge(a, b, "same")
    filed.judge(b, c, "same")
    filed.judge(a, c, "different")
    state = whole(filed)
    (conflict,) = state.conflicts
    assert {a, b, c} <= set(conflict.items)
    assert "different" in conflict.reason
    assert not any({a, c} <= {item.event for item in event.items} for event in state.events)
    filed.undo()
    assert whole(filed).conflicts == ()


def test_two_people_of_two_minds_are_a_conflict_and_one_who_changes_theirs_is_not(filed: Ledger) -> None:
    a, b = blast(filed.state()).id, next(e.id for e in filed.state().events if e.type == "PROTEST")
    filed.judge(a, b, "same", by="Ana")
    filed.judge(a, b, "different", by="Ana")
    assert whole(filed).conflicts == ()
    filed.judge(a, b, "same", by="Ben")
    (conflict,) = whole(filed).conflicts
    assert conflict.reason == "judged different by Ana, same by Ben"


def test_unsure_takes_a_machines_link_away_and_waits_no_more(ledger: Ledger) -> None:
    ledger.add([first(), third()])
    assert len(blast(ledger.state()).items) == 2
    ledger.judge(first().events[0].id, third().events[0].id, "unsure")
    assert [len(e.items) for e in whole(ledger).events if e.mode == "explosion"] == [1, 1]
    assert ledger.waiting() == []


def test_two_actors_of_one_name_can_be_told_apart_and_of_two_names_be_one(ledger: Ledger) -> None:
    def told(publisher: str, name: str) -> Record:
        text = f"{name} resigned, {publisher} wrote on its front page that morning."
        body = Body("person", "LBN", ("GOV",))
        event = Told("resigned", "RETREAT", "resign", actors=(name,))
        return build(text, publisher=publisher, events=(event,), bodies={name: body})

    records = [told("Gazette", "Samir Haddad"), told("Courier", "Samir Haddad"), told("Post", "Abu Karim")]
    ledger.add(records)
    before = ledger.state()
    one, other, alias = (record.actors[0].id for record in records)
    assert sorted(actor.name for actor in before.actors) == ["Abu Karim", "Samir Haddad"]
    ledger.judge(one, other, "different")
    assert [actor.name for actor in whole(ledger).actors].count("Samir Haddad") == 2
    ledger.undo()
    assert whole(ledger) == before
    ledger.judge(alias, one, "same")
    (actor,) = whole(ledger).actors
    assert actor.names == ("Samir Haddad", "Abu Karim") or set(actor.names) == {"Samir Haddad", "Abu Karim"}


def test_one_speaker_under_two_names_revises_where_two_would_dispute(ledger: Ledger) -> None:
    def told(day: str, speaker: str, number: int) -> Record:
        text = f"The explosion in Beirut killed {number} people, {speaker} said."
        count = Count(str(number), number, number, counted="people", speaker=speaker)
        bodies = {speaker: Body(country="LBN")}
        return build(text, published=day, publisher=day, events=(BLAST,), figures=(count,), bodies=bodies)

    one, other = told("2020-08-05", "Cedar Relief", 70), told("2020-08-06", "Relief Fund of the Cedars", 90)
    ledger.add([one, other])
    assert [v.relation for v in ledger.state().series[0].versions] == ["first", "disputes"]
    ledger.judge(one.actors[0].id, other.actors[0].id, "same")
    assert [v.relation for v in whole(ledger).series[0].versions] == ["first", "revises"]
    ledger.undo()
    assert [v.relation for v in whole(ledger).series[0].versions] == ["first", "disputes"]


def test_reports_can_be_judged_reprints_and_statements_one(filed: Ledger) -> None:
    before = filed.state()
    filed.judge(first().report.id, third().report.id, "same")
    rows = {row.id: row for row in whole(filed).reports}
    assert rows[third().report.id].reprint_of == first().report.id
    filed.undo()
    assert whole(filed) == before


# -- corrections --------------------------------------------------------------------------------


def test_a_corrected_cell_is_shown_in_place_of_what_was_read_and_comes_back(filed: Ledger) -> None:
    before = filed.state()
    event = blast(before)
    filed.correct(event.id, {"mode": "fire", "earliest": "2020-08-03"}, reason="seen", by="Ana")
    row = next(e for e in whole(filed).events if e.id == event.id)
    assert (row.mode, row.earliest, row.status) == ("fire", "2020-08-03", "corrected")
    assert len(row.items) == len(event.items)
    filed.undo()
    assert whole(filed) == before


def test_of_two_corrections_of_a_cell_the_later_holds_until_it_is_undone(filed: Ledger) -> None:
    event = blast(filed.state()).id
    filed.correct(event, {"mode": "fire"})
    filed.correct(event, {"mode": "collapse"})
    assert next(e.mode for e in filed.state().events if e.id == event) == "collapse"
    filed.undo()
    assert next(e.mode for e in whole(filed).events if e.id == event) == "fire"
    filed.undo()
    assert blast(whole(filed)).mode == "explosion"


def test_an_accepted_event_says_so_and_a_correction_outranks_it(filed: Ledger) -> None:
    event = blast(filed.state()).id
    filed.correct(event, {"status": "accepted"})
    assert blast(whole(filed)).status == "accepted"
    filed.correct(event, {"latest": "2020-08-05"})
    assert blast(whole(filed)).status == "corrected"


def test_a_decided_number_ends_a_dispute(filed: Ledger) -> None:
    (series,) = (row for row in filed.state().series if row.disputed)
    filed.correct(series.id, {"best": 135})
    decided = next(row for row in whole(filed).series if row.id == series.id)
    assert (decided.disputed, decided.best) == (False, 135)
    assert not blast(filed.state()).disputed


def test_a_corrected_figure_changes_its_series(filed: Ledger) -> None:
    figure = second().figures[1].id
    filed.correct(figure, {"low": 135, "high": 135})
    (series,) = (row for row in whole(filed).series if len(row.versions) == 4)
    assert [v.low for v in series.versions] == [30, 78, 135, 135]
    assert not series.disputed


def test_a_corrected_date_of_publication_moves_a_report(filed: Ledger) -> None:
    filed.correct(third().report.id, {"published": "2020-08-01"})
    state = whole(filed)
    assert state.reports[0].id == third().report.id
    assert blast(state).id == third().events[0].id
    filed.undo()
    assert blast(whole(filed)).id == first().events[0].id


def test_names_of_actors_are_corrected_wherever_they_are_shown(filed: Ledger) -> None:
    ministry = next(actor for actor in filed.state().actors if actor.name == "Health Ministry")
    filed.correct(ministry.id, {"name": "Ministry of Public Health"})
    state = whole(filed)
    assert any(actor.name == "Ministry of Public Health" for actor in state.actors)
    assert "Ministry of Public Health" in {v.speaker for row in state.series for v in row.versions}


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"colour": "red"}, "no cell colour"),
        ({"earliest": "yesterday"}, "must be an ISO 8601 date, not 'yesterday'"),
        ({"reality": "maybe"}, "one of happened, ongoing"),
        ({"actors": "Ana"}, "a list of names"),
        ({}, "say what to correct"),
    ],
)
def test_a_cell_or_value_that_cannot_be_is_refused(filed: Ledger, fields: dict[str, str], fault: str) -> None:
    with pytest.raises(LedgerError, match=fault):
        filed.correct(blast(filed.state()).id, fields)
    assert filed.acts() == []


# -- retractions, notes, history ----------------------------------------------------------------


def test_a_retracted_telling_leaves_its_event_with_its_numbers(filed: Ledger) -> None:
    before = filed.state()
    filed.retract(second().events[0].id, reason="misread")
    state = whole(filed)
    assert second().report.id not in blast(state).reports
    quotes = {version.quote for row in state.series for version in row.versions}
    assert not {"78", "100"} & quotes
    filed.undo()
    assert whole(filed) == before


def test_a_retracted_event_is_rejected_whole_and_keeps_its_items(filed: Ledger) -> None:
    before = filed.state()
    event = blast(before)
    filed.retract(event.id)
    rejected = next(row for row in whole(filed).events if row.id == event.id)
    assert rejected.status == "rejected"
    assert len(rejected.items) == len(event.items)
    assert not any(row.event == event.id for row in filed.state().series)
    filed.undo()
    assert whole(filed) == before


def test_a_retracted_report_is_gone_from_every_view_and_comes_back(filed: Ledger) -> None:
    before = filed.state()
    filed.retract(first().report.id)
    state = whole(filed)
    assert first().report.id not in {row.id for row in state.reports}
    assert all(first().report.id not in event.reports for event in state.events)
    assert filed.search("responsible")
    filed.undo()
    assert whole(filed) == before


def test_a_retracted_statement_figure_or_actor_is_gone_alone(filed: Ledger) -> None:
    filed.retract(second().figures[0].id)
    assert "78" not in {v.quote for row in whole(filed).series for v in row.versions}
    said = filed.state().statements[0]
    filed.retract(said.id)
    assert whole(filed).statements == ()
    filed.retract(next(actor.id for actor in filed.state().actors if actor.name == "Red Cross"))
    assert "Red Cross" not in {actor.name for actor in whole(filed).actors}


def test_undo_goes_back_act_by_act_to_the_beginning_and_no_further(filed: Ledger) -> None:
    states = [filed.state()]
    event = blast(states[0]).id
    filed.correct(event, {"mode": "fire"})
    states.append(filed.state())
    filed.retract(third().events[0].id)
    states.append(filed.state())
    filed.judge(first().events[0].id, second().events[0].id, "different")
    for expected in reversed(states):
        filed.undo()
        assert whole(filed) == expected
    with pytest.raises(LedgerError, match="no act left to undo"):
        filed.undo()


def test_an_undoing_can_be_undone(filed: Ledger) -> None:
    corrected = filed.correct(blast(filed.state()).id, {"mode": "fire"})
    after = filed.state()
    undone = filed.undo(corrected.digest[:8])
    assert filed.state() != after
    with pytest.raises(LedgerError, match="undone already"):
        filed.undo(corrected.digest[:8])
    filed.undo(undone.digest)
    assert whole(filed) == after


def test_the_history_of_an_event_tells_who_did_what_and_what_was_undone(filed: Ledger) -> None:
    event = blast(filed.state()).id
    filed.correct(event, {"mode": "fire"}, by="Ana")
    filed.undo(by="Ben")
    filed.note(third().events[0].id, "The desk called the ministry.", by="Ana")
    past = filed.history(event)
    assert [(type(act.logged.entry).__name__, act.stands) for act in past] == [
        ("Corrected", False),
        ("Noted", True),
    ]


@pytest.mark.parametrize("name", ["e-0000000000000000", "", "nobody", "n-0000000000000000"])
def test_an_id_that_does_not_exist_is_refused_and_nothing_is_filed(filed: Ledger, name: str) -> None:
    event = blast(filed.state()).id
    for act in (
        lambda: filed.judge(event, name, "same"),
        lambda: filed.correct(name, {"mode": "fire"}),
        lambda: filed.retract(name),
        lambda: filed.note(name, "words"),
    ):
        with pytest.raises(LedgerError, match="nothing here has the id"):
            act()
    assert filed.acts() == []


def test_things_of_two_kinds_or_one_thing_twice_cannot_be_judged(filed: Ledger) -> None:
    state = filed.state()
    with pytest.raises(LedgerError, match="two events, actors, statements or reports"):
        filed.judge(blast(state).id, state.actors[0].id, "same")
    with pytest.raises(LedgerError, match="against itself"):
        filed.judge(blast(state).id, blast(state).id, "same")


def test_the_ledger_as_it_stood_knows_nothing_of_what_came_later(path: Path, ledger: Ledger) -> None:
    ledger.add([first()])
    before = ledger.state()
    at = list(ledger.entries())[-1].filed_at
    ledger.add([second(), third()])
    ledger.retract(blast(ledger.state()).id)
    with ledger.as_of(at) as then:
        assert then.state() == before
        assert then.check() == []
    with ledger.as_of(None, since="2020-08-06") as late:
        assert [row.id for row in late.state().reports] == [third().report.id]
