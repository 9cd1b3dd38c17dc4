"""A web archive (WARC, ARC or WACZ) comes in as a stream, and the pages captured in it go out one by one."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from sitrep.intake.failure import Failure, shown
from sitrep.intake.inflating import CannotInflate, TooLarge, inflated
from sitrep.intake.text import MAX_BYTES

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

__all__ = ["Capture", "is_page", "located", "payload", "warc_captures"]

_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_CHUNK = 1 << 16
_TOO_LARGE = f"is larger than {MAX_BYTES // 1_000_000} MB, the most that is read"
_ENDS = (b"\r\n\r\n", b"\n\n")


@dataclass(frozen=True, slots=True)
class Capture:
    """A page that was captured with status 200, HTML or plain text.

    ``offset`` is where its record begins, from which reading can be taken up again; ``retrieved`` is
    ISO 8601; ``charset`` is what the server said.
    """

    offset: int
    where: str
    url: str | None
    retrieved: str | None
    content_type: str | None
    charset: str | None
    body: bytes


def warc_captures(stream: BinaryIO, where: str, *, start: int = 0) -> Iterator[Capture | Failure]:
    """The pages of a WARC, plain or compressed, from the record at byte ``start`` on.

    One record is held at a time, of at most 20 MB. Other records, types and statuses are passed over. A
    :class:`Failure` tells of a record that is cut short, too large or not as it says, and of
    where the archive breaks off or ceases to be one.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    if start:
        stream.seek(start)
    place = start
    try:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False):
            place = record.stream_pos
            if record.record_type == WarcRecordType.response:
                yield from _captured(record, place, where)
    except (OSError, ValueError) as fault:  # fastwarc tells a broken archive by them
        yield Failure(where, f"cannot be read on after the record at byte {place}: {shown(str(fault))}")
        return
    if _breaks_off(stream, place):
        yield Failure(
            where, f"breaks off after the record at byte {place}; what was whole until there is read"
        )


def _captured(record: WarcRecord, offset: int, where: str) -> Iterator[Capture | Failure]:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>") or None
    place = partial(located, where, offset, url)
    try:
        record.parse_http()
    except (OSError, ValueError):
        yield Failure(place(), "the record holds no HTTP that can be read")
        return
    headers = record.http_headers
    status = headers.status_code if headers else None
    if status != 200 or not is_page(record.http_content_type):
        return
    expected = min(record.content_length, MAX_BYTES + 1)
    body = record.reader.read(expected) if expected else b""
    cut = record.headers.get("WARC-Truncated")
    if cut or len(body) < expected:
        yield Failure(place(), f"the captured page is cut short{f' ({shown(cut, 40)})' if cut else ''}")
        return
    try:
        body = payload(body, headers.get("Transfer-Encoding"), headers.get("Content-Encoding"))
    except (TooLarge, CannotInflate) as fault:
        yield Failure(place(), str(fault))
        return
    yield Capture(offset, place(), url, _date(record), record.http_content_type, record.http_charset, body)


def is_page(content_type: str | None) -> bool:
    """Whether a Content-Type, or none, may be that of an article."""
    return content_type is None or content_type.partition(";")[0].strip().lower() in _TYPES


def located(where: str, offset: int, url: str | None) -> str:
    """The place of a record in words, with the address of its page."""
    return f"{where}, byte {offset}" + (f" ({shown(url, 500)})" if url else "")


def payload(body: bytes, transfer: str | None, encoding: str | None) -> bytes:
    """A captured body as it was meant; :class:`TooLarge` where that goes over 20 MB.

    ``transfer`` and ``encoding`` are what the server said. :class:`CannotInflate` where they do not hold.
    """
    if len(body) > MAX_BYTES:
        raise TooLarge(_TOO_LARGE)
    if transfer and "chunked" in transfer.lower():
        body = _unchunked(body)
    return _decoded(body, encoding.strip().lower()) if encoding else body


def _decoded(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return _unbrotlied(body)
    # Many archives keep the header of a body that they have decoded.
    if encoding in ("gzip", "x-gzip") and not body.startswith(b"\x1f\x8b"):
        return body
    if encoding in ("", "identity", "none", "utf-8"):
        return body
    try:
        return inflated([body], encoding, MAX_BYTES)
    except TooLarge:
        raise TooLarge(_TOO_LARGE) from None


def _unbrotlied(body: bytes) -> bytes:
    from fastwarc.stream_io import BrotliReader

    try:
        found = BrotliReader(BytesIO(body)).read(MAX_BYTES + 1)
    except OSError:
        if body.lstrip()[:1] == b"<":
            return body
        raise CannotInflate("the body is not compressed as it says") from None
    if len(found) > MAX_BYTES:
        raise TooLarge(_TOO_LARGE)
    return found


def _unchunked(body: bytes) -> bytes:
    """The body without the marks of its chunks; as it is where it has none, though the header says so."""
    pieces: list[bytes] = []
    place = 0
    while True:
        end = body.find(b"\r\n", place, place + 1000)
        size = body[place:end].partition(b";")[0].strip()
        if end < 0 or not size or size.strip(b"0123456789abcdefABCDEF"):
            return b"".join(pieces) if place else body
        length = int(size, 16)
        if length == 0:
            return b"".join(pieces)
        pieces.append(body[end + 2 : end + 2 + length])
        place = end + 2 + length + 2


def _date(record: WarcRecord) -> str | None:
    try:
        found = record.record_date
    except ValueError:
        return None
    return found.isoformat() if found else None


def _breaks_off(stream: BinaryIO, place: int) -> bool:
    """Whether the last record, at ``place``, or one after it, is cut: fastwarc ends there in silence."""
    if not stream.seekable():
        return False
    stream.seek(place)
    head = stream.read(4)
    if not head and place:
        # One gzip member around many records: fastwarc tells its end for where they begin.
        place = 0
        stream.seek(place)
        head = stream.read(4)
    stream.seek(place)
    if head.startswith(b"\x1f\x8b"):
        return not _is_whole_gzip(stream)
    if head.startswith(b"WARC"):
        stream.seek(-4, 2)
        return not stream.read().endswith(_ENDS)
    return False


def _is_whole_gzip(stream: BinaryIO) -> bool:
    decoder = zlib.decompressobj(31)
    data = stream.read(_CHUNK)
    while data:
        if decoder.eof:
            decoder = zlib.decompressobj(31)
        try:
            decoder.decompress(data, _CHUNK)
        except zlib.error:
            return False
        data = decoder.unused_data or decoder.unconsumed_tail or stream.read(_CHUNK)
    return decoder.eof
