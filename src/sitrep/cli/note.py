"""``sitrep note``: an id and words come in and are filed as a remark."""

from __future__ import annotations

from pathlib import Path

import click

from sitrep.cli.options import act_options, say

__all__ = ["command"]


@click.command("note")
@click.argument("ledger", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("id_", metavar="ID")
@click.argument("text")
@act_options
def command(ledger: Path, id_: str, text: str, reason: str | None, by: str | None) -> None:
    """File a remark on ID, which its history shows."""
    from sitrep.ledger import Ledger
    from sitrep.views.past import act_in_words

    with Ledger.open(ledger, report_wait=say) as opened:
        act = opened.note(id_, text, reason=reason, by=by)
    click.echo(act_in_words(act))
