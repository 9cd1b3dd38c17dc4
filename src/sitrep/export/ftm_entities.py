"""A ledger comes in, and entities of FollowTheMoney go out: who, what, where, and the reports of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sitrep.export.account import Account, Accounts
from sitrep.export.cells import printable
from sitrep.export.citing import cited, cited_all, published, sentence_around
from sitrep.export.crosswalk import table
from sitrep.export.passage import Passage, passages, statement_speaker
from sitrep.export.spot import Spot, spot_of
from sitrep.export.toll import tolls
from sitrep.record import identify
from sitrep.views.labels import series_label
from sitrep.views.wording import span_in_words

if TYPE_CHECKING:
    from sitrep.ledger import LedgerView
    from sitrep.ledger.state import ActorRow, ReportRow
    from sitrep.record import Actor, Record

__all__ = ["Entity", "entities"]


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of ``schema`` with the values of each property, none of them empty."""

    id: str
    schema: str
    properties: dict[str, list[str]] = field(default_factory=dict)


def entities(ledger: LedgerView) -> Iterator[Entity]:
    """Every entity: articles with their mentions, actors, events with address and proof, notes.

    Each once: an ``Article`` a report, ``Person``, ``PublicBody``, ``Organization`` or ``LegalEntity`` an
    actor, ``Event`` and ``Documentation`` an event and its tellings, ``Address`` a place, ``Note`` a
    statement and a figure series, for which there is no schema.
    """
    accounts = Accounts(ledger)
    kinds: dict[str, Actor] = {}
    for report in accounts.state.reports:
        record = accounts.record(report.id)
        yield _article(report, record)
        if record is not None:
            yield from _mentions(accounts, record, kinds)
    yield from (_actor(actor, kinds.get(actor.id)) for actor in accounts.state.actors)
    yield from _happenings(accounts)
    yield from _notes(accounts)


def _entity(id_: str, schema: str, **properties: Iterable[str | None] | str | None) -> Entity:
    """An entity of the properties that have a value, each value once."""
    types = table("ftm")["types"][schema]
    held = {}
    for name, values in properties.items():
        listed = [values] if values is None or isinstance(values, str) else values
        clean = (_fitted(value, types[name]) for value in listed if value)
        if told := list(dict.fromkeys(value for value in clean if value)):
            held[name] = told
    return Entity(id_, schema, held)


def _fitted(value: str, type_: str) -> str:
    """``value`` as short as its type asks; empty where it would be worth nothing cut."""
    clean, most = printable(value).strip(), table("ftm")["lengths"].get(type_, len(value))
    if len(clean) <= most:
        return clean
    return "" if type_ == "url" else clean[: most - 1].rstrip() + "…"


def _article(report: ReportRow, record: Record | None) -> Entity:
    language = table("ftm")["languages"].get(record.report.language) if record else None
    return _entity(
        report.id,
        "Article",
        title=report.title,
        fileName=f"{report.id}.txt",
        publishedAt=_published(report),
        publisher=report.publisher,
        sourceUrl=_web(report.url),
        language=language,
    )


def _published(report: ReportRow) -> str | None:
    day = published(report).start
    return day.isoformat() if day else None


def _web(url: str | None) -> str | None:
    """The address, if it is one of the web."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def _mentions(accounts: Accounts, record: Record, kinds: dict[str, Actor]) -> Iterator[Entity]:
    """Where a report names people and organisations; the kind of each actor is noted on the way."""
    for told in record.actors:
        row = accounts.actor_row(told.id)
        if row is None:
            continue
        kinds.setdefault(row.id, told)
        names = dict.fromkeys(mention.quote for mention in told.mentions if mention.form == "name")
        if names and told.kind != "country":
            yield _entity(
                identify("mention", record.report.id, told.id),
                "Mention",
                document=record.report.id,
                name=names,
                resolved=row.id,
                detectedSchema=_schema(row, told),
                contextCountry=_country(row.country),
            )


def _schema(actor: ActorRow, told: Actor | None) -> str:
    if told is not None and told.kind == "person":
        return "Person"
    if told is None or told.kind != "organization":
        return "LegalEntity"
    return "PublicBody" if actor.sectors and actor.sectors[0] in table("ftm")["public"] else "Organization"


def _actor(actor: ActorRow, told: Actor | None) -> Entity:
    schema = _schema(actor, told)
    office = {"position": told.title} if told and schema == "Person" else {}
    names = (name for name in actor.names if name != actor.name)
    country = _country(actor.country)
    return _entity(
        actor.id, schema, name=actor.name, alias=names, country=country, keywords=actor.sectors, **office
    )


def _country(code: str | None) -> str | None:
    """ISO 3166 alpha-2 in small letters; Kosovo's is xk."""
    from sitrep.gazetteer import open_gazetteer

    found = open_gazetteer().country(code) if code else None
    return found.iso2.lower() if found else None


# -- events ---------------------------------------------------------------------------------------


def _happenings(accounts: Accounts) -> Iterator[Entity]:
    addressed: set[str] = set()
    for account in accounts:
        spot = spot_of(account)
        address = _address(spot) if spot else None
        if address and address.id not in addressed:
            addressed.add(address.id)
            yield address
        yield _event(account, spot, address)
        yield from _proofs(account)


def _address(spot: Spot) -> Entity:
    return _entity(
        identify("address", spot.name, spot.country, str(spot.lat), str(spot.lon)),
        "Address",
        full=spot.name,
        city=spot.city,
        state=spot.admin1,
        country=_country(spot.country),
        latitude=None if spot.lat is None else str(spot.lat),
        longitude=None if spot.lon is None else str(spot.lon),
    )


def _event(account: Account, spot: Spot | None, address: Entity | None) -> Entity:
    event, interval = account.event, account.interval
    parties = (one.actor.id for one in (*account.actors, *account.recipients) if one.actor)
    return _entity(
        event.id,
        "Event",
        name=account.title,
        startDate=interval.start.isoformat() if interval.start else None,
        endDate=interval.end.isoformat() if interval.end else None,
        location=spot.name if spot else None,
        addressEntity=address.id if address else None,
        country=_country(spot.country) if spot else None,
        involved=parties,
        proof=event.reports,
        summary=account.tellings[0].event.sentence.quote if account.tellings else None,
        description=cited_all(account),
        notes=_remarks(account),
        keywords=(event.type, event.mode, *account.contexts),
        recordId=event.id,
    )


def _remarks(account: Account) -> Iterator[str]:
    yield f"reality: {account.event.reality}; status: {account.event.status}"
    if account.recipients:
        yield f"recipients: {'; '.join(account.event.recipients)}"
    for measure, told in tolls(account.series).items():
        yield f"{measure}: {span_in_words(told.low, told.high)}"
        if told.dispute:
            yield told.dispute


def _proofs(account: Account) -> Iterator[Entity]:
    for telling in account.tellings:
        yield _entity(
            identify("documentation", account.event.id, telling.report.id, telling.event.id),
            "Documentation",
            document=telling.report.id,
            entity=account.event.id,
            role="tells of it",
            date=_published(telling.report),
            summary=cited(telling.event.sentence.quote, telling.report, telling.speaker),
            sourceUrl=_web(telling.report.url),
        )


# -- statements and figures -----------------------------------------------------------------------


def _notes(accounts: Accounts) -> Iterator[Entity]:
    grouped: dict[str, list[Passage]] = {}
    for passage in passages(accounts, "figure", "statement"):
        grouped.setdefault(passage.row, []).append(passage)
    events = {event.id: event for event in accounts.state.events}
    owners = {series.id: series for series in accounts.shown_series}
    for row, told in grouped.items():
        series = owners.get(row)
        if series is None:
            yield _note(row, told, told[0].says, statement_speaker(accounts, told[0]))
        else:
            event = events.get(series.event or "")
            yield _note(row, told, series_label(series, event), event.id if event else None)


def _note(row: str, told: list[Passage], name: str, about: str | None) -> Entity:
    """A note on an actor or event, with every passage quoted."""
    return _entity(
        row,
        "Note",
        name=name,
        description=(_quoted(passage) for passage in told),
        summary=(passage.says for passage in told if passage.kind == "figure"),
        entity=about,
        proof=(passage.report.id for passage in told),
        sourceUrl=(_web(passage.report.url) for passage in told),
        keywords=told[0].kind,
    )


def _quoted(passage: Passage) -> str:
    if passage.kind == "figure":
        words = sentence_around(passage.record, passage.spans[0])
    else:
        words = " … ".join(span.quote for span in passage.spans)
    return cited(words, passage.report, passage.speaker)
