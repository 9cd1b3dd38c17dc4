"""The first bytes of a file and its suffix come in, and the kind of its content goes out."""

from __future__ import annotations

import codecs
import re
from typing import Literal

from sitrep.intake.jsonlines import is_row

__all__ = ["SUFFIXES", "Kind", "is_wide", "kind_of", "opening_text"]

Kind = Literal["text", "html", "json", "lines"]

_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_JSON_SUFFIXES = frozenset({".json", *_LINES_SUFFIXES})
# The files of a folder that are read; one named by itself is read whatever its suffix.
SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", *_HTML_SUFFIXES, *_JSON_SUFFIXES})

_HTML = re.compile(
    r"(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.DOTALL
)
_TAG = re.compile(r"<[a-z!/]", re.IGNORECASE)
_JSON = re.compile(r"(?:\[\s*)?\{\s*\"[^\"\n]{1,60}\"\s*:")
_LINES_TRIED = 3


def kind_of(head: bytes, suffix: str) -> Kind:
    """What ``head``, the first bytes of a file named with ``suffix``, begins: the content decides,
    and the suffix where the content leaves it open."""
    opening = opening_text(head)
    if _HTML.match(opening):
        return "html"
    if not opening:
        return "text"
    if suffix in _JSON_SUFFIXES or _JSON.match(opening):
        return _kind_of_json(opening, suffix)
    if suffix in _HTML_SUFFIXES and _TAG.search(opening):
        return "html"
    return "text"


def opening_text(head: bytes) -> str:
    """``head`` decoded as far as it goes, without its mark and leading blanks."""
    text = head.decode("utf-16" if is_wide(head) else "utf-8", "replace")
    return text.lstrip("\ufeff \t\r\n")


def is_wide(head: bytes) -> bool:
    """Whether a byte order mark says UTF-16, in which no byte ends a line."""
    return head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _kind_of_json(opening: str, suffix: str) -> Kind:
    lines = [line.strip() for line in opening.split("\n")[:_LINES_TRIED] if line.strip()]
    if lines and lines[0] in ("{", "["):
        return "json"
    if any(is_row(line) for line in lines):
        return "lines"
    return "lines" if suffix in _LINES_SUFFIXES and not opening.startswith("[") else "json"
