"""``sitrep correct``: cells and their values come in and are filed in place of what was read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitrep.cli.options import act_options, say

if TYPE_CHECKING:
    from sitrep.ledger import Ledger
    from sitrep.ledger.spreadsheet import Refused, Returned

__all__ = ["command"]


@click.command("correct")
@click.argument("ledger", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("id_", metavar="[ID", required=False)
@click.argument("cells", nargs=-1, metavar="FIELD=VALUE…]")
@click.option(
    "--from",
    "table",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="An exported table (.csv, .xlsx) in which you changed cells.",
)
@act_options
@click.pass_context
def command(
    ctx: click.Context,
    ledger: Path,
    id_: str | None,
    cells: tuple[str, ...],
    table: Path | None,
    reason: str | None,
    by: str | None,
) -> None:
    """Put other values in cells of ID: an event, figure, series, statement, actor or report.

    An empty value empties the cell; lists have ";" between their parts; a place is a name, or "NAME,
    COUNTRY". What was read stays in the log, and undo brings it back. status=accepted says that an event
    was checked and is right; best=N of a series decides a dispute.

    With --from, each row of an exported table in which you changed cells is filed as a correction. What
    cannot be filed is listed, and the rest is filed all the same (exit status 1). The column as_exported
    tells what you changed from what has changed in the ledger since the export, so leave it as it is.
    """
    from sitrep.ledger import Ledger

    if (table is None) == (id_ is None) or bool(id_) != bool(cells):
        raise click.UsageError("Say what to correct: ID and FIELD=VALUE…, or --from FILE.")
    with Ledger.open(ledger, report_wait=say) as opened:
        if table is not None:
            returned = _from_table(opened, table, reason=reason, by=by)
            _show(returned)
            ctx.exit(1 if returned.refused else 0)
        elif id_ is not None:
            _correct(opened, id_, cells, reason=reason, by=by)


def _correct(ledger: Ledger, id_: str, cells: tuple[str, ...], *, reason: str | None, by: str | None) -> None:
    from sitrep.ledger.cells import to_cells
    from sitrep.views.past import act_in_words

    click.echo(act_in_words(ledger.correct(id_, to_cells(cells), reason=reason, by=by)))


def _from_table(ledger: Ledger, table: Path, *, reason: str | None, by: str | None) -> Returned:
    from sitrep.export.tables import present_rows
    from sitrep.ledger.sheets import read_sheets
    from sitrep.ledger.spreadsheet import file_sheets, ids_in

    sheets = read_sheets(table)
    present = present_rows(ledger, ids_in(sheets))
    saved_at = datetime.fromtimestamp(table.stat().st_mtime, UTC).isoformat(timespec="microseconds")
    return file_sheets(ledger, sheets, present, saved_at=saved_at, reason=reason, by=by)


def _show(returned: Returned) -> None:
    """What was filed on standard output; what was not, and why, on standard error."""
    from sitrep.views.past import act_in_words
    from sitrep.views.wording import plural

    for act in returned.filed:
        click.echo(act_in_words(act))
    for refused in returned.refused:
        say(_in_words(refused))
    if returned.outdated:
        say(f"{plural(returned.outdated, 'cell')} changed in the ledger since the export, and left so")
    click.echo(f"{plural(len(returned.filed), 'row')} corrected, {len(returned.refused)} refused")


def _in_words(refused: Refused) -> str:
    cell = f", {refused.cell}" if refused.cell else ""
    return f"not filed: {refused.where} ({refused.id or 'no id'}){cell}: {refused.reason}"
