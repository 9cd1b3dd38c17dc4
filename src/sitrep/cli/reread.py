"""``sitrep reread``: the reports of a ledger are read anew, and what people decided is carried over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitrep.cli.options import reader_options, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitrep.cli.options import Reading
    from sitrep.intake import Failure
    from sitrep.record import Record

__all__ = ["command"]


@click.command("reread")
@click.argument("ledger", type=click.Path(path_type=Path, dir_okay=False))
@reader_options
@click.pass_context
def command(
    ctx: click.Context,
    ledger: Path,
    reading: Reading,
) -> None:
    """Read the kept texts of LEDGER with today's reader or a codebook: the new readings supersede the old.

    What people judged, corrected, retracted or noted goes over to the item of the same kind that overlaps
    most; acts whose item is found nowhere are listed.
    """
    from sitrep.intake import Failure
    from sitrep.ledger import Ledger
    from sitrep.views.past import act_in_words
    from sitrep.views.wording import plural

    failed: list[Failure] = []
    seen = 0

    with Ledger.open(ledger, report_wait=say) as opened:

        def readings(outcomes: Iterable[Record | Failure]) -> Iterator[Record]:
            nonlocal seen
            for read in outcomes:
                seen += 1
                if isinstance(read, Failure):
                    failed.append(read)
                    say(f"{read.where}: {read.reason}")
                else:
                    yield read

        before = {act.digest for act in opened.lost_decisions()}
        kept = (record.report for record in opened.records())
        with reading.over(kept, ledger=ledger) as outcomes:
            changed = opened.refile(readings(outcomes))
        lost = [act for act in opened.lost_decisions() if act.digest not in before]
    click.echo(f"{plural(seen, 'report')} read again, {changed} otherwise than before, {len(failed)} failed")
    for act in lost:
        click.echo(f"found nowhere now: {act_in_words(act)}")
    ctx.exit(1 if failed else 0)
