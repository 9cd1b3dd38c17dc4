"""The bytes of a feed come in, and its name and entries, as feedparser finds them, go out as plain values.

It runs in the process of :mod:`sitrep.intake.worker`.
"""

from __future__ import annotations

import io
from calendar import timegm
from datetime import UTC, datetime
from typing import Any

import feedparser

from sitrep.errors import InputError

__all__ = ["feed"]

_HEAD = 65_536
_MOST = 5000  # entries of a feed


def feed(data: bytes) -> dict[str, Any]:
    """``title`` and ``entries``, each with ``link, title, author, publisher, published, updated``.

    :class:`InputError` where it is no feed that can be read. Dates are ISO 8601 in UTC, None where
    none can be told.
    """
    if b"<!ENTITY" in data[:_HEAD]:
        raise InputError("declares entities, which no feed needs and some blow up")
    # Never given as bytes or str: feedparser would take a body that is a path for the path of a file.
    found = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not found.entries and not found.version:
        raise InputError("is no RSS or Atom feed that can be read")
    return {
        "title": _text(found.feed.get("title")),
        "entries": [_entry(entry) for entry in found.entries[:_MOST]],
        "left": max(0, len(found.entries) - _MOST),
    }


def _entry(entry: Any) -> dict[str, str | None]:
    publisher = entry.get("source")
    return {
        "link": _text(entry.get("link")),
        "title": _text(entry.get("title")),
        "author": _text(entry.get("author")),
        "publisher": _text(publisher.get("title")) if isinstance(publisher, dict) else None,
        "published": _date(entry.get("published_parsed")) or _date(entry.get("updated_parsed")),
        "updated": _date(entry.get("updated_parsed")),
    }


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _date(parsed: Any) -> str | None:
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).isoformat() if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None
