"""A ledger comes in, and a table with ACLED's 31 columns goes out, a row an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sitrep.export.account import Account, Accounts, Participant
from sitrep.export.cells import Cell, to_csv
from sitrep.export.citing import cited_all, cited_figures
from sitrep.export.crosswalk import country_name, iso_numeric, region, table
from sitrep.export.interval import Interval
from sitrep.export.spot import Spot, spot_of
from sitrep.export.toll import toll

if TYPE_CHECKING:
    from sitrep.export import Exported
    from sitrep.ledger import LedgerView
    from sitrep.ledger.state import ReportRow

__all__ = ["COLUMNS", "export"]

COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type"),
    *("sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2"),
    *("interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3"),
    *("location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes"),
    *("fatalities", "tags", "timestamp"),
)
_WEEK, _DAY = 7, 1


def export(ledger: LedgerView, *, strict: bool = False) -> Exported:
    """CSV in the columns of ACLED (2023 on); with ``strict`` only events that its scheme has a type for.

    Types, kinds of actor and regions follow ``crosswalks/acled.yaml`` and are blank where unsure.
    ``fatalities`` is the lowest number that anybody's latest report of the dead gives, blank where
    none is told; ``notes`` says where it is disputed. An event that was only planned, possible or
    denied has no type. ``event_date`` is the first day told and blank where none is.
    """
    accounts = (account for account in Accounts(ledger))
    rows = (_row(account) for account in accounts)
    return {"ledger.csv": to_csv(COLUMNS, (row for row in rows if row["event_type"] or not strict))}


@dataclass(frozen=True, slots=True)
class _Coding:
    """What ACLED calls an event; empty where its scheme has no name for it."""

    disorder: str = ""
    event: str = ""
    sub_event: str = ""


def _row(account: Account) -> dict[str, Cell]:
    coding = _coding(account)
    sides = account.sides
    kinds = [_kind(side, coding, account) for side in sides]
    return {
        "event_id_cnty": account.event.id,
        **_when(account),
        "disorder_type": coding.disorder,
        "event_type": coding.event,
        "sub_event_type": coding.sub_event,
        **_who(sides, kinds),
        "civilian_targeting": _targeting(coding, account),
        **_where(spot_of(account)),
        **_told(account),
    }


def _when(account: Account) -> dict[str, Cell]:
    interval = account.interval
    start = interval.start
    return {
        "event_date": start.isoformat() if start else None,
        "year": start.year if start else None,
        "time_precision": _time_precision(interval) if start else None,
    }


def _time_precision(interval: Interval) -> int:
    """1 the day, 2 the week, 3 the month or less."""
    days = interval.days or _WEEK + 1
    return 1 if days == _DAY else 2 if days <= _WEEK else 3


def _who(sides: Sequence[Sequence[Participant]], kinds: Sequence[str]) -> dict[str, Cell]:
    first, second = sides
    known = sorted(filter(None, kinds), key=table("acled")["order"].index)
    told = bool(first) and len(known) == 1 + bool(second)
    return {
        "actor1": first[0].name if first else None,
        "assoc_actor_1": "; ".join(side.name for side in first[1:]),
        "inter1": kinds[0],
        "actor2": second[0].name if second else None,
        "assoc_actor_2": "; ".join(side.name for side in second[1:]),
        "inter2": kinds[1],
        "interaction": _interaction(known) if told else None,
    }


def _interaction(kinds: Sequence[str]) -> str:
    return f"{kinds[0]} only" if len(kinds) == 1 else "-".join(kinds)


def _where(spot: Spot | None) -> dict[str, Cell]:
    if spot is None:
        return dict.fromkeys(_PLACED)
    cells = (
        iso_numeric(spot.country),
        region("acled", spot.country),
        country_name(spot.country, "acled"),
        *(spot.admin1, spot.admin2, None, spot.name, spot.lat, spot.lon),
        spot.rank("acled"),
    )
    return dict(zip(_PLACED, cells, strict=True))


_PLACED = COLUMNS[COLUMNS.index("iso") : COLUMNS.index("source")]


def _told(account: Account) -> dict[str, Cell]:
    dead = toll(account.series)
    reports = [telling.report for telling in account.tellings]
    doubts = "" if account.has_happened else f"Reality: {account.event.reality}."
    counted = cited_figures(account, dead.series) if dead else ""
    dispute = dead.dispute if dead else ""
    return {
        "source": "; ".join(dict.fromkeys(report.publisher for report in reports if report.publisher)),
        "source_scale": None,
        "notes": " ".join(filter(None, (cited_all(account), counted, doubts, dispute))),
        "fatalities": dead.least if dead else None,
        "tags": "; ".join(filter(None, (*account.contexts, _crowd(account)))),
        "timestamp": max(filter(None, map(_seconds, reports)), default=None),
    }


def _crowd(account: Account) -> str:
    """ACLED's tag of a demonstration with the lowest number of people told; empty where none is."""
    crowd = toll(account.series, "participants")
    return f"crowd size={crowd.least:.0f}" if crowd and crowd.least else ""


def _seconds(report: ReportRow) -> int | None:
    """Unix seconds of its publication, midnight UTC where no time is told; None where no date is."""
    try:
        moment = datetime.fromisoformat(report.published or "")
    except ValueError:
        return None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


# -- the crosswalk --------------------------------------------------------------------------------


def _coding(account: Account) -> _Coding:
    """The first rule of the crosswalk that fits an event that happened."""
    codes = table("acled")
    rules = codes["rules"] if account.has_happened else ()
    for rule in rules:
        if _fits(rule, account):
            return _Coding(codes["disorders"][rule["event"]], rule["event"], rule["sub_event"])
    return _Coding()


def _fits(rule: dict[str, Any], account: Account) -> bool:
    event = account.event
    if event.type != rule["type"] or ("modes" in rule and event.mode not in rule["modes"]):
        return False
    if rule.get("actors") == "both_armed":  # a two-sided fight has all sides as actors
        return len(account.actors) > 1 and all(_is_of("armed", side) for side in account.actors)
    asked = (("actors", account.actors), ("recipients", account.recipients))
    return all(any(_is_of(rule[side], who) for who in told) for side, told in asked if side in rule)


def _is_of(group: str, side: Participant) -> bool:
    return side.sector in table("acled")["groups"][group]


def _kind(side: Sequence[Participant], coding: _Coding, account: Account) -> str:
    """ACLED's kind of the first party of a side; empty where its sector does not say."""
    codes = table("acled")
    if not side:
        return ""
    if side == account.actors and coding.sub_event in codes["demonstrators"]:
        return str(codes["demonstrators"][coding.sub_event])
    kind = next((name for name, sectors in codes["kinds"].items() if side[0].sector in sectors), "")
    if kind not in codes["abroad"]:
        return kind
    here = account.place.country if account.place else None
    if here is None or side[0].country is None:
        return ""
    return kind if here == side[0].country else str(codes["abroad"][kind])


def _targeting(coding: _Coding, account: Account) -> str:
    if coding.event == "Violence against civilians":
        return "Civilian targeting"
    is_remote = coding.event == "Explosions/Remote violence"
    told = account.recipients
    return "Civilian targeting" if is_remote and told and all(_is_of("civilian", w) for w in told) else ""
