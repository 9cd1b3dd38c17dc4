"""Items that reports tell come in, kept by key and by link, and which of them hang together goes out."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from sitrep.merge.actors import Namesake
from sitrep.merge.background import Background
from sitrep.merge.judgement import Judgement
from sitrep.merge.told import Telling, ToldActor, ToldFigure, ToldReport, ToldStatement
from sitrep.record.codec import decode, encode

__all__ = ["Board", "Item", "Kind", "Link", "hashed_key"]

Kind = Literal["report", "actor", "namesake", "event", "statement", "figure", "place"]
T = TypeVar("T")

_TYPES: dict[str, type[Any]] = {
    "report": ToldReport,
    "actor": ToldActor,
    "namesake": Namesake,
    "event": Telling,
    "statement": ToldStatement,
    "figure": ToldFigure,
}
_MOST_KEPT = 50_000  # items kept in memory as values, beside the file
_COLUMNS = "n, id, kind, report, standing, leads_to, owner"
_AMONG = "IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the table ``told`` without its data."""

    n: int
    id: str
    kind: Kind
    report: str
    standing: str
    leads_to: str | None
    owner: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """What holding items ``a`` and ``b`` (their numbers) against each other came to."""

    a: int
    b: int
    verdict: str
    weight: float


class Board:
    """The tables ``told``, ``keys`` and ``links`` of a ledger that is being written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._values: dict[int, Any] = {}
        self._backgrounds: dict[str, Background] = {}
        self._keys: dict[int, list[int]] = {}

    # -- items ----------------------------------------------------------------------------------

    def put(
        self,
        id_: str,
        kind: Kind,
        report: str,
        standing: str,
        value: object,
        *,
        owner: str | None = None,
        speaker: str | None = None,
    ) -> int:
        """Keep a new item; the number it got."""
        kept = replace(value, background=Background()) if isinstance(value, Telling) else value
        data = None if value is None else encode(kept)
        cursor = self._connection.execute(
            "INSERT INTO told VALUES (NULL, ?, ?, ?, ?, NULL, ?, ?, ?)",
            (id_, kind, report, standing, owner, speaker, data),
        )
        assert cursor.lastrowid is not None
        self._make_room()
        self._values[cursor.lastrowid] = value
        return cursor.lastrowid

    def take(self, numbers: Collection[int]) -> None:
        """Remove items with their links; their keys are for the caller to drop."""
        self._connection.execute(f"DELETE FROM told WHERE n {_AMONG}", (encode(sorted(numbers)),))
        self.unlink(numbers)
        for number in numbers:
            self._values.pop(number, None)
        self._backgrounds.clear()  # one of a report that is read anew may be another

    def change(self, number: int, value: object) -> None:
        """Put ``value`` in place of what an item held."""
        self._connection.execute("UPDATE told SET data = ? WHERE n = ?", (encode(value), number))
        self._values[number] = value

    def lead(self, number: int, row: str | None) -> None:
        """Note which row an item is part of."""
        self._connection.execute("UPDATE told SET leads_to = ? WHERE n = ?", (row, number))

    def own(self, owners: Mapping[int, str | None]) -> None:
        """Note what each item, by its number, hangs on."""
        rows = ((owner, number) for number, owner in owners.items())
        self._connection.executemany("UPDATE told SET owner = ? WHERE n = ?", rows)

    def items(self, numbers: Collection[int]) -> list[Item]:
        """The items of these numbers in the order they stand, then by id."""
        if not numbers:
            return []
        sql = f"SELECT {_COLUMNS} FROM told WHERE n {_AMONG} ORDER BY standing, id"
        return [Item(*row) for row in self._connection.execute(sql, (encode(sorted(numbers)),))]

    def named(self, ids: Collection[str]) -> list[Item]:
        """The items of these ids, those that there are."""
        if not ids:
            return []
        sql = f"SELECT {_COLUMNS} FROM told WHERE id {_AMONG}"
        return [Item(*row) for row in self._connection.execute(sql, (encode(sorted(ids)),))]

    def told_in(self, report: str) -> list[Item]:
        """All items of a report, itself included."""
        sql = f"SELECT {_COLUMNS} FROM told WHERE report = ?"
        return [Item(*row) for row in self._connection.execute(sql, (report,))]

    def part_of(self, row: str) -> list[Item]:
        """The items that lead to a row."""
        sql = f"SELECT {_COLUMNS} FROM told WHERE leads_to = ? ORDER BY standing, id"
        return [Item(*found) for found in self._connection.execute(sql, (row,))]

    def owned(self, owners: Collection[str]) -> list[Item]:
        """The items that hang on one of ``owners``."""
        sql = f"SELECT {_COLUMNS} FROM told WHERE owner {_AMONG} ORDER BY standing, id"
        return [Item(*row) for row in self._connection.execute(sql, (encode(sorted(owners)),))]

    def value(self, number: int, kind: type[T]) -> T:
        """What an item holds; ``kind`` is the type of it."""
        found = self._values.get(number)
        if found is None:
            self._load((number,))
            found = self._values[number]
        assert isinstance(found, kind)
        return found

    def values(self, numbers: Collection[int], kind: type[T]) -> dict[int, T]:
        """What several items hold, by number."""
        if missing := [number for number in numbers if number not in self._values]:
            self._load(missing)
        return {number: self.value(number, kind) for number in numbers}

    def _make_room(self) -> None:
        if len(self._values) > _MOST_KEPT:
            self._values.clear()

    def _load(self, numbers: Collection[int]) -> None:
        self._make_room()
        sql = f"SELECT n, kind, report, data FROM told WHERE n {_AMONG}"
        for number, kind, report, data in self._connection.execute(
            sql, (encode(sorted(numbers)),)
        ).fetchall():
            value = decode(data, _TYPES[kind])
            if kind == "event":
                value = replace(value, background=self._background(report))
            self._values[number] = value

    def _background(self, report: str) -> Background:
        """What a report holds besides its events, which is kept once."""
        if report not in self._backgrounds:
            if len(self._backgrounds) > _MOST_KEPT:
                self._backgrounds.clear()
            sql = "SELECT json_extract(data, '$.background') FROM told WHERE id = ?"
            (data,) = self._connection.execute(sql, (report,)).fetchone()
            self._backgrounds[report] = decode(data, Background)
        return self._backgrounds[report]

    # -- keys -----------------------------------------------------------------------------------

    def file_keys(self, number: int, kind: Kind, keys: Iterable[str]) -> None:
        """Make an item known under ``keys``."""
        hashed = sorted({hashed_key(kind, key) for key in keys})
        self._keys[number] = hashed
        rows = ((key, number) for key in hashed)
        self._connection.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", rows)

    def drop_keys(self, number: int, kind: Kind, keys: Iterable[str]) -> None:
        """Undo :meth:`file_keys`."""
        rows = ((key, number) for key in {hashed_key(kind, key) for key in keys})
        self._connection.executemany("DELETE FROM keys WHERE key = ? AND n = ?", rows)

    def sharing(self, number: int) -> list[int]:
        """The other items known under a key of an item whose keys were filed in this transaction."""
        sql = f"SELECT DISTINCT n FROM keys WHERE key {_AMONG} AND n <> ?"
        listed = encode(self._keys[number])
        return [row[0] for row in self._connection.execute(sql, (listed, number))]

    # -- links ----------------------------------------------------------------------------------

    def link(self, a: int, b: int, verdict: str, weight: float) -> None:
        """Keep what holding two items against each other came to; the lower number stands first."""
        if verdict != "copy":
            a, b = sorted((a, b))
        self._connection.execute("INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?)", (a, b, verdict, weight))

    def unlink(self, numbers: Collection[int], *, only: str | None = None) -> None:
        """Forget every link of these items, or only those of one verdict that begin with them."""
        listed = encode(sorted(numbers))
        if only is not None:
            self._connection.execute(f"DELETE FROM links WHERE a {_AMONG} AND verdict = ?", (listed, only))
            return
        self._connection.execute(f"DELETE FROM links WHERE a {_AMONG}", (listed,))
        self._connection.execute(f"DELETE FROM links WHERE b {_AMONG}", (listed,))

    def links(self, numbers: Collection[int]) -> Iterator[Link]:
        """Every link of one of these items, each once."""
        if not numbers:
            return
        listed = encode(sorted(numbers))
        sql = (
            f"SELECT a, b, verdict, weight FROM links WHERE a {_AMONG} UNION "
            f"SELECT a, b, verdict, weight FROM links WHERE b {_AMONG}"
        )
        for row in self._connection.execute(sql, (listed, listed)).fetchall():
            yield Link(*row)

    def linked(self, numbers: Collection[int], verdicts: Collection[str]) -> set[int]:
        """Those of these items that have a link of ``verdicts``, and what these lead to."""
        return {n for link in self.links(numbers) if link.verdict in verdicts for n in (link.a, link.b)}

    def component(self, seeds: Collection[int], verdicts: Collection[str], ties: _Ties) -> set[int]:
        """All items that hang together with ``seeds`` by links of ``verdicts``, or as people tied them."""
        found = set(seeds)
        edge = set(seeds)
        while edge:
            reached = self.linked(edge, verdicts)
            reached.update(n for number in edge for n in ties.get(number, ()))
            edge = reached - found
            found |= edge
        return found


_Ties = dict[int, set[int]]


def hashed_key(kind: str, key: str) -> int:
    """A key as SQLite holds it best; of two that collide the items are held against each other in vain."""
    digest = hashlib.blake2b(f"{kind} {key}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def as_judgements(links: Iterable[Link], names: dict[int, str]) -> Iterator[Judgement]:
    """``links`` of the same between items whose ids ``names`` gives, as judgements."""
    for link in links:
        if link.verdict == "same" and link.a in names and link.b in names:
            yield Judgement(names[link.a], names[link.b], "same", (), link.weight)
