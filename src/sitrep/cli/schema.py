"""``sitrep schema``: the JSON Schema of a record goes to standard output."""

from __future__ import annotations

import click

__all__ = ["command"]


@click.command("schema")
def command() -> None:
    """Print the JSON Schema (draft 2020-12) of a record."""
    from sitrep.record import record_schema
    from sitrep.record.codec import encode

    click.echo(encode(record_schema(), indent=2))
