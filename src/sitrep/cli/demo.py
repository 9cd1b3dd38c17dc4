"""``sitrep demo``: the sample reports are filed in a ledger, and its brief goes to standard output."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command("demo")
@click.option(
    "--ledger",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("demo.sitrep"),
    show_default=True,
    help="Where to keep the ledger.",
)
def command(path: Path) -> None:
    """File the sample reports that ship with sitrep and print the brief made of them."""
    from sitrep.demo import demo_reports, file_demo
    from sitrep.ledger import Ledger
    from sitrep.views.brief import make_brief
    from sitrep.views.formats import to_markdown
    from sitrep.views.wording import plural

    added = file_demo(path)
    click.echo(
        f"sitrep: {added.read} reports from {demo_reports()} filed in {path} "
        f"({added.new} new, {plural(added.reprints, 'reprint')})",
        err=True,
    )
    with Ledger.open(path) as opened:
        click.echo(to_markdown(make_brief(opened.state(), opened.record)), nl=False)
    click.echo(
        f"sitrep: ask the ledger further with: sitrep show {path} ID, sitrep search {path} WORDS", err=True
    )
