"""A ledger and a filter come in, and a view goes out that holds the events meant and what belongs to them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from sitrep.intake.page import Page
from sitrep.ledger.filters import Filter
from sitrep.ledger.search import Hit
from sitrep.ledger.state import State
from sitrep.ledger.view import LedgerView, RowKind
from sitrep.record import Record

__all__ = ["NarrowedView"]


class NarrowedView(LedgerView):
    """The events that a filter means, their series, the reports that tell them, and what these say.

    Ids, histories and records are those of the whole ledger. Closing it closes the ledger.
    """

    def __init__(self, whole: LedgerView, wanted: Filter) -> None:
        reader: sqlite3.Connection = whole._reader  # one file seen twice
        super().__init__(reader, whole._name)
        overview = whole.overview()
        told_in = whole.events_told(wanted)
        mask = overview.mask(wanted, held=None if told_in is None else overview.held(told_in))
        self._events = frozenset(overview.names(mask.nonzero()[0]))
        told = whole.part(events=self._events)
        self._reports = frozenset(row.id for row in told.reports)
        self._names = {name for event in told.events for name in (*event.actors, *event.recipients)}

    def state(self) -> State:
        """The part of the state that is meant."""
        whole = super().state()
        narrow = self._narrowed(whole)
        spoken = {said.speaker for said in narrow.statements if said.speaker}
        actors = tuple(actor for actor in whole.actors if actor.name in self._names | spoken)
        return replace(narrow, actors=actors)

    def parts(self, *kinds: RowKind, size: int = 2000) -> Iterator[tuple[RowKind, State]]:
        """Those rows of the ledger's parts that are meant; of actors those with a part in an event."""
        for kind, part in super().parts(*kinds, size=size):
            kept = self._narrowed(part)
            yield kind, replace(kept, actors=tuple(a for a in part.actors if a.name in self._names))

    def records(self) -> Iterator[Record]:
        """The records of the reports that tell the events meant."""
        return (record for record in super().records() if record.report.id in self._reports)

    def pages(self, report: str | None = None, *, with_body: bool = True) -> list[tuple[str, Page]]:
        """The pages kept of these reports."""
        found = super().pages(report, with_body=with_body)
        return [(name, page) for name, page in found if name in self._reports]

    def search(self, query: str, *, limit: int = 20, marks: tuple[str, str] = ("[", "]")) -> list[Hit]:
        """Hits in the reports that tell the events meant."""
        hits = super().search(query, limit=limit * 5, marks=marks)
        return [hit for hit in hits if hit.report in self._reports][: 2 * limit]

    def _narrowed(self, state: State) -> State:
        said = (row for row in state.statements if any(a.report in self._reports for a in row.appearances))
        return replace(
            state,
            reports=tuple(row for row in state.reports if row.id in self._reports),
            events=tuple(row for row in state.events if row.id in self._events),
            series=tuple(row for row in state.series if row.event in self._events),
            statements=tuple(said),
        )
