"""Lines or documents of JSON come in, and a draft of each report they hold goes out."""

from __future__ import annotations

import json

from sitrep.errors import InputError
from sitrep.intake.draft import Draft

__all__ = ["draft_of_row", "is_row", "row_name", "rows"]

# What each field may be called, the first that is there and not empty counts.
_TEXT = ("text", "event_text")
_TITLE = ("title",)
_PUBLISHER = ("publisher", "source")
_PUBLISHED = ("published", "date")
_URL = ("url",)
_LANGUAGE = ("language",)


def rows(data: str | bytes) -> list[object]:
    """The items of one JSON document: those of a list, else the one it is.

    :class:`InputError` where it is no JSON.
    """
    try:
        found = json.loads(data)
    except UnicodeDecodeError as fault:
        raise InputError(f"is not UTF-8: byte {fault.start} does not decode") from None
    except json.JSONDecodeError as fault:
        raise InputError(f"is not JSON: {fault.msg} at character {fault.pos + 1}") from None
    except (ValueError, RecursionError):
        raise InputError("is not JSON that can be read: a number too long or nested too deep") from None
    return found if isinstance(found, list) else [found]


def is_row(line: str | bytes) -> bool:
    """Whether one line is JSON by itself: an object, or a list of them."""
    try:
        found = rows(line)
    except InputError:
        return False
    return bool(found) and all(isinstance(row, dict) for row in found)


def draft_of_row(row: object) -> Draft:
    """The report that one JSON object tells; :class:`InputError` where it is no object or has no text."""
    if not isinstance(row, dict):
        raise InputError(f"an object with the key text was expected, not {_kind(row)}")
    text = _first(row, _TEXT)
    if text is None:
        raise InputError("the object has no text: the key text or event_text was expected")
    return Draft(
        text,
        title=_first(row, _TITLE),
        publisher=_first(row, _PUBLISHER),
        published=_first(row, _PUBLISHED),
        url=_first(row, _URL),
        language=_first(row, _LANGUAGE),
    )


def row_name(row: object) -> str | None:
    """The ``id`` that a row gives itself, to name it by; None where it gives none."""
    found = row.get("id") if isinstance(row, dict) else None
    return " ".join(str(found).split())[:60] if isinstance(found, str | int) else None


def _first(row: dict[str, object], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = row.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            raise InputError(f"{name} is {_kind(value)} where a text was expected")
        return value
    return None


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", bool: "true or false", str: "a text", type(None): "null"}
    return names.get(type(value), "a number")
