"""``sitrep undo``: the last act, or a named one, is taken back."""

from __future__ import annotations

from pathlib import Path

import click

from sitrep.cli.options import act_options, say

__all__ = ["command"]


@click.command("undo")
@click.argument("ledger", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("entry", required=False)
@act_options
def command(ledger: Path, entry: str | None, reason: str | None, by: str | None) -> None:
    """Take back the last judgement, correction, retraction or note that stands, or the one named ENTRY.

    ENTRY is what a history shows behind each act, as #1a2b3c4d. Called again it goes one further back; an
    undoing itself can be undone by its name.
    """
    from sitrep.ledger import Ledger, Undone
    from sitrep.views.past import act_in_words

    with Ledger.open(ledger, report_wait=say) as opened:
        undone = opened.undo(entry, reason=reason, by=by)
        before = {act.digest: act for act in opened.acts()}
    click.echo(act_in_words(undone))
    if isinstance(undone.entry, Undone):
        say(f"taken back: {act_in_words(before[undone.entry.entry])}")
