"""What people did to a thing comes in, and lines that tell it go out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sitrep.ledger.entries import Corrected, Erased, Judged, Noted, Retracted, Undone
from sitrep.views.document import Line

if TYPE_CHECKING:
    from sitrep.ledger.entries import Entry, Logged, Value
    from sitrep.ledger.history import Past

__all__ = ["act_in_words", "past_lines"]

_SHOWN = 8  # hexadecimal digits of a digest, which is what `undo` asks for


def past_lines(past: Iterable[Past]) -> Iterator[Line]:
    """A line for each act, in the order filed."""
    for act in past:
        undone = "" if act.stands else " — undone"
        yield Line(f"{act_in_words(act.logged)}{undone}", (), act.logged.filed_at[:10])


def act_in_words(logged: Logged) -> str:
    """An act in one line: when, what, by whom, why, and the name by which it can be undone."""
    entry = logged.entry
    by = getattr(entry, "by", None)
    reason = getattr(entry, "reason", None)
    words = [logged.filed_at[:16].replace("T", " "), _what(entry)]
    if by:
        words.append(f"by {by}")
    if reason:
        words.append(f"({reason})")
    return f"{' '.join(words)} `#{logged.digest[:_SHOWN]}`"


def _what(entry: Entry) -> str:
    match entry:
        case Judged(a, b, verdict):
            return f"judged `{a[0]}` and `{b[0]}` {verdict}"
        case Corrected(ids, fields):
            cells = ", ".join(f"{name} to {_value(value)}" for name, value in fields.items())
            return f"corrected {cells} of `{ids[0]}`"
        case Retracted(ids):
            more = f" with {len(ids) - 1} more told of it" if len(ids) > 1 else ""
            return f"retracted `{ids[0]}`{more}"
        case Noted(name, text):
            return f"noted of `{name}`: {text}"
        case Undone(digest):
            return f"undid `#{digest[:_SHOWN]}`"
        case Erased(report):
            return f"erased the text of `{report}`"
    return f"filed {type(entry).__name__.lower()}"


def _value(value: Value) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return str(value.get("name"))
    return ", ".join(value) if isinstance(value, list) else str(value)
