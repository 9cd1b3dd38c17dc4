"""The bytes of a PDF come in, and the text of its pages, with its title, goes out as plain values.

It runs in the process of :mod:`sitrep.intake.worker`.
"""

from __future__ import annotations

import io
from typing import Any

from sitrep.errors import InputError, MissingExtra

__all__ = ["pages"]

_MOST = 2000  # pages


def pages(data: bytes) -> dict[str, Any]:
    """``title`` and ``pages`` of a PDF, each page as its text, one that has none as an empty one.

    :class:`InputError` where it is encrypted, broken or without text, as a scan is.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise MissingExtra("reading a PDF needs pypdf: pip install 'sitrep[pdf]'") from None
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("is a PDF that opens with a password alone")
        if len(reader.pages) > _MOST:
            raise InputError(f"is a PDF of more than {_MOST} pages, the most that is read")
        found = [page.extract_text() for page in reader.pages]
        title = reader.metadata.title if reader.metadata else None
    except PyPdfError as fault:
        raise InputError(f"is a PDF that cannot be read: {str(fault)[:80]}") from None
    if not any(text.strip() for text in found):
        raise InputError("is a PDF without text, such as a scan")
    return {"title": title if isinstance(title, str) else None, "pages": found}
