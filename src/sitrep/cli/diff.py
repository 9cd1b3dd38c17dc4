"""``sitrep diff``: a ledger and a time come in, and what changed since goes to standard output."""

from __future__ import annotations

from pathlib import Path

import click

from sitrep.cli.options import opened, say

__all__ = ["command"]


@click.command("diff")
@click.argument("ledger", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--since", required=True, metavar="T", help="Compare with the ledger as it stood at T, by filing."
)
@click.option("--as-of", metavar="T", help="Up to the ledger as it stood at T, rather than today.")
@click.option("--format", "form", type=click.Choice(["md", "html", "json"]), default="md", show_default=True)
def command(ledger: Path, since: str, as_of: str | None, form: str) -> None:
    """Print what was filed, revised, newly disputed, merged, parted or retracted since a time.

    T is a date or time (ISO 8601, UTC); of a date without an hour all of that day has gone by.
    """
    from sitrep.ledger.snapshot import last_moment
    from sitrep.views.changes import make_changes
    from sitrep.views.formats import FORMATS

    with opened(ledger, as_of=as_of) as after, opened(ledger, as_of=since) as before:
        acts = [act for act in after.acts() if act.filed_at > last_moment(since)]
        changes = make_changes(before.state(), after.state(), after.record, acts, since=since)
    click.echo(FORMATS[form](changes), nl=False)
    if not changes.sections:
        say(f"nothing changed in {ledger} since {since}")
