"""``sitrep judge``: two ids and a verdict are filed; without them what waits for one is listed."""

from __future__ import annotations

from pathlib import Path
from typing import cast, get_args

import click

from sitrep.cli.options import act_options, opened, say
from sitrep.merge.judgement import Verdict

__all__ = ["command"]


@click.command("judge")
@click.argument("ledger", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("a", required=False)
@click.argument("b", required=False)
@click.argument("verdict", type=click.Choice(get_args(Verdict)), required=False)
@click.option("--limit", default=20, show_default=True, help="List at most so many pairs that wait.")
@act_options
def command(
    ledger: Path,
    a: str | None,
    b: str | None,
    verdict: str | None,
    limit: int,
    reason: str | None,
    by: str | None,
) -> None:
    """File that A and B (events, actors, statements or reports) are the same, different, or that it is
    unsure.

    Without A, B and a verdict: list the pairs that no machine could decide, the likeliest first, with what
    speaks for their being one.
    """
    from sitrep.ledger import Ledger
    from sitrep.views.past import act_in_words

    if a is None:
        _list(ledger, limit)
        return
    if b is None or verdict is None:
        raise click.UsageError("two ids and a verdict are needed: A B same|different|unsure")
    with Ledger.open(ledger, report_wait=say) as opened_ledger:
        act = opened_ledger.judge(a, b, cast("Verdict", verdict), reason=reason, by=by)
    click.echo(act_in_words(act))


def _list(ledger: Path, limit: int) -> None:
    with opened(ledger) as view:
        pairs = view.waiting(limit=limit)
    for pair in pairs:
        click.echo(f"{pair.kind} {pair.a} {pair.b}")
        click.echo(f"    {'; '.join(pair.evidence)}")
    say(
        "1 pair waits"
        if len(pairs) == 1
        else f"{len(pairs)} pairs wait" + (" or more" if len(pairs) == limit else "")
    )
