"""The id of something in a ledger comes in, and the values that its pane is written from go out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sitrep.ledger.reviewing import CORRECTABLE
from sitrep.views.evidence import Cell, Telling, event_cells, tellings_of
from sitrep.views.labels import event_label, series_label
from sitrep.views.past import act_in_words
from sitrep.views.rewriting import rewritings
from sitrep.views.show import show_in
from sitrep.views.wording import shortened
from sitrep.web.drawings.chart import draw_series
from sitrep.web.marking import Window, marked

if TYPE_CHECKING:
    from sitrep.ledger import Ledger, Past, Waiting
    from sitrep.ledger.state import EventRow, ReportRow, Series, State, StatementRow, Version
    from sitrep.views.document import Document
    from sitrep.web.address import Address

__all__ = ["Item", "differing", "item_in"]

_RIVALS = 8


@dataclass
class Item:
    """What is selected: its row, its cells and tellings, the text of one telling's report, and its past.

    ``kind`` is event, series, statement, report, or other for what is only shown as a document.
    """

    id: str
    kind: str
    title: str
    address: Address
    row: Any = None
    cells: Sequence[Cell] = ()
    tellings: Sequence[Telling] = ()
    n: int = 0
    window: Window | None = None
    language: str | None = None
    report: ReportRow | None = None
    link: str | None = None
    series: Sequence[Series] = ()
    versions: Sequence[tuple[Version, int | None]] = ()
    chart: str = ""
    past: Sequence[tuple[str, str, bool]] = ()
    waiting: Sequence[tuple[Waiting, str, str]] = ()
    ties: Sequence[str] = ()
    document: Document | None = None
    correctable: Sequence[str] = ()
    seen: Mapping[str, str] = field(default_factory=dict)
    changed: Sequence[tuple[str, str]] = ()
    answers: Sequence[tuple[str, StatementRow]] = ()
    told: Sequence[EventRow] = ()

    @property
    def written(self) -> dict[str, str]:
        """What stands in each cell, as a person would type it."""
        cells = {"earliest" if cell.name == "when" else cell.name: cell.written for cell in self.cells}
        if self.kind == "event":
            return {**cells, "latest": self.row.latest or "", "mode": self.row.mode or ""}
        values = {name: getattr(self.row, name, None) for name in self.correctable}
        return {name: "" if value is None else str(value) for name, value in values.items()}

    @property
    def wordings(self) -> list[list[tuple[bool, str]]]:
        """The words of each telling in runs, and whether the first telling has them too."""
        told = [" ".join(telling.main.told.split()) for telling in self.tellings]
        return [differing(told[0], words) for words in told]

    def place_of(self, cell: str) -> int:
        """The telling to open for a cell: the open one if it has words for it, else the first that has."""
        having = [n for n, telling in enumerate(self.tellings) if _has_words(telling, cell)]
        return self.n if self.n in having or not having else having[0]

    @property
    def telling(self) -> Telling | None:
        """The telling whose report is open."""
        return self.tellings[self.n] if self.tellings else None


def item_in(ledger: Ledger, address: Address) -> Item | None:
    """What ``address`` selects; None where nothing is selected, or nothing here has that id."""
    if address.select is None:
        return None
    lead = ledger.locate(address.select)
    state = ledger.state_about(address.select) if lead else None
    if lead is None or state is None:
        document = show_in(ledger, address.select)
        return Item(address.select, "other", document.title, address, document=document) if document else None
    row = lead.leads_to
    kind = "series" if lead.kind in ("figure", "series") else lead.kind
    makers = {"event": _event, "series": _series, "statement": _statement, "report": _report}
    found = makers[kind](ledger, state, row, address) if kind in makers else None
    if found is None:
        document = show_in(ledger, address.select)
        return Item(row, "other", document.title, address, document=document) if document else None
    found.correctable = CORRECTABLE.get(kind, ())
    found.past = [_past(act) for act in ledger.history(row)]
    found.seen = ledger.digests([row])
    return found


def _event(ledger: Ledger, state: State, row: str, address: Address) -> Item | None:
    event = next((event for event in state.events if event.id == row), None)
    if event is None:
        return None
    tellings = _tellings(ledger, state, event)
    item = Item(event.id, "event", event_label(event), address, event, tellings=tellings)
    item.cells = event_cells(event, tellings)
    item.series = [series for series in state.series if series.event == event.id]
    pairs = ledger.waiting(row, limit=_RIVALS)
    others = [pair.b if pair.a == row else pair.a for pair in pairs]
    labels = {other.id: event_label(other) for other in ledger.part(events=others).events}
    item.waiting = [
        (pair, other, labels.get(other, other)) for pair, other in zip(pairs, others, strict=True)
    ]
    item.ties = ["; ".join(tie.evidence) or "no evidence in words" for tie in ledger.ties(row)]
    _open_text(ledger, item, address)
    return item


def _series(ledger: Ledger, state: State, row: str, address: Address) -> Item | None:
    series = next((series for series in state.series if series.id == row), None)
    if series is None:
        return None
    event = next((event for event in state.events if event.id == series.event), None)
    tellings = _tellings(ledger, state, series)
    item = Item(series.id, "series", series_label(series, event), address, series, tellings=tellings)
    places = {telling.item: n for n, telling in enumerate(tellings)}
    item.versions = [(version, places.get(version.figure)) for version in series.versions]
    item.told = [event] if event else []

    def link(version: Version) -> str | None:
        n = places.get(version.figure)
        return None if n is None else address.url(select=series.id, cell="number", n=n)

    item.chart = draw_series(series, width=560, link=link)
    _open_text(ledger, item, address)
    return item


def _statement(ledger: Ledger, state: State, row: str, address: Address) -> Item | None:
    said = next((statement for statement in state.statements if statement.id == row), None)
    if said is None:
        return None
    title = f"{said.speaker or 'No named speaker'}: “{shortened(said.content, 160)}”"
    item = Item(said.id, "statement", title, address, said, tellings=_tellings(ledger, state, said))
    item.answers = [
        ("answers" if other.id == said.replies_to else "answered by", other)
        for other in state.statements
        if other.id == said.replies_to or other.replies_to == said.id
    ]
    _open_text(ledger, item, address)
    return item


def _report(ledger: Ledger, state: State, row: str, address: Address) -> Item | None:
    report = next((report for report in state.reports if report.id == row), None)
    record = ledger.record(row)
    if report is None or record is None:
        return None
    item = Item(report.id, "report", report.title or report.id, address, report, report=report)
    item.told = state.events
    origin = ledger.record(report.version_of or report.reprint_of or "")
    if origin is not None:
        item.changed = [
            (change.what, change.passage.quote) for change in rewritings(origin.report, record.report)
        ]
    ids = {item.event for event in state.events for item in event.items}
    ranges = [("told", event.trigger.start, event.trigger.end) for event in record.events if event.id in ids]
    item.window = marked(record.report.text, ranges)
    item.language = record.report.language
    item.link = report.url if (report.url or "").startswith(("http://", "https://")) else None
    return item


def _tellings(ledger: Ledger, state: State, row: Any) -> list[Telling]:
    reports = {report.id: report for report in state.reports}
    return tellings_of(row, reports, lru_cache(ledger.record))


def _open_text(ledger: Ledger, item: Item, address: Address) -> None:
    """Open the report of the telling that is asked for, at the words of the cell that is."""
    if not item.tellings:
        return
    item.n = min(address.n, len(item.tellings) - 1)
    telling = item.tellings[item.n]
    passage = telling.passages.get(address.cell) or telling.main
    record = ledger.record(telling.report.id)
    if record is None:
        return
    others = [
        ("told", start, end)
        for name, other in telling.passages.items()
        if name and name != address.cell
        for start, end in other.spans
    ]
    words = passage.spans or telling.main.spans
    ranges = [("passage", passage.start, passage.end), *(("words", *at) for at in words), *others]
    item.window = marked(record.report.text, ranges)
    item.language = record.report.language
    item.report = telling.report
    item.link = passage.link


def _has_words(telling: Telling, cell: str) -> bool:
    passage = telling.passages.get(cell)
    return passage is not None and bool(passage.spans)


def differing(one: str, other: str) -> list[tuple[bool, str]]:
    """``other`` in runs of words, and whether ``one`` has them at the same place."""
    ours, theirs = one.split(), other.split()
    mine, his = ([word.casefold().strip(".,;:“”\"'") for word in words] for words in (ours, theirs))
    runs = SequenceMatcher(None, mine, his, autojunk=False).get_opcodes()
    return [(what == "equal", " ".join(theirs[c:d])) for what, _, _, c, d in runs if c < d]


def _past(act: Past) -> tuple[str, str, bool]:
    return act_in_words(act.logged), act.logged.digest, act.stands
