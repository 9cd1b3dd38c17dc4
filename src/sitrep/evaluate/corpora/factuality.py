"""Judged event words come in as tokenised sentences, and a document for each sentence goes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sitrep.errors import InputError
from sitrep.evaluate.corpora.form import Form, rows, with_keys
from sitrep.evaluate.corpora.joining import join_words
from sitrep.evaluate.gold import Document, report_from
from sitrep.evaluate.members import Member

__all__ = ["FORM", "Judged", "documents"]


@dataclass(frozen=True, slots=True)
class Judged:
    """An event word at characters ``[start, end)``: ``value`` is from -3, it did not happen, to 3, it did."""

    start: int
    end: int
    value: float


@dataclass(frozen=True, slots=True)
class _Target:
    span1: tuple[int, int]
    label: float


@dataclass(frozen=True, slots=True)
class _Row:
    set: str
    split: str
    text: str
    targets: Sequence[_Target]
    idx: int


def _is_dev(documents: Sequence[Document[Any]]) -> list[bool]:
    return [document.key == "dev" for document in documents]


FORM = Form("event factuality", with_keys("set", "split", "text", "targets"), _is_dev)


def documents(member: Member) -> Iterator[Document[tuple[Judged, ...]]]:
    """One sentence, its words set as in print, named by its set and number; its split is the corpus's."""
    for number, row in rows(member, _Row):
        text, offsets = join_words(row.text.split())
        judged = []
        for target in row.targets:
            first, last = target.span1
            if not 0 <= first < last <= len(offsets):
                raise InputError(f"{member.path}: line {number}: a target's words are not in its sentence")
            judged.append(Judged(offsets[first][0], offsets[last - 1][1], target.label))
        name = f"{row.set}-{row.split}-{row.idx}"
        yield Document(name, report_from(text), tuple(judged), corpus=row.set.lower(), key=row.split)
