"""A stream of bytes of any kind that holds reports itself comes in, and its reports and failures go out."""

from __future__ import annotations

import codecs
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sitrep.errors import InputError, MissingExtra
from sitrep.intake.archives import Capture, warc_captures
from sitrep.intake.documents import draft_of
from sitrep.intake.draft import UNTOLD, Defaults, Provenance, complete
from sitrep.intake.failure import Failure
from sitrep.intake.jsonlines import draft_of_row, row_name, rows
from sitrep.intake.kinds import Kind, is_wide, kind_of
from sitrep.intake.text import MAX_BYTES, check_bytes, decode_bytes, decode_declared
from sitrep.intake.wacz import is_wacz, wacz_captures
from sitrep.record.report import Report

__all__ = ["Arrival", "arrived", "data_of", "read", "text_of"]

_HEAD = 65_536
_DOCX = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A stream whose first bytes, ``head``, were read to tell its ``kind``, and how it came by."""

    where: str
    kind: Kind
    head: bytes
    stream: BinaryIO
    provenance: Provenance = UNTOLD
    charset: str | None = None


def arrived(
    stream: BinaryIO,
    where: str,
    suffix: str,
    *,
    provenance: Provenance = UNTOLD,
    charset: str | None = None,
) -> Arrival:
    """The arrival of ``stream``, which stands at its beginning; ``suffix`` is that of its name."""
    head = stream.read(_HEAD)
    return Arrival(where, kind_of(head, suffix), head, stream, provenance, charset)


def data_of(arrival: Arrival) -> bytes:
    """All bytes of an arrival, up to one more than the most that is read."""
    return arrival.head + arrival.stream.read(MAX_BYTES + 1 - len(arrival.head))


def text_of(arrival: Arrival) -> str:
    """All text of an arrival; :class:`InputError` where it is too large, binary or does not decode."""
    return decode_declared(data_of(arrival), arrival.charset)


def read(arrival: Arrival, defaults: Defaults) -> Iterator[Report | Failure]:
    """The reports of an arrival that is no list of links, and a failure for each that it does not give."""
    try:
        if arrival.kind in ("warc", "arc"):
            yield from _of_captures(_archived(arrival), defaults)
        elif arrival.kind == "zip":
            yield from _zipped(arrival, defaults)
        elif arrival.kind == "lines" and not is_wide(arrival.head):
            yield from _lines(_split(arrival.head, arrival.stream), arrival, defaults)
        elif arrival.kind == "lines":
            yield from _lines(decode_bytes(data_of(arrival)).encode().split(b"\n"), arrival, defaults)
        elif arrival.kind == "json":
            yield from _items(rows(text_of(arrival)), arrival.where, arrival, defaults)
        else:
            yield _document(arrival, data_of(arrival), defaults)
    except (InputError, MissingExtra) as fault:
        yield Failure(arrival.where, str(fault))


def _document(arrival: Arrival, data: bytes, defaults: Defaults) -> Report:
    found = arrival.provenance
    draft = draft_of(arrival.kind, data, url=found.url or defaults.url, charset=arrival.charset)
    return complete(draft, defaults, found)


def _archived(arrival: Arrival) -> Iterator[Capture | Failure]:
    if arrival.kind == "warc":
        return warc_captures(_from_start(arrival), arrival.where)
    from sitrep.intake.arc import arc_captures

    return arc_captures(_from_start(arrival), arrival.where)


def _zipped(arrival: Arrival, defaults: Defaults) -> Iterator[Report | Failure]:
    stream = _from_start(arrival)
    try:
        names = zipfile.ZipFile(stream).namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise InputError("is a zip or office file that cannot be opened") from None
    stream.seek(0)
    if is_wacz(names):
        yield from _of_captures(wacz_captures(stream, arrival.where), defaults)
    elif _DOCX in names:
        yield _document(arrival, stream.read(MAX_BYTES + 1), defaults)
    else:
        raise InputError("is a zip or office file; of these a Word document (docx) or a WACZ was expected")


def _from_start(arrival: Arrival) -> BinaryIO:
    """The stream from its first byte on, held in memory where it cannot go back."""
    if arrival.stream.seekable():
        arrival.stream.seek(0)
        return arrival.stream
    data = data_of(arrival)
    if len(data) > MAX_BYTES:
        raise InputError(
            f"is an archive over {MAX_BYTES // 1_000_000} MB, which is read from a file, not from a pipe"
        )
    return io.BytesIO(data)


def _of_captures(captures: Iterable[Capture | Failure], defaults: Defaults) -> Iterator[Report | Failure]:
    for capture in captures:
        if isinstance(capture, Failure):
            yield capture
            continue
        kind = kind_of(capture.body[:_HEAD], ".html" if "html" in (capture.content_type or "") else "")
        if kind not in ("html", "text") or (capture.url or "").endswith("/robots.txt"):
            continue
        provenance = Provenance(url=capture.url, retrieved=capture.retrieved)
        arrival = Arrival(capture.where, kind, b"", io.BytesIO(), provenance, capture.charset)
        try:
            yield _document(arrival, capture.body, defaults)
        except InputError as fault:
            yield Failure(capture.where, str(fault))


def _split(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """The lines of ``head`` and what follows it; of one over the limit, just enough to see that it is."""
    yield from (head + stream.readline(MAX_BYTES)).removeprefix(codecs.BOM_UTF8).split(b"\n")
    while line := stream.readline(MAX_BYTES + 1):
        yield line
        while len(line) > MAX_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_BYTES + 1) or b"\n"


def _lines(lines: Iterable[bytes], arrival: Arrival, defaults: Defaults) -> Iterator[Report | Failure]:
    blank = True
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        blank = False
        where = f"{arrival.where}, line {number}"
        try:
            found = rows(check_bytes(line))
        except InputError as fault:
            yield Failure(where, str(fault))
        else:
            yield from _items(found, where, arrival, defaults)
    if blank:
        yield Failure(arrival.where, "holds no line with a report")


def _items(
    found: list[object], where: str, arrival: Arrival, defaults: Defaults
) -> Iterator[Report | Failure]:
    if not found:
        yield Failure(where, "the list holds no reports")
    for number, row in enumerate(found, start=1):
        place = f"{where}, item {number}" if len(found) > 1 else where
        yield _row(row, place, Provenance(retrieved=arrival.provenance.retrieved), defaults)


def _row(row: object, where: str, provenance: Provenance, defaults: Defaults) -> Report | Failure:
    try:
        return complete(draft_of_row(row), defaults, provenance)
    except InputError as fault:
        name = row_name(row)
        return Failure(f"{where} ({name})" if name else where, str(fault))
