"""What the head for acts sees in a sentence comes in, and how likely each type of event is goes out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sitrep.model.labels import distance_bucket
from sitrep.model.layers import Floats
from sitrep.model.tagging import log_softmax

__all__ = ["acts"]


def acts(seen: Mapping[str, Floats], first: int, last: int) -> tuple[Floats, Floats]:
    """Likelihoods of types for each of the words ``[first, last)`` of a window, and for their sentence.

    A word tells what the words of its sentence tell, each by how much the word looks at it; a
    sentence tells the mean of its words.
    """
    types = seen["types"][first:last]
    asks, answers = seen["asks"][first:last], seen["answers"][first:last]
    words = np.arange(len(types))
    looks = asks @ answers.T * np.float32(asks.shape[1] ** -0.5)
    looks += seen["distance"][distance_bucket(words[None, :] - words[:, None]), 0]
    weights = np.exp(looks - looks.max(1, keepdims=True))
    weights /= weights.sum(1, keepdims=True)
    return np.exp(log_softmax(weights @ types)), np.exp(log_softmax(types.mean(0)))
