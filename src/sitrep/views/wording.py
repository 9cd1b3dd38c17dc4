"""Numbers with bounds, intervals and long passages come in, and short words for them go out."""

from __future__ import annotations

from datetime import date

__all__ = ["day_in_words", "interval_in_words", "number_in_words", "plural", "shortened", "span_in_words"]


def number_in_words(low: float | None, high: float | None, bound: str) -> str:
    """A number with its bound in a few signs: "≥12", "<400", "~2,000", "60–70".

    >>> number_in_words(12, None, "at_least")
    '≥12'
    """
    first, last = _digits(low), _digits(high)
    match bound:
        case "at_least":
            return f"≥{first}"
        case "more_than":
            return f">{first}"
        case "at_most":
            return f"≤{last}"
        case "less_than":
            return f"<{last}"
        case "about":
            return f"~{first or last}"
        case "between":
            return f"{first}–{last}"
    return first or last


def span_in_words(low: float | None, high: float | None) -> str:
    """What lies between two bounds, either of them open: "10 to 220", "10 or more", "up to 220"."""
    if low is None and high is None:
        return "open"
    if high is None:
        return f"{_digits(low)} or more"
    if low is None:
        return f"up to {_digits(high)}"
    return _digits(low) if low == high else f"{_digits(low)} to {_digits(high)}"


def _digits(number: float | None) -> str:
    if number is None:
        return ""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,}"


def interval_in_words(earliest: str | None, latest: str | None) -> str:
    """An interval as one date where both sides are the same day, else as "from to"; "" where unknown."""
    if earliest is None and latest is None:
        return ""
    if earliest is not None and latest is not None and earliest[:10] == latest[:10]:
        return earliest[:10]
    return f"{(earliest or '…')[:10]} to {(latest or '…')[:10]}"


def day_in_words(iso: str | None) -> str:
    """An ISO 8601 date or date-time as "4 Aug 2020"; "undated" where there is none."""
    if not iso:
        return "undated"
    day = date.fromisoformat(iso[:10])
    return f"{day.day} {day:%b %Y}"


def plural(number: int, noun: str) -> str:
    """A count and its noun: "1 report", "14 reports"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def shortened(text: str, length: int) -> str:
    """``text`` on one line, cut at a word to at most ``length`` characters, the cut shown."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
