"""ECB+ comes in, and how well sentence vectors tell what is about the same happening goes out.

Each topic of ECB+ (Cybulska and Vossen 2014) has two seminal events, told in the files ``ecb`` and
``ecbplus``: alike in kind, so that words alone do not part them.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sitrep.evaluate.corpora.joining import join_words
from sitrep.evaluate.members import members
from sitrep.model.reader_model import ReaderModel
from training.base import base_weights
from training.network import Encoder, mean_vectors

__all__ = ["Story", "neighbours", "stories"]

DEV_TOPICS = frozenset("2 5 12 18 21 23 34 35".split())
_NAME = re.compile(r"(\d+)_\d+(ecb(?:plus)?)\.xml")

Vectors = npt.NDArray[np.float32]


class Story(NamedTuple):
    """A document as sentences; ``event`` is the seminal event that it tells of."""

    event: str
    sentences: tuple[str, ...]


def stories(path: Path, topics: frozenset[str] = DEV_TOPICS) -> Iterator[Story]:
    """The documents of ``topics``."""
    for member in members(path):
        named = _NAME.fullmatch(PurePosixPath(member.name).name)
        if named is None or named[1] not in topics:
            continue
        rows: dict[int, list[str]] = defaultdict(list)
        for token in ET.fromstring(member.text).iter("token"):
            rows[int(token.get("sentence", 0))].append(token.text or "")
        yield Story(named[1] + named[2], tuple(join_words(words)[0] for words in rows.values()))


def neighbours(path: Path, model: ReaderModel) -> tuple[float, float, int]:
    """The share of documents whose nearest other one tells the same event: as published, and by ``model``."""
    found = list(stories(path))

    def shipped(story: Story) -> Vectors:
        text, spans = "", []
        for sentence in story.sentences:
            spans.append((len(text), len(text) + len(sentence)))
            text += sentence + " "
        vectors: Any = model.read(text, spans, [], ("vectors",))["vectors"]
        mean: Vectors = vectors.vectors.mean(0)
        return mean

    published = _published(model)
    return _nearest(found, published), _nearest(found, shipped), len(found)


def _published(model: ReaderModel) -> Callable[[Story], Vectors]:
    encoder = Encoder(base_weights()).eval()

    def vector(story: Story) -> Vectors:
        cut = model.tokenizer.encode_batch(list(story.sentences), add_special_tokens=False)
        mean: Vectors = mean_vectors(encoder, [e.ids[:250] for e in cut if e.ids]).mean(0).numpy()
        return mean

    return vector


def _nearest(found: list[Story], vector: Callable[[Story], Vectors]) -> float:
    vectors = np.stack([vector(story) for story in found])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    alike = vectors @ vectors.T
    np.fill_diagonal(alike, -1)
    nearest = alike.argmax(1)
    return float(np.mean([found[i].event == found[j].event for i, j in enumerate(nearest.tolist())]))
