"""The ``robots.txt`` of a site comes in, and what it lets sitrep fetch, and how often, goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitrep.errors import FetchError

if TYPE_CHECKING:
    from protego import Protego

__all__ = ["MAX_BYTES", "Robots"]

MAX_BYTES = 512_000  # of a robots.txt that are read, as the standard has it
_AGENT = "sitrep"
_LONGEST_DELAY_S = 30.0


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site allows (RFC 9309): its rules, None where all is allowed; ``at`` is when that was asked."""

    rules: Protego | None
    at: float

    @classmethod
    def told(cls, status: int, body: bytes, at: float) -> Robots:
        """The rules in an answer. A site that has none allows everything; one that is out of order, nothing.

        :class:`~sitrep.errors.FetchError` for the latter.
        """
        if status == 429 or status >= 500:
            raise FetchError(f"its robots.txt answers {status}, so nothing may be fetched from there now")
        if status != 200:
            return cls(None, at)
        from protego import Protego

        return cls(Protego.parse(body[:MAX_BYTES].decode("utf-8", "replace")), at)

    def allows(self, url: str) -> bool:
        """Whether ``url`` may be fetched."""
        return self.rules is None or bool(self.rules.can_fetch(url, _AGENT))

    @property
    def delay_s(self) -> float:
        """The seconds that the site wants between two requests; at most thirty are heeded."""
        found = self.rules.crawl_delay(_AGENT) if self.rules else None
        return min(float(found or 0), _LONGEST_DELAY_S)
