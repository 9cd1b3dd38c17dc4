"""A codebook's example sentences come in, and how many a reader reads as they are marked goes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitrep.intake import from_text
from sitrep.readers.reader import read_report

if TYPE_CHECKING:
    from sitrep.codebook import Codebook
    from sitrep.codebook.examples import Example
    from sitrep.record import Event

__all__ = ["ExampleScore", "ReadExample", "read_all", "score"]

# Examples stand without a date; one keeps their relative times from staying open.
_PUBLISHED = "2021-05-10"


@dataclass(frozen=True, slots=True)
class ReadExample:
    """An example and the events that the reader found in it."""

    example: Example
    events: tuple[Event, ...]

    @property
    def is_type_read(self) -> bool:
        """Whether an event of the section's type was found; of a sentence without any, whether none was."""
        if self.example.type is None:
            return not self.events
        return any(event.type == self.example.type for event in self.events)

    @property
    def is_mode_read(self) -> bool:
        """Whether an event of the section's type and mode was found."""
        wanted = (self.example.type, self.example.mode)
        return any((event.type, event.mode) == wanted for event in self.events)

    @property
    def matched(self) -> int:
        """How many marked events have one of their type, each found event used once."""
        marked = Counter(event.type for event in self.example.events)
        return (marked & Counter(event.type for event in self.events)).total()


@dataclass(frozen=True, slots=True)
class ExampleScore:
    """Shares from 0 to 1: sections' types and modes read, events found of all marked, right of all found.

    ``silence`` is the share of the sentences without an event in which none was found.
    """

    type: float
    mode: float
    recall: float
    precision: float
    silence: float


def read_all(examples: Iterable[Example], codebook: Codebook | None = None) -> tuple[ReadExample, ...]:
    """Each example with the events that the rules find in it.

    The model learns from the examples that ship, so only the rules can be tested on them; and what a
    user asks of a codebook of one's own is what its triggers find.
    """
    return tuple(ReadExample(example, _read(example, codebook)) for example in examples)


def _read(example: Example, codebook: Codebook | None) -> tuple[Event, ...]:
    report = from_text(example.text, published=_PUBLISHED)
    return read_report(report, codebook=codebook, reader="rules").events


def score(read: Sequence[ReadExample]) -> ExampleScore:
    """How well ``read`` was read; a share of nothing is 1."""
    telling = [item for item in read if item.example.type is not None]
    silent = [item for item in read if item.example.type is None]
    matched = sum(item.matched for item in telling)
    return ExampleScore(
        type=_share(sum(item.is_type_read for item in telling), len(telling)),
        mode=_share(sum(item.is_mode_read for item in telling), len(telling)),
        recall=_share(matched, sum(len(item.example.events) for item in telling)),
        precision=_share(matched, sum(len(item.events) for item in telling)),
        silence=_share(sum(item.is_type_read for item in silent), len(silent)),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
