"""Addresses that were checked come in, and a connection to one of them, with an end in sight, goes out."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore

__all__ = ["Pinned"]


class Pinned(httpcore.NetworkBackend):
    """Connects to ``addresses`` alone, whatever the name resolves to by now, and gives up at ``deadline``.

    The deadline (of ``time.monotonic``) counts for all reading and writing together: a server that sends
    a byte now and then never runs into a limit on the wait for the next one.
    """

    def __init__(self, addresses: Sequence[str], deadline: float, network: httpcore.NetworkBackend) -> None:
        self._addresses = addresses
        self._deadline = deadline
        self._network = network

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address that takes one; ``host`` is no longer asked for."""
        fault: Exception = httpcore.ConnectError("no address")
        for address in self._addresses:
            try:
                left = _left(self._deadline, timeout)
                stream = self._network.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                fault = failed
            else:
                return _Timed(stream, self._deadline)
        raise fault


class _Timed(httpcore.NetworkStream):
    """A stream whose every wait ends at the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline, timeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left if timeout is None else min(left, timeout)
