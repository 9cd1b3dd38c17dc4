"""Tables that a person edited in a spreadsheet come back, and a correction of each row changed is filed.

What a cell says now is held against two others: what the ledger says, and, by the row's fingerprint, what
the export said. A cell that is as it was exported is left alone, however the ledger went on; one that both
the person and the ledger changed is a conflict, and nothing is filed of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from sitrep.errors import InputError, LedgerError
from sitrep.ledger.cells import to_value
from sitrep.ledger.entries import Corrected, Logged, Value
from sitrep.ledger.history import named_in
from sitrep.ledger.reviewing import CORRECTABLE, check_fields
from sitrep.ledger.written import CUT, DAYS, NUMBERS, canonical, is_lossy_copy, mark, marks, meant, readings

if TYPE_CHECKING:
    from sitrep.ledger.ledger import Ledger
    from sitrep.ledger.sheets import Sheet, SheetRow

__all__ = ["FINGERPRINT", "IDS", "Present", "Refused", "Returned", "file_sheets", "ids_in"]

FINGERPRINT = "as_exported"
"""The column of a row's fingerprint."""
IDS = ("id", "figure", "item")
"""The columns that may hold the id of a row; it is the first of them that a table has."""
Key = tuple[str, str]
_PLACE = ("place", "country", "lat", "lon")
_DERIVED = (FINGERPRINT, "link")
_FAULTS = frozenset({"#N/A", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"})
_SHOWN = 60  # characters of a cell in a message


@dataclass(frozen=True, slots=True)
class Present:
    """A row as an export would write it now: the kind of thing it is, and its cells in their order."""

    kind: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Refused:
    """What was not filed: a cell of a row, or the row where ``cell`` is None, and why."""

    where: str
    id: str
    cell: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Returned:
    """How it went: what was filed, what was refused, and how many cells only the ledger has changed."""

    filed: tuple[Logged, ...]
    refused: tuple[Refused, ...]
    outdated: int


def ids_in(sheets: Iterable[Sheet]) -> set[Key]:
    """The rows that ``sheets`` speak of: the column that holds the id, and the id.

    :class:`InputError` where no sheet has such a column.
    """
    rows = [row for sheet in sheets for row in sheet.rows]
    if not any(_id_column(row) for row in rows):
        there_are = ", ".join(name for row in rows[:1] for name in row.cells)
        raise InputError(f"a column {' or '.join(IDS)} was expected; there are {there_are or 'none'}")
    return {key for key in map(_key, rows) if key is not None}


def file_sheets(
    ledger: Ledger,
    sheets: Sequence[Sheet],
    present: Mapping[Key, Present],
    *,
    saved_at: str,
    reason: str | None = None,
    by: str | None = None,
) -> Returned:
    """File a correction for each row of ``sheets`` in which a person changed cells.

    ``present`` holds the rows of :func:`ids_in` as they are now. Where a row has lost its fingerprint, a
    cell that was corrected in the ledger after ``saved_at`` (ISO 8601, UTC) counts as a conflict. What
    cannot be filed is refused cell by cell, and the rest goes on.
    """
    desk = _Desk(ledger, saved_at)
    for sheet in sheets:
        rows = sorted((row for row in sheet.rows if _id_column(row)), key=_order)
        for key, alike in groupby(rows, key=_key):
            desk.take(sheet, key, list(alike), present.get(key) if key else None)
    filed = tuple(desk.file(reason, by))
    return Returned(filed, tuple(desk.refused), desk.outdated)


def _id_column(row: SheetRow) -> str | None:
    return next((name for name in IDS if name in row.cells), None)


def _key(row: SheetRow) -> Key | None:
    name = _id_column(row)
    value = row.cells[name].strip() if name else ""
    return (name, value) if name and value else None


def _order(row: SheetRow) -> Key:
    return _key(row) or ("", "")


@dataclass(frozen=True, slots=True)
class _Change:
    """The cells of one row that a person changed, each with what it may mean; ``texts`` are as they came."""

    where: str
    id: str
    present: Present
    cells: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, str]


@dataclass
class _Desk:
    """Takes rows one by one, and keeps what is to be filed and what cannot be."""

    ledger: Ledger
    saved_at: str
    changes: list[_Change] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    outdated: int = 0

    def take(self, sheet: Sheet, key: Key | None, rows: Sequence[SheetRow], present: Present | None) -> None:
        """Look at the ``rows`` of one id, mostly a single one."""
        if key is None or present is None:
            why = "it has no id" if key is None else self._absence(key[1])
            self.refused += [Refused(row.where, key[1] if key else "", None, why) for row in rows]
            return
        row = _Change(rows[0].where, key[1], present, {}, {})
        cells = self._agreed(row, rows)
        found = {name: readings(name, text, has_commas=sheet.has_commas) for name, text in cells.items()}
        exported = marks((n for n in present.cells if n not in _DERIVED), cells.get(FINGERPRINT, ""))
        changed = {
            name: found[name]
            for name, now in present.cells.items()
            if name in found
            and name not in _DERIVED
            and not _is_same(name, found[name], canonical(name, now), sheet.is_lossy)
            and self._may_change(row, name, found[name], exported.get(name))
        }
        if changed:
            self.changes.append(_Change(row.where, row.id, present, changed, cells))

    def _absence(self, name: str) -> str:
        lead = self.ledger.locate(name)
        if lead is None:
            return "nothing here has this id"
        return "it is in no table now" if lead.leads_to == name else f"it is part of {lead.leads_to} now"

    def _agreed(self, row: _Change, rows: Sequence[SheetRow]) -> dict[str, str]:
        """The cells of which all rows of one id say the same; the others are refused."""
        agreed = {}
        for name in dict.fromkeys(name for one in rows for name in one.cells):
            said = {one.cells[name] for one in rows if name in one.cells}
            if len(said) == 1:
                agreed[name] = said.pop()
            elif name in row.present.cells:
                where = ", ".join(one.where for one in rows)
                words = " and ".join(map(_short, sorted(said)))
                self.refused.append(Refused(where, row.id, name, f"rows of one id say {words}"))
        return agreed

    def _may_change(self, row: _Change, name: str, found: tuple[str, ...], exported: str | None) -> bool:
        """Whether a cell that is not as the ledger has it was changed by a person, and may be."""
        now = row.present.cells[name]
        is_moved = exported is not None and exported != mark(name, now)
        if is_moved and exported in {mark(name, reading) for reading in found}:
            self.outdated += 1
            return False
        if exported is None and name == "status" and found[0] == "to_review":
            return False  # without a fingerprint it is likelier to be old than to be meant
        why = self._objection(row, name, found[0], is_moved, exported is None)
        if why is not None:
            self.refused.append(Refused(row.where, row.id, name, why))
        return why is None

    def _objection(self, row: _Change, name: str, reading: str, is_moved: bool, is_bare: bool) -> str | None:
        """Why a changed cell cannot be filed, whatever it says; None where it can."""
        now, kind = _short(row.present.cells[name]), row.present.kind
        cell = "place" if kind == "event" and name in _PLACE else name
        if cell not in CORRECTABLE.get(kind, ()):
            return f"it is {now} in the ledger, and cannot be corrected{_HINTS.get((kind, name), '')}"
        if is_moved:
            return f"it was changed to {_short(reading)} here, and to {now} in the ledger since the export"
        if is_bare and (row.id, cell) in self._recent:
            return f"somebody corrected it to {now} after the file was saved"
        return f"{reading} is a fault of the spreadsheet" if reading in _FAULTS else None

    @cached_property
    def _recent(self) -> frozenset[tuple[str, str]]:
        """The cells, by id, that people corrected after the file was saved."""
        found: set[tuple[str, str]] = set()
        for logged in self.ledger.acts():
            if isinstance(logged.entry, Corrected) and logged.filed_at > self.saved_at:
                for name in named_in(logged.entry):
                    lead = self.ledger.locate(name)
                    ids = {name, lead.leads_to} if lead else {name}
                    found |= {(one, cell) for one in ids for cell in logged.entry.fields}
        return frozenset(found)

    def file(self, reason: str | None, by: str | None) -> Iterator[Logged]:
        """File what is to be filed, an entry a row."""
        for change in self.changes:
            fields = {name: value for names in _groups(change) for name, value in self._held(change, names)}
            try:
                if fields:
                    yield self.ledger.correct(change.id, fields, reason=reason, by=by)
            except LedgerError as fault:
                self.refused.append(Refused(change.where, change.id, None, str(fault)))

    def _held(self, change: _Change, names: Sequence[str]) -> Iterator[tuple[str, Value]]:
        """The value of the changed cells ``names``, which are one field of the ledger, if it can hold it."""
        name = "place" if change.present.kind == "event" and names[0] in _PLACE else names[0]
        try:
            value = _place(change) if name == "place" else _value(name, change)
            check_fields(change.present.kind, {name: value})
            _check_order(change, name)
        except (InputError, LedgerError) as fault:
            self.refused.append(Refused(change.where, change.id, ", ".join(names), str(fault)))
        else:
            yield name, value


_HINTS = {("series", name): "; correct the numbers in the table versions" for name in ("low", "high")}


def _is_same(name: str, found: Sequence[str], now: str, is_lossy: bool) -> bool:
    if name == "status" and (found[0], now) == ("accepted", "corrected"):
        return True  # an event that was accepted with other values shows as corrected
    return any(reading == now or (is_lossy and is_lossy_copy(reading, now)) for reading in found)


def _groups(change: _Change) -> list[list[str]]:
    """The changed cells, those of a place together."""
    if change.present.kind != "event":
        return [[name] for name in change.cells]
    place = [name for name in change.cells if name in _PLACE]
    return [*([place] if place else []), *([name] for name in change.cells if name not in _PLACE)]


def _value(name: str, change: _Change) -> Value:
    """What the ledger files of a cell; :class:`InputError` where it may be two things, or is none."""
    found, text = change.cells[name], meant(change.texts[name])
    if text.endswith(CUT.strip()):
        raise InputError("it was too long for its cell and is cut")
    if name not in DAYS | NUMBERS:
        return to_value(name, text)
    if len(found) > 1:
        form = "YYYY-MM-DD" if name in DAYS else "digits alone"
        raise InputError(f"it may be {' or '.join(found)}; write it as {form}")
    if name in NUMBERS and "," in found[0]:
        raise InputError(f"{name} must be a number, not {found[0]!r}")
    return to_value(name, found[0])


def _place(change: _Change) -> Value:
    """A place by what changed of it: looked up by name and country, unless degrees are given too."""
    cells = {name: canonical(name, change.present.cells.get(name, "")) for name in _PLACE}
    cells |= {name: found[0] for name, found in change.cells.items() if name in _PLACE}
    if not cells["place"]:
        return None
    if {"lat", "lon"} & change.cells.keys():
        degrees = {name: _degrees(name, cells[name]) for name in ("lat", "lon")}
        return {"name": cells["place"], "country": cells["country"] or None, **degrees}
    found = _in_country(cells["place"], cells["country"])
    if "country" not in change.cells and found["lat"] is None:
        return to_value("place", cells["place"])
    return found


def _in_country(name: str, country: str) -> dict[str, str | float | None]:
    if not country:
        return {"name": name, "country": None, "lat": None, "lon": None}
    found = to_value("place", f"{name}, {country}")
    assert isinstance(found, dict)
    if found["country"] is None:
        raise InputError(f"no country is {country!r}; three letters of ISO 3166 were expected")
    return found


def _degrees(name: str, written: str) -> float | None:
    """:class:`InputError` for what is no number of degrees."""
    try:
        degrees = float(written) if written else None
    except ValueError:
        raise InputError(f"{name} must be a number, not {written!r}") from None
    if degrees is not None and not abs(degrees) <= (90 if name == "lat" else 180):
        raise InputError(f"{name} is in degrees, not {written}")
    return degrees


def _check_order(change: _Change, name: str) -> None:
    """Raise :class:`InputError` for a lower end above the upper one, in what the row says now."""
    for first, last in (("low", "high"), ("earliest", "latest")):
        if name in (first, last):
            cells = {**change.present.cells, **{n: found[0] for n, found in change.cells.items()}}
            ends = [_comparable(n, cells.get(n, "")) for n in (first, last)]
            if None not in ends and ends[0] > ends[1]:  # type: ignore[operator]
                raise InputError(f"{first} {cells[first]} is above {last} {cells[last]}")


def _comparable(name: str, written: str) -> float | str | None:
    if not written:
        return None
    return float(written) if name in NUMBERS else written[:10]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return repr(line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…") if line else "empty"
