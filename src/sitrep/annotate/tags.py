"""Words in order come in, and a lemma and a coarse part of speech for each go out."""

from __future__ import annotations

__all__ = ["tag_words"]


def tag_words(words: list[str]) -> list[tuple[str, str]]:
    """``(lemma, tag)`` of each word of one sentence, tags as in Universal Dependencies."""
    return [(word.lower(), "X") for word in words]
