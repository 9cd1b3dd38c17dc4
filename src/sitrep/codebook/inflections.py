"""A lemma and a tag come in, and its inflected forms go out.

The forms of every word that the shipped lexicons list stand compiled in ``data/inflections.json``, as
the tables of lemminflect take a quarter of a second to load; a word of a user's own is asked of them.
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from sitrep.record.codec import decode, encode

__all__ = ["COMPILED", "compiled_forms", "inflect", "inflected", "lemminflect"]

COMPILED = Path(__file__).with_name("data") / "inflections.json"


def inflected(lemma: str, tag: str) -> tuple[str, ...]:
    """The forms of ``lemma`` under a Penn Treebank tag such as VBD or NNS; empty where there are none.

    >>> inflected("strike", "VBD")
    ('struck',)
    """
    known = _compiled().get(f"{lemma} {tag}")
    return inflect(lemma, tag) if known is None else known


def compiled_forms(asked: set[tuple[str, str]]) -> str:
    """The forms of all lemmas and tags ``asked`` for, as the text of the compiled file."""
    forms = {f"{lemma} {tag}": inflect(lemma, tag) for lemma, tag in sorted(asked)}
    return encode(forms, indent=0)


@cache
def _compiled() -> dict[str, tuple[str, ...]]:
    return decode(COMPILED.read_bytes(), dict[str, tuple[str, ...]]) if COMPILED.is_file() else {}


def inflect(lemma: str, tag: str) -> tuple[str, ...]:
    """The forms of ``lemma`` by lemminflect itself."""
    forms: tuple[str, ...] = lemminflect().getInflection(lemma, tag)
    return forms


class _WithoutSpacy:
    """Finds no spaCy, wherever it is."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name == "spacy":
            raise ImportError("nobody asked for spaCy")


class _Lemmas:
    """The table of lemmas of lemminflect, of which only the rows that are asked for are taken apart.

    To take all 80,000 apart is the larger part of a second, at the start of every command.
    """

    def __init__(self, path: str) -> None:
        self._rows: defaultdict[str, list[str]] = defaultdict(list)
        with gzip.open(path, "rt", encoding="utf-8") as table:
            for row in table.read().splitlines():
                word, _, rest = row.partition(",")
                self._rows[word].append(rest)

    def get(self, word: str, default: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """The lemmas of ``word`` by part of speech."""
        if word not in self._rows:
            return default
        rows = (row.split(",") for row in self._rows[word])
        return {_PARTS.get(part, part.upper()): tuple(forms.split("/")) for part, forms in rows}


_PARTS = {"modal": "AUX"}


@cache
def lemminflect() -> ModuleType:
    """The dictionary, loaded when it is first asked.

    Where spaCy is installed lemminflect imports it, to give it a function that nobody here calls: seconds,
    and hundreds of megabytes where spaCy brings PyTorch in. A program that has spaCy at work gets it as ever.
    """
    sys.meta_path.insert(0, _WithoutSpacy)
    try:
        loaded = import_module("lemminflect")
    finally:
        sys.meta_path.remove(_WithoutSpacy)
    lemmatizer = loaded.Lemmatizer()
    lemmatizer.lemma_dict = _Lemmas(lemmatizer.lemma_lu_fn)
    return loaded
