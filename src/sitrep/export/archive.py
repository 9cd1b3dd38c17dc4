"""Files by name come in, and a ZIP archive of them, the same bytes for the same files, goes out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

__all__ = ["zipped"]

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP archive can name
_READABLE = 0o644 << 16


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """The archive of ``files`` in their order; text is written as UTF-8, and no clock time is kept."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _READABLE
            entry.create_system = 3  # that of the machine otherwise
            archive.writestr(
                entry, content.encode("utf-8", "replace") if isinstance(content, str) else content
            )
    return stream.getvalue()
