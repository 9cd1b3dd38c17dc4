"""The markup of a page comes in, and its article and metadata, as trafilatura finds them, go out.

It runs in the process of :mod:`sitrep.intake.worker`, so that a page which never ends can be stopped.
"""

from __future__ import annotations

import re
from functools import cache

import trafilatura

__all__ = ["article", "extract"]

_SENTENCE_END = re.compile(r"[.!?…。؟।][\"”’»')\]]{0,4}\s{0,4}\Z")
_SHORTEST = 25  # characters of a line that may be a sentence
_FIELDS = ("text", "title", "publisher", "published", "url")


def article(data: bytes, *, url: str | None) -> dict[str, str | None]:
    """As :func:`extract`, of a page in UTF-8."""
    return extract(data.decode("utf-8", "surrogatepass"), url)


def extract(page: str, url: str | None) -> dict[str, str | None]:
    """``text, title, publisher, published, url`` of a page; each None where it was not found.

    Paragraphs stand apart by a blank line, and a heading that repeats the title is left
    out. The date is one the page states in its metadata, its address or its time elements; one merely
    mentioned in the text is not taken.
    """
    _silence()
    document = trafilatura.bare_extraction(
        page,
        url=url,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if document is None or isinstance(document, dict) or not document.text:
        return dict.fromkeys(_FIELDS)
    lines = [line for line in document.text.split("\n") if line.strip()]
    if not any(_is_prose(line) for line in lines):
        return dict.fromkeys(_FIELDS)
    if document.title and _words(lines[0]) == _words(document.title):
        del lines[0]
    return {
        "text": "\n\n".join(lines) or None,
        "title": document.title,
        "publisher": document.sitename,
        "published": document.date,
        "url": document.url,
    }


@cache
def _silence() -> None:
    """Keep what the libraries log about a bad page off the terminal; the fault is told in our words."""
    import logging

    for library in ("trafilatura", "htmldate"):
        logging.getLogger(library).addHandler(logging.NullHandler())


def _is_prose(line: str) -> bool:
    """Whether a line may be a sentence; a page without one is a menu, not an article."""
    return len(line) >= _SHORTEST and _SENTENCE_END.search(line[-10:]) is not None


def _words(line: str) -> list[str]:
    return line.casefold().split()
