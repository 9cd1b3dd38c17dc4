"""What the rules found for one attribution comes in as token extents, and a draft of a statement goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitrep.readers.statements.words import Extent

__all__ = ["Draft"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement as token extents; ``sentence`` counts from 0 and is where the cue stands.

    ``lemma`` is the cue's verb, noun or phrase, ``kind`` its kind in the speech lexicon, and
    ``takes_clause`` whether it can introduce a clause of its own.
    """

    cue: Extent
    speaker: Extent | None
    content: tuple[Extent, ...]
    addressee: Extent | None
    lemma: str
    kind: str
    sentence: int
    takes_clause: bool = True

    @property
    def is_speech(self) -> bool:
        """Whether somebody named says something, which stays a statement inside another's."""
        return self.kind == "speech" and self.speaker is not None and self.takes_clause
