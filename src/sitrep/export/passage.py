"""A ledger comes in, and every passage that it stands on goes out: tellings, figure versions, statements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitrep.views.labels import series_label
from sitrep.views.wording import number_in_words

if TYPE_CHECKING:
    from sitrep.export.account import Accounts
    from sitrep.ledger.state import ReportRow
    from sitrep.record import Record, Span

__all__ = ["Passage", "passages", "statement_speaker"]


@dataclass(frozen=True, slots=True)
class Passage:
    """The spans of one report that a row of the ledger rests on; ``says`` tells what is read from them.

    ``item`` is the id in the report's record, ``row`` that of the event, series or statement.
    """

    item: str
    row: str
    kind: str
    report: ReportRow
    record: Record
    spans: tuple[Span, ...]
    says: str
    speaker: str | None


def passages(accounts: Accounts, *kinds: str) -> Iterator[Passage]:
    """The passages of each of ``kinds`` in turn (``event``, ``figure``, ``statement``), as in the state."""
    readers = {"event": _tellings, "figure": _versions, "statement": _statements}
    for kind in kinds:
        yield from readers[kind](accounts)


def _tellings(accounts: Accounts) -> Iterator[Passage]:
    for account in accounts:
        for t in account.tellings:
            spans = (t.event.sentence,)
            row = account.event.id
            yield Passage(t.event.id, row, "event", t.report, t.record, spans, account.title, t.speaker)


def _versions(accounts: Accounts) -> Iterator[Passage]:
    events = {event.id: event for event in accounts.state.events}
    for series in accounts.shown_series:
        label = series_label(series, events.get(series.event or ""))
        for version in series.versions:
            record = accounts.record(version.report)
            figure = next((f for f in record.figures if f.id == version.figure), None) if record else None
            if record is not None and figure is not None:
                number = number_in_words(version.low, version.high, version.bound)
                says, report = f"{label}: {number} ({version.relation})", accounts.reports[version.report]
                spans = (figure,)
                yield Passage(figure.id, series.id, "figure", report, record, spans, says, version.speaker)


def _statements(accounts: Accounts) -> Iterator[Passage]:
    for statement in accounts.state.statements:
        for appearance in statement.appearances:
            record = accounts.record(appearance.report)
            told = (s for s in record.statements if s.id == appearance.statement) if record else iter(())
            said = next(told, None)
            if record is not None and said is not None and said.content:
                report, speaker = accounts.reports[appearance.report], statement.speaker
                says = f"Statement by {speaker or 'no named speaker'}"
                yield Passage(said.id, statement.id, "statement", report, record, said.content, says, speaker)


def statement_speaker(accounts: Accounts, passage: Passage) -> str | None:
    """The id of the ledger's actor who makes a statement; None where no actor is told."""
    said = next((s for s in passage.record.statements if s.id == passage.item), None)
    actor, _ = accounts.actor_of(passage.record, said.speaker if said else None)
    return actor.id if actor else None
