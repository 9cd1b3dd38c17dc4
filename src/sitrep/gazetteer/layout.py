"""Rows and names come in and one file's bytes go out, and back by memory map.

The file is a line of JSON that says where each section lies, then the sections:

``places``   fixed records, see ``_RECORD``; strings are offsets into ``strings``
``strings``  UTF-8, each after a byte with its length
``blocks``   where each block of sixteen keys begins in ``keys``, 32 bits each
``keys``     folded names in order; each keeps how many bytes it shares with the one before
             (0 in a block's first), its own length and bytes, then its postings
``meta``     JSON: countries and exact forms
``words``    JSON: words that are not only place names

A posting is three bytes: the number of a place, and above bit 20 how the name matches. A memory map is
shared between processes and survives a fork, which a SQLite connection does not.
"""

from __future__ import annotations

import json
import struct
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from mmap import mmap

    import numpy as np
    import numpy.typing as npt

__all__ = ["MAGIC", "Columns", "Posting", "Row", "Store", "pack"]

MAGIC = b"sitrep gazetteer 1\n"
_RECORD = struct.Struct("<IiiIIIIHB")
#: The same record as numpy reads it.
_FIELDS = [
    ("geonames_id", "<u4"),
    ("lat", "<i4"),
    ("lon", "<i4"),
    ("population", "<u4"),
    ("name", "<u4"),
    ("admin1", "<u4"),
    ("admin2", "<u4"),
    ("country", "<u2"),
    ("kind", "u1"),
]
_OFFSET = struct.Struct("<I")
_BLOCK = 16
_DEGREE = 100_000
_MATCH_SHIFT = 20


class Row(NamedTuple):
    """One place as stored; ``country`` counts from 1 in the list of countries, 0 is none."""

    geonames_id: int
    lat: float
    lon: float
    population: int
    name: str
    admin1: str
    admin2: str
    country: int
    kind: int


class Columns(NamedTuple):
    """Degrees, people and kind of all places, each an array in the order of the rows."""

    lat: npt.NDArray[np.float64]
    lon: npt.NDArray[np.float64]
    population: npt.NDArray[np.int64]
    kind: npt.NDArray[np.uint8]


class Posting(NamedTuple):
    """That a key names the place of number ``row``; ``match`` counts in ``MATCHES``."""

    match: int
    row: int


def pack(rows: Sequence[Row], keys: Mapping[str, Sequence[Posting]], meta: object, words: object) -> bytes:
    """The bytes of a gazetteer file; the same input gives the same bytes."""
    strings, offsets = _pack_strings(rows)
    blocks, packed = _pack_keys(keys)
    sections = {
        "places": b"".join(_pack_row(row, offsets) for row in rows),
        "strings": strings,
        "blocks": blocks,
        "keys": packed,
        "meta": _to_json(meta),
        "words": _to_json(words),
    }
    head: dict[str, tuple[int, int]] = {}
    position = 0
    for name, section in sections.items():
        head[name] = (position, len(section))
        position += len(section)
    return MAGIC + _to_json(head) + b"\n" + b"".join(sections.values())


def _to_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _pack_strings(rows: Sequence[Row]) -> tuple[bytes, dict[str, int]]:
    packed = bytearray()
    offsets: dict[str, int] = {}
    for text in sorted({text for row in rows for text in (row.name, row.admin1, row.admin2)}):
        data = text.encode()
        offsets[text] = len(packed)
        packed += bytes([len(data)]) + data
    return bytes(packed), offsets


def _pack_row(row: Row, offsets: Mapping[str, int]) -> bytes:
    return _RECORD.pack(
        row.geonames_id,
        round(row.lat * _DEGREE),
        round(row.lon * _DEGREE),
        row.population,
        offsets[row.name],
        offsets[row.admin1],
        offsets[row.admin2],
        row.country,
        row.kind,
    )


def _pack_keys(keys: Mapping[str, Sequence[Posting]]) -> tuple[bytes, bytes]:
    blocks, packed, before = bytearray(), bytearray(), b""
    ordered = sorted((key.encode(), postings) for key, postings in keys.items())
    for number, (key, postings) in enumerate(ordered):
        if number % _BLOCK == 0:
            blocks += _OFFSET.pack(len(packed))
            before = b""
        shared = _count_shared(before, key)
        packed += bytes([shared, len(key) - shared]) + key[shared:]
        packed += len(postings).to_bytes(2, "little")
        for posting in postings:
            packed += (posting.match << _MATCH_SHIFT | posting.row).to_bytes(3, "little")
        before = key
    return bytes(blocks), bytes(packed)


def _count_shared(one: bytes, other: bytes) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count


class Store:
    """A gazetteer file, read where it lies; nothing is copied until it is asked for."""

    def __init__(self, data: mmap | bytes) -> None:
        self._data = data
        end = data.find(b"\n", len(MAGIC))
        head: dict[str, tuple[int, int]] = json.loads(data[len(MAGIC) : end])
        self._sections = {name: (end + 1 + start, size) for name, (start, size) in head.items()}
        self._places, places_size = self._sections["places"]
        self._strings, _ = self._sections["strings"]
        self._blocks, blocks_size = self._sections["blocks"]
        self._keys, self._keys_size = self._sections["keys"]
        self._block_count = blocks_size // _OFFSET.size
        self.row_count = places_size // _RECORD.size

    def section(self, name: str) -> Any:
        """What the JSON of section ``meta`` or ``words`` says."""
        start, size = self._sections[name]
        return json.loads(self._data[start : start + size])

    def row(self, number: int) -> Row:
        """The place of that number."""
        geonames_id, lat, lon, population, name, admin1, admin2, country, kind = _RECORD.unpack_from(
            self._data, self._places + number * _RECORD.size
        )
        return Row(
            geonames_id,
            lat / _DEGREE,
            lon / _DEGREE,
            population,
            self._string(name),
            self._string(admin1),
            self._string(admin2),
            country,
            kind,
        )

    def columns(self) -> Columns:
        """Where all places are, how many live there and of which kind they are, one row a place."""
        import numpy as np  # a tenth of a second that a look-up by name need not wait for

        rows = np.frombuffer(self._data, np.dtype(_FIELDS), self.row_count, self._places)
        return Columns(
            rows["lat"] / _DEGREE,
            rows["lon"] / _DEGREE,
            rows["population"].astype(np.int64),
            rows["kind"].copy(),  # a view would keep the file open
        )

    def kinds(self) -> Counter[int]:
        """How many places there are of each kind."""
        end = self._places + self.row_count * _RECORD.size
        return Counter(self._data[self._places : end][_RECORD.size - 1 :: _RECORD.size])

    def postings(self, key: str) -> list[Posting]:
        """What the folded name ``key`` may stand for, best first; empty where it is no name."""
        wanted = key.encode("utf-8", "replace")
        low, high = 0, self._block_count
        while low < high:
            middle = (low + high) // 2
            if self._first_key(middle) <= wanted:
                low = middle + 1
            else:
                high = middle
        return self._scan(low - 1, wanted) if low else []

    def _string(self, offset: int) -> str:
        start = self._strings + offset
        size = self._data[start]
        return self._data[start + 1 : start + 1 + size].decode()

    def _start_of(self, block: int) -> int:
        if block >= self._block_count:
            return self._keys + self._keys_size
        offset: int = _OFFSET.unpack_from(self._data, self._blocks + block * _OFFSET.size)[0]
        return self._keys + offset

    def _first_key(self, block: int) -> bytes:
        start = self._start_of(block)
        return self._data[start + 2 : start + 2 + self._data[start + 1]]

    def _scan(self, block: int, wanted: bytes) -> list[Posting]:
        data, here, end = self._data, self._start_of(block), self._start_of(block + 1)
        key = b""
        while here < end:
            size = data[here + 1]
            body = here + 2 + size
            key = key[: data[here]] + data[here + 2 : body]
            count = data[body] | data[body + 1] << 8
            if key >= wanted:
                return self._postings_at(body + 2, count) if key == wanted else []
            here = body + 2 + 3 * count
        return []

    def _postings_at(self, start: int, count: int) -> list[Posting]:
        found = []
        for here in range(start, start + 3 * count, 3):
            value = int.from_bytes(self._data[here : here + 3], "little")
            found.append(Posting(value >> _MATCH_SHIFT, value & (1 << _MATCH_SHIFT) - 1))
        return found
