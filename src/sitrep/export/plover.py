"""A ledger comes in, and JSON lines of PLOVER's interchange format go out, a line an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sitrep.export.account import Account, Accounts, Participant, Telling
from sitrep.export.citing import cited_all
from sitrep.export.crosswalk import country_name, table
from sitrep.export.scale import intensity, is_plover, quad_of
from sitrep.export.spot import Spot, spot_of
from sitrep.export.toll import toll
from sitrep.record.codec import encode

if TYPE_CHECKING:
    from sitrep.export import Exported
    from sitrep.ledger import LedgerView

__all__ = ["FIELDS", "export"]

FIELDS = (
    *("id", "has_event", "date", "time", "enddate", "endtime", "actor", "recipient", "event", "event_loc"),
    *("event_text", "quad_code", "event_scale", "mode", "context", "link", "text", "text_info"),
    *("cite_info", "coder", "coded_date", "coded_time", "comment"),
)
_SIZES = {"dead": "killed", "injured": "injured", "arrested": "arrested"}
#: PLOVER keeps these among the contexts.
_AUXILIARY = {"planned": "future", "possible": "hypothetical", "denied": "negation"}


def export(ledger: LedgerView, *, strict: bool = False) -> Exported:
    """PLOVER 2.0 records; with ``strict`` only its own sixteen types, and none that is denied or possible.

    Text, citation and sentence are those of the first telling; ``comment`` quotes all. An event
    that is planned, possible or denied has PLOVER's auxiliary among its contexts. ``size`` holds the
    lowest numbers that anybody's latest report gives.
    """
    shown = (a for a in Accounts(ledger) if not strict or _is_coded(a))
    return {"ledger.jsonl": "".join(encode(_line(account)) + "\n" for account in shown)}


def _is_coded(account: Account) -> bool:
    return is_plover(account.event.type) and account.event.reality not in ("denied", "possible")


def _line(account: Account) -> dict[str, Any]:
    event = account.event
    return {
        "id": event.id,
        "has_event": True,
        **_when(account),
        "actor": [_entity(one) for one in account.actors],
        "recipient": [_entity(one) for one in account.recipients],
        "event": [event.type],
        "event_loc": _location(spot_of(account)),
        "event_text": list(dict.fromkeys(telling.event.trigger.quote for telling in account.tellings)),
        "quad_code": quad_of(event.type),
        "event_scale": intensity(event.type, event.mode),
        "mode": [event.mode] if event.mode else [],
        "context": _contexts(account),
        "link": None,
        **_text(account.tellings[0] if account.tellings else None),
        "coded_date": None,
        "coded_time": None,
        "comment": cited_all(account),
        "size": _size(account),
    }


def _when(account: Account) -> dict[str, Any]:
    interval = account.interval
    start, end = interval.start, interval.end
    return {
        "date": start.isoformat() if start else None,
        "time": _clock(account.event.earliest),
        "enddate": end.isoformat() if end else None,
        "endtime": _clock(account.event.latest),
    }


def _clock(moment: str | None) -> str | None:
    return moment[11:] if moment and "T" in moment else None


def _entity(one: Participant) -> dict[str, Any]:
    """A party; what no report tells (Wikidata's id, religion, ethnicity, gender, age) is null."""
    return {
        "code": one.country,
        "sector": list(one.sectors),
        "entity_text": one.quote or one.name,
        "identifier_id": None,
        "identifier_text": one.name,
        "religion": None,
        "ethnicity": None,
        "office": one.told.title if one.told else None,
        "gender": None,
        "age": None,
    }


def _location(spot: Spot | None) -> dict[str, Any] | None:
    if spot is None:
        return None
    class_, code = table("places")["geonames"].get(spot.kind, (None, None))
    return {
        "extracted_place": spot.quote,
        "resolved_place": spot.name,
        "geonameid": spot.geonames_id,
        "lat": spot.lat,
        "lon": spot.lon,
        "city": spot.city,
        "district": spot.admin2,
        "province": spot.admin1,
        "country": country_name(spot.country),
        "country_code": spot.country,
        "feature_class": class_,
        "feature_code": code,
        "resolution": spot.rank("plover"),
    }


def _contexts(account: Account) -> list[str]:
    auxiliary = _AUXILIARY.get(account.event.reality)
    return [*account.contexts, *([auxiliary] if auxiliary else [])]


def _text(telling: Telling | None) -> dict[str, Any]:
    if telling is None:
        return {"text": None, "text_info": None, "cite_info": None, "coder": None}
    report, sentence, reader = telling.record.report, telling.event.sentence, telling.record.reader
    return {
        "text": sentence.quote,
        "text_info": {"sequence": None, "start": sentence.start, "end": sentence.end, "text_story": None},
        "cite_info": {
            "citation": report.id,
            "url": telling.report.url,
            "title": telling.report.title,
            "language": report.language,
            "publication": telling.report.publisher,
            "codebook": reader.codebook,
        },
        "coder": f"sitrep {reader.version} ({reader.model})",
    }


def _size(account: Account) -> dict[str, float | None]:
    counted = ((name, toll(account.series, measure)) for name, measure in _SIZES.items())
    return {name: found.least if found else None for name, found in counted}
