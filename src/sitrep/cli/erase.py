"""``sitrep erase``: the id of a report comes in, and its text and every quote of it are destroyed."""

from __future__ import annotations

from pathlib import Path

import click

from sitrep.cli.options import act_options, say

__all__ = ["command"]


@click.command("erase")
@click.argument("ledger", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("report")
@click.option("--yes", is_flag=True, help="Do not ask.")
@act_options
def command(ledger: Path, report: str, yes: bool, reason: str | None, by: str | None) -> None:
    """Destroy the text of REPORT and every quote of it for good, as for a takedown or for privacy.

    This alone cannot be undone; that it was done stays in the log, and the report cannot be filed again.
    Copies of the ledger made before are not touched.
    """
    from sitrep.ledger import Ledger
    from sitrep.views.past import act_in_words

    with Ledger.open(ledger, report_wait=say) as opened:
        if not yes:
            click.confirm(
                f"Destroy the text of {report} and every quote of it for good?", abort=True, err=True
            )
        act = opened.erase(report, reason=reason, by=by)
    click.echo(act_in_words(act))
