"""Rows of a record come in as dataclasses, and a data frame of pandas or polars goes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Any

from sitrep.errors import MissingExtra

__all__ = ["to_frame"]


def to_frame(rows: Iterable[object]) -> Any:
    """A data frame with a line a row: of pandas where it is installed, else of polars.

    A nested object gives a column for each of its fields (``speaker.quote``); a list of passages
    gives one column of their words, parted by " | ". :class:`MissingExtra` where neither library is.
    """
    lines = [dict(_cells("", row)) for row in rows]
    for name in ("pandas", "polars"):
        try:
            library = import_module(name)
        except ImportError:
            continue
        return library.DataFrame(lines)
    raise MissingExtra("data frames need pandas or polars: pip install 'sitrep[frames]'")


def _cells(prefix: str, value: object) -> Iterator[tuple[str, object]]:
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            name = f"{prefix}.{field.name}" if prefix else field.name
            yield from _cells(name, getattr(value, field.name))
    elif isinstance(value, tuple):
        yield prefix, " | ".join(str(getattr(item, "quote", item)) for item in value)
    else:
        yield prefix, value
