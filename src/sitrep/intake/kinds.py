"""The first bytes of a file and its suffix come in, and the kind of its content goes out."""

from __future__ import annotations

import codecs
import re
import zlib
from typing import Literal

from sitrep.intake.jsonlines import is_row
from sitrep.intake.lists import is_addresses, is_table

__all__ = ["SUFFIXES", "Kind", "is_wide", "kind_of", "opening_text"]

Kind = Literal[
    "text", "html", "json", "lines", "feed", "addresses", "table", "mail", "pdf", "zip", "warc", "arc"
]

_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_JSON_SUFFIXES = frozenset({".json", *_LINES_SUFFIXES})
_TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".tab"})
_ARCHIVE_SUFFIXES = frozenset({".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz", ".wacz"})
# The files of a folder that are read; one named by itself is read whatever its suffix.
SUFFIXES = frozenset(
    {".txt", ".text", ".md", ".markdown", ".xml", ".rss", ".atom", ".eml", ".pdf", ".docx"}
    | _HTML_SUFFIXES
    | _JSON_SUFFIXES
    | _TABLE_SUFFIXES
    | _ARCHIVE_SUFFIXES
)

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"WARC/", "warc"),
    (b"filedesc:", "arc"),
)
_GZIP, _ZSTD = b"\x1f\x8b", (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")
_PROLOGUE = re.compile(r"\s+|<\?[^>]*>|<!DOCTYPE(?!\s+html)[^>\[]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FEED = re.compile(r"<(?:rss|(?:\w{1,20}:)?feed|rdf:RDF)[\s>]")
_TAG = re.compile(r"<[a-z!/]", re.IGNORECASE)
_JSON = re.compile(r"(?:\[\s*)?\{\s*\"[^\"\n]{1,60}\"\s*:")
# What a letter was given on its way; a text that begins "From:" and "Date:" is not taken for one.
_MAIL = re.compile(r"(?:[\w-]{1,60}:[^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n){0,50}){0,50}", re.ASCII)
_MAIL_MARK = re.compile(r"^(?:MIME-Version|Message-ID|Received|Return-Path):", re.IGNORECASE | re.MULTILINE)
_LINES_TRIED = 3


def kind_of(head: bytes, suffix: str) -> Kind:
    """What ``head``, the first bytes of a file named with ``suffix``, begins: the content decides,
    and the suffix where the content leaves it open."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(_GZIP):
        return _kind_in_gzip(head)
    if head.startswith(_ZSTD):
        return "warc"
    opening = opening_text(head)
    if not opening:
        return "text"
    return _kind_of_markup(opening, suffix) or _kind_of_lines(opening, suffix)


def opening_text(head: bytes) -> str:
    """``head`` decoded as far as it goes, without its mark and leading blanks."""
    text = head.decode("utf-16" if is_wide(head) else "utf-8", "replace")
    return text.lstrip("\ufeff \t\r\n")


def is_wide(head: bytes) -> bool:
    """Whether a byte order mark says UTF-16, in which no byte ends a line."""
    return head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _kind_in_gzip(head: bytes) -> Kind:
    try:
        inner = zlib.decompressobj(31).decompress(head, 64)
    except zlib.error:
        inner = b""
    return "arc" if inner.startswith(b"filedesc:") else "warc" if inner.startswith(b"WARC/") else "text"


def _kind_of_markup(opening: str, suffix: str) -> Kind | None:
    root = _after_prologue(opening)
    if _HTML.match(opening, root):
        return "html"
    if _FEED.match(opening, root):
        return "feed"
    return "html" if suffix in _HTML_SUFFIXES and _TAG.search(opening) else None


def _after_prologue(opening: str) -> int:
    """Where the root element begins, after comments, instructions and document types, one at a time.

    In one expression these would make a page of comments take time without end.
    """
    place = 0
    while True:
        found = _PROLOGUE.match(opening, place)
        if found:
            place = found.end()
        elif opening.startswith("<!--", place) and (end := opening.find("-->", place + 4)) >= 0:
            place = end + 3
        else:
            return place


def _kind_of_lines(opening: str, suffix: str) -> Kind:
    if suffix in _JSON_SUFFIXES or _JSON.match(opening):
        return _kind_of_json(opening, suffix)
    if is_addresses(opening):
        return "addresses"
    if suffix in _TABLE_SUFFIXES or is_table(opening):
        return "table"
    if suffix == ".eml" or _MAIL_MARK.search(_letterhead(opening)):
        return "mail"
    return "text"


def _letterhead(opening: str) -> str:
    found = _MAIL.match(opening.replace("\r\n", "\n"))
    return found.group() if found else ""


def _kind_of_json(opening: str, suffix: str) -> Kind:
    lines = [line.strip() for line in opening.split("\n")[:_LINES_TRIED] if line.strip()]
    if lines and lines[0] in ("{", "["):
        return "json"
    if any(is_row(line) for line in lines):
        return "lines"
    return "lines" if suffix in _LINES_SUFFIXES and not opening.startswith("[") else "json"
