"""The brief: which sections it has, that every line is footnoted, and that no claim is told as fact."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from sitrep.ledger.state import Series, Version
from sitrep.views.brief import contested, make_brief
from sitrep.views.document import Document, Section
from sitrep.views.labels import event_label

TITLES = [
    "Key figures",
    "What is disputed",
    "What was revised",
    "Timeline",
    "Planned, feared, denied",
    "Who said what",
]
REPORTS = (
    "A bomb exploded in Quetta on Monday, killing nine people, police said. Two people were missing.",
    "The bomb in Quetta on Monday killed 12 people, police said. The rebels will hold a rally in Quetta on "
    "Friday.",
    "The bomb that went off in Quetta on Monday killed 15 people, the hospital said.",
)


def section(brief: Document, title: str) -> Section:
    return next(found for found in brief.sections if found.title == title)


def texts(brief: Document, title: str) -> list[str]:
    return [line.text for found in brief.sections if found.title == title for line in found.lines]


def test_the_demonstration_fills_every_section_in_order(demo: Any) -> None:
    brief = make_brief(demo.state, demo.record)
    assert [found.title for found in brief.sections] == TITLES
    assert brief.title == "Situation report"
    assert brief.basis.startswith("14 reports, 13 of them independent, from 4 publishers, 4 Aug 2020 to ")


def test_a_section_with_nothing_to_say_is_left_out(filed: Any) -> None:
    small = filed("A bus overturned near Accra on Monday, killing six people.")
    brief = make_brief(small.state, small.record)
    assert [found.title for found in brief.sections] == ["Key figures", "Timeline"]


def test_an_empty_ledger_has_a_brief(filed: Any) -> None:
    small = filed()
    brief = make_brief(small.state, small.record)
    assert (brief.basis, brief.sections, brief.citations) == (
        "0 reports, 0 of them independent, from 0 publishers.",
        (),
        (),
    )


@pytest.mark.parametrize("about", [None, "Abboud", "resign"])
def test_every_line_has_a_footnote_and_every_footnote_slices_to_its_quote(demo: Any, about: Any) -> None:
    brief = make_brief(demo.state, demo.record, about=about)
    lines = [line for found in brief.sections for line in found.lines]
    assert lines
    assert all(line.notes for line in lines)
    assert {note for line in lines for note in line.notes} <= {c.number for c in brief.citations}
    for citation in brief.citations:
        report = demo.record(citation.report).report
        assert report.text[citation.start : citation.end] == citation.quote != ""
        assert (citation.publisher, citation.published) == (report.publisher, report.published)
    assert [c.number for c in brief.citations] == list(range(1, len(brief.citations) + 1))


def test_a_footnote_holds_the_number_that_its_line_tells(filed: Any) -> None:
    small = filed(*REPORTS)
    brief = make_brief(small.state, small.record)
    quotes = {c.number: c.quote for c in brief.citations}
    (line,) = section(brief, "What is disputed").lines
    told = " ".join(quotes[note] for note in line.notes)
    assert "12 people" in told
    assert "15 people" in told


def test_an_event_told_in_a_statement_carries_its_speaker(filed: Any) -> None:
    small = filed("Police said that gunmen attacked a school in Kano on Monday.")
    brief = make_brief(small.state, small.record)
    (line,) = texts(brief, "Timeline")
    assert ", says Police (1 report)" in line


def test_an_event_told_by_the_report_itself_carries_none(filed: Any) -> None:
    small = filed("Gunmen attacked a school in Kano on Monday.")
    (line,) = texts(make_brief(small.state, small.record), "Timeline")
    assert "says" not in line


def test_no_claim_of_the_demonstration_is_told_as_plain_fact(demo: Any) -> None:
    """A line on what is told only inside statements says who says so."""
    lines = [line.text for found in make_brief(demo.state, demo.record).sections for line in found.lines]
    claimed = 0
    for event in demo.state.events:
        told = [e for i in event.items for e in demo.record(i.report).events if e.id == i.event]
        if told and all(e.said_in for e in told):
            label = event_label(event, dated=False)
            sentence = " ".join(told[0].sentence.quote.split())[:60]
            mine = [line for line in lines if line.startswith(label) and sentence in line]
            assert mine
            assert all(", says " in line for line in mine)
            claimed += 1
    assert claimed


def test_a_key_figure_names_its_speaker_or_says_that_there_is_none(filed: Any) -> None:
    small = filed(REPORTS[0])
    killed, missing = texts(make_brief(small.state, small.record), "Key figures")
    assert "**9** (4 May 2021, says police; 1 independent report)" in killed
    assert "**2** (4 May 2021, no named speaker; 1 independent report)" in missing


def test_a_dispute_stands_side_by_side_and_a_revision_in_order(filed: Any) -> None:
    small = filed(*REPORTS)
    brief = make_brief(small.state, small.record)
    (dispute,) = texts(brief, "What is disputed")
    assert "hospital, 6 May 2021: **15**, “The bomb that went off" in dispute
    (revision,) = texts(brief, "What was revised")
    assert re.search(
        r"9 \(4 May 2021, police\) → 12 \(5 May 2021, police\) ⚑ 15 \(6 May 2021, hospital\)", revision
    )
    (killed, *_) = texts(brief, "Key figures")
    assert "**12 to 15** (disputed: 15 says hospital, 12 says police; 3 independent reports)" in killed


def test_what_is_only_planned_is_not_in_the_timeline(filed: Any) -> None:
    small = filed(*REPORTS)
    brief = make_brief(small.state, small.record)
    (planned,) = texts(brief, "Planned, feared, denied")
    assert "[planned]" in planned
    assert "rally" in planned
    assert not [line for line in texts(brief, "Timeline") if "rally" in line]


def test_what_a_person_rejected_is_in_no_section(demo: Any) -> None:
    rejected = replace(
        demo.state, events=tuple(replace(event, status="rejected") for event in demo.state.events)
    )
    brief = make_brief(rejected, demo.record)
    assert {"Timeline", "Planned, feared, denied"}.isdisjoint({found.title for found in brief.sections})


@pytest.mark.parametrize("title", TITLES[3:])
def test_days_come_in_order_and_each_but_once(demo: Any, title: str) -> None:
    found = section(make_brief(demo.state, demo.record), title)
    days = [line.day or "9999" for line in found.lines]
    assert found.by_day
    assert days == sorted(days)


def test_about_keeps_only_what_holds_the_words(demo: Any) -> None:
    brief = make_brief(demo.state, demo.record, about="abboud")
    assert brief.title == "Situation report: abboud"
    statements = texts(brief, "Who said what")
    assert statements
    assert all("abboud" in line.lower() for line in statements)
    whole = make_brief(demo.state, demo.record)
    assert len(brief.citations) < len(whole.citations)


def test_about_nothing_that_is_there_has_no_sections(demo: Any) -> None:
    assert make_brief(demo.state, demo.record, about="avalanche").sections == ()


def test_a_long_section_says_how_much_it_leaves_out(demo: Any) -> None:
    many = demo.state.events * 4
    brief = make_brief(replace(demo.state, events=many), demo.record)
    timeline = section(brief, "Timeline")
    told = [e for e in many if e.reality in {"happened", "ongoing"}]
    assert len(timeline.lines) + timeline.more == len(told)
    assert timeline.more > 0


def test_the_same_state_gives_the_same_brief(demo: Any) -> None:
    assert make_brief(demo.state, demo.record) == make_brief(demo.state, demo.record)


@pytest.mark.parametrize("speaker", [None, "police"])
def test_two_voices_of_one_name_that_dispute_are_both_told(speaker: str | None) -> None:
    """Nobody, or "police" of two towns: two in the ledger, and one to who goes by the name."""
    versions = tuple(
        Version(f"r-{n}", f"f-{n}", f"2020-08-0{n}", speaker, n, n, "exact", str(n), "first") for n in (4, 5)
    )
    series = Series("n-1", None, "killed", "people", None, None, 4, None, 5, True, versions)
    assert [version.low for version in contested(series)] == [5, 4]
