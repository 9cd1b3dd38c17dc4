"""Readings of one report come in, and which of them counts, and where the others' items are now, goes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sitrep.ledger.entries import Filed, Logged
from sitrep.record import Record, Span

__all__ = ["Traced", "carry", "latest_reading", "traced"]

_NUMBER = re.compile(r"\d+")
_SENTENCE = 0.001  # a common sentence decides only where no word is common


@dataclass(frozen=True, slots=True)
class Traced:
    """An item of a record by kind, with the passages by which it is known again: ``core``, ``around``."""

    id: str
    kind: str
    core: tuple[Span, ...]
    around: tuple[Span, ...] = ()


def latest_reading(logged: Iterable[Logged]) -> Logged:
    """Of several entries that file one report the latest reader's, of one reader's the one filed last."""
    return max(logged, key=_age)


def carry(old: Iterable[Traced], new: Iterable[Traced]) -> Iterator[tuple[Traced, str | None]]:
    """Each item of ``old`` that ``new`` lacks, with that of its kind there that overlaps most, or None."""
    found = list(new)
    kept = {item.id for item in found}
    for item in old:
        if item.id not in kept:
            rivals = [(_overlap(item, other), other.id) for other in found if other.kind == item.kind]
            best = max(rivals, default=(0.0, ""), key=lambda rival: (rival[0], rival[1]))
            yield item, best[1] if best[0] > 0 else None


def traced(record: Record) -> Iterator[Traced]:
    """Every item of ``record`` that has an id of its own in a ledger."""
    for actor in record.actors:
        yield Traced(actor.id, "actor", actor.mentions)
    for place in record.places:
        yield Traced(place.id, "place", (place,))
    for statement in record.statements:
        yield Traced(statement.id, "statement", statement.content)
    for event in record.events:
        yield Traced(event.id, "event", (event.trigger,), (event.sentence,))
    for figure in record.figures:
        yield Traced(figure.id, "figure", (figure,))


def _overlap(a: Traced, b: Traced) -> float:
    return _common(a.core, b.core) + _SENTENCE * _common(a.around, b.around)


def _common(ours: Iterable[Span], theirs: Iterable[Span]) -> int:
    others = list(theirs)
    return sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in ours for y in others)


def _age(logged: Logged) -> tuple[tuple[int, ...], str, str]:
    assert isinstance(logged.entry, Filed)
    version = logged.entry.record.reader.version
    return (tuple(int(n) for n in _NUMBER.findall(version)), logged.filed_at, logged.digest)
