"""What each head of the reader model tells apart, as data: the order is that of its output numbers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["ACTS", "ARGUMENTS", "MENTIONS", "NAMES", "NO_ACT", "PARTS", "ROLES", "TIMES", "distance_bucket"]

#: Parts of an attribution, as the tags over a whole text tell them.
PARTS = ("cue", "speaker", "content")
#: Parts of an attribution that are looked for anew for each cue.
ROLES = ("speaker", "content")
#: Types of names in the worldwide newswire corpus.
NAMES = ("Person", "Organization", "Location", "NORP", "Date", "Money", "Facility", "Product", "Misc")
#: Types of mentions in GUM.
MENTIONS = (
    "person",
    "organization",
    "place",
    "object",
    "event",
    "time",
    "substance",
    "animal",
    "plant",
    "abstract",
)
#: Types of TIMEX3.
TIMES = ("DATE", "TIME", "DURATION", "SET")
NO_ACT = "none"
#: Types of events, of the codebook, and none.
ACTS = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "DISASTER",
    "ACCIDENT",
    NO_ACT,
)

#: Arguments of PropBank's predicates: numbered, modifiers, and those taken up (R-) or gone on with (C-).
ARGUMENTS = (
    "ARG0",
    "ARG1",
    "ARG2",
    "ARG3",
    "ARG4",
    *(
        f"ARGM-{kind}"
        for kind in ("ADJ ADV CAU COM CXN DIR DIS EXT GOL LOC LVB MNR MOD NEG PRD PRP PRR TMP".split())
    ),
    "C-ARG1",
    "C-ARG2",
    "C-V",
    "R-ARG0",
    "R-ARG1",
    "R-ARG2",
    "R-ARGM-LOC",
    "R-ARGM-TMP",
)

_REACH = (1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 28, 36, 48, 64, 90, 130)
_FAR = _REACH[-1]
_STEPS = np.searchsorted(_REACH, np.abs(np.arange(-_FAR, _FAR + 1)), side="right")
_BUCKETS = _STEPS + np.where(np.arange(-_FAR, _FAR + 1) < 0, len(_REACH), 0)


def distance_bucket(distances: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The number, 0 to 34, of the class of distances in words, signed, that each one falls in.

    >>> distance_bucket(np.array([0, 1, -1, 500]))
    array([ 0,  1, 18, 17])
    """
    found: npt.NDArray[np.int64] = _BUCKETS[np.clip(distances, -_FAR, _FAR) + _FAR]
    return found
