"""``sitrep correct``: cells and their values come in and are filed in place of what was read."""

from __future__ import annotations

from pathlib import Path

import click

from sitrep.cli.options import act_options, say

__all__ = ["command"]


@click.command("correct")
@click.argument("ledger", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("id_", metavar="ID")
@click.argument("cells", nargs=-1, required=True, metavar="FIELD=VALUE…")
@act_options
def command(ledger: Path, id_: str, cells: tuple[str, ...], reason: str | None, by: str | None) -> None:
    """Put other values in cells of ID: an event, figure, series, statement, actor or report.

    An empty value empties the cell; lists have ";" between their parts; a place is a name, or "NAME,
    COUNTRY". What was read stays in the log, and undo brings it back. status=accepted says that an event
    was checked and is right; best=N of a series decides a dispute.
    """
    from sitrep.ledger import Ledger
    from sitrep.ledger.cells import to_cells
    from sitrep.views.past import act_in_words

    with Ledger.open(ledger, report_wait=say) as opened:
        act = opened.correct(id_, to_cells(cells), reason=reason, by=by)
    click.echo(act_in_words(act))
