"""``sitrep publish``: a ledger comes in, and one page to hand on is written."""

from __future__ import annotations

from pathlib import Path

import click

from sitrep.cli.options import opened, say, view_options

__all__ = ["command"]


@click.command("publish")
@click.argument("ledger", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "-o",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="PAGE",
    help="The HTML file to write.",
)
@click.option("--title", metavar="TEXT", help="The heading of the page.")
@click.option("--about", metavar="TEXT", help="Only what holds these words.")
@click.option("--no-texts", is_flag=True, help="Only the quoted passages, not the reports' whole texts.")
@click.option(
    "--boundaries", type=click.Path(path_type=Path), metavar="FILE", help="Your own TopoJSON or GeoJSON."
)
@view_options
def command(
    ledger: Path,
    path: Path,
    title: str | None,
    about: str | None,
    no_texts: bool,
    boundaries: Path | None,
    **part: str | None,
) -> None:
    """Write the situation report of LEDGER as one page that works from a disk, without scripts.

    Charts, map and timeline are in it, and every footnote quotes its passage.
    """
    from sitrep.export import write_file
    from sitrep.web.drawings.world import load_boundaries
    from sitrep.web.publish import published_page

    world = load_boundaries(boundaries) if boundaries else None
    with opened(ledger, **part) as view:
        page = published_page(view, title=title, about=about, with_texts=not no_texts, boundaries=world)
    write_file(path, page)
    say(f"{path}: {len(page.encode()) / 1000:,.0f} kB")
