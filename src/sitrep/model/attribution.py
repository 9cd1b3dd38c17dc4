"""What the attribution head sees in a window comes in, and cues with their speakers and contents go out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sitrep.model.labels import PARTS, distance_bucket
from sitrep.model.layers import Floats
from sitrep.model.tagging import Span, spell_spans

__all__ = ["Attribution", "attributions"]

_CUE = PARTS.index("cue")


class Attribution(NamedTuple):
    """A cue and the parts tied to it, as spans of words; the kinds of parts are numbers of ``ROLES``."""

    cue: Span
    parts: tuple[Span, ...]


def attributions(
    seen: Mapping[str, Floats], bounds: npt.NDArray[np.int64], first: int, last: int
) -> list[Attribution]:
    """The attributions whose cue begins at one of the words ``[first, last)`` of a window.

    ``seen`` holds what the head sees at each word of the window, and its constants. First the cues
    are spelled from tags over the whole window; then, for each cue anew, every word is asked whether
    it belongs to the cue's speaker or content, by what it is, what the cue is, and how far off it is.
    """
    cues = [span for span in spell_spans(seen["tags"], bounds) if span[2] == _CUE and first <= span[0] < last]
    if not cues:
        return []
    anchors = np.array([cue[0] for cue in cues])
    gaps = np.arange(len(seen["tags"]))[None, :] - anchors[:, None]
    joined = seen["token"][None] + seen["cue"][anchors][:, None]
    joined += seen["distance"][distance_bucket(gaps)]
    np.maximum(joined, 0, out=joined)
    scores = joined @ seen["roles.weight"].T
    scores += seen["roles.bias"] + seen["tags"] @ seen["passed"].T
    spelled = spell_spans(scores.reshape(-1, scores.shape[-1]), np.arange(len(cues)) * scores.shape[1])
    length = scores.shape[1]
    parts: list[list[Span]] = [[] for _ in cues]
    for start, end, kind, score in spelled:
        row = start // length
        parts[row].append((start - row * length, end - row * length, kind, score))
    return [Attribution(cue, tuple(found)) for cue, found in zip(cues, parts, strict=True)]
