"""Predicates with their arguments, and judged event words, come in, and samples of them go out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

import numpy as np
from tokenizers import Tokenizer

from sitrep.annotate import annotate
from sitrep.evaluate.corpora.factuality import Judged
from sitrep.evaluate.corpora.joining import words_centred
from sitrep.evaluate.corpora.roles import Framed
from sitrep.evaluate.evaluation import load_documents
from sitrep.evaluate.gold import Document
from sitrep.model.labels import ARGUMENTS
from sitrep.model.senses import Senses
from training.texts import Sample, Text, cut_text, tag_spans

__all__ = ["factuality_samples", "read_senses", "role_samples"]

Split = Literal["train", "dev"]
SHORT = 126
_JOINED = 40
"""Sentences of judged words that are set in a row, since their documents are not told apart."""


def role_samples(split: Split, folder: Path, tokenizer: Tokenizer) -> Iterator[Sample]:
    """A document's sentences in a row, in windows, with the frames of each."""
    senses = read_senses(folder)
    for documents in _by_document(folder, split):
        text, shifts = _in_a_row(documents, tokenizer)
        rows = []
        for document, shift in zip(documents, shifts, strict=True):
            rows += _frames(text, document, shift, senses)
        for sample, low, high in text.samples(limit=SHORT):
            sample.targets["roles"] = _targets([row for row in rows if low <= row["word"] < high], low, high)
            yield sample


def _by_document(folder: Path, split: Split) -> Iterator[list[Document[Framed]]]:
    path = folder / "ewt-roles-train.jsonl.gz"
    if path.exists():
        found = load_documents("roles", path, split=split)
        yield from (list(group) for _, group in groupby(found, key=lambda document: document.key))


def _in_a_row(documents: Sequence[Document[Any]], tokenizer: Tokenizer) -> tuple[Text, list[int]]:
    """The texts of ``documents`` as one, and where in it each begins."""
    shifts, length = [], 0
    for document in documents:
        shifts.append(length)
        length += len(document.report.text) + 1
    return cut_text(" ".join(document.report.text for document in documents), tokenizer), shifts


def _frames(text: Text, document: Document[Framed], shift: int, senses: Senses) -> Iterator[dict[str, Any]]:
    """Of each frame: its word, the words ``[low, high)`` of its sentence, and what each of those is to it."""
    offsets = [(start + shift, end + shift) for start, end in document.gold.offsets]
    low, high = text.words_of(shift, shift + len(document.report.text))
    places = list(zip(text.starts[low:high], text.ends[low:high], strict=True))
    for frame in document.gold.frames:
        word, stop = words_centred(places, *offsets[frame.word])
        if word == stop:
            continue
        spans = [
            (*words_centred(places, offsets[first][0], offsets[last - 1][1]), ARGUMENTS.index(role))
            for role, first, last in frame.arguments
            if role in ARGUMENTS
        ]
        yield {
            "word": low + word,
            "low": low,
            "high": high,
            "tags": tag_spans(high - low, spans),
            "sense": senses.row(frame.sense),
        }


def _targets(rows: Sequence[dict[str, Any]], low: int, high: int) -> dict[str, Any]:
    """Of the frames whose word is in words ``[low, high)``: what each word of the sentence is to it."""
    marks = np.zeros(high - low, np.int64)
    bounds, tags = [], []
    for row in rows:
        marks[row["word"] - low] = 1
        first, last = max(low, row["low"]), min(high, row["high"])
        bounds.append((first - low, last - low))
        tags.append(row["tags"][first - row["low"] : last - row["low"]])
    return {
        "marks": marks,
        "words": np.array([row["word"] - low for row in rows], np.int64),
        "bounds": np.array(bounds, np.int64).reshape(-1, 2),
        "tags": np.concatenate(tags) if tags else np.zeros(0, np.int64),
        "senses": np.array([row["sense"] for row in rows], np.int64),
    }


@cache
def read_senses(folder: Path) -> Senses:
    """The senses that the training part tells apart, and which frame each lemma has."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    frames: dict[str, Counter[str]] = defaultdict(Counter)
    for documents in _by_document(folder, "train"):
        for document in documents:
            tokens = annotate(document.report)
            for frame in document.gold.frames:
                lemma, _, number = frame.sense.rpartition(".")
                counts[lemma][number] += 1
                start, end = document.gold.offsets[frame.word]
                frames[tokens.tokens[tokens.tokens_over(start, end)[0]].lemma][lemma] += 1
    return Senses.of(counts, frames)


def factuality_samples(split: Split, folder: Path, tokenizer: Tokenizer) -> Iterator[Sample]:
    """Sentences in a row, in windows, with what their event words were judged."""
    path = folder / "factuality.jsonl.gz"
    documents = load_documents("factuality", path, split=split) if path.exists() else []
    for _, group in groupby(documents, key=lambda document: document.corpus):
        for part in _parts(list(group)):
            text, shifts = _in_a_row(part, tokenizer)
            rows = [
                (text.words_of(judged.start + shift, judged.end + shift)[0], judged.value)
                for document, shift in zip(part, shifts, strict=True)
                for judged in document.gold
            ]
            for sample, low, high in text.samples(limit=SHORT):
                inside = [(word - low, value) for word, value in rows if low <= word < high]
                sample.targets["factuality"] = {
                    "words": np.array([word for word, _ in inside], np.int64),
                    "values": np.array([value for _, value in inside], np.float32),
                }
                yield sample


def _parts(documents: Sequence[Document[tuple[Judged, ...]]]) -> Iterable[Sequence[Document[Any]]]:
    return (documents[at : at + _JOINED] for at in range(0, len(documents), _JOINED))
