"""A view comes in, and all its rows as JSON or CSV, piece by piece, go out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from starlette.responses import StreamingResponse

from sitrep.export.csv import header_of, lines_of
from sitrep.export.tables import TABLES, rows_of
from sitrep.record.codec import encode
from sitrep.web.pages import rows_in_view

if TYPE_CHECKING:
    from sitrep.ledger import Ledger
    from sitrep.ledger.state import State
    from sitrep.web.address import Address
    from sitrep.web.desk import Desk

__all__ = ["download"]

_PIECE = 500
_TYPES = {"json": "application/json", "csv": "text/csv; charset=utf-8"}
_TABLES = {"figures": "series", "statements": "statements", "reports": "reports"}


def download(desk: Desk, ledger: Ledger, address: Address, form: str) -> StreamingResponse:
    """Every row of the view of ``address``, with its filter, in the form ``json`` or ``csv``."""
    names = rows_in_view(desk, ledger, address)
    table = _TABLES.get(address.view, "events")
    written = _json(desk, names, table) if form == "json" else _csv(desk, names, table)
    headers = {"Content-Disposition": f'attachment; filename="{address.view}.{form}"'}
    return StreamingResponse(written, media_type=_TYPES[form], headers=headers)


def _states(desk: Desk, names: Sequence[str], table: str) -> Iterator[tuple[State, Sequence[Any]]]:
    """The rows in their order, piece by piece, each piece over a ledger of its own."""
    for begin in range(0, len(names), _PIECE):
        piece = names[begin : begin + _PIECE]
        with desk.ledger() as ledger:
            wanted = {"events" if table == "series" else table: piece}
            state = ledger.part(**wanted)
            found: dict[str, Any] = {row.id: row for row in getattr(state, table)}
            order = [row.id for row in state.series] if table == "series" else piece
            rows = tuple(found[name] for name in order if name in found)
            part: dict[str, Any] = {table: rows}
            yield replace(state, **part), rows


def _json(desk: Desk, names: Sequence[str], table: str) -> Iterator[str]:
    yield "["
    mark = ""
    for _, rows in _states(desk, names, table):
        for row in rows:
            yield f"{mark}\n{encode(row)}"
            mark = ","
    yield "\n]\n"


def _csv(desk: Desk, names: Sequence[str], table: str) -> Iterator[str]:
    yield header_of(TABLES[table])
    for state, _ in _states(desk, names, table):
        with desk.ledger() as ledger:
            yield lines_of(TABLES[table], rows_of(ledger, TABLES[table], state))
