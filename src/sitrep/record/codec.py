"""Records come in and JSON goes out, and back; the one module that knows msgspec."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from sitrep.errors import InputError
from sitrep.record.record import SCHEMA, Record

__all__ = ["amended", "decode", "encode", "from_json", "record_schema", "to_builtins", "to_json"]

T = TypeVar("T")


def encode(value: object, *, indent: int | None = None) -> str:
    """``value`` (dataclasses, lists, dicts, numbers, text) as JSON; the same value gives the same text."""
    data = msgspec.json.encode(value)
    if indent is not None:
        data = msgspec.json.format(data, indent=indent)
    return data.decode("utf-8")


def decode(data: str | bytes, kind: type[T]) -> T:
    """The value of type ``kind`` that ``data`` holds; :class:`InputError` where it holds none."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise InputError(f"JSON of {getattr(kind, '__name__', kind)} was expected: {fault}") from None


def to_builtins(value: object) -> Any:
    """``value`` as plain dicts, lists and scalars, keyed as in its JSON."""
    return msgspec.to_builtins(value)


def amended(value: T, cells: Mapping[str, object]) -> T:
    """``value`` with other ``cells``; :class:`InputError` where one of them cannot hold what it is given."""
    return decode(encode({**to_builtins(value), **cells}), type(value))


def to_json(record: Record, *, indent: int | None = None) -> str:
    """A record as JSON of schema ``sitrep.record/1``."""
    return encode(record, indent=indent)


def from_json(data: str | bytes) -> Record:
    """The record that ``data`` holds, every span checked against its text; else :class:`InputError`."""
    return decode(data, Record)


def record_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a record."""
    schema = msgspec.json.schema(Record)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": SCHEMA, **schema}
