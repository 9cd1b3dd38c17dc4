"""A desk and who may use it come in, and the web application that serves its pages goes out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sitrep.errors import InputError, LedgerError, SitrepError, StaleError
from sitrep.ledger import Filter, Ledger, Logged, Undone
from sitrep.ledger.history import named_in
from sitrep.views.past import act_in_words
from sitrep.web import adding, finding
from sitrep.web.address import VIEWS, Address, View
from sitrep.web.comparing import comparison
from sitrep.web.deciding import Decision, decide
from sitrep.web.downloads import download
from sitrep.web.drawings.box import Box
from sitrep.web.guard import Access, Guard
from sitrep.web.items import Item, item_in
from sitrep.web.pages import Listed, corners, counted, listed, with_rows
from sitrep.web.rendering import frame, render

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sitrep.web.desk import Desk

__all__ = ["make_app"]

Page = Callable[["Desk", Ledger, Request], Response]
_MOST_FORM = 64 << 20  # bytes of one form: what a person drops at once
_REFUSED_S = 1.0
_MOST_NAMED = 20  # items of a decision whose rows are shown anew
_WARMING_S = 60.0


def make_app(desk: Desk, access: Access) -> Starlette:
    """The application of ``desk`` for those whom ``access`` admits; its connections end with it."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        warming = asyncio.create_task(run_in_threadpool(desk.warm))
        yield
        await asyncio.wait([warming], timeout=_WARMING_S)
        desk.close()

    def page(path: str, answer: Page, *methods: str) -> Route:
        return Route(path, partial(_answered, desk, answer), methods=list(methods) or ["GET"])

    routes = [
        Route("/", lambda _: RedirectResponse("/events", 303)),
        *(page(f"/{view}", partial(_view, view)) for view in VIEWS),
        *(
            page(f"/{view}.{form}", partial(_download, view, form))
            for view in VIEWS
            for form in ("json", "csv")
        ),
        page("/compare", _compare),
        page("/pairs", finding.pairs),
        page("/history", finding.history),
        page("/search", finding.search),
        page("/goto", finding.goto),
        page("/brief", finding.brief),
        Route("/decide", partial(_decided, desk), methods=["POST"]),
        page("/add", adding.form),
        Route("/add", partial(_added, desk), methods=["POST"]),
        page("/jobs/{id}", adding.progress),
        page("/jobs/{id}/retry", adding.retry, "POST"),
        Route("/sign-in", partial(_sign_in, access), methods=["GET", "POST"]),
        Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
    ]
    middleware = [Middleware(Guard, access=access), Middleware(GZipMiddleware, minimum_size=1000)]
    handlers: Mapping[Any, Any] = {
        InputError: partial(_refused, desk, 400, "That cannot be shown"),
        LedgerError: partial(_refused, desk, 500, "The ledger cannot be read"),
        SitrepError: partial(_refused, desk, 500, "That failed"),
        HTTPException: partial(_missing, desk),
    }
    return Starlette(routes=routes, middleware=middleware, exception_handlers=handlers, lifespan=lifespan)


async def _answered(desk: Desk, answer: Page, request: Request) -> Response:
    return await run_in_threadpool(_answer_in_thread, desk, answer, request)


def _answer_in_thread(desk: Desk, answer: Page, request: Request) -> Response:
    began = time.perf_counter()
    with desk.ledger() as ledger:
        response = answer(desk, ledger, request)
    response.headers["Server-Timing"] = f"page;dur={(time.perf_counter() - began) * 1000:.1f}"
    return response


# -- views ------------------------------------------------------------------------------------


def _view(view: View, desk: Desk, ledger: Ledger, request: Request) -> Response:
    address = Address.of(view, request.query_params.multi_items())
    part = request.headers.get("x-part")
    if part == "item":
        return HTMLResponse(_item(desk, ledger, address))
    page = listed(desk, ledger, address)
    values = _common(desk, page.address, page)
    if part == "rows":
        return HTMLResponse(render("_rows.html", **values))
    item = _opened(desk, ledger, page.address)
    missing = address.select if item is None else None
    return HTMLResponse(render("desk.html", **values, item=item, missing=missing))


def _item(desk: Desk, ledger: Ledger, address: Address) -> str:
    item = _opened(desk, ledger, address)
    return render("_item.html", item=item, missing=address.select if item is None else None)


def _opened(desk: Desk, ledger: Ledger, address: Address) -> Item | None:
    item = item_in(ledger, address)
    if item is not None:
        desk.remember(item.seen, item.row)
    return item


def _common(desk: Desk, address: Address | None, page: Listed | None = None) -> dict[str, Any]:
    zoom = _zoom(address) if address is not None and address.view == "map" else []
    return {**frame(desk), "address": address, "page": page, "nothing": Filter(), "zoom": zoom, "oob": False}


def _zoom(address: Address) -> list[tuple[str, str, str]]:
    """What the buttons beside the map do: words, a sign and the address that they lead to."""
    west, south, east, north = (float(side) for side in (address.box or "-180,-60,180,80").split(","))
    box = Box(west, south, east, north)
    ways = (
        ("nearer", "+", box.zoomed(1.6)),
        ("farther", "−", box.zoomed(0.625)),
        ("west", "←", box.moved(-0.4, 0)),
        ("east", "→", box.moved(0.4, 0)),
        ("north", "↑", box.moved(0, 0.4)),
        ("south", "↓", box.moved(0, -0.4)),
    )
    links = [(words, sign, address.url(box=corners(there))) for words, sign, there in ways]
    return [*links, ("all that is placed", "⌂", address.url(box=None))]


def _download(view: View, form: str, desk: Desk, ledger: Ledger, request: Request) -> Response:
    address = Address.of(view, request.query_params.multi_items())
    return download(desk, ledger, address, form)


def _compare(desk: Desk, ledger: Ledger, request: Request) -> Response:
    query = request.query_params
    values = comparison(ledger, query.get("a"), query.get("b"))
    return HTMLResponse(render("compare.html", **_common(desk, None), **values))


# -- decisions --------------------------------------------------------------------------------


async def _decided(desk: Desk, request: Request) -> Response:
    async with request.form(max_part_size=_MOST_FORM) as form:
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
    return await run_in_threadpool(
        _decide_in_thread, desk, fields, request.headers.get("hx-request") is not None
    )


def _decide_in_thread(desk: Desk, form: Mapping[str, str], is_part: bool) -> Response:
    back = _own_path(form.get("back", "/events"))
    with desk.ledger() as ledger:
        decision = Decision(form.get("act", ""), "")
        try:
            decision = Decision.of(form, by=desk.by)
            logged = decide(ledger, decision)
        except StaleError as fault:
            changes = [str(fault), *desk.changes(ledger, decision.seen or {})]
            return _notice(desk, "; ".join(changes), 409, is_part=is_part)
        except SitrepError as fault:
            return _notice(desk, str(fault), 400, is_part=is_part)
        if not is_part:
            return RedirectResponse(back, 303)
        if back.partition("?")[0].removeprefix("/") not in VIEWS:
            return Response(status_code=204, headers={"HX-Redirect": back})
        return HTMLResponse(_after(desk, ledger, logged, back, form.get("next")))


def _after(desk: Desk, ledger: Ledger, logged: Logged, back: str, next_: str | None) -> str:
    """What changes on a page after a decision: the pane, the row decided on, the counts, a line of words."""
    view, _, query = back.removeprefix("/").partition("?")
    address = Address.of(view, parse_qsl(query))  # type: ignore[arg-type]
    if next_ and next_ != address.select:
        address = replace(address, select=next_, cell="", n=0)
    page = with_rows(counted(desk, ledger, address), ledger, _events_in(ledger, logged))
    is_undone = isinstance(logged.entry, Undone)
    return render(
        "_after.html",
        **{**_common(desk, address, page), "oob": True},
        words=f"{act_in_words(logged)}.",
        item=_opened(desk, ledger, address),
        missing=None,
        is_undone=is_undone,
    )


def _events_in(ledger: Ledger, logged: Logged) -> list[str]:
    """The events that a decision was about; of an undoing those of what it took back."""
    entry = logged.entry
    if isinstance(entry, Undone):
        undone = entry.entry
        entry = next(act.entry for act in ledger.acts() if act.digest == undone)
    leads = (ledger.locate(name) for name in named_in(entry)[:_MOST_NAMED])
    return list(dict.fromkeys(lead.leads_to for lead in leads if lead and lead.kind == "event"))


def _notice(desk: Desk, words: str, status: int, *, is_part: bool) -> Response:
    if not is_part:
        page = render("fault.html", **_common(desk, None), heading="That was not filed", words=words)
        return HTMLResponse(page, status)
    headers = {"HX-Retarget": "#notice", "HX-Reswap": "innerHTML"}
    return HTMLResponse(render("_notice.html", words=words, is_fault=True), status, headers)


def _own_path(back: str) -> str:
    """``back`` where it is a path of this desk; what leads elsewhere is not followed."""
    return "/" + back.lstrip("/\\") if back.startswith("/") else "/events"


# -- adding and signing in --------------------------------------------------------------------


async def _added(desk: Desk, request: Request) -> Response:
    async with request.form(max_part_size=_MOST_FORM) as form:
        items, defaults = await adding.items_of(form)
    job = adding.start(desk, items, defaults)
    if request.headers.get("hx-request") is None:
        return RedirectResponse(f"/add?job={job.id}", 303)
    return HTMLResponse(render("_job.html", job=job))


async def _sign_in(access: Access, request: Request) -> Response:
    if access.password is None:
        return RedirectResponse("/", 303)
    if request.method == "GET":
        return HTMLResponse(render("sign_in.html", refused=False))
    async with request.form() as form:
        password = form.get("password")
    if isinstance(password, str) and access.knows(password):
        return access.let_in(RedirectResponse("/events", 303))
    await run_in_threadpool(time.sleep, _REFUSED_S)  # a guess costs a second
    return HTMLResponse(render("sign_in.html", refused=True), 403)


# -- faults -----------------------------------------------------------------------------------


def _refused(desk: Desk, status: int, heading: str, request: Request, fault: Exception) -> Response:
    if request.headers.get("hx-request") is not None:
        return _notice(desk, str(fault), status, is_part=True)
    return HTMLResponse(
        render("fault.html", **_common(desk, None), heading=heading, words=str(fault)), status
    )


def _missing(desk: Desk, request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    words = f"There is no page {request.url.path} here." if fault.status_code == 404 else fault.detail
    page = render("fault.html", **_common(desk, None), heading="Nothing here", words=words)
    return HTMLResponse(page, fault.status_code)
