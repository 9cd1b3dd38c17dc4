"""Words that a person looks for come in, and pages of what was found, decided or waits go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sitrep.ledger.history import named_in
from sitrep.views.brief import make_brief
from sitrep.views.labels import event_label
from sitrep.views.past import act_in_words
from sitrep.web.address import VIEWS
from sitrep.web.rendering import frame, render

if TYPE_CHECKING:
    from sitrep.ledger import Ledger
    from sitrep.web.desk import Desk

__all__ = ["brief", "goto", "history", "pairs", "search"]

_MARKS = ("\x02", "\x03")
_MOST = 50
_ACTS = 500
_BRIEFED = 5000  # events of which a brief is made while a person waits


def search(desk: Desk, ledger: Ledger, request: Request) -> Response:
    """The page of reports and statements that hold all words of ``q``."""
    q = request.query_params.get("q", "")
    hits = ledger.search(q, limit=_MOST, marks=_MARKS)
    return HTMLResponse(render("search.html", **frame(desk), q=q, hits=hits))


def goto(desk: Desk, ledger: Ledger, request: Request) -> Response:
    """A few things to go to: what has the id, actors and views of the name, reports with the words."""
    q = request.query_params.get("q", "").strip()
    return HTMLResponse(render("_goto.html", found=_found(ledger, q) if q else []))


def _found(ledger: Ledger, q: str) -> list[tuple[str, str, str]]:
    found = [("view", view, f"/{view}") for view in (*VIEWS, "pairs", "history", "add", "brief") if q in view]
    lead = ledger.locate(q)
    if lead is not None:
        found.append((lead.kind, lead.leads_to, f"/events?select={lead.leads_to}"))
    actors = ledger.actors_named(q, limit=8)
    found += [("actor", actor.name, f"/events?select={actor.id}") for actor in actors]
    for hit in ledger.search(q, limit=6):
        words = hit.title if hit.kind == "report" and hit.title else hit.snippet
        found.append((hit.kind, words, f"/{hit.kind}s?select={hit.id}"))
    return found


def pairs(desk: Desk, ledger: Ledger, request: Request) -> Response:
    """The page of pairs that wait for a person."""
    waiting = ledger.waiting(limit=30)
    events = {name for pair in waiting if pair.kind == "event" for name in (pair.a, pair.b)}
    labels = {event.id: event_label(event) for event in ledger.part(events=events).events}
    said = {name for pair in waiting if pair.kind == "statement" for name in (pair.a, pair.b)}
    labels |= {
        row.id: f"{row.speaker}: {row.content[:120]}" for row in ledger.part(statements=said).statements
    }
    named = {name for pair in waiting if pair.kind == "actor" for name in (pair.a, pair.b)}
    labels |= {row.id: row.name for row in ledger.actors(named)}
    listed = [(pair, labels.get(pair.a, pair.a), labels.get(pair.b, pair.b)) for pair in waiting]
    return HTMLResponse(render("pairs.html", **frame(desk), pairs=listed))


def history(desk: Desk, ledger: Ledger, request: Request) -> Response:
    """The page of the latest acts, the last one first."""
    acts = [
        (
            act_in_words(past.logged),
            past.logged.digest,
            past.stands,
            next(iter(named_in(past.logged.entry)), None),
        )
        for past in reversed(ledger.pasts()[-_ACTS:])
    ]
    return HTMLResponse(render("history.html", **frame(desk), acts=acts, conflicts=ledger.conflicts()))


def brief(desk: Desk, ledger: Ledger, request: Request) -> Response:
    """The situation report as a page; of a ledger too large to wait for, of its latest events."""
    overview = desk.overview(ledger)
    if len(overview) <= _BRIEFED:
        state = ledger.state()
    else:
        state = ledger.part(events=overview.names(range(len(overview) - _MOST, len(overview))))
    document = make_brief(state, ledger.record, about=request.query_params.get("about"))
    return HTMLResponse(render("brief.html", **frame(desk), document=document))
