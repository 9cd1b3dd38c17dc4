"""Two versions of one article come in, and the sentences that went and came go out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sitrep.record import Report, Span

__all__ = ["Rewriting", "rewritings"]


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A passage that one version has and the other has not, with the version it is of."""

    what: Literal["gone", "new"]
    report: str
    passage: Span


def rewritings(old: Report, new: Report) -> Iterator[Rewriting]:
    """What ``new`` says otherwise than ``old``, sentence by sentence, in the order of the texts."""
    from sitrep.annotate.sentences import sentence_offsets
    from sitrep.record import Span

    before = [Span.of(old.text, *at) for at in sentence_offsets(old.text)]
    after = [Span.of(new.text, *at) for at in sentence_offsets(new.text)]
    matcher = SequenceMatcher(None, [_plain(s) for s in before], [_plain(s) for s in after], autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what != "equal":
            yield from (Rewriting("gone", old.id, span) for span in before[a:b])
            yield from (Rewriting("new", new.id, span) for span in after[c:d])


def _plain(span: Span) -> str:
    return " ".join(span.quote.split())
