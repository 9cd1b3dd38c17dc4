"""Rows of the ledger's log come in, and entries as values go out, and back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sitrep.errors import InputError, LedgerError
from sitrep.merge.judgement import Verdict
from sitrep.record import Record, identify
from sitrep.record.codec import decode, encode

__all__ = [
    "Act",
    "Corrected",
    "Entry",
    "Erased",
    "Failed",
    "Filed",
    "Judged",
    "Logged",
    "Noted",
    "Retracted",
    "Undone",
    "Unknown",
    "Value",
    "digest_entry",
    "from_payload",
    "from_row",
    "subject",
    "to_payload",
]

Value = str | int | float | bool | None | list[str] | dict[str, str | float | None]
"""What a person may put into a cell."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A report was read and filed; ``record`` holds its text and all that was read from it."""

    record: Record


@dataclass(frozen=True, slots=True)
class Failed:
    """An input could not be read: ``where`` names it, ``reason`` says why."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A person judged what ``a`` and ``b`` are to each other.

    Either lists ids of items, first the one named, then all that were one with it when it was judged.
    """

    a: tuple[str, ...]
    b: tuple[str, ...]
    verdict: Verdict
    reason: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """A person put ``fields`` in place of what was read of the items ``ids``."""

    ids: tuple[str, ...]
    fields: dict[str, Value]
    reason: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Retracted:
    """A person took the items ``ids`` out of every view."""

    ids: tuple[str, ...]
    reason: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """A person's remark on the item ``id``."""

    id: str
    text: str
    reason: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    """The entry whose digest is ``entry`` is taken back; an undoing can be undone too."""

    entry: str
    reason: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Erased:
    """The text of ``report`` and every quote of it was destroyed for good; only this is left."""

    report: str
    reason: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """An entry of a kind that a newer sitrep wrote: kept and shown, and of no effect here."""

    kind: str
    id: str
    payload: str


Act = Judged | Corrected | Retracted | Noted
"""What a person does to a ledger, and can take back."""
Entry = Filed | Failed | Judged | Corrected | Retracted | Noted | Undone | Erased | Unknown
_KINDS: dict[str, type[Entry]] = {
    kind.__name__.lower(): kind
    for kind in (Filed, Failed, Judged, Corrected, Retracted, Noted, Undone, Erased)
}


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry as it stands in the log: its number here, when it was filed (ISO 8601, UTC), its digest.

    The number is this file's own; the digest is the same in every ledger that holds the entry.
    """

    sequence: int
    filed_at: str
    entry: Entry
    digest: str = ""


def subject(entry: Entry) -> str:
    """The id of what ``entry`` is about, under which the same entry is known again."""
    match entry:
        case Filed(record):
            return record.report.id
        case Failed(where, reason):
            return identify("failed", where, reason)
        case Judged(a):
            return a[0]
        case Corrected(ids) | Retracted(ids):
            return ids[0]
        case Noted(name) | Undone(name) | Erased(name):
            return name
        case Unknown(_, name, _):
            return name


def to_payload(entry: Entry) -> tuple[str, str]:
    """The kind of ``entry`` and its content as JSON."""
    if isinstance(entry, Unknown):
        return entry.kind, entry.payload
    return type(entry).__name__.lower(), encode(entry)


def from_payload(kind: str, name: str, payload: str) -> Entry:
    """The entry that a row of the log holds; :class:`LedgerError` where its content is broken."""
    if kind not in _KINDS:
        return Unknown(kind, name, payload)
    try:
        return decode(payload, _KINDS[kind])
    except InputError as fault:
        raise LedgerError(f"the entry {kind} of {name} cannot be read: {fault}") from None


def from_row(sequence: int, filed_at: str, kind: str, name: str, payload: str, digest: str) -> Logged:
    """The entry that a row of the log is, its cells in the order of the table."""
    return Logged(sequence, filed_at, from_payload(kind, name, payload), digest)


def digest_entry(filed_at: str, kind: str, name: str, payload: str) -> str:
    """BLAKE2b over all that an entry says, by which a change to it shows."""
    digest = hashlib.blake2b(digest_size=16)
    for field in (filed_at, kind, name, payload):
        data = field.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()
