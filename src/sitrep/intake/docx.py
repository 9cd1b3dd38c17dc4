"""The bytes of a Word document come in, and its text and title go out as plain values.

It runs in the process of :mod:`sitrep.intake.worker`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from sitrep.errors import InputError

__all__ = ["document"]

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH = f"{_WORD}p"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_LARGEST = 100_000_000  # bytes of one part
_BREAKS = {f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}tab": "\t", f"{_WORD}noBreakHyphen": "-"}


def document(data: bytes) -> dict[str, str | None]:
    """``text`` of a document (Office Open XML), its paragraphs apart by blank lines, and ``title``.

    What was struck out under review is left out. :class:`InputError` where it is broken, too large or
    without text.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            body = _part(zipped, "word/document.xml")
            core = _part(zipped, "docProps/core.xml") if "docProps/core.xml" in zipped.namelist() else None
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, etree.XMLSyntaxError):
        raise InputError("is a Word document that cannot be read") from None
    etree.strip_elements(body, _FALLBACK, with_tail=False)  # the same text once more, for older programs
    paragraphs = (_paragraph(found) for found in body.iter(_PARAGRAPH))
    text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    if not text:
        raise InputError("is a Word document without text")
    return {"text": text, "title": core.findtext(f".//{_TITLE}") if core is not None else None}


def _part(zipped: zipfile.ZipFile, name: str) -> etree._Element:
    with zipped.open(name) as part:
        data = part.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise InputError(f"is a Word document larger than {_LARGEST // 1_000_000} MB inside")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


def _paragraph(paragraph: etree._Element) -> str:
    return "".join(_pieces(paragraph)).strip()


def _pieces(element: etree._Element) -> Iterator[str]:
    for found in element:
        if found.tag == f"{_WORD}t":
            yield found.text or ""
        elif found.tag != _PARAGRAPH:  # that of a text box, which is told by itself
            yield _BREAKS.get(str(found.tag), "")
            yield from _pieces(found)
