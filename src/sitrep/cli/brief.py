"""``sitrep brief``: a ledger comes in, and its situation report goes to standard output."""

from __future__ import annotations

from pathlib import Path

import click

from sitrep.cli.options import opened, view_options

__all__ = ["command"]


@click.command("brief")
@click.argument("ledger", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--format", "form", type=click.Choice(["md", "html", "json"]), default="md", show_default=True)
@click.option("--about", metavar="TEXT", help="Only what holds these words.")
@view_options
def command(ledger: Path, form: str, about: str | None, **part: str | None) -> None:
    """Print the situation report: key figures, disputes, revisions, timeline, statements."""
    from sitrep.views.brief import make_brief
    from sitrep.views.formats import FORMATS

    with opened(ledger, **part) as view:
        brief = make_brief(view.state(), view.record, about=about)
    click.echo(FORMATS[form](brief), nl=False)
    if about and not brief.sections:
        click.echo(f"sitrep: nothing in {ledger} holds “{about}”", err=True)
