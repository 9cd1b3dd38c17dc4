"""Sentences that tell of events come in, and samples that say which word tells of which type go out.

Three kinds: PLV, where a sentence has a type and no word is marked; sentences of one's own (the codebook's
and those beside this file), where the telling words are marked and every other verb tells nothing; and
pages of prose that is no news.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from tokenizers import Tokenizer

from sitrep.annotate import annotate
from sitrep.codebook import load_codebook
from sitrep.codebook.examples import Example, read_examples
from sitrep.evaluate.evaluation import load_documents
from sitrep.evaluate.gold import report_from
from sitrep.evaluate.members import members
from sitrep.evaluate.splits import FOLDS, remainder
from sitrep.model.labels import ACTS, NO_ACT
from sitrep.readers.clauses import parts
from sitrep.readers.triggers import TriggerIndex
from training.texts import Sample, cut_text

__all__ = ["FILLED", "WRITTEN", "YIELD", "act_samples"]

#: The number that stands for either of CONCEDE and RETREAT, which PLV does not tell apart.
YIELD = len(ACTS)
WRITTEN, FILLED = -1, -2
"""In place of a fold: a sentence of one's own; two of them joined, or one of prose that is no news."""
PLAIN = Path(__file__).with_name("plain")
"""Sentences as agencies write most of them: short, with the commonest verbs. They serve training alone."""
_NONE = ACTS.index(NO_ACT)
_UNSAID = -1
_PROSE_GENRES = ("whow", "academic", "textbook", "voyage")
_PROSE_SENTENCES = 400
_JOINED = 1600
_LOWERED = frozenset("The A An Police In At After Hundreds Thousands".split())
"""Openings of a sentence that are written small where it goes on another."""
_JOINS = (", and ", ", while ", ", but ", "; ", ", after which ")


class _Marked(NamedTuple):
    """A sentence, its type as a whole (``_UNSAID`` if several), and ``(offset, type)`` of telling words."""

    text: str
    whole: int
    words: tuple[tuple[int, int], ...]
    fold: int


def act_samples(split: Literal["train", "dev"], folder: Path, tokenizer: Tokenizer) -> Iterator[Sample]:
    """One sample a sentence; ``fold`` of its target is that of PLV, or :data:`WRITTEN` or :data:`FILLED`."""
    found = [*_plv(folder)]
    if split == "train":
        own = [*_own()]
        found += [*own, *_joined(own), *_prose(folder)]
    for item in found:
        text = cut_text(item.text, tokenizer)
        sample, _, high = next(text.samples(limit=126))
        words = [(text.words_of(at, at + 1)[0], kind) for at, kind in item.words]
        inside = [(word, kind) for word, kind in words if word < high]
        sample.targets["acts"] = {
            "whole": item.whole,
            "words": np.array([word for word, _ in inside], np.int64),
            "kinds": np.array([kind for _, kind in inside], np.int64),
            "fold": item.fold,
        }
        yield sample


def _plv(folder: Path) -> Iterator[_Marked]:
    triggers = TriggerIndex(load_codebook().triggers)
    for document in load_documents("events", folder / "plv-train.jsonl.gz"):
        annotation = annotate(document.report)
        kind = document.gold.type
        number = YIELD if kind == "YIELD" else ACTS.index(kind)
        fitting = {"CONCEDE", "RETREAT"} if kind == "YIELD" else {kind}
        words = [
            (annotation.tokens[telling.first].start, ACTS.index(telling.trigger.type))
            for sentence in annotation.sentences
            for telling in triggers.tellings(parts(annotation, sentence), annotation.tokens)
            if telling.trigger.type in fitting
        ]
        yield _Marked(document.report.text, number, tuple(words[:2]), remainder(document.key, FOLDS))


def _own() -> Iterator[_Marked]:
    types = load_codebook().types
    for example in (*read_examples(types), *read_examples(types, PLAIN)):
        yield _of_example(example)


def _of_example(example: Example) -> _Marked:
    kinds = {event.type for event in example.events}
    whole = ACTS.index(next(iter(kinds))) if len(kinds) == 1 else _NONE if not kinds else _UNSAID
    told = [(event.start, ACTS.index(event.type)) for event in example.events]
    # Where nothing happens no noun tells of anything either; beside an event a noun may stand for it.
    tags = ("VERB",) if kinds else ("VERB", "NOUN")
    taken = [(event.start, event.end) for event in example.events]
    retelling = frozenset[str]().union(*map(_retelling, kinds))
    silent = [(at, _NONE) for at in _words(example.text, tags, taken, retelling)]
    return _Marked(example.text, whole, (*told, *silent), WRITTEN)


@cache
def _retelling(kind: str) -> frozenset[str]:
    """Lemmas that tell of ``kind``: unmarked beside an event of it, they may tell that again."""
    return frozenset(trigger.lemmas[0] for trigger in load_codebook().triggers if trigger.type == kind)


def _words(
    text: str,
    tags: Sequence[str],
    taken: Sequence[tuple[int, int]] = (),
    but: Collection[str] = (),
) -> Iterator[int]:
    """Where the words of ``text`` with one of ``tags`` stand that share no character with ``taken``.

    Those whose lemma is in ``but`` are left out.
    """
    for token in annotate(report_from(text)).tokens:
        if token.tag not in tags or token.lemma in but:
            continue
        if not any(a < token.end and token.start < b for a, b in taken):
            yield token.start


def _joined(own: Sequence[_Marked]) -> Iterator[_Marked]:
    """Two sentences of one's own made one, as news does, so that each word is told from its clause."""
    dice = random.Random(5)
    for _ in range(min(_JOINED, len(own) * 2)):
        first, second = dice.choice(own), dice.choice(own)
        join = dice.choice(_JOINS)
        lead = first.text.rstrip(" .!?") + join
        tail = second.text
        if tail.split(" ", 1)[0] in _LOWERED:
            tail = tail[0].lower() + tail[1:]
        moved = tuple((at + len(lead), kind) for at, kind in second.words)
        yield _Marked(lead + tail, _UNSAID, first.words + moved, FILLED)


def _prose(folder: Path) -> Iterator[_Marked]:
    """Sentences of manuals, textbooks and guides, in which nobody does anything to anybody."""
    from sitrep.evaluate.corpora import gum

    dice = random.Random(7)
    found = []
    for member in members(folder / "gum-train.tar.gz"):
        if any(f"GUM_{genre}_" in member.name for genre in _PROSE_GENRES):
            for document in gum.documents(member):
                annotation = annotate(document.report)
                found += [
                    annotation.text[s.start : s.end] for s in annotation.sentences if s.last - s.first > 7
                ]
    for text in dice.sample(found, min(_PROSE_SENTENCES, len(found))):
        yield _Marked(text, _NONE, tuple((at, _NONE) for at in _words(text, ("VERB",))), FILLED)
