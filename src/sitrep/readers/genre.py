"""The words of a report come in, and whether it is about a game goes out.

Sport is told in the words of war: sides attack, strikers shoot, champions defend. A report that is
plainly of a game has to be much surer of a deed before it is an event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitrep.annotate import Token

__all__ = ["is_of_sport"]

_WORDS = frozenset(
    """match goal goalkeeper goalless innings wicket batsman bowler bowling batting over league striker
    midfielder defender winger forward coach season cup score scorer penalty tournament championship
    champion fixture kick-off halftime half-time quarterfinal semi-final semifinal quarter-final final
    race lap podium qualifying grid driver sprint medal medallist gold silver bronze olympic olympics try
    scrum fly-half tackle pitch stadium club squad teammate team player playoff inning homer pitcher
    touchdown quarterback referee umpire overtime victory defeat draw win winner standing rugby football
    soccer cricket basketball hockey tennis baseball golf""".split()
)
_KINDS = 6  # different words of sport that a report of a game holds at least
_SHARE = 0.025  # of its words


def is_of_sport(tokens: Iterable[Token]) -> bool:
    """Whether words of sport are many enough, and of enough kinds, for a report of a game."""
    words = [token.lemma for token in tokens if token.text[0].isalpha()]
    hits = [word for word in words if word in _WORDS]
    return len(set(hits)) >= _KINDS and len(hits) >= _SHARE * len(words)
