"""What the head for acts sees in a window comes in, and how likely each type of event is goes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sitrep.model.labels import distance_bucket
from sitrep.model.layers import Floats
from sitrep.model.tagging import log_softmax

__all__ = ["acts"]


def acts(seen: Mapping[str, Floats], sentences: Sequence[tuple[int, int]]) -> tuple[Floats, Floats]:
    """Likelihoods of types for each word of a window, and for each of ``sentences``, as ``[first, last)``.

    A word tells what the words of its sentence tell, each by how much the word looks at it; a
    sentence tells the mean of its words. Rows of words outside the sentences tell nothing of use.
    """
    types, scale = seen["types"], np.float32(seen["asks"].shape[1] ** -0.5)
    told, means = np.zeros_like(types), np.zeros((len(sentences), types.shape[1]), np.float32)
    for number, (first, last) in enumerate(sentences):
        own, words = types[first:last], np.arange(last - first)
        looks = (seen["asks"][first:last] @ seen["answers"][first:last].T) * scale
        looks += seen["distance"][:, 0][distance_bucket(words[None, :] - words[:, None])]
        weights = np.exp(looks - looks.max(1, keepdims=True))
        weights /= weights.sum(1, keepdims=True)
        told[first:last] = weights @ own
        means[number] = own.mean(0)
    return _likelihoods(told), _likelihoods(means)


def _likelihoods(scores: Floats) -> Floats:
    found: Floats = np.exp(log_softmax(scores))
    return found
