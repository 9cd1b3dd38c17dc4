"""Drafts of statements come in, and for each the earlier one that it answers goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitrep.codebook.speech import SpeechLexicon
    from sitrep.readers.statements.drafts import Draft
    from sitrep.readers.statements.words import Extent, Words

__all__ = ["answered"]

_REACH = 6  # sentences that a reply looks back over


def answered(words: Words, lexicon: SpeechLexicon, drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the position of the one it answers, as its cue says so ("replied", "in turn"), or None.

    That is the nearest one before by somebody else; a pronoun is taken for who spoke last.
    """
    voices = _voices(words, drafts)
    found: list[int | None] = []
    for position, draft in enumerate(drafts):
        found.append(_nearest_other(drafts, voices, position) if _answers(words, lexicon, draft) else None)
    return found


def _voices(words: Words, drafts: Sequence[Draft]) -> list[str | None]:
    """The last word of each speaker's name; of a pronoun, that of the speaker before."""
    voices: list[str | None] = []
    for draft in drafts:
        if draft.speaker is None:
            voices.append(None)
        elif words.tag(draft.speaker.first) == "PRON" and draft.speaker.last - draft.speaker.first == 1:
            voices.append(next((voice for voice in reversed(voices) if voice is not None), None))
        else:
            voices.append(_surname(words, draft.speaker))
    return voices


def _surname(words: Words, speaker: Extent) -> str:
    """The last word before an apposition: "Mercy Otieno, a lawyer" and "Otieno" are one voice."""
    head = speaker.first
    for index in range(*speaker):
        if words.lower(index) in {",", "("}:
            break
        head = index
    return words.lower(head)


def _answers(words: Words, lexicon: SpeechLexicon, draft: Draft) -> bool:
    if draft.lemma in lexicon.replies:
        return True
    begin = draft.cue.first if draft.speaker is None else min(draft.cue.first, draft.speaker.first)
    spots = (*range(begin - 4, draft.cue.last + 3), draft.content[0].last)
    return any(
        words.spells(spot, phrase)
        for spot in spots
        for phrase in lexicon.reply_phrases.get(words.lower(spot), ())
    )


def _nearest_other(drafts: Sequence[Draft], voices: Sequence[str | None], position: int) -> int | None:
    for earlier in range(position - 1, -1, -1):
        if drafts[position].sentence - drafts[earlier].sentence > _REACH:
            return None
        if voices[earlier] is not None and voices[earlier] != voices[position]:
            return earlier
    return None
