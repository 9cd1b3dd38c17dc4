"""The acts of review on the command line: each is filed, shown in a history, and taken back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sitrep.ledger import Ledger
from sitrep.ledger.state import EventRow, State


def state_of(path: Path) -> State:
    with Ledger.open(path) as ledger:
        assert ledger.check() == []
        return ledger.state()


def blast(state: State) -> EventRow:
    return max(state.events, key=lambda event: len(event.items))


def test_a_telling_is_judged_different_and_the_judgement_undone(sitrep: Any, demo_copy: Path) -> None:
    before = state_of(demo_copy)
    event = blast(before)
    last = event.items[-1].event
    done = sitrep("judge", demo_copy, event.id, last, "different", "--by", "Ana", "--reason", "another one")
    assert done.status == 0
    assert re.search(
        rf"judged `{event.id}` and `{last}` different by Ana \(another one\) `#\w{{8}}`", done.out
    )
    told = [{item.event for item in row.items} for row in state_of(demo_copy).events]
    assert not any({event.id, last} <= ids for ids in told)
    undone = sitrep("undo", demo_copy, "--by", "Ben")
    assert "undid" in undone.out
    assert "taken back: " in undone.err
    assert state_of(demo_copy) == before
    shown = sitrep("show", demo_copy, event.id).out
    assert "different by Ana (another one)" in shown
    assert "— undone" in shown


def test_what_waits_for_a_person_is_listed_with_its_evidence(sitrep: Any, demo_copy: Path) -> None:
    listed = sitrep("judge", demo_copy)
    assert listed.status == 0
    with Ledger.open(demo_copy) as ledger:
        waiting = ledger.waiting()
    assert waiting
    first = waiting[0]
    assert listed.out.startswith(f"{first.kind} {first.a} {first.b}\n    {first.evidence[0]}")
    assert sitrep("judge", demo_copy, first.a, first.b, "unsure").status == 0
    with Ledger.open(demo_copy) as ledger:
        assert (first.a, first.b) not in {(pair.a, pair.b) for pair in ledger.waiting()}


def test_cells_are_corrected_accepted_and_shown(sitrep: Any, demo_copy: Path) -> None:
    event = blast(state_of(demo_copy))
    sitrep("correct", demo_copy, event.id, "status=accepted")
    assert blast(state_of(demo_copy)).status == "accepted"
    done = sitrep(
        "correct", demo_copy, event.id, "place=Tripoli, Lebanon", "actors=Ship owners; Port office", "mode="
    )
    assert done.status == 0, done.err
    row = blast(state_of(demo_copy))
    assert row.place is not None
    assert (row.place.name, row.place.country, row.status) == ("Tripoli", "LBN", "corrected")
    assert row.place.lat == pytest.approx(34.4, abs=0.2)
    assert (row.actors, row.mode) == (("Ship owners", "Port office"), None)


def test_a_disputed_series_is_decided(sitrep: Any, demo_copy: Path) -> None:
    series = next(row for row in state_of(demo_copy).series if row.disputed)
    assert sitrep("correct", demo_copy, series.id, "best=1,190").status == 0
    decided = next(row for row in state_of(demo_copy).series if row.id == series.id)
    assert (decided.best, decided.disputed) == (1190, False)


def test_a_report_is_retracted_and_its_history_still_shown(sitrep: Any, demo_copy: Path) -> None:
    report = state_of(demo_copy).reports[0].id
    assert sitrep("retract", demo_copy, report, "--reason", "withdrawn by its desk").status == 0
    assert report not in {row.id for row in state_of(demo_copy).reports}
    assert "withdrawn by its desk" in sitrep("show", demo_copy, report).out
    sitrep("undo", demo_copy)
    assert report in {row.id for row in state_of(demo_copy).reports}


def test_a_note_is_in_the_history_of_what_it_is_on(sitrep: Any, demo_copy: Path) -> None:
    event = blast(state_of(demo_copy)).id
    sitrep("note", demo_copy, event, "The desk called the ministry.", "--by", "Ana")
    assert "The desk called the ministry. by Ana" in sitrep("show", demo_copy, event).out


def test_what_changed_since_a_time_is_told(sitrep: Any, demo_copy: Path) -> None:
    assert "nothing changed" in sitrep("diff", demo_copy, "--since", "2999-01-01").err
    everything = sitrep("diff", demo_copy, "--since", "2020-01-01").out
    assert "## New reports" in everything
    with Ledger.open(demo_copy) as ledger:
        at = list(ledger.entries())[-1].filed_at
        event = blast(ledger.state())
        ledger.judge(event.id, event.items[-1].event, "different", by="Ana")
        ledger.retract(event.items[1].report)
    told = sitrep("diff", demo_copy, "--since", at).out
    assert "## Parted" in told
    assert "## Gone" in told
    assert "## What people did" in told
    assert "## New reports" not in told


def test_a_ledger_is_shown_as_it_stood_and_of_some_days_alone(sitrep: Any, demo_copy: Path) -> None:
    before = sitrep("brief", demo_copy).out
    with Ledger.open(demo_copy) as ledger:
        at = list(ledger.entries())[-1].filed_at
        ledger.retract(blast(ledger.state()).id)
    assert sitrep("brief", demo_copy).out != before
    assert sitrep("brief", demo_copy, "--as-of", at).out == before
    late = sitrep("brief", demo_copy, "--since", "2020-08-14").out
    assert late.splitlines()[2].startswith("2 reports")


def test_an_erased_report_leaves_no_word_of_itself_and_cannot_be_filed_again(
    sitrep: Any, tmp_path: Path
) -> None:
    told = tmp_path / "told.txt"
    told.write_text("Date 2021-05-04\n\nA zeppelin burned at Quimberley and 7 people died, the mayor said.")
    ledger = tmp_path / "a.ledger"
    sitrep("add", ledger, told)
    (report,) = state_of(ledger).reports
    assert b"zeppelin" in ledger.read_bytes()
    refused = sitrep("erase", ledger, report.id, stdin=b"n\n")
    assert refused.status != 0
    done = sitrep("erase", ledger, report.id, "--yes", "--reason", "court order")
    assert done.status == 0, done.err
    for path in tmp_path.glob("a.ledger*"):
        assert b"zeppelin" not in path.read_bytes().lower()
        assert b"Quimberley" not in path.read_bytes()
    assert state_of(ledger).reports == ()
    assert "0 new" in sitrep("add", ledger, told).out
    assert "court order" in sitrep("show", ledger, report.id).out


def test_two_ledgers_are_joined_whatever_they_have_in_common(
    sitrep: Any, demo_copy: Path, tmp_path: Path
) -> None:
    with Ledger.open(demo_copy) as whole:
        records = list(whole.records())
        expected = whole.state()
    one, other, both = (tmp_path / f"{name}.ledger" for name in ("one", "other", "both"))
    for path, part in ((one, records[:9]), (other, records[6:])):
        with Ledger.open(path, create=True) as ledger:
            ledger.add(part)
    with Ledger.open(one) as ledger:
        ledger.note(records[0].report.id, "seen by hand", by="Ana")
    done = sitrep("join", both, one, other)
    assert done.out.strip() == "14 new reports, 1 new act and failures, 3 known already"
    assert state_of(both) == expected
    assert sitrep("join", both, one, other).out.startswith("0 new reports, 0 new acts")
    with Ledger.open(both) as ledger:
        assert [act.entry.by for act in ledger.acts()] == ["Ana"]  # type: ignore[union-attr]


def test_a_copy_is_made_while_the_ledger_is_written(sitrep: Any, demo_copy: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy of it.ledger"
    expected = state_of(demo_copy)
    with Ledger.open(demo_copy) as ledger, ledger._store.writer() as connection:
        connection.execute("INSERT INTO about VALUES ('half', 'written')")
        assert sitrep("backup", demo_copy, copy).status == 0
    assert state_of(copy) == expected
    assert "a file of that name already" in sitrep("backup", demo_copy, copy).err


def test_a_ledger_is_read_again_and_decisions_stay(sitrep: Any, tmp_path: Path) -> None:
    told = tmp_path / "told.txt"
    told.write_text("Date 2021-05-04\n\nRebels attacked Aleppo on Monday and 7 people were killed.")
    ledger = tmp_path / "a.ledger"
    sitrep("add", ledger, told, "--reader", "rules")
    event = state_of(ledger).events[0]
    sitrep("correct", ledger, event.id, "latest=2021-05-05")
    done = sitrep("reread", ledger)
    assert done.status == 0, done.err
    assert done.out.startswith("1 report read again, 1 otherwise than before, 0 failed")
    corrected = [row for row in state_of(ledger).events if row.status == "corrected"]
    assert [row.latest for row in corrected] == ["2021-05-05"]
    assert sitrep("reread", ledger).out.startswith("1 report read again, 0 otherwise")


def test_an_actor_is_shown_with_its_offices_and_when(sitrep: Any, demo_copy: Path) -> None:
    diab = next(actor.id for actor in state_of(demo_copy).actors if actor.name == "Hassan Diab")
    shown = sitrep("show", demo_copy, diab).out
    assert "## Offices" in shown
    assert "- Prime Minister: 2020-08-04 to 2020-08-10 (4 reports)" in shown


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("judge", "e-0", "e-1", "same"), "nothing here has the id e-0"),
        (("correct", "e-0", "mode=fire"), "nothing here has the id e-0"),
        (("retract", "e-0"), "nothing here has the id e-0"),
        (("note", "e-0", "words"), "nothing here has the id e-0"),
        (("undo",), "there is no act left to undo"),
        (("undo", "#ffffffff"), "no act #ffffffff here"),
        (("erase", "r-0", "--yes"), "there is no report r-0 to erase"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line_and_files_nothing(
    sitrep: Any, demo_copy: Path, words: tuple[str, ...], fault: str
) -> None:
    done = sitrep(words[0], demo_copy, *words[1:])
    assert done.status == 1
    assert fault in done.err
    assert len(done.err.strip().splitlines()) == 1
    with Ledger.open(demo_copy) as ledger:
        assert ledger.acts() == []


@pytest.mark.parametrize(
    "words", [("judge", "e-0", "e-1"), ("judge", "e-0", "e-1", "alike"), ("correct", "e-0"), ("diff",)]
)
def test_wrong_usage_exits_with_two(sitrep: Any, demo_copy: Path, words: tuple[str, ...]) -> None:
    assert sitrep(words[0], demo_copy, *words[1:]).status == 2


def test_a_cell_without_a_sign_or_with_no_number_is_named(sitrep: Any, demo_copy: Path) -> None:
    series = state_of(demo_copy).series[0].id
    assert "FIELD=VALUE was expected, not 'best'" in sitrep("correct", demo_copy, series, "best").err
    assert "best must be a number" in sitrep("correct", demo_copy, series, "best=many").err
