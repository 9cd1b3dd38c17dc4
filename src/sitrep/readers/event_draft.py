"""What a passage tells comes in, and an event goes out whose parties are phrases still."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitrep.readers.naming import Naming
    from sitrep.readers.phrases import NounPhrase
    from sitrep.readers.triggers import Telling
    from sitrep.record import Place, Reality, Statement, Time

__all__ = ["HARM", "UNWILLED", "Draft"]

HARM = frozenset({"ASSAULT", "ACCIDENT", "DISASTER"})
"""Types of events that hurt whom they touch."""
UNWILLED = frozenset({"ACCIDENT", "DISASTER"})
"""Types that nobody means, so that a country only is where they are."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event while its parties are phrases, before they are tied to actors.

    ``retold`` are later passages that tell of it again. ``is_touched`` says that the recipients are not
    whom the act takes, but whom its aim or object is tied to. ``namings`` say whom its actors and its
    recipients name, as far as they name anybody.
    """

    telling: Telling
    type: str
    mode: str | None
    actors: tuple[NounPhrase, ...]
    recipients: tuple[NounPhrase, ...]
    namings: tuple[tuple[Naming, ...], tuple[Naming, ...]]
    place: Place | None
    time: Time | None
    reality: Reality
    said_in: Statement | None
    confidence: float
    retold: tuple[Telling, ...] = ()
    is_touched: bool = False
