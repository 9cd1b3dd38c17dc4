"""Requests come in, and only those of a person with the desk's token, from the desk's own pages, go on.

What is checked before anything else: the host that was asked for (DNS rebinding), the cookie or token, and of
whatever writes where it was sent from (cross-site request forgery). Each answer forbids every
content but the desk's own.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlencode

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Access", "Guard"]

_COOKIE = "sitrep"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_OPEN = frozenset({"/sign-in", "/static/desk.css", "/static/drawings.css"})
_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True)
class Access:
    """Who may use a desk: whoever has the ``token``, or knows the ``password`` where one is set.

    ``hosts`` are the names, without ports, by which the desk may be asked for; ``tiles`` is the address of a
    person's own map tiles, the one host besides the desk that pages may load from.
    """

    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    password: str | None = None
    hosts: frozenset[str] = _LOOPBACK
    tiles: str | None = None

    def admits(self, token: str | None) -> bool:
        """Whether ``token`` is the desk's, compared in a time that tells nothing of it."""
        return token is not None and hmac.compare_digest(token.encode(), self.token.encode())

    def knows(self, password: str) -> bool:
        """Whether ``password`` is the one that was set."""
        return self.password is not None and hmac.compare_digest(password.encode(), self.password.encode())

    def policy(self) -> str:
        """The Content-Security-Policy of every answer."""
        images = f"img-src 'self' {self.tiles}; " if self.tiles else ""
        return (
            f"default-src 'self'; {images}base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
            "object-src 'none'"
        )

    def let_in(self, response: Response) -> Response:
        """``response`` with the cookie by which the browser is known from now on."""
        response.set_cookie(_COOKIE, self.token, httponly=True, samesite="strict", path="/")
        return response


class Guard:
    """ASGI middleware that refuses what :class:`Access` does not admit."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = self._access.policy()
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
                if not scope["path"].startswith("/static/"):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        refusal = self._answer(scope)
        await (refusal or self._app)(scope, receive, send_guarded)

    def _answer(self, scope: Scope) -> Response | None:
        """What is answered instead of the page; None where the request may go on."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host.rpartition(":")[0] not in self._access.hosts and host not in self._access.hosts:
            return PlainTextResponse(f"this desk is not {host}", 403)
        if scope["method"] in _WRITES and not _is_own(headers):
            return PlainTextResponse("a decision is taken on the desk's own pages only", 403)
        path = scope["path"]
        query = QueryParams(scope["query_string"])
        if "token" in query and scope["method"] == "GET":
            return self._by_token(path, query)
        if path in _OPEN or self._access.admits(_cookie(headers)):
            return None
        if self._access.password is not None and "text/html" in headers.get("accept", ""):
            return RedirectResponse("/sign-in", 303)
        return PlainTextResponse("open the desk by the address that `sitrep serve` printed", 401)

    def _by_token(self, path: str, query: QueryParams) -> Response:
        if not self._access.admits(query["token"]):
            return PlainTextResponse("this token is not, or no longer, this desk's", 403)
        rest = urlencode([pair for pair in query.multi_items() if pair[0] != "token"])
        # A path of two slashes would be another host.
        there = "/" + path.lstrip("/")
        return self._access.let_in(RedirectResponse(f"{there}{'?' if rest else ''}{rest}", 303))


def _is_own(headers: Headers) -> bool:
    """Whether a request that writes was sent by a page of the desk, or by no browser at all."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host")


def _cookie(headers: Headers) -> str | None:
    return cookie_parser(headers.get("cookie", "")).get(_COOKIE)
