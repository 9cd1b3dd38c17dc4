"""Pieces of a body come in as they were sent, and the body they hold, up to a limit, goes out."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Protocol

__all__ = ["CannotInflate", "TooLarge", "inflated"]

_GZIP_OR_ZLIB = 47


class TooLarge(Exception):
    """The body is larger than the limit; what it would take to hold it all was never held."""


class CannotInflate(Exception):
    """The body is not compressed as it says, or breaks off; the message says which."""


class _Decoder(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unconsumed_tail(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = 0, /) -> bytes: ...


def inflated(pieces: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """The body in ``pieces``, decoded from the Content-Encoding ``encoding``: none, gzip or deflate.

    Each piece is inflated only as far as the limit leaves room, so that a body made to blow up stops
    there: :class:`TooLarge`.
    """
    body, decoder = bytearray(), None
    for piece in pieces:
        if decoder is None and encoding:
            decoder = _decoder(encoding, piece)
        while piece:
            part, piece = _part(decoder, piece, limit + 1 - len(body))
            body += part
            if len(body) > limit:
                raise TooLarge
    if decoder is not None and not decoder.eof:
        raise CannotInflate("the compressed body breaks off")
    return bytes(body)


def _part(decoder: _Decoder | None, piece: bytes, room: int) -> tuple[bytes, bytes]:
    if decoder is None:
        return piece, b""
    if decoder.eof:
        return b"", b""
    try:
        return decoder.decompress(piece, room), decoder.unconsumed_tail
    except zlib.error as fault:
        raise CannotInflate("the body is not compressed as it says") from fault


def _decoder(encoding: str, first: bytes) -> _Decoder:
    if encoding in ("gzip", "x-gzip"):
        return zlib.decompressobj(_GZIP_OR_ZLIB)
    if encoding == "deflate":
        # Some servers send it with the header of zlib, as they should, and some without.
        return zlib.decompressobj(_GZIP_OR_ZLIB if first[:1] and first[0] & 15 == 8 else -15)
    raise CannotInflate(f"the body is encoded as {encoding[:40]}, which was not asked for")
