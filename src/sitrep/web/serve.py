"""A desk, an address to listen at and who may come in, and pages are served until the person stops it."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

import uvicorn

from sitrep.errors import InputError
from sitrep.web.app import make_app

if TYPE_CHECKING:
    from sitrep.web.desk import Desk
    from sitrep.web.guard import Access

__all__ = ["bind", "hosts_of", "is_loopback", "serve"]


def is_loopback(host: str) -> bool:
    """Whether what listens at ``host`` can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def hosts_of(host: str) -> frozenset[str]:
    """The names by which a desk that listens at ``host`` may be asked for."""
    names = {"127.0.0.1", "localhost", "[::1]", host, f"[{host}]"}
    if not is_loopback(host):
        names |= {socket.gethostname(), socket.getfqdn()}
        if host in ("0.0.0.0", "::"):
            names |= {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None)}
    return frozenset(names)


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens at ``host`` and ``port``, or at a free port for 0.

    :class:`InputError` where that cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as fault:
        listener.close()
        raise InputError(f"{host}:{port}: nothing can listen here: {fault.strerror or fault}") from None
    return listener


def serve(desk: Desk, access: Access, listener: socket.socket, *, ready: Callable[[], None]) -> None:
    """Serve ``desk`` until the process is interrupted; ``ready`` is called once it answers."""
    config = uvicorn.Config(
        make_app(desk, access),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)

    async def run() -> None:
        task = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started and not task.done():
            await asyncio.sleep(0.01)
        if server.started:
            ready()
        await task

    asyncio.run(run())
