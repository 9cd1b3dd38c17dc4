"""A code of sitrep comes in, and what another scheme calls it goes out, by tables in ``crosswalks/``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

__all__ = ["country_name", "cow", "gleditsch_ward", "iso_numeric", "region", "table"]

_FOLDER = Path(__file__).with_name("crosswalks")


@lru_cache
def table(name: str) -> dict[str, Any]:
    """The table ``name``: a file of ``crosswalks/`` as plain values."""
    text = (_FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


def iso_numeric(country: str | None) -> int | None:
    """ISO 3166-1 numeric of an alpha-3 code; None where it has none (XKX)."""
    return _code("iso", country)


def cow(country: str | None) -> int | None:
    """The Correlates of War's number of the state; None for what is none.

    >>> cow("YEM"), cow("GRL")
    (679, None)
    """
    return _code("cow", country)


def gleditsch_ward(country: str | None) -> int | None:
    """The number that Gleditsch and Ward, and so UCDP, give the state."""
    return _code("gw", country) or _code("cow", country)


def region(scheme: str, country: str | None) -> str | None:
    """The region that holds the country in ``scheme``, ``acled`` or ``ucdp``; None where unsure."""
    return _regions(scheme).get(country) if country else None


def country_name(country: str | None, scheme: str | None = None) -> str | None:
    """The country's name in ``scheme`` (``acled``, ``ucdp``) or in the gazetteer."""
    from sitrep.gazetteer import open_gazetteer  # a ledger without places need not open it

    if country is None:
        return None
    if scheme and country in (names := table("countries")[f"{scheme}_name"]):
        return str(names[country])
    found = open_gazetteer().country(country)
    return found.name if found else country


def _code(scheme: str, country: str | None) -> int | None:
    code: int | None = table("countries")[scheme].get(country)
    return code


@lru_cache
def _regions(scheme: str) -> dict[str, str]:
    regions: dict[str, list[str]] = table("countries")[f"{scheme}_region"]
    return {country: name for name, countries in regions.items() for country in countries}
