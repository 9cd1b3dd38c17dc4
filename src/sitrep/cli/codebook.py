"""``sitrep codebook``: the faults of a codebook, or a summary of it, go to standard output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sitrep.codebook import Codebook, EventType, Mode

__all__ = ["command"]

_WIDTH = 100
_FILE = click.argument("path", metavar="[FILE]", type=click.Path(exists=True, path_type=Path), required=False)


@click.group("codebook")
def command() -> None:
    """Check or show a codebook of your own, a file or a folder; without FILE, the one that ships."""


@command.command("check")
@_FILE
@click.pass_context
def check(ctx: click.Context, path: Path | None) -> None:
    """Print every fault as 'file:line: fault'; exit status 1 if there is any.

    Where there is none, every example sentence is read, and one that is not read as it is marked is
    said on standard error.
    """
    from sitrep.codebook import check_codebook

    faults = check_codebook(path)
    for fault in faults:
        click.echo(str(fault))
    if not faults:
        click.echo("no faults", err=True)
        _say_examples(path)
    ctx.exit(1 if faults else 0)


def _say_examples(path: Path | None) -> None:
    """How a codebook's example sentences are read: each miss of a user's own, else the count alone."""
    from sitrep.codebook import load_codebook
    from sitrep.codebook.examples import read_examples
    from sitrep.evaluate.examples import read_all

    codebook = load_codebook(path)
    read = read_all(read_examples(codebook.types, path), codebook)
    missed = [item for item in read if not item.is_type_read]
    for item in missed if path is not None else ():
        found = ", ".join(event.type for event in item.events) or "no event"
        wanted = item.example.type or "no event"
        click.echo(f"{item.example.path}:{item.example.line}: tells {wanted}, read as {found}", err=True)
    if read:
        click.echo(f"{len(read) - len(missed)} of {len(read)} examples are read as marked", err=True)


@command.command("show")
@_FILE
def show(path: Path | None) -> None:
    """Print the types with their modes and how many triggers tell of each, and what else there is."""
    from sitrep.codebook import load_codebook

    for line in _summary(load_codebook(path)):
        click.echo(line)


def _summary(codebook: Codebook) -> Iterator[str]:
    yield f"{codebook.name}, version {codebook.version}"
    counts = Counter((trigger.type, trigger.kind) for trigger in codebook.triggers)
    for event_type in codebook.types.values():
        yield ""
        yield from _described(event_type)
        kinds = (f"{counts[event_type.name, kind]} {kind}s" for kind in ("verb", "noun", "phrase"))
        yield f"  triggers: {', '.join(kinds)}"
    yield ""
    yield from _listed("contexts", codebook.contexts)
    yield from _listed("sectors", codebook.sectors)
    yield from _listed("rules", [rule.name for rule in codebook.rules])
    yield f"agents: {len(codebook.agents)} words and phrases, {len(codebook.names)} names"


def _described(event_type: EventType) -> Iterator[str]:
    quad = "no quad" if event_type.quad is None else f"quad {event_type.quad}"
    score = "no score" if event_type.score is None else f"score {event_type.score:g}"
    yield f"{event_type.name} ({quad}, {score}, recipient {event_type.recipient})"
    yield f"  {event_type.about}"
    if event_type.modes:
        yield from (f"  {line}" for line in _listed("modes", [_mode(mode) for mode in event_type.modes]))


def _mode(mode: Mode) -> str:
    return mode.name if mode.score is None else f"{mode.name} {mode.score:g}"


def _listed(title: str, items: Iterable[str]) -> Iterator[str]:
    text = f"{title}: {', '.join(items)}"
    yield from click.wrap_text(text, _WIDTH, subsequent_indent="  ").splitlines()
