"""Cells as a person writes them come in, and values as the ledger files them go out."""

from __future__ import annotations

from collections.abc import Iterable

from sitrep.errors import InputError
from sitrep.ledger.entries import Value

__all__ = ["to_cells", "to_value"]

_LISTS = frozenset({"actors", "recipients", "sectors"})
_NUMBERS = frozenset({"low", "high", "best"})


def to_cells(written: Iterable[str]) -> dict[str, Value]:
    """``FIELD=VALUE`` words as cells; :class:`InputError` for one without ``=``."""
    cells: dict[str, Value] = {}
    for word in written:
        name, sign, value = word.partition("=")
        if not sign or not name.strip():
            raise InputError(f"FIELD=VALUE was expected, not {word!r}")
        cells[name.strip()] = to_value(name.strip(), value.strip())
    return cells


def to_value(name: str, written: str) -> Value:
    """What ``written`` means in the cell ``name``: nothing, a number, a list, a place or text.

    :class:`InputError` where a number was expected.
    """
    if name in _LISTS:
        return [part.strip() for part in written.split(";") if part.strip()]
    if not written:
        return None
    if name in _NUMBERS:
        return _number(name, written)
    return _place(written) if name == "place" else written


def _number(name: str, written: str) -> int | float:
    plain = written.replace(",", "").replace("_", "")
    try:
        return int(plain) if plain.lstrip("+-").isdigit() else float(plain)
    except ValueError:
        raise InputError(f"{name} must be a number, not {written!r}") from None


def _place(written: str) -> dict[str, str | float | None]:
    """A place by its name, with the country where one is given; the most prominent of those that bear it."""
    from sitrep.gazetteer import open_gazetteer

    head, _, where = written.rpartition(",")
    name, where = (head.strip(), where.strip()) if head else (written, "")
    gazetteer = open_gazetteer()
    country = gazetteer.country(where) if where else None
    if where and country is None:
        name = written
    own = gazetteer.country(name)
    if own is not None and country is None:
        return {"name": name, "country": own.iso3, "lat": own.lat, "lon": own.lon}
    found = [t for t in gazetteer.lookup(name) if country is None or t.country == country.iso3]
    if not found:
        return {"name": name, "country": country.iso3 if country else None, "lat": None, "lon": None}
    best = max(found, key=lambda toponym: toponym.prominence)
    return {"name": name, "country": best.country, "lat": best.lat, "lon": best.lon}
