"""Named key fields come in, and the id that every machine gives to the same thing goes out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

__all__ = ["id_of", "identify", "identify_each", "number_of"]


def identify(prefix: str, *key: str | int | None) -> str:
    """``prefix`` and sixteen hexadecimal digits of BLAKE2b over ``key``, one field after another.

    Each field is preceded by its length, so that no two different keys run together; ``None``
    and ``""`` differ. The same key gives the same id on every machine and in every session.

    >>> identify("event", "r-1", 0, 7) == identify("event", "r-1", 0, 7)
    True
    """
    digest = hashlib.blake2b(digest_size=8)
    for field in key:
        data = b"" if field is None else str(field).encode("utf-8", "surrogatepass")
        mark = b"-" if field is None else str(len(data)).encode()
        digest.update(mark + b":" + data)
    return f"{prefix}-{digest.hexdigest()}"


def identify_each(prefix: str, keys: Iterable[tuple[str | int | None, ...]]) -> list[str]:
    """An id for each of ``keys`` in order; a key that comes again is told apart by an ordinal."""
    seen: Counter[tuple[str | int | None, ...]] = Counter()
    ids = []
    for key in keys:
        ids.append(identify(prefix, *key, *([seen[key]] if seen[key] else [])))
        seen[key] += 1
    return ids


def number_of(id_: str) -> int:
    """The sixteen hexadecimal digits of an id as a number, for whoever holds millions of them.

    >>> id_of("e", number_of("e-00000000000000ff"))
    'e-00000000000000ff'
    """
    return int(id_.rpartition("-")[2], 16)


def id_of(prefix: str, number: int) -> str:
    """The id whose digits are ``number``."""
    return f"{prefix}-{number:016x}"
