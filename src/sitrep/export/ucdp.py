"""A ledger comes in, and a table with the 49 columns of UCDP GED goes out, a row an event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor
from typing import TYPE_CHECKING

from sitrep.export.account import Account, Accounts, Participant
from sitrep.export.cells import Cell, to_csv
from sitrep.export.citing import cited_all, cited_figures, published
from sitrep.export.crosswalk import country_name, gleditsch_ward, region, table
from sitrep.export.interval import Interval
from sitrep.export.spot import Spot, spot_of
from sitrep.export.toll import Toll, toll

if TYPE_CHECKING:
    from datetime import date

    from sitrep.export import Exported
    from sitrep.ledger import LedgerView
    from sitrep.ledger.state import ReportRow

__all__ = ["COLUMNS", "export", "priogrid"]

COLUMNS = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id"),
    *("conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id"),
    *("side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources"),
    *("source_article", "source_office", "source_date", "source_headline", "source_original"),
    *("where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude"),
    *("geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec"),
    *("date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best"),
    *("high", "low", "gwnoa", "gwnob"),
)
_PRECISIONS = ((1, 1), (6, 2), (7, 3), (31, 4))  # at most so many days, and UCDP's code for it
_VAGUE = 5


def export(ledger: LedgerView, *, strict: bool = False) -> Exported:
    """CSV in the columns of UCDP GED; with ``strict`` only events that are organised violence.

    Conflicts, dyads and sides have no ids, ``id`` is the ledger's own. ``low``, ``best`` and
    ``high`` are of the whole, else the sum of its parts; ``best`` is blank while disputed, and all
    are blank where no dead are told. ``type_of_violence`` follows ``crosswalks/ucdp.yaml``. Codes
    of countries and states are Gleditsch and Ward's.
    """
    rows = (_row(account) for account in Accounts(ledger))
    return {"ledger.csv": to_csv(COLUMNS, (row for row in rows if row["type_of_violence"] or not strict))}


def priogrid(lat: float, lon: float) -> int:
    """The PRIO-GRID cell of half a degree that holds a point, numbered from the south-west corner.

    >>> priogrid(-90, -180), priogrid(33.89, 35.5)
    (1, 178272)
    """
    rows, columns = min(floor((90 + lat) * 2), 359), min(floor((180 + lon) * 2), 719)
    return rows * 720 + columns + 1


def _row(account: Account) -> dict[str, Cell]:
    (first, second), dead = account.sides, toll(account.series)
    return {
        **dict.fromkeys(COLUMNS),
        "id": account.event.id,
        "code_status": account.event.status,
        "type_of_violence": _violence(account, dead),
        "side_a": _joined(first),
        "side_b": _joined(second),
        "gwnoa": _state_of(first),
        "gwnob": _state_of(second),
        **_told(account, dead),
        **_where(spot_of(account)),
        **_when(account.interval),
        **_deaths(account, dead),
    }


def _joined(side: Sequence[Participant]) -> str:
    return ", ".join(one.name for one in side)


def _told(account: Account, dead: Toll | None) -> dict[str, Cell]:
    reports = [telling.report for telling in account.tellings]
    words = [cited_all(account), *([cited_figures(account, dead.series), dead.dispute] if dead else [])]
    return {
        "number_of_sources": account.event.independent,
        "source_article": " ".join(filter(None, words)),
        "source_office": _listed(report.publisher for report in reports),
        "source_date": _listed(_published(report) for report in reports),
        "source_headline": _listed(report.title for report in reports),
        "source_original": _listed(account.speakers),
    }


def _published(report: ReportRow) -> str | None:
    day = published(report).start
    return day.isoformat() if day else None


def _listed(values: Iterable[str | None]) -> str:
    return "; ".join(dict.fromkeys(value for value in values if value))


def _where(spot: Spot | None) -> dict[str, Cell]:
    if spot is None:
        return {}
    described = spot.quote if spot.quote != spot.name else None
    cells: dict[str, Cell] = {
        "where_prec": spot.rank("ucdp"),
        "where_coordinates": spot.name,
        "where_description": described,
        "adm_1": spot.admin1,
        "adm_2": spot.admin2,
        "country": country_name(spot.country, "ucdp"),
        "country_id": gleditsch_ward(spot.country),
        "region": region("ucdp", spot.country),
    }
    if spot.lat is None or spot.lon is None:
        return cells
    point: dict[str, Cell] = {"latitude": spot.lat, "longitude": spot.lon}
    point["geom_wkt"] = f"POINT ({spot.lon} {spot.lat})"
    return {**cells, **point, "priogrid_gid": priogrid(spot.lat, spot.lon)}


def _when(interval: Interval) -> dict[str, Cell]:
    start, end = interval.start, interval.end
    if start is None or end is None:
        return {}
    days = interval.days
    codes = (code for most, code in _PRECISIONS if days is not None and days <= most)
    return {
        "year": start.year,
        "date_prec": next(codes, _VAGUE),
        "date_start": _moment(start),
        "date_end": _moment(end),
    }


def _moment(day: date) -> str:
    return f"{day.isoformat()} 00:00:00.000"


def _deaths(account: Account, dead: Toll | None) -> dict[str, Cell]:
    """The estimates, and of the best one how many were civilians and how many it is not told of."""
    if dead is None:
        return {}
    counted = table("ucdp")["civilians_counted"]
    civilians = next(
        (one.best for one in account.series if one.measure == "killed" and one.counted in counted), None
    )
    rest = None if dead.best is None else max(dead.best - (civilians or 0), 0)
    return {
        "deaths_civilians": civilians,
        "deaths_unknown": rest,
        "best": dead.best,
        "high": dead.high,
        "low": dead.low,
    }


# -- the crosswalk --------------------------------------------------------------------------------


def _violence(account: Account, dead: Toll | None) -> int | None:
    """1 state-based, 2 non-state, 3 one-sided; None where nobody is told dead, or a side is not told."""
    codes, (first, second) = table("ucdp"), account.sides
    is_deadly = dead is not None and account.has_happened and account.event.type in codes["types"]
    if not (is_deadly and first and second):
        return None
    told = (first[0].sector, second[0].sector)
    for kind in codes["kinds"]:
        a, b = (codes[side] for side in kind["sides"])
        turned = (told, told[::-1]) if "civilian" not in kind["sides"] else (told,)
        if any(x in a and y in b for x, y in turned):
            return int(kind["type"])
    return None


def _state_of(side: Sequence[Participant]) -> int | None:
    """The number of the state that a side's first party is or serves; None where it does neither."""
    if not side:
        return None
    one = side[0]
    serves = one.sector in table("ucdp")["state"] or bool(one.told and one.told.kind == "country")
    return gleditsch_ward(one.country) if serves else None
