"""Entries come in, in any order, and what the ledger knows goes out: the state, and where every id leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sitrep.ledger.entries import Entry, Filed
from sitrep.ledger.rows import actor_row, event_row, report_row, statement_row
from sitrep.ledger.series import build_series, gather, series_id
from sitrep.ledger.state import STATE_SCHEMA, EventRow, Series, State
from sitrep.merge.actors import merge_actors
from sitrep.merge.days import moment
from sitrep.merge.events import merge_events
from sitrep.merge.reprints import find_reprints
from sitrep.merge.rule import standard_rule
from sitrep.merge.statements import merge_statements
from sitrep.merge.told import Telling, Told, condense

__all__ = ["Lead", "Projection", "assemble", "fold"]


@dataclass(frozen=True, slots=True)
class Lead:
    """Where an id leads: its ``kind``, the row it is part of, and the report it was read from."""

    id: str
    kind: str
    leads_to: str
    report: str


@dataclass(frozen=True, slots=True)
class Projection:
    """A state with the leads of all ids, sorted by id."""

    state: State
    leads: tuple[Lead, ...]


def fold(entries: Iterable[Entry]) -> Projection:
    """All that ``entries`` come to. Neither their order nor their grouping changes the outcome.

    Entries that could not be read, or are of a kind unknown here, change nothing.
    """
    return assemble(condense(entry.record) for entry in entries if isinstance(entry, Filed))


def assemble(told: Iterable[Told]) -> Projection:
    """All that what reports tell comes to; of two readings of one report, the later reader's counts."""
    reports = _latest_readings(told)
    reprints = find_reprints(reports)
    actors = merge_actors(reports, reprints)
    names = {told.actor.id: group[0].actor.name for group in actors for told in group}
    actor_ids = {told.actor.id: group[0].actor.id for group in actors for told in group}
    events = merge_events(reports, reprints, standard_rule())
    event_ids = {item.id: items[0].id for items in events for item in items}
    figures = (f for report in reports if report.id not in reprints for f in report.figures)
    gathered = gather(figures, event_ids)
    series = build_series(gathered, event_ids, names)
    statements = merge_statements(reports, reprints, actor_ids)
    statement_ids = {told.id: group[0].id for group in statements for told in group}
    state = State(
        schema=STATE_SCHEMA,
        reports=tuple(report_row(report, reprints) for report in reports),
        events=_event_rows(events, series, reprints, names),
        series=tuple(series),
        statements=tuple(statement_row(group, names, statement_ids) for group in statements),
        actors=tuple(actor_row(group) for group in actors),
        conflicts=(),
    )
    series_ids = {f.id: series_id(found[0].id) for found in gathered.values() for f in found}
    return Projection(state, _leads(reports, event_ids | actor_ids | statement_ids, series_ids))


def _latest_readings(told: Iterable[Told]) -> list[Told]:
    chosen: dict[str, Told] = {}
    for report in told:
        other = chosen.setdefault(report.id, report)
        if other.reader < report.reader:
            chosen[report.id] = report
    return sorted(chosen.values(), key=lambda report: report.order)


def _event_rows(
    events: Sequence[tuple[Telling, ...]],
    series: Sequence[Series],
    reprints: Mapping[str, str],
    names: Mapping[str, str],
) -> tuple[EventRow, ...]:
    """Rows by the day the event began, or where that is unknown by first publication; then by id."""
    by_event = defaultdict(list)
    for one in series:
        by_event[one.event].append(one)
    rows = []
    for items in events:
        row = event_row(items, by_event[items[0].id], reprints, names)
        rows.append((moment(row.earliest) if row.earliest else items[0].order[0], row.id, row))
    return tuple(row for _, _, row in sorted(rows, key=lambda found: found[:2]))


def _leads(reports: Sequence[Told], rows: Mapping[str, str], series: Mapping[str, str]) -> tuple[Lead, ...]:
    leads = []
    for report in reports:
        leads.append(Lead(report.id, "report", report.id, report.id))
        leads += (Lead(name, "place", name, report.id) for name in report.places)
        kinds = (
            ("actor", (told.actor.id for told in report.actors)),
            ("event", (told.id for told in report.events)),
            ("statement", (told.id for told in report.statements)),
        )
        leads += (Lead(name, kind, rows[name], report.id) for kind, names in kinds for name in names)
        for name in (told.id for told in report.figures):
            leads.append(Lead(name, "figure", series.get(name, name), report.id))
            if name in series:
                leads.append(Lead(series_id(name), "series", series[name], report.id))
    return tuple(sorted(leads, key=lambda lead: lead.id))
