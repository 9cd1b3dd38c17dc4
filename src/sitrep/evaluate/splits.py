"""Documents of a corpus and the use it may be put to come in, and those of the split asked for go out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from sitrep.errors import InputError
from sitrep.evaluate.gold import Document
from sitrep.record.codec import decode

__all__ = ["FOLDS", "Split", "by_fold", "by_name", "by_year", "remainder", "select_split", "use_of"]

Split = Literal["all", "dev", "train"]
G = TypeVar("G")
DevRule = Callable[[Sequence[Document[Any]]], list[bool]]

INDEX = "INDEX.json"
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the index beside the corpora."""

    file: str
    use: str


def select_split(
    documents: Sequence[Document[G]], split: Split, *, use: str, rule: DevRule
) -> list[Document[G]]:
    """The documents of ``split``, in order; ``use`` is the corpus's entry in the index, or empty.

    A corpus for dev alone is dev as a whole, one for training alone is train as a whole; any
    other is parted by ``rule``, which says of each document whether it is dev.
    """
    if split == "all":
        return list(documents)
    if use.startswith("dev"):
        return list(documents) if split == "dev" else []
    if use == "train":
        return list(documents) if split == "train" else []
    marks = rule(documents)
    return [document for document, is_dev in zip(documents, marks, strict=True) if is_dev == (split == "dev")]


def use_of(path: Path) -> str:
    """What the index beside ``path`` says that file is for; empty where there is no index or no entry."""
    index = path.parent / INDEX
    if not index.is_file():
        return ""
    try:
        entries = decode(index.read_bytes(), list[Entry])
    except InputError as fault:
        raise InputError(f"{index}: {fault}") from None
    return next((entry.use for entry in entries if _bare(entry.file) == _bare(path.name)), "")


def by_name(*, modulus: int = 10, at_least: int = 0) -> DevRule:
    """Dev is where the key's SHA-1 is 0 modulo ``modulus``; if fewer than ``at_least``, the first by name."""

    def rule(documents: Sequence[Document[Any]]) -> list[bool]:
        marks = [remainder(document.key or document.name, modulus) == 0 for document in documents]
        if sum(marks) >= at_least:
            return marks
        first = set(sorted(document.name for document in documents)[:at_least])
        return [document.name in first for document in documents]

    return rule


def by_fold(documents: Sequence[Document[Any]]) -> list[bool]:
    """Five folds by the SHA-1 of the key modulo 5; the first is dev."""
    return by_name(modulus=FOLDS)(documents)


def by_year(first_dev: str) -> DevRule:
    """Dev is what was published in the year ``first_dev`` or later."""

    def rule(documents: Sequence[Document[Any]]) -> list[bool]:
        return [(document.report.published or "")[:4] >= first_dev for document in documents]

    return rule


def remainder(key: str, modulus: int) -> int:
    """The SHA-1 of ``key``, read as a number, modulo ``modulus``: which part or fold it falls in."""
    return int(hashlib.sha1(key.encode("utf-8")).hexdigest(), 16) % modulus


def _bare(name: str) -> str:
    for ending in (".gz", ".tar", ".jsonl"):
        name = name.removesuffix(ending)
    return name
