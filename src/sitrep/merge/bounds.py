"""Two numbers with their bounds come in, and whether they can both hold, and which is narrower, goes out."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

__all__ = ["Number", "can_both_hold", "is_narrower", "is_same_number"]

_ABOUT = 0.1  # "about 2,000" is held equal to whatever lies within a tenth of it


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a report gives it: ``low`` and ``high`` None where open, ``bound`` as in a figure."""

    low: int | float | None
    high: int | float | None
    bound: str

    def span(self) -> tuple[float, float]:
        """The ends as floats, infinite where open, widened by a tenth where the number is rounded."""
        low, high = self._ends()
        if self.bound != "about":
            return low, high
        return low - abs(low) * _ABOUT, high + abs(high) * _ABOUT

    def _ends(self) -> tuple[float, float]:
        return (-inf if self.low is None else self.low, inf if self.high is None else self.high)


def can_both_hold(a: Number, b: Number) -> bool:
    """Whether one true number could be both ``a`` and ``b``.

    "More than 1,000" and "fewer than 400" leave out the number they name. Of two rounded numbers
    one tolerance counts, not the sum of both.
    """
    return _meet(a, a.span(), b, b._ends()) or _meet(a, a._ends(), b, b.span())


def is_narrower(a: Number, b: Number) -> bool:
    """Whether ``a`` says more precisely than ``b`` how many: a smaller width, or wholly inside it."""
    (low_a, high_a), (low_b, high_b) = a.span(), b.span()
    if high_a - low_a != high_b - low_b:
        return high_a - low_a < high_b - low_b
    return low_b <= low_a and high_a <= high_b and (low_a, high_a) != (low_b, high_b)


def is_same_number(a: Number, b: Number) -> bool:
    """Whether ``a`` and ``b`` give the same number, a rounded one standing for those within a tenth."""
    if (a.low, a.high) == (b.low, b.high):
        return True
    return "about" in (a.bound, b.bound) and a.bound in _POINTS and b.bound in _POINTS and can_both_hold(a, b)


_POINTS = frozenset({"about", "exact"})


def _meet(a: Number, span_a: tuple[float, float], b: Number, span_b: tuple[float, float]) -> bool:
    low, high = max(span_a[0], span_b[0]), min(span_a[1], span_b[1])
    if low != high:
        return low < high
    return not any(_leaves_out(n, low) for n in (a, b))


def _leaves_out(number: Number, value: float) -> bool:
    return (number.bound == "more_than" and number.low == value) or (
        number.bound == "less_than" and number.high == value
    )
