"""``sitrep join``: other ledgers come in, and what they hold is filed in one."""

from __future__ import annotations

from pathlib import Path

import click

from sitrep.cli.options import say

__all__ = ["command"]


@click.command("join")
@click.argument("ledger", type=click.Path(path_type=Path, dir_okay=False))
@click.argument(
    "others", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="OTHER…"
)
def command(ledger: Path, others: tuple[Path, ...]) -> None:
    """File all that the OTHER ledgers hold in LEDGER, which is made if it is missing.

    Reports, failures and what people did come with the time at which they were filed. What was erased in
    one of them is erased in LEDGER.
    """
    from sitrep.ledger import Ledger
    from sitrep.views.wording import plural

    for other in others:
        Ledger.open(other).close()  # each named fault before anything is filed
    with Ledger.open(ledger, create=True, report_wait=say) as opened:
        joined = opened.join(others)
    told = f"{plural(joined.reports, 'new report')}, {plural(joined.acts, 'new act')} and failures"
    click.echo(f"{told}, {joined.known} known already")
