"""The corpora come in, and for each head the samples that it learns from and is measured on go out.

Which documents are for training and which for measuring is the rule of ``sitrep evaluate``, so that
nothing is measured on what was learned.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

import numpy as np
from tokenizers import Tokenizer

from sitrep.annotate import annotate
from sitrep.evaluate.corpora.polnear import Attribution
from sitrep.evaluate.evaluation import load_documents
from sitrep.evaluate.gold import Document
from sitrep.evaluate.tasks.attribution import trim
from sitrep.model.labels import MENTIONS, NAMES, PARTS, ROLES, TIMES
from sitrep.readers.times import times
from training.acts import act_samples
from training.chains import MentionRow, coreference_targets
from training.frames import factuality_samples, role_samples
from training.texts import Array, Sample, Text, cut_text, tag_spans

__all__ = ["HEADS", "RULED", "SPLITS", "digest_of", "read_samples"]

Split = Literal["train", "dev"]
SPLITS: tuple[Split, ...] = ("train", "dev")
HEADS = ("attribution", "names", "mentions", "times", "acts", "coreference", "roles", "factuality")
RULED = "times_by_rules"
"""The target that holds what the rules read as times, in texts where nobody marked them."""

LONG = 252
"""Pieces that a live report is read in at one go; attributions need the whole of it."""
SHORT = 126
"""Pieces of a sample where a sentence or two of context are enough, which is half again as fast."""


def read_samples(head: str, split: Split, folder: Path, tokenizer: Tokenizer) -> list[Sample]:
    """The samples of one head from the corpora in ``folder``, in the order of documents."""
    return list(_READERS[head](split, folder, tokenizer))


def _attribution(split: Split, folder: Path, tokenizer: Tokenizer) -> Iterator[Sample]:
    for document in load_documents("attribution", folder / f"polnear-{split}.jsonl.gz", split=split):
        text = cut_text(document.report.text, tokenizer)
        items = [_in_words(text, item) for item in document.gold.attributions]
        ruled = _times_by_rules(text, document)
        for sample, low, high in text.samples(limit=LONG):
            inside = [item for item in items if item["cue"] and low <= item["cue"][0][0] < high]
            sample.targets["attribution"] = _attribution_targets(inside, items, low, high)
            sample.targets[RULED] = {"tags": ruled[low:high]}
            yield sample


def _in_words(text: Text, item: Attribution) -> dict[str, list[tuple[int, int]]]:
    """The ranges of words of each part; outer marks are no part of it, as they are not scored."""
    ranges = {part: trim(text.text, getattr(item, part)) for part in PARTS}
    return {part: _joined(text.words_of(a, b) for a, b in found) for part, found in ranges.items()}


def _joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if first >= last:
            continue
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _attribution_targets(
    inside: list[dict[str, Any]], items: list[dict[str, Any]], low: int, high: int
) -> dict[str, Any]:
    length = high - low
    spans = [
        (max(a, low) - low, min(b, high) - low, PARTS.index(part))
        for part in ("content", "speaker", "cue")
        for item in items
        for a, b in item[part]
        if a < high and b > low
    ]
    cues, roles = [], []
    for item in inside:
        cues.append(max(item["cue"], key=lambda r: (r[1] - r[0], -r[0]))[0] - low)
        parts = [
            (max(a, low) - low, min(b, high) - low, ROLES.index(role))
            for role in ("content", "speaker")
            for a, b in item[role]
            if a < high and b > low
        ]
        roles.append(tag_spans(length, parts))
    return {
        "tags": tag_spans(length, spans),
        "cues": np.array(cues, np.int64),
        "roles": np.stack(roles) if roles else np.zeros((0, length), np.int64),
    }


_Spans = Iterable[tuple[int, int, int]]


def _tags(text: Text, spans: _Spans) -> Array:
    """Tags of the words of ``text``; of two spans that share a word the shorter is kept."""
    marks = [(*text.words_of(a, b), kind) for a, b, kind in spans]
    return tag_spans(len(text.first), sorted(marks, key=lambda m: m[1] - m[0], reverse=True))


def _times_by_rules(text: Text, document: Document[Any]) -> Array:
    """Tags of the times that the rules find, which know more of how news says them than gold tells."""
    found = times(annotate(document.report))
    return _tags(text, ((time.start, time.end, TIMES.index(time.type)) for time in found))


def _tagged(
    documents: Iterable[Document[Any]],
    spans: Callable[[Document[Any]], _Spans],
    head: str,
    tokenizer: Tokenizer,
    *,
    with_times: bool = False,
) -> Iterator[Sample]:
    for document in documents:
        text = cut_text(document.report.text, tokenizer)
        tags = {head: _tags(text, spans(document))}
        if with_times:
            tags[RULED] = _times_by_rules(text, document)
        for sample, low, high in text.samples(limit=SHORT):
            sample.targets |= {name: {"tags": row[low:high]} for name, row in tags.items()}
            yield sample


def _names(split: Split, folder: Path, tokenizer: Tokenizer) -> Iterator[Sample]:
    documents = load_documents("entities", folder / "worldwide-ner-train.tar.gz", split=split)

    def spans(document: Document[Any]) -> Iterator[tuple[int, int, int]]:
        return ((s.start, s.end, NAMES.index(s.label)) for s in document.gold.names)

    yield from _tagged(documents, spans, "names", tokenizer, with_times=True)


def _times(split: Split, folder: Path, tokenizer: Tokenizer) -> Iterator[Sample]:
    def spans(document: Document[Any]) -> Iterator[tuple[int, int, int]]:
        return ((s.start, s.end, TIMES.index(s.type)) for s in document.gold)

    for name in ("tempeval3-tbaq.tar.gz", "wikiwars-train.tar.gz"):
        documents = load_documents("times", folder / name, split=split)
        yield from _tagged(documents, spans, "times", tokenizer)


def _mentions(split: Split, folder: Path, tokenizer: Tokenizer) -> Iterator[Sample]:
    for text, rows in _with_mentions(split, folder, tokenizer):
        for sample, low, high in text.samples(limit=SHORT):
            sample.targets["mentions"] = _mention_targets(rows, low, high)
            yield sample


def _coreference(split: Split, folder: Path, tokenizer: Tokenizer) -> Iterator[Sample]:
    """What a mention takes up may stand far before it; the same samples teach what a mention is."""
    for text, rows in _with_mentions(split, folder, tokenizer):
        for sample, low, high in text.samples(limit=LONG):
            sample.targets["mentions"] = _mention_targets(rows, low, high)
            sample.targets["coreference"] = coreference_targets(text, rows, low, high)
            yield sample


def _with_mentions(
    split: Split, folder: Path, tokenizer: Tokenizer
) -> Iterator[tuple[Text, list[MentionRow]]]:
    from sitrep.evaluate.corpora import gum
    from sitrep.evaluate.members import members

    for member in members(folder / f"gum-{split}.tar.gz"):
        if not member.name.endswith(".conllu"):
            continue
        for document in gum.documents(member):
            text = cut_text(document.report.text, tokenizer)
            rows = []
            for mention in document.gold:
                first, last = text.words_of(mention.start, mention.end)
                head = text.words_of(mention.head, mention.head + 1)[0]
                rows.append((head, MENTIONS.index(mention.type), first, last - 1, mention.chain))
            yield text, rows


def _mention_targets(rows: Iterable[MentionRow], low: int, high: int) -> dict[str, Any]:
    inside = [(h - low, kind, a - low, b - low) for h, kind, a, b, _ in rows if low <= a <= h <= b < high]
    return {"rows": np.array(inside, np.int64).reshape(-1, 4)}


_READERS: dict[str, Callable[[Split, Path, Tokenizer], Iterator[Sample]]] = {
    "attribution": _attribution,
    "names": _names,
    "mentions": _mentions,
    "times": _times,
    "acts": act_samples,
    "coreference": _coreference,
    "roles": role_samples,
    "factuality": factuality_samples,
}


def digest_of(samples: list[Sample]) -> str:
    """A digest of what was read, by which two runs can be told to have learned from the same."""
    whole = hashlib.sha256()
    for sample in samples:
        whole.update(sample.ids.tobytes() + sample.words.tobytes())
    return whole.hexdigest()[:16]
