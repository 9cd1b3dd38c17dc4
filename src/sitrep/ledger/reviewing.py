"""What a person wants done to a ledger comes in as words, and acts whose ids and values hold go out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import get_args

from sitrep.errors import LedgerError
from sitrep.ledger.decisions import standing_acts, standing_digests
from sitrep.ledger.entries import Corrected, Judged, Logged, Noted, Retracted, Undone, Value
from sitrep.ledger.state import Status
from sitrep.merge.judgement import Verdict
from sitrep.record.event import Reality
from sitrep.record.figure import MEASURES, Bound

__all__ = [
    "CORRECTABLE",
    "check_fields",
    "correction",
    "judgement",
    "note",
    "retraction",
    "splitting",
    "undoing",
]

Fields = Mapping[str, Value]

#: The cells that a person may correct, by the kind of thing.
CORRECTABLE: dict[str, tuple[str, ...]] = {
    "event": ("type", "mode", "actors", "recipients", "place", "earliest", "latest", "reality", "status"),
    "figure": ("low", "high", "bound", "measure", "counted", "unit", "event"),
    "series": ("best",),
    "statement": ("speaker", "replies_to"),
    "actor": ("name", "country", "sectors"),
    "report": ("title", "publisher", "published", "url"),
}
_JUDGED = ("event", "actor", "statement", "report")


class Items:
    """The ids of an open ledger: what each is, and which are one with it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def kind(self, name: str) -> str:
        """What ``name`` is; :class:`LedgerError` where nothing here has that id."""
        if name.startswith("n-"):
            sql = "SELECT 1 FROM series WHERE id = ?"
            if self._connection.execute(sql, (name,)).fetchone():
                return "series"
        for sql in (
            "SELECT kind FROM told WHERE id = ? AND kind <> 'namesake'",
            "SELECT kind FROM carried WHERE old = ?",
            "SELECT 'report' FROM entries WHERE kind = 'filed' AND id = ?",
        ):
            row = self._connection.execute(sql, (name,)).fetchone()
            if row:
                return str(row[0])
        raise LedgerError(f"nothing here has the id {name}")

    def one_with(self, name: str) -> tuple[str, ...]:
        """``name``, and where it is the id of a row all other items of that row."""
        sql = "SELECT id FROM told WHERE leads_to = ? AND id <> ? AND kind <> 'namesake' ORDER BY id"
        kind = self.kind(name)
        if kind not in ("event", "statement", "actor"):
            return (name,)
        if kind == "actor":
            sql = """SELECT a.id FROM told o JOIN told a ON a.owner = o.id AND a.kind = 'actor'
                WHERE o.leads_to = ? AND a.id <> ? ORDER BY a.id"""
        return (name, *(row[0] for row in self._connection.execute(sql, (name, name))))

    def beside(self, name: str) -> tuple[str, ...]:
        """Every item of the row that ``name`` is part of."""
        self.kind(name)
        row = self._connection.execute("SELECT leads_to FROM leads WHERE id = ?", (name,)).fetchone()
        return self.one_with(row[0]) if row else ()


def judgement(
    items: Items, a: str, b: str, verdict: Verdict, *, reason: str | None, by: str | None
) -> Judged:
    """The judgement that ``a`` and ``b`` are ``verdict``; :class:`LedgerError` where they cannot be."""
    if a == b:
        raise LedgerError(f"{a} cannot be judged against itself")
    kinds = items.kind(a), items.kind(b)
    if kinds[0] != kinds[1] or kinds[0] not in _JUDGED:
        raise LedgerError(
            f"two events, actors, statements or reports can be judged; {a} is a {kinds[0]}, {b} a {kinds[1]}"
        )
    ours, theirs = items.one_with(a), items.one_with(b)
    if verdict != "same" and (b in ours or a in theirs):
        # They are one now: said of these two alone, what else is one with either may go its own way.
        return Judged((a,), (b,), verdict, reason, by)
    return Judged(ours, theirs, verdict, reason, by)


def correction(items: Items, name: str, fields: Fields, *, reason: str | None, by: str | None) -> Corrected:
    """The correction of cells of ``name``; :class:`LedgerError` for a cell or value that it cannot have."""
    kind = items.kind(name)
    check_fields(kind, fields)
    event = fields.get("event")
    if kind == "figure" and event is not None and items.kind(str(event)) != "event":
        raise LedgerError(f"a figure's event is the id of an event, not {event}")
    return Corrected((name,), dict(fields), reason, by)


def retraction(items: Items, name: str, *, reason: str | None, by: str | None) -> Retracted:
    """The retraction of ``name``: of a row all its items, of an item in another's row only itself."""
    return Retracted(items.one_with(name), reason, by)


def splitting(items: Items, name: str, *, reason: str | None, by: str | None) -> Judged:
    """The judgement that the item ``name`` is different from everything else that is one with it now.

    :class:`LedgerError` where nothing is one with it.
    """
    others = tuple(other for other in items.beside(name) if other != name)
    if not others:
        raise LedgerError(f"{name} stands alone already")
    return Judged((name,), others, "different", reason, by)


def note(items: Items, name: str, text: str, *, reason: str | None, by: str | None) -> Noted:
    """A remark on ``name``."""
    items.kind(name)
    if not text.strip():
        raise LedgerError("a note needs words")
    return Noted(name, text, reason, by)


def undoing(
    log: Sequence[Logged], name: str | None, *, own: bool, reason: str | None, by: str | None
) -> Undone:
    """What takes back the entry ``name`` (its digest or the beginning of it), else the last act standing.

    Of ``own`` acts the last that ``by`` did.
    """
    if name is None:
        acts = sorted(standing_acts(log), key=lambda logged: logged.sequence)
        if own:
            acts = [logged for logged in acts if getattr(logged.entry, "by", None) == by]
        if not acts:
            raise LedgerError("there is no act left to undo")
        return Undone(acts[-1].digest, reason, by)
    found = [logged for logged in log if logged.digest.startswith(name.removeprefix("#"))]
    if len(found) != 1:
        raise LedgerError(
            f"no act {name} here" if not found else f"{name} is the beginning of {len(found)} acts"
        )
    if found[0].digest not in standing_digests(log):
        raise LedgerError(f"{name} is undone already")
    return Undone(found[0].digest, reason, by)


def check_fields(kind: str, fields: Fields) -> None:
    """Raise :class:`LedgerError` for a cell that a ``kind`` has not, or a value that a cell cannot hold."""
    known = CORRECTABLE.get(kind, ())
    if not fields:
        raise LedgerError(f"say what to correct, as FIELD=VALUE; of a {kind}: {', '.join(known)}")
    for name, value in fields.items():
        if name not in known:
            there_are = f"there are {', '.join(known)}" if known else "nothing of it can be corrected"
            raise LedgerError(f"a {kind} has no cell {name}; {there_are}")
        expected = _expected(name, value)
        if expected is not None:
            raise LedgerError(f"{name} of a {kind} must be {expected}, not {value!r}")


def _expected(name: str, value: Value) -> str | None:
    """In words what ``value`` should have been; None where it is right."""
    if name not in _RULES:
        return None if value is None or isinstance(value, str) else "text"
    holds, words = _RULES[name]
    return None if holds(value) else words


def _is_name(value: Value) -> bool:
    """Whether ``value`` may be the name of a type; the codebook, which may be anybody's own, is not asked."""
    return isinstance(value, str) and bool(value) and value.isupper()


def _is_number(value: Value) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _is_day(value: Value) -> bool:
    if value is None:
        return True
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        return False
    return isinstance(value, str)


def _is_list(value: Value) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def _is_place(value: Value) -> bool:
    return value is None or (isinstance(value, dict) and set(value) == {"name", "country", "lat", "lon"})


def _is_country(value: Value) -> bool:
    return value is None or (
        isinstance(value, str) and len(value) == 3 and value.isalpha() and value.isupper()
    )


def _one_of(options: Sequence[str]) -> tuple[Callable[[Value], bool], str]:
    return (lambda value: value in options, f"one of {', '.join(options)}")


_RULES: dict[str, tuple[Callable[[Value], bool], str]] = {
    **dict.fromkeys(("low", "high", "best"), (_is_number, "a number")),
    **dict.fromkeys(("earliest", "latest", "published"), (_is_day, "an ISO 8601 date")),
    **dict.fromkeys(("actors", "recipients", "sectors"), (_is_list, "a list of names")),
    "place": (_is_place, "a place"),
    "type": (_is_name, "the name of an event type, in capitals"),
    "country": (_is_country, "three letters of ISO 3166"),
    "bound": _one_of(get_args(Bound)),
    "measure": _one_of(tuple(MEASURES)),
    "reality": _one_of(get_args(Reality)),
    "status": _one_of(get_args(Status)),
}
