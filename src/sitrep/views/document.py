"""What a view has to say: titled sections of footnoted lines, in no format yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitrep.views.citations import Citation

__all__ = ["Document", "Line", "Section"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document, with the numbers of the footnotes that bear it out.

    ``day`` is the ISO 8601 date it belongs to, and ``id`` the id of what it tells of, where it has one.
    """

    text: str
    notes: tuple[int, ...]
    day: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines, grouped ``by_day`` or not; ``more`` is how many lines were left out."""

    title: str
    lines: tuple[Line, ...]
    by_day: bool = False
    more: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A heading, what it rests on, sections, and the footnotes of them all."""

    title: str
    basis: str
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
