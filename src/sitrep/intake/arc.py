"""An archive in the older form ARC comes in as a stream, and the pages captured in it go out one by one."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from email.parser import BytesHeaderParser
from typing import BinaryIO

from sitrep.errors import InputError
from sitrep.intake.archives import Capture, is_page, located, payload
from sitrep.intake.dates import to_iso
from sitrep.intake.failure import Failure, shown
from sitrep.intake.inflating import CannotInflate, TooLarge
from sitrep.intake.text import MAX_BYTES

__all__ = ["arc_captures"]

_LONGEST_LINE = 8192
_CHUNK = 1 << 16


class _Broken(Exception):
    """The archive ceases to be one; the message says how."""


def arc_captures(stream: BinaryIO, where: str, *, start: int = 0) -> Iterator[Capture | Failure]:
    """The pages of an ARC, plain or gzipped, from the record at byte ``start`` of the inflated archive on.

    As :func:`sitrep.intake.archives.warc_captures`.
    """
    is_gzip = stream.read(2) == b"\x1f\x8b"
    stream.seek(0)
    inner: BinaryIO = gzip.GzipFile(fileobj=stream) if is_gzip else stream  # type: ignore[assignment]
    place = start
    try:
        _skip(inner, start)
        while line := _record_line(inner):
            url, date, kind, length = _told(line)
            yield from _captured(inner, located(where, place, url), place, url, date, kind, length)
            place = inner.tell()
    except (_Broken, EOFError, OSError, zlib.error) as fault:
        reason = "it breaks off" if isinstance(fault, EOFError) else shown(str(fault))
        yield Failure(where, f"cannot be read on after byte {place}: {reason}")


def _record_line(inner: BinaryIO) -> bytes:
    """The line that opens the next record, past blank ones; empty at the end."""
    while line := inner.readline(_LONGEST_LINE):
        if line.strip():
            return line
    return b""


def _told(line: bytes) -> tuple[str, str, str, int]:
    fields = line.decode("utf-8", "replace").split()
    if len(fields) < 5 or not fields[-1].isdecimal() or not line.endswith(b"\n"):
        raise _Broken("a line with address, machine, date, type and length was expected")
    # A second version of the form has more fields between type and length.
    return fields[0], fields[2], fields[3], int(fields[-1][:18])


def _captured(
    inner: BinaryIO, where: str, offset: int, url: str, date: str, kind: str, length: int
) -> Iterator[Capture | Failure]:
    is_wanted = url.lower().startswith("http") and is_page(kind)
    wanted = min(length, MAX_BYTES + 1) if is_wanted else 0
    block = inner.read(wanted) if wanted else b""
    if len(block) < wanted:
        raise EOFError
    _skip(inner, length - len(block))
    if not is_wanted:
        return
    status, _, rest = block.partition(b"\n")
    if status.split()[1:2] != [b"200"]:
        return
    head, _, body = rest.partition(b"\r\n\r\n" if b"\r\n\r\n" in rest else b"\n\n")
    headers = BytesHeaderParser().parsebytes(head[:_CHUNK])
    transfer, encoding = (str(headers.get(name, "")) for name in ("Transfer-Encoding", "Content-Encoding"))
    try:
        body = payload(block if length > MAX_BYTES else body, transfer, encoding)
    except (TooLarge, CannotInflate) as fault:
        yield Failure(where, str(fault))
        return
    yield Capture(offset, where, url, _date(date), kind, headers.get_content_charset(), body)


def _skip(inner: BinaryIO, length: int) -> None:
    while length > 0:
        piece = inner.read(min(length, _CHUNK))
        if not piece:
            raise EOFError
        length -= len(piece)


def _date(stamp: str) -> str | None:
    try:
        return f"{to_iso(stamp)}+00:00"
    except InputError:
        return None
