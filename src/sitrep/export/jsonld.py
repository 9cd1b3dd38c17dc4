"""A ledger comes in, and schema.org's articles, events and claims as JSON-LD go out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sitrep.export.account import Account, Accounts, Participant
from sitrep.export.citing import cited_all, iri, sentence_around
from sitrep.export.crosswalk import country_name
from sitrep.export.passage import Passage, passages
from sitrep.export.spot import Spot, spot_of
from sitrep.record.codec import encode

if TYPE_CHECKING:
    from sitrep.export import Exported
    from sitrep.ledger import LedgerView
    from sitrep.ledger.state import ReportRow, StatementRow

__all__ = ["export"]

_CONTEXT = {"@vocab": "https://schema.org/"}
_KINDS = {"person": "Person", "organization": "Organization", "group": "Organization", "country": "Country"}


def export(ledger: LedgerView) -> Exported:
    """A graph in the vocabulary of schema.org: NewsArticle, Event and Claim.

    Statements are claims of their speakers, and so are figures, with the words that tell them. Each
    names the articles where it appears. Nothing is a ClaimReview: the ledger judges no claim.
    Ids are of the form ``urn:sitrep:``; whom an event is about stands under ``about``.
    """
    accounts = Accounts(ledger)
    graph = [*map(_article, accounts.state.reports), *map(_event, accounts)]
    graph += [*_statements(accounts), *_figures(accounts)]
    document = {"@context": _CONTEXT, "@graph": graph}
    return {"ledger.jsonld": encode(document, indent=1) + "\n"}


def _filled(cells: dict[str, Any]) -> dict[str, Any]:
    """``cells`` without those that are unknown; JSON-LD has no null."""
    return {name: value for name, value in cells.items() if value not in (None, "", [])}


def _article(report: ReportRow) -> dict[str, Any]:
    original = report.reprint_of or report.version_of
    return _filled(
        {
            "@id": iri(report.id),
            "@type": "NewsArticle",
            "identifier": report.id,
            "headline": report.title,
            "datePublished": report.published,
            "publisher": {"@type": "Organization", "name": report.publisher} if report.publisher else None,
            "url": report.url,
            "isBasedOn": {"@id": iri(original)} if original else None,
        }
    )


def _event(account: Account) -> dict[str, Any]:
    event, interval = account.event, account.interval
    return _filled(
        {
            "@id": iri(event.id),
            "@type": "Event",
            "identifier": event.id,
            "name": account.title,
            "keywords": ", ".join(filter(None, (event.type, event.mode, *account.contexts, event.reality))),
            "startDate": event.earliest or (interval.start.isoformat() if interval.start else None),
            "endDate": event.latest,
            "location": _place(spot_of(account)),
            "about": [_thing(one) for one in (*account.actors, *account.recipients)],
            "description": cited_all(account),
            "subjectOf": [{"@id": iri(report)} for report in event.reports],
        }
    )


def _place(spot: Spot | None) -> dict[str, Any] | None:
    if spot is None:
        return None
    geo = {"@type": "GeoCoordinates", "latitude": spot.lat, "longitude": spot.lon}
    parts = {"addressLocality": spot.city, "addressRegion": spot.admin1, "addressCountry": spot.country}
    return _filled(
        {
            "@type": "Place",
            "name": spot.name,
            "geo": geo if spot.lat is not None else None,
            "address": _filled({"@type": "PostalAddress", **parts}),
        }
    )


def _thing(one: Participant) -> dict[str, Any]:
    country = country_name(one.country)
    kind = _KINDS[one.told.kind] if one.told else "Thing"
    return _filled(
        {
            "@id": iri(one.actor.id) if one.actor else None,
            "@type": kind,
            "name": one.name,
            "jobTitle": one.told.title if one.told and kind == "Person" else None,
            "nationality": {"@type": "Country", "name": country} if country and kind == "Person" else None,
        }
    )


def _statements(accounts: Accounts) -> Iterator[dict[str, Any]]:
    for statement in accounts.state.statements:
        told = [accounts.reports[appearance.report] for appearance in statement.appearances]
        yield _filled(
            {
                "@id": iri(statement.id),
                "@type": "Claim",
                "text": statement.content,
                "author": _speaker(accounts, statement),
                **_appearing(told),
            }
        )


def _appearing(told: list[ReportRow]) -> dict[str, Any]:
    return {
        "datePublished": told[0].published if told else None,
        "appearance": [{"@id": iri(report)} for report in dict.fromkeys(one.id for one in told)],
    }


def _speaker(accounts: Accounts, statement: StatementRow) -> dict[str, Any] | None:
    """Who says so, with the actor's id where the first telling's speaker is one."""
    if statement.speaker is None:
        return None
    first = statement.appearances[0]
    record = accounts.record(first.report)
    said = next((s for s in record.statements if s.id == first.statement), None) if record else None
    actor, told = accounts.actor_of(record, said.speaker) if record and said else (None, None)
    return _thing(Participant(statement.speaker, actor, told))


def _figures(accounts: Accounts) -> Iterator[dict[str, Any]]:
    series = {one.id: one for one in accounts.shown_series}
    for passage in passages(accounts, "figure"):
        yield _figure(passage, series[passage.row].event)


def _figure(passage: Passage, event: str | None) -> dict[str, Any]:
    return _filled(
        {
            "@id": iri(passage.item),
            "@type": "Claim",
            "name": passage.says,
            "text": sentence_around(passage.record, passage.spans[0]),
            "author": {"@type": "Thing", "name": passage.speaker} if passage.speaker else None,
            "about": {"@id": iri(event)} if event else None,
            **_appearing([passage.report]),
        }
    )
