"""A WACZ, which is a zip with web archives inside, comes in, and the pages captured in it go out."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO, cast

from sitrep.intake.archives import Capture, warc_captures
from sitrep.intake.failure import Failure, shown

__all__ = ["is_wacz", "wacz_captures"]

_ARCHIVES = (".warc", ".warc.gz")
_NESTED = (".wacz", ".zip")
_MOST = 10_000  # members of the zip
_RATIO = 100  # times its size that a zip may hold; archives in it are compressed already


def is_wacz(names: list[str]) -> bool:
    """Whether a zip with members of these names is a WACZ."""
    return "datapackage.json" in names or any(name.startswith("archive/") for name in names)


def wacz_captures(stream: BinaryIO, where: str, *, start: int = 0) -> Iterator[Capture | Failure]:
    """The pages of each web archive in a WACZ, as they stand in the zip; no member is ever unpacked to disk.

    Offsets count on from one archive to the next, and ``start`` likewise. A member that is no archive is
    passed over; one that is a zip itself, and a zip that holds far more than its size, are refused.
    """
    try:
        zipped = zipfile.ZipFile(stream)
        members = zipped.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        yield Failure(where, f"is a zip that cannot be opened: {shown(str(fault))}")
        return
    reason = _refusal(members, stream.seek(0, 2))
    if reason:
        yield Failure(where, reason)
        return
    base, found = 0, False
    for member in members:
        name = member.filename.lower()
        if name.endswith(_NESTED):
            yield Failure(f"{where}, {shown(member.filename)}", "is a zip within a zip, which is not opened")
        elif name.endswith(_ARCHIVES):
            found = True
            if start < base + member.file_size:
                yield from _read(zipped, member, where, base, max(0, start - base))
            base += member.file_size
    if not found:
        yield Failure(where, "the WACZ holds no web archive")


def _refusal(members: list[zipfile.ZipInfo], size: int) -> str | None:
    if len(members) > _MOST:
        return f"the zip has more than {_MOST} members"
    archives = [member for member in members if member.filename.lower().endswith(_ARCHIVES)]
    # Told sizes are trustworthy here: no member is read beyond the size that it tells.
    if sum(member.file_size for member in archives) > _RATIO * max(size, 1):
        return f"the zip says it holds more than {_RATIO} times its own size"
    if any(member.flag_bits & 1 for member in archives):
        return "the zip is encrypted"
    return None


def _read(
    zipped: zipfile.ZipFile, member: zipfile.ZipInfo, where: str, base: int, start: int
) -> Iterator[Capture | Failure]:
    name = f"{where}, {shown(member.filename)}"
    try:
        with zipped.open(member) as inner:
            for found in warc_captures(_stream(inner), name, start=start):
                yield _moved(found, base)
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        zlib.error,
    ) as fault:
        yield Failure(name, f"cannot be read on: {shown(str(fault))}")


def _stream(inner: IO[bytes]) -> BinaryIO:
    return cast(BinaryIO, inner)


def _moved(found: Capture | Failure, base: int) -> Capture | Failure:
    if isinstance(found, Failure) or not base:
        return found
    return Capture(
        base + found.offset,
        found.where,
        found.url,
        found.retrieved,
        found.content_type,
        found.charset,
        found.body,
    )
