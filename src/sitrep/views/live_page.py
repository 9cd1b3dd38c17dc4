"""The address of a page and words of it come in, and a link that opens the page at these words goes out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

__all__ = ["link_to"]

_WHOLE = 100  # characters of a quote that a link holds whole; of a longer one only both ends
_ENDS = 5  # words of either end


def link_to(url: str | None, words: str) -> str | None:
    """An address that opens the page ``url`` at ``words``, as a text fragment; None where it is no web page.

    Of long words, or words of several lines, both ends are given (WICG Scroll to Text Fragment).

    >>> link_to("https://example.org/a", "killing 34, they said")
    'https://example.org/a#:~:text=killing%2034%2C%20they%20said'
    """
    if url is None or not url.startswith(("http://", "https://")):
        return None
    page = url.partition(":~:")[0]
    mark = ":~:" if "#" in page else "#:~:"
    text = _fragment(words)
    return f"{page}{mark}text={text}" if text else url


def _fragment(words: str) -> str:
    """``words`` as a text directive: the whole of them, or both ends with a comma between."""
    lines = [found for line in words.splitlines() if (found := line.split())]
    if not lines:
        return ""
    if len(lines) > 1:
        return f"{_escaped(lines[0][:_ENDS])},{_escaped(lines[-1][-_ENDS:])}"
    (line,) = lines
    if len(words) <= _WHOLE:
        return _escaped(line)
    if len(line) < 2 * _ENDS:
        return _escaped([line[0][:_WHOLE]] if len(line) == 1 else line)
    return f"{_escaped(line[:_ENDS])},{_escaped(line[-_ENDS:])}"


def _escaped(words: Sequence[str]) -> str:
    return "%20".join(map(_escaped_word, words))


@lru_cache(maxsize=1 << 16)
def _escaped_word(word: str) -> str:
    """A word without the commas, dashes and ampersands that are the syntax of a text directive."""
    return quote(word, safe="", errors="replace").replace("-", "%2D")
