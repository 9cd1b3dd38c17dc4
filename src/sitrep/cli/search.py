"""``sitrep search``: words come in, and the passages of reports and statements that hold them go out."""

from __future__ import annotations

from pathlib import Path

import click

from sitrep.cli.options import opened, view_options

__all__ = ["command"]


@click.command("search")
@click.argument("ledger", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", default=20, show_default=True, help="At most so many of each kind.")
@view_options
def command(ledger: Path, query: tuple[str, ...], limit: int, **part: str | None) -> None:
    """Search the full text of reports and statements; the words found stand in brackets."""
    with opened(ledger, **part) as view:
        hits = view.search(" ".join(query), limit=limit)
    for hit in hits:
        click.echo(f"{hit.kind} {hit.id} {hit.title or ''}".rstrip())
        click.echo(f"    {' '.join(hit.snippet.split())}")
    click.echo("1 hit" if len(hits) == 1 else f"{len(hits)} hits", err=True)
