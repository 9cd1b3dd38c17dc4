"""A word for the present, the past or the future comes in, and its reference value goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitrep.readers.times.grammar import Reading, rule

if TYPE_CHECKING:
    from sitrep.readers.times.grammar import Found

__all__ = ["RULES"]


def present(found: Found) -> Reading | None:
    """The present ("now"): the day of publication is in it, and is all that is known of it."""
    published = found.setting.published
    day = None if published is None or found.setting.chronicle else published.isoformat()
    return Reading("DATE", "PRESENT_REF", day, day)


def past(found: Found) -> Reading | None:
    """Some time up to publication ("recently", "the past")."""
    published = found.setting.published
    return Reading("DATE", "PAST_REF", None, None if published is None else published.isoformat())


def future(found: Found) -> Reading | None:
    """Some time from publication on ("the near future")."""
    published = found.setting.published
    return Reading("DATE", "FUTURE_REF", None if published is None else published.isoformat(), None)


RULES = (
    rule("present", "RIGHT? NOW", present),
    rule("recently", "MORE? RECENTLY", past),
    rule("the past", "(?<=IN) THE PAST (?=STOP|COMMA|BREAK|AND|OTHER)", past),
    rule("the future", "THE ADJECTIVE? FUTURE", future),
)
