"""A codebook's context cues and a sentence come in, and what the sentence is about goes out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitrep.annotate import Token
    from sitrep.codebook.codebook import Context, Phrase

__all__ = ["ContextIndex"]


class ContextIndex:
    """The cues of a codebook's contexts, found by their first word."""

    def __init__(self, contexts: Iterable[Context]) -> None:
        self._cues: defaultdict[str, list[tuple[Phrase, str]]] = defaultdict(list)
        for context in contexts:
            for cue in context.cues:
                self._cues[cue[0]].append((cue, context.name))

    def contexts(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """The contexts that the words of ``tokens`` cue, in alphabetical order."""
        found = {
            context
            for index, token in enumerate(tokens)
            for word in {token.lower, token.lemma} & self._cues.keys()
            for cue, context in self._cues[word]
            if _stands_at(cue, tokens, index)
        }
        return tuple(sorted(found))


def _stands_at(cue: Phrase, tokens: Sequence[Token], index: int) -> bool:
    words = tokens[index : index + len(cue)]
    return len(words) == len(cue) and all(
        part in {token.lower, token.lemma} for part, token in zip(cue, words, strict=True)
    )
