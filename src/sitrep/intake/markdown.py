"""A text that may open with front matter comes in, and a draft of its metadata and body goes out."""

from __future__ import annotations

import re

from sitrep.errors import InputError
from sitrep.intake.draft import Draft

__all__ = ["draft_of_text"]

_FENCE = re.compile(r"\A\s*?---[ \t]*\n(?P<head>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_OPENED = re.compile(
    r"\A\s*?---[ \t]*\n(?:[ \t]*(?:#.*)?\n)*[ \t]*[\"']?[A-Za-z][\w -]*[\"']?[ \t]*:(?:\s|\Z)"
)
_KEYS = ("title", "published", "publisher", "url", "language")
_NOTHING = ("", "~", "null", "Null", "NULL")
_REACH = 20_000  # characters; front matter is short


def draft_of_text(text: str) -> Draft:
    """The body of ``text`` after its front matter, with what that tells; all of it where there is none.

    Front matter is YAML between ``---`` lines at the very start. Keys other than title, published,
    publisher, url and language are passed over. :class:`InputError` where it is opened and never
    closed, is no YAML, or holds a list where a text was expected.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not _OPENED.match(text[:_REACH]):
        return Draft(text)
    fence = _FENCE.match(text[:_REACH])
    if fence is None:
        raise InputError("front matter is opened by --- but never closed")
    first_line = text[: fence.start("head")].count("\n") + 1
    found = _parse(fence["head"], first_line)
    fields = {key: _scalar(found.get(key), key) for key in _KEYS}
    return Draft(text[fence.end() :], **fields, published_from="front matter")


def _parse(head: str, first_line: int) -> dict[str, object]:
    """The mapping in ``head``, every scalar as the text it is, so that a date stays as written."""
    import yaml

    try:
        # Not the faster loader of libyaml: lists nested deep enough crash the interpreter in it.
        found = yaml.load(head, Loader=yaml.BaseLoader)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        problem = getattr(fault, "problem", None) or "not YAML"
        raise InputError(f"front matter, line {line}: {problem}") from None
    except (RecursionError, ValueError):
        raise InputError(f"front matter, line {first_line}: not YAML") from None
    if not isinstance(found, dict):
        raise InputError(f"front matter, line {first_line}: keys with values were expected")
    return {str(key): value for key, value in found.items()}


def _scalar(value: object, key: str) -> str | None:
    if value is None or (isinstance(value, str) and value.strip() in _NOTHING):
        return None
    if not isinstance(value, str):
        raise InputError(f"front matter: {key} holds a list or mapping where a text was expected")
    return value
