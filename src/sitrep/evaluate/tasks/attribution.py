"""Statements of gold and record come in, and F1 of cues, speakers, contents and whole relations goes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sitrep.annotate import Annotation
from sitrep.evaluate.corpora import polnear
from sitrep.evaluate.corpora.polnear import Attribution, Ranges
from sitrep.evaluate.gold import Document
from sitrep.evaluate.matching import match_items, words_within
from sitrep.evaluate.members import Member
from sitrep.evaluate.statistics import Figures, Tally, Totals, agreement, f1
from sitrep.evaluate.task import Sight, Task
from sitrep.record import Record, Span

__all__ = ["TASK", "Attributed", "predicted", "seen", "tally", "trim"]

ROLES = ("cue", "speaker", "content")
OUTER = frozenset(" \t\n\r\u00a0\"'`“”‘’«»„")
FINAL = OUTER | frozenset(".,;:!?…-–—")
ENOUGH = 0.5
"""The token F1 from which two contents count as the same."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """The attributions of gold, with their text, so that ranges can be trimmed and words counted."""

    text: str
    attributions: tuple[Attribution, ...]


def predicted(record: Record) -> tuple[Attribution, ...]:
    """The statements of a record as ranges of characters."""
    found = (
        Attribution(_ranges(filter(None, [s.cue])), _ranges(filter(None, [s.speaker])), _ranges(s.content))
        for s in record.statements
    )
    return tuple(found)


def seen(annotation: Annotation) -> tuple[Attribution, ...]:
    """The attributions of the head, each with its content; a cue without one attributes nothing."""
    layer = annotation.spans_of("attribution")
    groups = layer.groups() if layer else ()
    parts = ([tuple(sorted(found[:2] for found in group[role])) for role in ROLES] for group in groups)
    return tuple(Attribution(cue, speaker, content) for cue, speaker, content in parts if content)


def tally(gold: Attributed, found: tuple[Attribution, ...]) -> Tally:
    """Exact and token agreement of each role, each range counted once; relations one to one."""
    text = gold.text
    counts: dict[str, float] = {}
    for role in ROLES:
        wanted, given = _of(gold.attributions, role), _of(found, role)
        counts |= agreement(f"{role}.exact", {trim(text, r) for r in wanted}, {trim(text, r) for r in given})
        counts |= agreement(f"{role}.token", _words(text, wanted), _words(text, given))
    matched = match_items(gold.attributions, found, lambda g, p: _relation(text, g, p))
    counts["relation.matched"] = len(matched)
    counts["relation.gold"] = len(gold.attributions)
    counts["relation.predicted"] = len(found)
    return Tally(counts)


def trim(text: str, ranges: Ranges) -> Ranges:
    """``ranges`` without outer quotation marks, white space and final punctuation; empty ones are dropped."""
    trimmed = []
    for start, end in ranges:
        while start < end and text[start] in OUTER:
            start += 1
        while start < end and text[end - 1] in FINAL:
            end -= 1
        if start < end:
            trimmed.append((start, end))
    return tuple(sorted(trimmed))


def _relation(text: str, gold: Attribution, found: Attribution) -> float:
    """The token F1 of the contents, 0 unless it is enough and cue and speaker overlap, or both name none."""
    if not _overlap(gold.cue, found.cue):
        return 0.0
    if not (_overlap(gold.speaker, found.speaker) or (not gold.speaker and not found.speaker)):
        return 0.0
    wanted, given = words_within(text, gold.content), words_within(text, found.content)
    alike = 2 * len(wanted & given) / max(1, len(wanted) + len(given))
    return alike if alike >= ENOUGH else 0.0


def _overlap(some: Ranges, others: Ranges) -> bool:
    return any(a < d and c < b for a, b in some for c, d in others)


def _of(attributions: Iterable[Attribution], role: str) -> list[Ranges]:
    return [ranges for attribution in attributions if (ranges := getattr(attribution, role))]


def _words(text: str, sets: Iterable[Ranges]) -> set[int]:
    return words_within(text, {pair for ranges in sets for pair in ranges})


def _ranges(spans: Iterable[Span]) -> Ranges:
    return tuple(sorted((span.start, span.end) for span in spans))


def _figures(totals: Totals) -> Figures:
    figures = {
        f"{role}.{kind}": f1(totals, f"{role}.{kind}") for role in ROLES for kind in ("exact", "token")
    }
    return figures | {"relation": f1(totals, "relation")}


def _documents(member: Member) -> Iterator[Document[Attributed]]:
    for document in polnear.documents(member):
        gold = Attributed(document.report.text, document.gold)
        yield Document(document.name, document.report, gold)


TASK = Task({polnear.FORM.name: _documents}, predicted, tally, _figures, Sight(("attribution",), seen))
