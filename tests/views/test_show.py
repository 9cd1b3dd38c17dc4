"""``show``: every id of a ledger leads to a document, and that of a merged telling to what it became."""

from __future__ import annotations

from typing import Any

import pytest

from sitrep.views.show import show


def titles(document: Any) -> list[str]:
    return [section.title for section in document.sections]


@pytest.mark.parametrize("kind", ["reports", "events", "series", "statements", "actors"])
def test_every_id_of_every_kind_has_a_document_that_tells_it(demo: Any, kind: str) -> None:
    rows = getattr(demo.state, kind)
    assert rows
    for row in rows:
        document = show(demo.state, demo.record, row.id)
        assert document is not None
        assert document.title
        assert f"`{row.id}`" in document.basis


def test_an_id_that_is_not_held_has_none(demo: Any) -> None:
    assert show(demo.state, demo.record, "e-0000000000000000") is None
    assert show(demo.state, demo.record, "") is None


def test_the_id_of_a_merged_telling_leads_to_its_event(demo: Any) -> None:
    event = max(demo.state.events, key=lambda row: len(row.items))
    assert len(event.items) > 1
    shown = {show(demo.state, demo.record, item.event) for item in event.items}
    assert shown == {show(demo.state, demo.record, event.id)}


def test_the_id_of_a_figure_leads_to_its_series(demo: Any) -> None:
    series = max(demo.state.series, key=lambda row: len(row.versions))
    assert len(series.versions) > 1
    for version in series.versions:
        assert show(demo.state, demo.record, version.figure) == show(demo.state, demo.record, series.id)


def test_the_id_of_an_appearance_leads_to_its_statement(demo: Any) -> None:
    for row in demo.state.statements:
        for appearance in row.appearances:
            assert show(demo.state, demo.record, appearance.statement) == show(
                demo.state, demo.record, row.id
            )


def test_an_event_lists_every_telling_and_every_version_of_its_figures(demo: Any) -> None:
    event = max(demo.state.events, key=lambda row: len(row.items))
    document = show(demo.state, demo.record, event.id)
    assert titles(document) == ["Told as", "Figures"]
    told, figures = document.sections
    assert len(told.lines) == len(event.items)
    assert all(line.notes for line in told.lines)
    series = [row for row in demo.state.series if row.event == event.id]
    assert len(figures.lines) == sum(1 + len(row.versions) for row in series)


def test_a_telling_inside_a_statement_names_its_speaker(filed: Any) -> None:
    small = filed("Police said that gunmen attacked a school in Kano on Monday.")
    (event,) = small.state.events
    document = show(small.state, small.record, event.id)
    assert ", says Police" in document.sections[0].lines[0].text


def test_a_series_shows_each_version_with_relation_speaker_and_footnote(demo: Any) -> None:
    series = max(demo.state.series, key=lambda row: len(row.versions))
    document = show(demo.state, demo.record, series.id)
    (versions,) = document.sections
    assert len(versions.lines) == len(series.versions)
    for line, version in zip(versions.lines, series.versions, strict=True):
        assert f"— {version.relation} — {version.speaker or 'no named speaker'}" in line.text
        assert line.notes
    assert series.disputed
    assert "disputed" in document.basis
    assert "none while disputed" in document.basis


def test_a_report_shows_its_whole_text_and_says_what_it_reprints(demo: Any) -> None:
    reprint = next(row for row in demo.state.reports if row.reprint_of)
    document = show(demo.state, demo.record, reprint.id)
    assert f"reprint of `{reprint.reprint_of}`" in document.basis
    shown = "\n\n".join(line.text for line in document.sections[-1].lines)
    assert shown == demo.record(reprint.id).report.text


def test_an_actor_shows_its_names_events_and_statements(demo: Any) -> None:
    diab = next(row for row in demo.state.actors if row.name == "Hassan Diab")
    document = show(demo.state, demo.record, diab.id)
    assert document.title == "Hassan Diab"
    assert "GOV" in document.basis
    assert titles(document) == ["Names", "Events", "Statements"]
    assert any("Resignation by " in line.text for line in document.sections[1].lines)


def test_footnotes_slice_to_their_quotes(demo: Any) -> None:
    for kind in ("events", "series", "statements"):
        for row in getattr(demo.state, kind):
            document = show(demo.state, demo.record, row.id)
            assert document.citations
            for citation in document.citations:
                text = demo.record(citation.report).report.text
                assert text[citation.start : citation.end] == citation.quote
