"""A real web server on loopback with every kind of bad page, and a fetcher that reaches it under any name."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpcore

from sitrep.intake.fetch import Fetcher, FetchOptions

FERRY = (
    "A ferry capsized near Lagos on Monday, killing 34 passengers, the port authority said. "
    "Nine people were still missing after dusk."
)
PUBLIC = "93.184.215.14"
QUICK = FetchOptions(timeout_s=1.0, deadline_s=2.0, interval_s=0.0)


def page(title: str = "Ferry sinks", text: str = FERRY, head: str = "") -> bytes:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    ).encode()


@dataclass(frozen=True)
class Served:
    """One answer; a ``body`` that is a function writes to the connection as it likes."""

    body: bytes | Callable[[BaseHTTPRequestHandler], None] = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html"})


class Web:
    """What is served under each path, and what was asked."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.port = address[1]
        self.pages: dict[str, Served] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.connected: list[str] = []

    def serve(self, path: str, body: Any = b"", status: int = 200, **headers: str) -> None:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = Served(body, status, {"Content-Type": "text/html", **told})

    def url(self, path: str, host: str = "harbour.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for _, path, _ in self.asked if path != "/robots.txt"]

    def fetcher(self, options: FetchOptions = QUICK, resolve: Any = None, **rest: Any) -> Fetcher:
        """A fetcher for which every name is a public machine, whose packets all come here."""
        return Fetcher(options, resolve=resolve or (lambda host, port: [PUBLIC]), network=_Here(self), **rest)


class _Here(httpcore.SyncBackend):
    """Sockets that end at the server on loopback, whichever address was checked and is connected to."""

    def __init__(self, web: Web) -> None:
        self.web = web

    def connect_tcp(self, host: str, port: int, *rest: Any, **options: Any) -> httpcore.NetworkStream:
        self.web.connected.append(host)
        return super().connect_tcp("127.0.0.1", self.web.port, *rest, **options)


def handler(web: Web) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path
            web.asked.append((self.headers.get("Host", ""), path, dict(self.headers)))
            served = web.pages.get(path, Served(b"not here", 404))
            etag = served.headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                served = Served(b"", 304, {"ETag": etag})
            try:
                self.answer(served)
            except OSError:
                self.close_connection = True

        def answer(self, served: Served) -> None:
            if callable(served.body):
                served.body(self)
                self.close_connection = True
                return
            self.send_response(served.status)
            for name, value in served.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(served.body)))
            self.end_headers()
            self.wfile.write(served.body)

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a fetcher that hangs up is what is tested."""


@contextmanager
def serving() -> Iterator[Web]:
    server = _Quiet(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.daemon_threads = True
    web = Web(("127.0.0.1", server.server_address[1]))
    server.RequestHandlerClass = handler(web)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def trickle(opening: bytes, piece: bytes, pause_s: float) -> Callable[[BaseHTTPRequestHandler], None]:
    """A body that never ends, a piece at a time."""

    def write(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(opening)
        for _ in range(100_000):
            request.wfile.write(piece)
            time.sleep(pause_s)

    return write
