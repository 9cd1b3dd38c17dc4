"""An annotation comes in, and its time expressions, with what each of them means, go out.

Extents and values follow TIMEX3 (TimeML 1.2.1). The lexer turns the text into a row of categories;
each rule is a pattern over them with a function that reads what it finds; where two overlap, the
first to begin and then the longer one stands. Reading goes in text order, because "two days later"
counts from what was named before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitrep.readers.times.joining import joined
from sitrep.readers.times.lexing import lex
from sitrep.readers.times.matching import readings
from sitrep.readers.times.speaking import as_spoken
from sitrep.readers.times.vocabulary import load_vocabulary
from sitrep.record import Time, identify_each

if TYPE_CHECKING:
    from sitrep.annotate import Annotation
    from sitrep.readers.times.grammar import Found, Reading

__all__ = ["times"]


def times(annotation: Annotation, *, home: str | None = None) -> tuple[Time, ...]:
    """The time expressions of a report in text order, none overlapping another.

    ``home`` is the country of its publisher, ISO 3166 alpha-3: it settles whether 4/3/2016 is a day of
    March or of April, and when a feast is kept whose day differs from country to country.
    What counts from the day of publication stays undetermined (``XXXX-XX-XX``, no bounds) where
    the report has none. ``since``, ``until``, ``by``, ``before`` and ``after`` belong to no
    expression, but open or move the bound of the one after them, unless it belongs to a
    thing ("since Friday's blast").
    """
    text, report = annotation.text, annotation.report
    lexemes = lex(text)
    said = joined(readings(lexemes, report.published, home=home))
    read = [(found, _opened(found, reading)) for found, reading in as_spoken(annotation, said)]
    spans = [(lexemes[found.first].start, lexemes[found.last - 1].end) for found, _ in read]
    ids = identify_each(
        "t", [(report.id, *span, reading.type) for span, (_, reading) in zip(spans, read, strict=True)]
    )
    return tuple(
        Time(start, end, text[start:end], name, reading.type, reading.value, reading.earliest, reading.latest)
        for name, (start, end), (_, reading) in zip(ids, spans, read, strict=True)
    )


def _opened(found: Found, reading: Reading) -> Reading:
    """``reading`` with the side open that the preposition before it leaves open."""
    side = load_vocabulary().open_sides.get(found.word_beside(-1))
    if side is None or reading.type in ("DURATION", "SET") or found.is_beside(1, "POSSESSIVE"):
        return reading
    if side == "from":
        return replace(reading, latest=None)
    if side == "to":
        return replace(reading, earliest=None)
    return replace(reading, earliest=None, latest=reading.earliest)
