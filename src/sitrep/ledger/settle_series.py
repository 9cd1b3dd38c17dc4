"""Figures touched in a transaction come in, and the series of all that they hang on are settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitrep.ledger.board import Item
from sitrep.ledger.rows import write_series
from sitrep.ledger.series import build_series, gather, is_setting, owner_of
from sitrep.ledger.work import Work
from sitrep.merge.told import ToldFigure
from sitrep.record.codec import amended, encode

__all__ = ["rows_hung_on", "settle_series"]

_OF = "FROM series WHERE owner IN (SELECT value FROM json_each(?))"
_COUNTED = """
SELECT DISTINCT e.leads_to FROM told e JOIN told f ON f.owner = e.id AND f.kind = 'figure'
WHERE e.leads_to IN (SELECT value FROM json_each(?))
"""
_NUMBER = ("low", "high", "bound")


def settle_series(work: Work) -> None:
    """Make the series anew of every event, or place and time, that has a touched figure or changed itself."""
    board = work.board
    for item in board.items(work.touched["figure"]):
        _place(work, item)
    listed = encode(sorted(work.owners))
    _clear(work, listed)
    counted = {owner for (owner,) in work.connection.execute(_COUNTED, (listed,))}
    for owner in sorted(work.owners):
        if owner in counted or is_setting(owner):
            _settle(work, owner)


def _place(work: Work, item: Item) -> None:
    """Hang a figure on what it is told of, as read or as corrected."""
    figure = _corrected(work, item)
    owner = owner_of(figure)
    for hanger in {item.owner, owner} - {None}:
        assert hanger is not None
        work.owners.update(rows_hung_on(work, hanger))
    if owner != item.owner:
        work.board.own({item.n: owner})


def rows_hung_on(work: Work, hanger: str) -> Iterator[str]:
    """The owner of the series of a figure that hangs on ``hanger``: an event's row, or itself."""
    found = work.board.named([hanger])
    yield (found[0].leads_to or hanger) if found else hanger


def _clear(work: Work, owners: str) -> None:
    for (series,) in work.connection.execute(f"SELECT id {_OF}", (owners,)).fetchall():
        for item in work.board.part_of(series):
            work.board.lead(item.n, None)
    work.connection.execute(f"DELETE {_OF}", (owners,))


def _settle(work: Work, owner: str) -> None:
    board = work.board
    tellings = board.part_of(owner)
    figures = board.owned([owner] if is_setting(owner) else [item.id for item in tellings])
    shown = [item for item in figures if not _is_hidden(work, item)]
    values = [_corrected(work, item) for item in shown]
    numbers = {item.id: item.n for item in shown}
    gathered = gather(values, {item.id: owner for item in tellings})
    for built in build_series(gathered, _rows_of_speakers(work, values), work.decisions.corrected):
        write_series(work, owner, built)
        for version in built.series.versions:
            board.lead(numbers[version.figure], built.series.id)


def _corrected(work: Work, item: Item) -> ToldFigure:
    figure = work.board.value(item.n, ToldFigure)
    cells = work.decisions.corrected([item.id])
    if not cells:
        return figure
    number = {name: cells.pop(name) for name in _NUMBER if name in cells}
    others = {"group" if name == "counted" else name: value for name, value in cells.items()}
    return amended(figure, {**others, "number": amended(figure.number, number)})


def _is_hidden(work: Work, item: Item) -> bool:
    """Whether a figure adds to no series: a reprint's, a retracted one, or one of a retracted event."""
    if work.is_retracted(item) or (item.owner is not None and item.owner in work.decisions.retracted):
        return True
    sql = "SELECT reprint_of FROM reports WHERE id = ?"
    (original,) = work.connection.execute(sql, (item.report,)).fetchone()
    return original is not None


def _rows_of_speakers(work: Work, figures: Iterable[ToldFigure]) -> dict[str, str]:
    """The actor across reports that each speaker of ``figures`` is."""
    ids = sorted({figure.speaker.actor for figure in figures if figure.speaker and figure.speaker.actor})
    sql = "SELECT id, leads_to FROM leads WHERE id IN (SELECT value FROM json_each(?))"
    return dict(work.connection.execute(sql, (encode(ids),)))
