"""An open ledger comes in, and all its events as columns of numbers, to count and filter at once, go out.

A page of a desk over a million events has to say how many there are of each kind, country and status, and
which come next, for any filter. SQLite answers that in seconds, columns in memory in milliseconds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sitrep.ledger.filters import NOWHERE, Filter
from sitrep.ledger.state import PlaceRow
from sitrep.record.codec import decode, encode
from sitrep.record.ids import id_of, number_of

__all__ = ["FACETS", "UNDATED", "Facet", "Overview"]

Facet = Literal["status", "type", "reality", "country", "disputed"]
FACETS: tuple[Facet, ...] = ("status", "type", "reality", "country", "disputed")
UNDATED = np.iinfo(np.int32).min
"""Stands for a day that is not known, among ordinals of the proleptic Gregorian calendar."""

_Mask = NDArray[np.bool_]
_AT = "\t"
_NOWHERE = PlaceRow("", None, None, None)
_STANDING = 64  # bytes of a standing that are compared; the id behind them breaks ties
_COLUMNS = """
SELECT e.id, e.standing, e.type, coalesce(e.mode, 'none'), e.status, e.reality,
  e.place, e.earliest, e.latest, e.independent
FROM events e
"""
_DISPUTED = "SELECT DISTINCT event FROM series WHERE disputed AND event IS NOT NULL"
_COUNTED = "SELECT DISTINCT event FROM series WHERE event IS NOT NULL"
_AMONG = "IN (SELECT value FROM json_each(?))"
_CODED = ("type", "mode", "status", "reality", "country", "place")


@dataclass(frozen=True)
class _Words:
    """Words of one column and the number that stands for each; shared by all that came of one reading."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, word: str) -> int:
        return self.numbers.setdefault(word, len(self.numbers))

    def listed(self) -> list[str]:
        return list(self.numbers)


@dataclass(frozen=True)
class Overview:
    """Every event of a ledger, a column a cell, in the order of the view; it never changes.

    ``ids`` are the digits of an event's id as a number, ``first`` and ``last`` days as ordinals (or
    ``UNDATED``), ``latitude`` and ``longitude`` degrees or NaN. ``coded`` columns hold numbers of ``words``.
    """

    at: int
    words: dict[str, _Words]
    coded: dict[str, NDArray[np.int32]]
    ids: NDArray[np.uint64]
    standing: NDArray[np.bytes_]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    latitude: NDArray[np.float32]
    longitude: NDArray[np.float32]
    independent: NDArray[np.int32]
    disputed: _Mask
    counted: _Mask

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def read(cls, connection: sqlite3.Connection) -> Overview:
        """The overview of every event that the ledger holds."""
        words = {name: _Words() for name in _CODED}
        at = _last_touch(connection)
        rows = connection.execute(f"{_COLUMNS} ORDER BY e.standing, e.id")
        disputed = {_number(row[0]) for row in connection.execute(_DISPUTED)}
        counted = {_number(row[0]) for row in connection.execute(_COUNTED)}
        return _of_rows(at, words, rows, disputed, counted)

    def refreshed(self, connection: sqlite3.Connection) -> Overview:
        """This overview brought up to date; itself where nothing was written since."""
        newest = _last_touch(connection)
        if newest == self.at:
            return self
        (oldest,) = connection.execute("SELECT coalesce(min(n), 0) FROM touched").fetchone()
        if newest < self.at or oldest > self.at + 1:
            return Overview.read(connection)
        touched = connection.execute("SELECT DISTINCT event FROM touched WHERE n > ?", (self.at,))
        return self._with(connection, [row[0] for row in touched], newest)

    def _with(self, connection: sqlite3.Connection, names: Sequence[str], at: int) -> Overview:
        asked = (encode(list(names)),)
        rows = connection.execute(f"{_COLUMNS} WHERE e.id {_AMONG} ORDER BY e.standing, e.id", asked)
        disputed, counted = (
            {_number(row[0]) for row in connection.execute(f"{sql} AND event {_AMONG}", asked)}
            for sql in (_DISPUTED, _COUNTED)
        )
        new = _of_rows(at, self.words, rows, disputed, counted)
        gone = self.positions(names)
        kept = _mapped(self, lambda column: np.delete(column, gone))
        where = np.searchsorted(kept.standing, new.standing, side="right")
        columns: dict[str, Any] = {
            name: np.insert(getattr(kept, name), where, getattr(new, name)) for name in _PLAIN
        }
        coded = {name: np.insert(kept.coded[name], where, new.coded[name]) for name in _CODED}
        return replace(kept, at=at, coded=coded, **columns)

    # -- asking ---------------------------------------------------------------------------------

    def positions(self, names: Iterable[str]) -> NDArray[np.intp]:
        """Where those of ``names`` that are events here stand, in order."""
        wanted = np.array(sorted({_number(name) for name in names}), np.uint64)
        return np.flatnonzero(np.isin(self.ids, wanted))

    def position(self, name: str) -> int | None:
        """Where the event ``name`` stands; None where it is not here."""
        found = np.flatnonzero(self.ids == np.uint64(_number(name)))
        return int(found[0]) if len(found) else None

    def names(self, positions: Iterable[int]) -> list[str]:
        """The ids of the events at ``positions``."""
        return [id_of("e", int(self.ids[position])) for position in positions]

    def held(self, names: Iterable[str]) -> _Mask:
        """Which events are among ``names``."""
        found = np.zeros(len(self), bool)
        found[self.positions(names)] = True
        return found

    def mask(self, wanted: Filter, *, held: _Mask | None = None, beside: Facet | None = None) -> _Mask:
        """Which events ``wanted`` covers, its cell ``beside`` left aside.

        Words and parties stand in no column: ``held`` are the events that hold them.
        """
        found = np.ones(len(self), bool)
        for name in ("type", "mode", "status", "reality", "country"):
            values = getattr(wanted, name)
            if values and name != beside:
                known = np.zeros(len(self.words[name].numbers) + 1, bool)
                known[[self.words[name].numbers.get(value, -1) for value in values]] = True
                known[-1] = False
                found &= known[self.coded[name]]
        if wanted.disputed is not None and beside != "disputed":
            found &= self.disputed == wanted.disputed
        if wanted.place is not None:
            codes = [n for word, n in self.words["place"].numbers.items() if _name(word) == wanted.place]
            found &= np.isin(self.coded["place"], codes)
        if wanted.since is not None or wanted.until is not None:
            found &= self.first != UNDATED
        if wanted.since is not None:
            found &= self.last >= date.fromisoformat(wanted.since).toordinal()
        if wanted.until is not None:
            found &= self.first <= date.fromisoformat(wanted.until).toordinal()
        if held is not None:
            found &= held
        return found

    def count(self, facet: Facet, mask: _Mask) -> list[tuple[str, int]]:
        """How many of the events in ``mask`` have each value of ``facet``, the commonest first."""
        if facet == "disputed":
            yes = int(np.count_nonzero(self.disputed & mask))
            return [("yes", yes), ("no", int(np.count_nonzero(mask)) - yes)]
        words = self.words[facet].listed()
        numbers = np.bincount(self.coded[facet][mask], minlength=len(words))
        found = [(word, int(number)) for word, number in zip(words, numbers, strict=True) if number]
        return sorted(found, key=lambda pair: (pair[0] == NOWHERE, -pair[1], pair[0]))

    def places(self, mask: _Mask) -> list[tuple[int, int]]:
        """The places of the events in ``mask`` that have coordinates: a position at each, and how many."""
        at = np.flatnonzero(mask & ~np.isnan(self.latitude))
        codes = self.coded["place"][at]
        counts = np.bincount(codes, minlength=len(self.words["place"].numbers))
        first = np.zeros(len(counts), np.intp)
        first[codes[::-1]] = at[::-1]
        return [(int(first[code]), int(counts[code])) for code in np.flatnonzero(counts)]


_PLAIN = (
    *("ids", "standing", "first", "last", "latitude", "longitude", "independent", "disputed", "counted"),
)


def _mapped(overview: Overview, change: Any) -> Overview:
    columns = {name: change(getattr(overview, name)) for name in _PLAIN}
    return replace(overview, coded={n: change(c) for n, c in overview.coded.items()}, **columns)


def _of_rows(
    at: int, words: dict[str, _Words], rows: Iterable[tuple[Any, ...]], disputed: set[int], counted: set[int]
) -> Overview:
    coded: dict[str, list[int]] = {name: [] for name in _CODED}
    type_, mode, status, reality, country, place = (words[name].number for name in _CODED)
    t, m, s, r, c, p = coded.values()
    ids, standing, first, last, latitude, longitude, independent = ([] for _ in range(7))
    spots: dict[str | None, tuple[int, int, float | None, float | None]] = {}
    for row in rows:
        ids.append(number_of(row[0]))
        standing.append(row[1].encode()[:_STANDING])
        t.append(type_(row[2]))
        m.append(mode(row[3]))
        s.append(status(row[4]))
        r.append(reality(row[5]))
        spot = spots.get(row[6])
        if spot is None:  # one place has many events, and is taken apart once
            at_place = decode(row[6], PlaceRow) if row[6] is not None else _NOWHERE
            where = f"{at_place.name}{_AT}{at_place.lat or 0:.3f}"
            spot = (country(at_place.country or NOWHERE), place(where), at_place.lat, at_place.lon)
            spots[row[6]] = spot
        c.append(spot[0])
        p.append(spot[1])
        latitude.append(spot[2])
        longitude.append(spot[3])
        first.append(_ordinal(row[7] or row[8]))
        last.append(_ordinal(row[8] or row[7]))
        independent.append(row[9])
    keys = np.array(ids, np.uint64)
    return Overview(
        at,
        words,
        {name: np.array(column, np.int32) for name, column in coded.items()},
        keys,
        np.array(standing, f"S{_STANDING}"),
        np.array(first, np.int32),
        np.array(last, np.int32),
        np.array(latitude, np.float32),
        np.array(longitude, np.float32),
        np.array(independent, np.int32),
        np.isin(keys, np.array(sorted(disputed), np.uint64)),
        np.isin(keys, np.array(sorted(counted), np.uint64)),
    )


def _name(place: str) -> str:
    """The name of a place, of which there may be several that differ in latitude."""
    return place.partition(_AT)[0]


def _number(name: str) -> int:
    """The digits of an id as a number; one that no event has where ``name`` is of another form."""
    try:
        return number_of(name) if name.startswith("e-") and len(name) == 18 else 0
    except ValueError:
        return 0


@lru_cache(maxsize=1 << 16)
def _ordinal(day: str | None) -> int:
    if day is None:
        return int(UNDATED)
    try:
        return date(int(day[:4]), int(day[5:7]), int(day[8:10])).toordinal()
    except ValueError:
        return int(UNDATED)


def _last_touch(connection: sqlite3.Connection) -> int:
    (at,) = connection.execute("SELECT coalesce(max(n), 0) FROM touched").fetchone()
    return int(at)
