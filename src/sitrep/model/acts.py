"""What the head for acts sees in a window comes in, and how likely each type of event is goes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sitrep.model.labels import distance_bucket
from sitrep.model.layers import Floats
from sitrep.model.tagging import log_softmax
from sitrep.model.windows import sentence_of_each

__all__ = ["acts"]


def acts(seen: Mapping[str, Floats], sentences: Sequence[tuple[int, int]]) -> tuple[Floats, Floats]:
    """Likelihoods of types for each word of a window, and for each of ``sentences``, as ``[first, last)``.

    A word tells what the words of its sentence tell, each by how much the word looks at it; a
    sentence tells the mean of its words. Rows of words outside the sentences tell nothing of use.
    """
    types, asks = seen["types"], seen["asks"]
    within = sentence_of_each(sentences, len(types))
    words = np.arange(len(types))
    looks = asks @ seen["answers"].T * np.float32(asks.shape[1] ** -0.5)
    looks += seen["distance"][:, 0][distance_bucket(words[None, :] - words[:, None])]
    looks[within[:, None] != within[None, :]] = -np.inf
    weights = np.exp(looks - looks.max(1, keepdims=True))
    weights /= weights.sum(1, keepdims=True)
    means = np.array([types[first:last].mean(0) for first, last in sentences], np.float32)
    return _likelihoods(weights @ types), _likelihoods(means.reshape(len(sentences), types.shape[1]))


def _likelihoods(scores: Floats) -> Floats:
    found: Floats = np.exp(log_softmax(scores))
    return found
