"""The bytes of a file come in, and the canonical text that all offsets refer to goes out.

Canonical text is what the file says, character by character: neither composed (NFC) nor otherwise
normalised. Only line ends become ``\\n``, a byte order mark, NULs and white space at both ends go,
and a lone surrogate, which no file can hold, becomes U+FFFD.
"""

from __future__ import annotations

import codecs
import re

from sitrep.errors import InputError
from sitrep.intake.failure import shown

__all__ = [
    "MAX_BYTES",
    "canonical",
    "check_bytes",
    "check_text",
    "codec_of",
    "decode_bytes",
    "decode_declared",
]

MAX_BYTES = 20_000_000

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip or office file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_EXPECTED = "text, Markdown, HTML or JSON lines was expected"
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Codecs that are no character sets of pages, of which some take time without end over a large page.
_NOT_OF_THE_WEB = frozenset(
    {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "utf-7", "mbcs", "oem"}
    | {"unicode-escape", "raw-unicode-escape"}
)
_LINE_END = re.compile(r"\r\n?")
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode_bytes(data: bytes) -> str:
    """The text that ``data`` holds in UTF-8, or in UTF-16 with a byte order mark.

    :class:`InputError` for an empty or binary file, one over :data:`MAX_BYTES`, and one in another
    encoding, with the byte at which decoding failed.
    """
    check_bytes(data)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data, encoding, len(mark))
    if _is_binary(data):
        raise InputError(f"is a binary file; {_EXPECTED}")
    return _decode(data, "utf-8", 0)


def decode_declared(data: bytes, charset: str | None) -> str:
    """As :func:`decode_bytes`, but in ``charset`` where a page declares one.

    What does not decode becomes U+FFFD, as in a browser.
    """
    check_bytes(data)
    if charset is not None and codec_of(charset) is None:
        raise InputError(f"declares the character set {shown(charset, 40)}, which is not known")
    if charset is None or data.startswith(tuple(mark for mark, _ in _MARKS)):
        return decode_bytes(data)
    try:
        return data.decode(charset, "replace")
    except UnicodeError:
        raise InputError(f"does not decode as {charset}, as it declares") from None


def codec_of(charset: str) -> str | None:
    """Python's name for a character set that a page may be in; None where there is none such."""
    try:
        name = codecs.lookup(charset).name
        b"a".decode(charset, "replace")
    except (LookupError, ValueError):
        return None
    return None if name in _NOT_OF_THE_WEB else name


def check_bytes(data: bytes) -> bytes:
    """``data`` itself; :class:`InputError` where it is empty, over :data:`MAX_BYTES` or plainly no text."""
    if not data.strip():
        raise InputError("is empty")
    if len(data) > MAX_BYTES:
        raise InputError(f"is larger than {MAX_BYTES // 1_000_000} MB, the most that is read")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"is {kind}; {_EXPECTED}")
    return data


def canonical(text: str) -> str:
    """``text`` in canonical form; canonical text stays as it is.

    >>> canonical("\\ufeffOne line\\r\\nand another\\n\\n")
    'One line\\nand another'
    """
    text = _LINE_END.sub("\n", text.removeprefix("\ufeff").replace("\x00", ""))
    return _SURROGATE.sub("\ufffd", text).strip()


def check_text(text: str) -> str:
    """``text`` itself; :class:`InputError` where it is empty, too long, or holds no letters."""
    if not text:
        raise InputError("the text is empty")
    if len(text) > MAX_BYTES // 4 and (size := len(text.encode("utf-8", "surrogatepass"))) > MAX_BYTES:
        raise InputError(f"the text is {size / 1e6:.1f} MB; at most {MAX_BYTES // 1_000_000} MB is read")
    if not any(map(str.isalpha, text)):
        raise InputError("the text holds no letters")
    return text


def _is_binary(data: bytes) -> bool:
    head = data[:65536]
    return len(_CONTROL.findall(head)) * 50 > len(head)


def _decode(data: bytes, encoding: str, skip: int) -> str:
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as fault:
        where = fault.start + skip
        raise InputError(
            f"is not {encoding[:6].strip('-').upper()}: byte {where} (0x{data[where]:02X}) does not decode; "
            "UTF-8, or UTF-16 with its mark, was expected"
        ) from None
