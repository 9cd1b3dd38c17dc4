"""Rows of the ledger's log come in, and entries as values go out, and back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sitrep.errors import InputError, LedgerError
from sitrep.record import Record, identify
from sitrep.record.codec import decode, encode

__all__ = [
    "Entry",
    "Failed",
    "Filed",
    "Logged",
    "Unknown",
    "digest_entry",
    "from_payload",
    "subject",
    "to_payload",
]


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
class Unknown:
    """An entry of a kind that a newer sitrep wrote: kept and shown, and of no effect here."""

    kind: str
    id: str
    payload: str


Entry = Filed | Failed | Unknown
_KINDS: dict[str, type[Filed] | type[Failed]] = {"filed": Filed, "failed": Failed}


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry as it stands in the log: its number, and when it was filed (ISO 8601, UTC)."""

    sequence: int
    filed_at: str
    entry: Entry


def subject(entry: Entry) -> str:
    """The id of what ``entry`` is about, under which the same entry is known again."""
    match entry:
        case Filed(record):
            return record.report.id
        case Failed(where, reason):
            return identify("failed", where, reason)
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


def digest_entry(filed_at: str, kind: str, name: str, payload: str) -> str:
    """BLAKE2b over all that an entry says, by which a change to it shows."""
    digest = hashlib.blake2b(digest_size=16)
    for field in (filed_at, kind, name, payload):
        data = field.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()
