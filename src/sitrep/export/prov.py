"""A ledger comes in, and where everything in it is from goes out, as PROV-JSON."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sitrep.export.account import Account, Accounts
from sitrep.export.citing import cited_all
from sitrep.ledger import Corrected, Judged, Noted, Retracted
from sitrep.record import identify
from sitrep.record.codec import encode

if TYPE_CHECKING:
    from sitrep.export import Exported
    from sitrep.ledger import LedgerView, Logged
    from sitrep.ledger.state import ReportRow, Series
    from sitrep.record import Reader

__all__ = ["export"]

_PREFIX = {"sitrep": "urn:sitrep:"}
_ACTS = Judged | Corrected | Retracted | Noted


def export(ledger: LedgerView) -> Exported:
    """A document of PROV-JSON (W3C member submission of 2013).

    Reports are entities, each reading of one is an activity with the reader as its software agent,
    and an event, series or statement is an entity derived, by these, from the reports that tell of it. What
    people decided is an activity of theirs on the rows that are shown; it has the time of its filing.
    """
    accounts = Accounts(ledger)
    document = _Document()
    for report in accounts.state.reports:
        document.add_report(report)
        record = accounts.record(report.id)
        if record is not None:
            document.add_reading(report, record.reader)
    _add_rows(document, accounts)
    _add_acts(document, ledger, accounts)
    return {"ledger.json": encode({"prefix": _PREFIX, **document.parts}, indent=1) + "\n"}


class _Document:
    """The records of a document by kind, each under its name."""

    def __init__(self) -> None:
        self.parts: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)

    def put(self, kind: str, name: str, **cells: Any) -> str:
        """Add a record of ``kind``; cells that are unknown are left out."""
        self.parts[kind][name] = {key: value for key, value in cells.items() if value not in (None, "")}
        return name

    def relate(self, kind: str, **ends: str) -> None:
        """Add a relation between named records."""
        name = f"_:{identify(kind, *ends.values())}"
        self.parts[kind][name] = {f"prov:{end}": held for end, held in ends.items()}

    def add_report(self, report: ReportRow) -> None:
        cells = {
            "title": report.title,
            "publisher": report.publisher,
            "published": report.published,
            "url": report.url,
        }
        told = {f"sitrep:{key}": value for key, value in cells.items()}
        self.put("entity", _name(report.id), **_typed("Report", report.title), **told)
        for original in filter(None, (report.reprint_of, report.version_of)):
            self.relate("wasDerivedFrom", generatedEntity=_name(report.id), usedEntity=_name(original))

    def add_reading(self, report: ReportRow, reader: Reader) -> None:
        agent = _name(identify("reader", reader.version, reader.model, reader.codebook))
        label = f"sitrep {reader.version}, {reader.model}"
        software = {"prov:type": _qualified("prov:SoftwareAgent"), "prov:label": label}
        self.put("agent", agent, **software, **{"sitrep:codebook": reader.codebook})
        reading = self.put("activity", _reading(report.id), **_typed("Reading", None))
        self.relate("used", activity=reading, entity=_name(report.id))
        self.relate("wasAssociatedWith", activity=reading, agent=agent)

    def add_row(self, row: str, kind: str, label: str, reports: list[str], **told: Any) -> None:
        name = self.put("entity", _name(row), **_typed(kind, label), **told)
        for report in dict.fromkeys(reports):
            ends = {"generatedEntity": name, "usedEntity": _name(report), "activity": _reading(report)}
            self.relate("wasDerivedFrom", **ends)


def _name(id_: str) -> str:
    return f"sitrep:{id_}"


def _reading(report: str) -> str:
    return _name(f"reading-{report}")


def _qualified(name: str) -> dict[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _typed(kind: str, label: str | None) -> dict[str, Any]:
    return {"prov:type": _qualified(f"sitrep:{kind}"), "prov:label": label}


def _add_rows(document: _Document, accounts: Accounts) -> None:
    titles: dict[str, str] = {}
    for account in accounts:
        titles[account.event.id] = account.title
        _add_event(document, account)
    for series in accounts.shown_series:
        _add_series(document, series, titles)
    for statement in accounts.state.statements:
        reports = [appearance.report for appearance in statement.appearances]
        said = {"sitrep:speaker": statement.speaker, "prov:value": statement.content}
        document.add_row(
            statement.id, "Statement", f"by {statement.speaker or 'nobody named'}", reports, **said
        )


def _add_event(document: _Document, account: Account) -> None:
    told = {"sitrep:status": account.event.status, "sitrep:quotes": cited_all(account)}
    document.add_row(account.event.id, "Event", account.title, list(account.event.reports), **told)


def _add_series(document: _Document, series: Series, titles: dict[str, str]) -> None:
    label = f"{series.measure}, {series.counted}" if series.counted else series.measure
    numbers = {f"sitrep:{key}": getattr(series, key) for key in ("low", "best", "high", "disputed")}
    reports = [version.report for version in series.versions]
    document.add_row(
        series.id, "Series", f"{label}: {titles.get(series.event or '', '')}", reports, **numbers
    )
    if series.event in titles:
        ends = {"generatedEntity": _name(series.id), "usedEntity": _name(series.event or "")}
        document.relate("wasDerivedFrom", **ends)


# -- what people did ------------------------------------------------------------------------------


def _add_acts(document: _Document, ledger: LedgerView, accounts: Accounts) -> None:
    entities = document.parts["entity"]
    for logged in ledger.acts():
        named = [_name(row) for row in _rows_of(ledger, logged)]
        shown = [name for name in dict.fromkeys(named) if name in entities]
        if shown:
            _add_act(document, logged, shown)


def _rows_of(ledger: LedgerView, logged: Logged) -> list[str]:
    """The rows that an act is about now; none for what is no act on a row."""
    match logged.entry:
        case Judged(a=a, b=b):
            ids = (*a, *b)
        case Corrected(ids=ids) | Retracted(ids=ids):
            pass
        case Noted(id=one):
            ids = (one,)
        case _:
            return []
    leads = (ledger.locate(name) for name in ids)
    return [lead.leads_to for lead in leads if lead]


def _add_act(document: _Document, logged: Logged, shown: list[str]) -> None:
    entry = logged.entry
    assert isinstance(entry, _ACTS)
    activity = document.put(
        "activity",
        _name(f"act-{logged.digest[:16]}"),
        **_typed(type(entry).__name__, entry.reason),
        **{"prov:startTime": logged.filed_at, "prov:endTime": logged.filed_at},
    )
    person = {"prov:type": _qualified("prov:Person"), "prov:label": entry.by or "somebody unnamed"}
    agent = document.put("agent", _name(identify("person", entry.by)), **person)
    document.relate("wasAssociatedWith", activity=activity, agent=agent)
    for name in shown:
        document.relate("used", activity=activity, entity=name)
