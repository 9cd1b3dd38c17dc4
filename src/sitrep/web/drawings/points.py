"""A series comes in, and what a chart draws of each version goes out: day, numbers, what it contradicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from sitrep.merge.bounds import Number, can_both_hold
from sitrep.views.wording import day_in_words, number_in_words
from sitrep.web.drawings.axes import day_of

if TYPE_CHECKING:
    from sitrep.ledger.state import Version

__all__ = ["NO_SPEAKER", "Point", "number_of", "points", "said_by", "speakers"]

NO_SPEAKER = "no named speaker"
_LARGEST = 1e15  # beyond it a chart tells nothing, and its arithmetic would run over


@dataclass(frozen=True, slots=True)
class Point:
    """A version as drawn. ``day`` is None where undated; ``low`` and ``high`` are None where open.

    ``value`` is where the line of its speaker runs, None where no number is told at all. ``rival`` is
    the place in the series of the latest version that it cannot hold beside, where it disputes one.
    """

    version: Version
    day: float | None
    low: float | None
    high: float | None
    value: float | None
    rival: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether one side is open: "at least 12", "almost 400"."""
        return (self.low is None) != (self.high is None)

    @property
    def has_width(self) -> bool:
        """Whether it lies between two numbers."""
        return self.low is not None and self.high is not None and self.low != self.high


def points(versions: Sequence[Version]) -> tuple[Point, ...]:
    """What to draw of ``versions``, in their order."""
    return tuple(_point(version, _rival(versions, n)) for n, version in enumerate(versions))


def _point(version: Version, rival: int | None) -> Point:
    low, high = _drawable(version.low), _drawable(version.high)
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
        return Point(version, day_of(version.published), low, high, (low + high) / 2, rival)
    return Point(version, day_of(version.published), low, high, high if low is None else low, rival)


def _drawable(number: float | None) -> float | None:
    if number is None or not isfinite(number):
        return None
    return min(max(float(number), -_LARGEST), _LARGEST)


def _rival(versions: Sequence[Version], place: int) -> int | None:
    """Of the other speakers' latest versions up to its day, the last that it cannot hold beside."""
    version = versions[place]
    if version.relation != "disputes":
        return None
    latest = {
        other.speaker: n
        for n, other in enumerate(versions)
        if n != place and _may_answer(version, other) and (n < place or _day(other) <= _day(version))
    }
    number = Number(version.low, version.high, version.bound)
    against = (
        n
        for n in latest.values()
        if not can_both_hold(number, Number(versions[n].low, versions[n].high, versions[n].bound))
    )
    return max(against, default=None)


def _day(version: Version) -> str:
    """The day of publication, for comparison; as in a ledger, what is undated comes last."""
    return (version.published or "9999-12-31")[:10]


def _may_answer(version: Version, other: Version) -> bool:
    return other.speaker is None or other.speaker != version.speaker


def speakers(drawn: Sequence[Point]) -> list[str]:
    """The named speakers, the first to speak first."""
    return list(dict.fromkeys(point.version.speaker for point in drawn if point.version.speaker))


def number_of(version: Version) -> str:
    """The number of a version in a few signs; a question mark where it tells none."""
    if version.low is None and version.high is None:
        return "?"
    return number_in_words(version.low, version.high, version.bound)


def said_by(version: Version) -> str:
    """Number, speaker and day of a version in words."""
    day = "undated" if day_of(version.published) is None else day_in_words(version.published)
    return f"{number_of(version)}, {version.speaker or NO_SPEAKER}, {day}"
