"""PropBank roles come in as words with frames, and a document for each sentence goes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitrep.errors import InputError
from sitrep.evaluate.corpora.form import Form, rows, with_keys
from sitrep.evaluate.corpora.joining import Offsets, join_words
from sitrep.evaluate.gold import Document, report_from
from sitrep.evaluate.members import Member

__all__ = ["FORM", "Frame", "Framed", "documents"]

FORM = Form("PropBank roles", with_keys("sent_id", "words", "frames"))
_ITSELF = "V"


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate: its word, its sense ("adjust.01"), and arguments as words ``[first, last)``."""

    word: int
    sense: str
    arguments: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Framed:
    """A sentence's frames, and where each of its words stands in the text."""

    offsets: Offsets
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    word: int
    sense: str
    args: Sequence[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class _Row:
    sent_id: str
    words: Sequence[str]
    frames: Sequence[_Told]


def documents(member: Member) -> Iterator[Document[Framed]]:
    """One sentence, its words set as in print; splits go by the document that it is from."""
    for number, row in rows(member, _Row):
        text, offsets = join_words(row.words)
        frames = tuple(
            Frame(f.word, f.sense, tuple(arg for arg in f.args if arg[0] != _ITSELF)) for f in row.frames
        )
        if any(not 0 <= f.word < len(offsets) for f in frames):
            raise InputError(f"{member.path}: line {number}: a frame's word is not one of the sentence's")
        key = row.sent_id.rpartition("-")[0]
        yield Document(row.sent_id, report_from(text), Framed(tuple(offsets), frames), key=key)
