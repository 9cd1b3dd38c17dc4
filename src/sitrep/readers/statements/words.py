"""An annotation comes in, and its words with the quotation that each stands in go out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sitrep.annotate import Annotation, Token

__all__ = ["FINAL", "MARKS", "Extent", "Words"]

#: Marks that open or close a quotation, paired or not.
MARKS = frozenset({'"', "“", "”", "„", "«", "»", "‘", "’", "'", "''", "``"})
FINAL = frozenset({".", "!", "?", "…"})

_LONGEST_TITLE = 5  # tokens of a publisher's name in quotation marks
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "SYM"})
#: Determiners and adjectives that can stand for a noun: "several said …".
_STANDING_ALONE = frozenset(
    """this that these those some several many few others most half third both all another one more
    latter former neither each any""".split()
)
_BREAKS = frozenset(", ; : . ! ? ( ) — – --".split())


class Extent(NamedTuple):
    """Tokens ``[first, last)`` of an annotation."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of a report; ``quoted[i]`` is the index of the quotation that token ``i`` lies in, or -1.

    ``marks`` holds the tokens that open or close a quotation; they lie in none.
    """

    tokens: tuple[Token, ...]
    lowers: tuple[str, ...]
    quoted: tuple[int, ...]
    marks: frozenset[int]
    quotations: tuple[Extent, ...]

    @classmethod
    def of(cls, annotation: Annotation) -> Words:
        """The words of an annotated report."""
        tokens = annotation.tokens
        quoted = [-1] * len(tokens)
        marks: set[int] = set()
        extents = []
        for number, quotation in enumerate(annotation.quotations):
            inside = annotation.tokens_between(quotation.start, quotation.end)
            extents.append(Extent(inside.start, inside.stop))
            quoted[inside.start : inside.stop] = [number] * len(inside)
            marks.update(_marks_around(tokens, inside))
        lowers = tuple(token.lower for token in tokens)
        return cls(tokens, lowers, tuple(quoted), frozenset(marks), tuple(extents))

    def lower(self, index: int) -> str:
        """The lower case of a token; the empty text outside the report."""
        return self.lowers[index] if 0 <= index < len(self.lowers) else ""

    def tag(self, index: int) -> str:
        """The tag of a token; the empty text outside the report."""
        return self.tokens[index].tag if 0 <= index < len(self.tokens) else ""

    def is_quoted(self, index: int) -> bool:
        """Whether a token stands in a quotation or is one of its marks."""
        return 0 <= index < len(self.tokens) and (self.quoted[index] >= 0 or index in self.marks)

    def is_opening(self, index: int) -> bool:
        """Whether a token opens the report, a sentence or a quotation, where a capital says nothing."""
        return index == 0 or index - 1 in self.marks or self.lower(index - 1) in FINAL

    def begins_inside(self, index: int) -> bool:
        """Whether a token goes on with a quotation that was opened before it."""
        number = self.quoted[index] if index < len(self.tokens) else -1
        return number >= 0 and self.quotations[number].first < index

    def is_nominal(self, index: int) -> bool:
        """Whether a token may end a noun phrase, outside any quotation."""
        if not 0 <= index < len(self.tokens) or self.is_quoted(index):
            return False
        token = self.tokens[index]
        return token.tag in _NOMINAL or token.tag == "PRON" or token.lower in _STANDING_ALONE

    def title_ending(self, index: int) -> Extent | None:
        """The tokens, marks included, of a name in quotation marks that closes at ``index``; or None."""
        if index not in self.marks or index == 0 or self.quoted[index - 1] < 0:
            return None
        inside = self.quotations[self.quoted[index - 1]]
        return Extent(inside.first - 1, index + 1) if self._is_title(inside) else None

    def title_starting(self, index: int) -> Extent | None:
        """The same for a name in quotation marks that opens at ``index``."""
        if index not in self.marks or index + 1 >= len(self.tokens) or self.quoted[index + 1] < 0:
            return None
        inside = self.quotations[self.quoted[index + 1]]
        is_title = inside.first == index + 1 and self._is_title(inside)
        return Extent(index, inside.last + 1) if is_title else None

    def _is_title(self, inside: Extent) -> bool:
        tokens = self.tokens[inside.first : inside.last]
        is_short = len(tokens) <= _LONGEST_TITLE and tokens[-1].text.isalnum()
        return is_short and tokens[0].text[:1].isupper() and any(token.tag == "PROPN" for token in tokens)

    def is_break(self, index: int) -> bool:
        """Whether a token ends a phrase: a comma, a stop, a bracket, a dash."""
        return self.lower(index) in _BREAKS

    def spells(self, index: int, words: tuple[str, ...]) -> bool:
        """Whether the tokens from ``index`` on are these words, in lower case."""
        return self.lowers[max(index, 0) : index + len(words)] == words


def _marks_around(tokens: tuple[Token, ...], inside: range) -> list[int]:
    """The marks before and after a quotation; an apostrophe doubled for a mark counts as two tokens."""
    found = []
    for index, step in ((inside.start - 1, -1), (inside.stop, 1)):
        while 0 <= index < len(tokens) and tokens[index].text in MARKS:
            found.append(index)
            if tokens[index].text != "'":
                break
            index += step
    return found
