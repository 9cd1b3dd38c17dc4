"""The address of a page comes in, and the page as it was served goes out; no other module opens connections.

Only what a person names is fetched, politely (``robots.txt``, one request a second to a host), and
only from public machines: each hop of a redirect is checked anew, and the connection goes to the very
address that was checked, so that a name which means another machine the second time gains nothing.
"""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

import httpcore
import httpx

from sitrep.errors import FetchError
from sitrep.intake.addresses import is_public, refusal
from sitrep.intake.connecting import Pinned
from sitrep.intake.failure import shown
from sitrep.intake.inflating import CannotInflate, TooLarge, inflated
from sitrep.intake.page import Page
from sitrep.intake.robots import Robots
from sitrep.intake.text import MAX_BYTES

__all__ = ["MAX_REDIRECTS", "FetchOptions", "Fetcher", "Page"]

MAX_REDIRECTS = 10

_REDIRECTS = (301, 302, 303, 307, 308)
_HOST = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,252})\Z|[0-9A-Fa-f:.]{2,45}\Z")
_ROBOTS_KEPT_S = 86_400.0  # a day, as RFC 9309 has it
_WORDS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    410: "Gone",
    429: "Too Many Requests",
    451: "Unavailable For Legal Reasons",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
}


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """Limits of fetching; ``allow_private`` lets it reach machines that are not on the public internet.

    ``timeout_s`` is the longest wait for the next piece and ``deadline_s`` for the whole page, redirects
    and all; ``interval_s`` parts two requests to one host; ``max_bytes`` count decoded.
    """

    allow_private: bool = False
    timeout_s: float = 20.0
    deadline_s: float = 60.0
    interval_s: float = 1.0
    max_bytes: int = MAX_BYTES


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: dict[str, str]
    body: bytes


Resolve = Callable[[str, int], Sequence[str]]
"""The IP addresses of a host, which is asked for with its port."""


def _resolve(host: str, port: int) -> Sequence[str]:
    return [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class Fetcher:
    """Fetches pages, and remembers for each host when it may be asked again, and for each page its version.

    >>> Fetcher().fetch("file:///etc/passwd")
    Traceback (most recent call last):
        ...
    sitrep.errors.FetchError: is a file: address; only http and https are fetched

    ``resolve``, ``network`` and ``sleep`` stand for name look-up, sockets and waiting.
    """

    def __init__(
        self,
        options: FetchOptions | None = None,
        *,
        resolve: Resolve = _resolve,
        network: httpcore.NetworkBackend | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.options = options or FetchOptions()
        self._resolve = resolve
        self._network = network or httpcore.SyncBackend()
        self._sleep = sleep
        self._free_at: dict[str, float] = {}
        self._robots: dict[str, Robots] = {}
        self._versions: dict[str, tuple[str | None, str | None]] = {}
        self._entries: dict[str, str | None] = {}

    def fetch(self, url: str) -> Page:
        """The page at ``url``, redirects followed; asked for conditionally where it is remembered.

        :class:`~sitrep.errors.FetchError` with a reason that follows the address, where it is refused,
        cannot be reached, is too large, or the answer is another than 200 or 304.
        """
        final, answer = self._follow(_checked(url), self._allowed_interval)
        if answer.status not in (200, 304):
            raise FetchError(f"the server answers {_status_line(answer)}")
        told = answer.headers
        return Page.served(
            url,
            str(final),
            answer.status,
            answer.body,
            content_type=told.get("content-type"),
            etag=told.get("etag"),
            last_modified=told.get("last-modified"),
        )

    def remember(self, page: Page) -> None:
        """From now on ask for ``page`` only if it has changed: it was read, or is kept from another day."""
        if page.etag or page.last_modified:
            self._versions[page.final_url] = (page.etag, page.last_modified)

    def remember_entry(self, link: str, updated: str | None) -> None:
        """The page behind a feed's entry was read as of ``updated``."""
        self._entries[link] = updated

    def has_read(self, link: str, updated: str | None) -> bool:
        """Whether the page behind a feed's entry was read as of ``updated``."""
        return link in self._entries and self._entries[link] == updated

    def _follow(
        self, address: httpx.URL, interval: Callable[[httpx.URL], float]
    ) -> tuple[httpx.URL, _Answer]:
        left = self.options.deadline_s
        for _ in range(MAX_REDIRECTS + 1):
            self._wait(address.host, interval(address))
            begun = time.monotonic()
            answer = self._ask(address, begun + left)
            left -= time.monotonic() - begun
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return address, answer
            address = _led_to(address, answer.headers["location"])
        raise FetchError(f"redirects more than {MAX_REDIRECTS} times")

    def _allowed_interval(self, address: httpx.URL) -> float:
        """The seconds after which the host of ``address`` may be asked again, if it may be asked at all."""
        origin = f"{address.scheme}://{address.netloc.decode('ascii')}"
        known = self._robots.get(origin)
        if known is None or time.monotonic() - known.at > _ROBOTS_KEPT_S:
            known = self._robots[origin] = self._asked_robots(httpx.URL(f"{origin}/robots.txt"))
        if not known.allows(str(address)):
            raise FetchError(f"the robots.txt of {address.host} does not allow it")
        return max(self.options.interval_s, known.delay_s)

    def _asked_robots(self, address: httpx.URL) -> Robots:
        try:
            _, answer = self._follow(address, lambda _: self.options.interval_s)
        except FetchError as fault:
            if str(fault).startswith(f"{address.host} is "):
                raise  # the page would be refused for the same reason
            raise FetchError(f"{fault} (asking for its robots.txt)") from None
        return Robots.told(answer.status, answer.body, time.monotonic())

    def _wait(self, host: str, interval_s: float) -> None:
        now = time.monotonic()
        free_at = self._free_at.get(host, now)
        if free_at > now:
            self._sleep(free_at - now)
        self._free_at[host] = max(now, free_at) + interval_s

    def _ask(self, address: httpx.URL, deadline: float) -> _Answer:
        backend = Pinned(self._machines(address), deadline, self._network)
        waits = dict.fromkeys(("connect", "read", "write", "pool"), self.options.timeout_s)
        # A pool of one connection for each request: those of two hosts must never be mixed up.
        try:
            with (
                httpcore.ConnectionPool(ssl_context=_trust(), network_backend=backend) as pool,
                pool.stream(
                    "GET", str(address), headers=self._headers(address), extensions={"timeout": waits}
                ) as answer,
            ):
                return _received(answer, self.options.max_bytes)
        except TooLarge:
            raise FetchError(
                f"is larger than {self.options.max_bytes / 1e6:g} MB, the most that is fetched"
            ) from None
        except CannotInflate as fault:
            raise FetchError(str(fault)) from None
        except httpcore.TimeoutException:
            raise FetchError(
                f"no answer, or not all of it, within {self.options.timeout_s:g} s for the next piece "
                f"or {self.options.deadline_s:g} s in all"
            ) from None
        except httpcore.NetworkError as fault:
            raise FetchError(f"cannot be reached: {_cause(fault)}") from None
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, ValueError) as fault:
            raise FetchError(f"the answer is no HTTP: {_cause(fault)}") from None

    def _machines(self, address: httpx.URL) -> list[str]:
        """The addresses of the host, each of them checked."""
        port = address.port or (443 if address.scheme == "https" else 80)
        host = address.raw_host.decode("ascii")
        try:
            found = list(dict.fromkeys(self._resolve(host, port)))
        except (OSError, UnicodeError):
            raise FetchError(f"the name {shown(host, 80)} cannot be resolved") from None
        closed = [machine for machine in found if not is_public(machine)]
        if closed and not self.options.allow_private:
            machine = "" if closed[0] == host else f"{closed[0]}, which is "
            raise FetchError(f"{shown(host, 80)} is {machine}not on the public internet")
        return found

    def _headers(self, address: httpx.URL) -> list[tuple[bytes, bytes]]:
        etag, last_modified = self._versions.get(str(address), (None, None))
        told = {
            "Host": address.netloc.decode("ascii"),
            "User-Agent": _user_agent(),
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Encoding": "gzip, deflate",
            "If-None-Match": etag,
            "If-Modified-Since": last_modified,
        }
        return [(name.encode(), value.encode("latin-1")) for name, value in told.items() if value]


def _checked(url: str) -> httpx.URL:
    reason = refusal(url)
    if reason:
        raise FetchError(reason)
    try:
        found = httpx.URL(url).copy_with(fragment=None)
        host = found.raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError):  # the latter from a name that has no form in the letters of DNS
        raise FetchError("is no address that can be asked for") from None
    if not _HOST.match(host):
        raise FetchError("is no address that can be asked for: it names no host")
    return found


def _led_to(address: httpx.URL, location: str) -> httpx.URL:
    try:
        # Servers send addresses in UTF-8 that came here as Latin-1.
        target = str(address.join(location.encode("latin-1").decode("utf-8", "replace").strip()))
        return _checked(target)
    except (httpx.InvalidURL, ValueError):
        raise FetchError(f"redirects to {shown(location, 80)}, which is no address") from None
    except FetchError as fault:
        raise FetchError(f"redirects to {shown(location, 80)}: {fault}") from None


def _received(answer: httpcore.Response, limit: int) -> _Answer:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
    if answer.status in _REDIRECTS and "location" in headers:
        return _Answer(answer.status, headers, b"")
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > limit:
        raise TooLarge
    pieces: Iterable[bytes] = answer.iter_stream()
    encoding = headers.get("content-encoding", "").strip().lower()
    return _Answer(
        answer.status, headers, inflated(pieces, "" if encoding == "identity" else encoding, limit)
    )


def _status_line(answer: _Answer) -> str:
    words = _WORDS.get(answer.status)
    wait = answer.headers.get("retry-after")
    line = f"{answer.status} {words}" if words else str(answer.status)
    return (
        f"{line} and asks to be left alone for {shown(wait, 40)} (seconds, or until then)" if wait else line
    )


def _cause(fault: BaseException) -> str:
    return shown(str(fault) or type(fault).__name__, 160)


@cache
def _trust() -> ssl.SSLContext:
    return httpx.create_ssl_context()


@cache
def _user_agent() -> str:
    return f"sitrep/{version('sitrep')}"
