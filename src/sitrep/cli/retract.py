"""``sitrep retract``: an id comes in, and what it names is filed as out of every view."""

from __future__ import annotations

from pathlib import Path

import click

from sitrep.cli.options import act_options, say

__all__ = ["command"]


@click.command("retract")
@click.argument("ledger", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("id_", metavar="ID")
@act_options
def command(ledger: Path, id_: str, reason: str | None, by: str | None) -> None:
    """Take ID out of every view: a report with all it tells, an event with all its tellings, or one item.

    Nothing is lost: undo brings it back.
    """
    from sitrep.ledger import Ledger
    from sitrep.views.past import act_in_words

    with Ledger.open(ledger, report_wait=say) as opened:
        act = opened.retract(id_, reason=reason, by=by)
    click.echo(act_in_words(act))
