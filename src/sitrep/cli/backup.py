"""``sitrep backup``: a ledger comes in, and a consistent copy of it goes to a path."""

from __future__ import annotations

from pathlib import Path

import click

from sitrep.cli.options import say

__all__ = ["command"]


@click.command("backup")
@click.argument("ledger", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("path", type=click.Path(path_type=Path))
def command(ledger: Path, path: Path) -> None:
    """Write a consistent copy of LEDGER to PATH, while others read and write it."""
    from sitrep.ledger import Ledger

    with Ledger.open(ledger, report_wait=say) as opened:
        opened.backup(path)
    click.echo(f"{path}: {path.stat().st_size / 1e6:.1f} MB")
