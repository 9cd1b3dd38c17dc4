"""``sitrep check``: what is installed, and whether it and a ledger are whole, goes to standard output."""

from __future__ import annotations

import platform
import re
import sqlite3
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import click

__all__ = ["command"]

Finding = tuple[str, list[str]]
"""A line on what was looked at, and its faults in words."""


@click.command("check")
@click.argument("ledger", type=click.Path(path_type=Path), required=False)
@click.pass_context
def command(ctx: click.Context, ledger: Path | None) -> None:
    """Say what is installed and whether gazetteer, codebook and model are whole; prove LEDGER's integrity.

    Exit status 1 where anything is not whole.
    """
    faulty = False
    for line, faults in _findings(ledger):
        click.echo(f"{line}: {'not whole' if faults else 'whole'}")
        for fault in faults:
            click.echo(f"  {fault}")
        faulty = faulty or bool(faults)
    ctx.exit(1 if faulty else 0)


def _findings(ledger: Path | None) -> Iterator[Finding]:
    yield _installed()
    yield _gazetteer()
    yield _codebook()
    yield _model()
    if ledger is not None:
        yield _ledger(ledger)


def _installed() -> Finding:
    """The versions of the program, of what it stands on, and of the packages it needs."""
    needed = [row for row in requires("sitrep") or () if "extra ==" not in row]
    names = sorted(re.match(r"[\w.-]+", row).group() for row in needed)  # type: ignore[union-attr]
    versions = {name: _version(name) for name in names}
    faults = [f"{name} is not installed" for name, number in versions.items() if number is None]
    told = ", ".join(f"{name} {number}" for name, number in versions.items() if number)
    ours = f"sitrep {version('sitrep')} (Python {platform.python_version()}, SQLite {sqlite3.sqlite_version})"
    return f"{ours} with {told}", faults


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _gazetteer() -> Finding:
    from sitrep.errors import ResourceError
    from sitrep.gazetteer import open_gazetteer

    try:
        counts = open_gazetteer().verify()
    except ResourceError as fault:
        return "gazetteer", [str(fault)]
    return f"gazetteer ({', '.join(f'{count:,} {what}' for what, count in counts.items())})", []


def _codebook() -> Finding:
    from sitrep.codebook import check_codebook, load_codebook

    faults = [str(fault) for fault in check_codebook()]
    if faults:
        return "codebook", faults
    codebook = load_codebook()
    counts = f"{len(codebook.types)} types, {len(codebook.triggers):,} triggers"
    return f"codebook {codebook.name} {codebook.version} ({counts})", []


def _model() -> Finding:
    from sitrep.errors import ResourceError
    from sitrep.model.file import MODEL_FILE
    from sitrep.model.reader_model import open_model

    try:
        model = open_model()
    except ResourceError as fault:
        return "reader model", [str(fault)]
    return f"reader model {model.version} ({MODEL_FILE.stat().st_size / 1e6:.1f} MB)", []


def _ledger(path: Path) -> Finding:
    from sitrep.ledger import Ledger

    with Ledger.open(path) as opened:
        faults = opened.check()
        if faults:
            return f"ledger {path}", faults
        state = opened.state()
        counts = f"{len(state.reports):,} reports, {len(state.events):,} events, {len(state.series):,} series"
    return f"ledger {path} ({counts})", []
