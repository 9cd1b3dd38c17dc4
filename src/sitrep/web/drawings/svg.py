"""Names, attributes and words come in, and well-formed SVG that no report text can break out of goes out.

Nothing here writes a style or a script, so that the strictest content security policy lets it be seen.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape

__all__ = ["anchor", "drawing", "element", "fitted_text", "shown_number", "text_width", "words"]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_FONT_SIZE = 12


def words(text: str) -> str:
    """``text`` as it may stand in SVG: markup escaped, characters that XML forbids left out.

    >>> words('<b> & "')
    '&lt;b&gt; &amp; &quot;'
    """
    return escape(_NOT_XML.sub("", text))


def shown_number(number: float) -> str:
    """A coordinate with one decimal at most.

    >>> shown_number(12.04), shown_number(-0.01), shown_number(3.25)
    ('12', '0', '3.2')
    """
    shown = f"{number:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


def element(tag: str, *inside: str, **attributes: str | float | None) -> str:
    """An element; ``inside`` is SVG already, attributes of None are left out.

    An underscore in an attribute's name is a hyphen, one at the end nothing: ``class_``, ``text_anchor``.

    >>> element("circle", class_="dot", r=2.5, fill=None)
    '<circle class="dot" r="2.5"/>'
    """
    written = "".join(
        f' {_name(name)}="{words(value) if isinstance(value, str) else shown_number(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>{''.join(inside)}</{tag}>" if inside else f"<{tag}{written}/>"


@cache
def _name(attribute: str) -> str:
    return attribute.rstrip("_").replace("_", "-")


def anchor(href: str | None, *inside: str, title: str = "", **attributes: str | float | None) -> str:
    """A group that leads to ``href``; a plain group where there is none, or where it would run a script."""
    named = (element("title", words(title)), *inside) if title else inside
    scheme = _SCHEME.match(href or "")
    if href is None or (scheme and scheme[1].lower() not in ("http", "https")):
        return element("g", *named, **attributes)
    return element("a", *named, href=href, **attributes)


def drawing(*inside: str, kind: str, width: float, height: float, title: str, description: str) -> str:
    """A whole drawing of class ``kind``; one that holds links is no single picture to a screen reader."""
    return element(
        "svg",
        element("title", words(title)),
        element("desc", words(description)),
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"drawing {kind}",
        viewBox=f"0 0 {shown_number(width)} {shown_number(height)}",
        width=width,
        height=height,
        role="group" if any("<a " in part for part in inside) else "img",
        font_family="sans-serif",
        font_size=_FONT_SIZE,
    )


_NARROW = frozenset("iljtfrI.,:;'|!()[]1 ‘’·")
_WIDE = frozenset("mwMW@%—…QOGDHNUAVX&")


def text_width(text: str, *, size: float = _FONT_SIZE) -> float:
    """About how wide ``text`` is drawn, in pixels, by a wide sans serif: too much rather than too little."""
    return size * sum(map(_letter_width, text))


@cache
def _letter_width(letter: str) -> float:
    if letter in _NARROW:
        return 0.46 if letter == "1" else 0.4
    if letter in _WIDE:
        return 0.95 if letter in "mwMW@%—…" else 0.78
    # Scripts of the Far East fill a square.
    return 0.66 if ord(letter) < 0x2E80 else 1.05


def fitted_text(text: str, width: float, *, size: float = _FONT_SIZE) -> str:
    """``text`` cut so that it is no wider than ``width``, the cut shown; empty where nothing fits."""
    line = " ".join(text.split())
    if text_width(line, size=size) <= width:
        return line
    room = width - text_width("…", size=size)
    kept = 0
    for letter in line:
        room -= size * _letter_width(letter)
        if room < 0:
            break
        kept += 1
    return line[:kept].rstrip(" ,;:") + "…" if kept else ""
