"""Command lines come in, and results on standard output, words on standard error and an exit status go out.

Each command is a file of this folder, loaded only when it is called: a shell over one library call.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from sitrep.errors import SitrepError

__all__ = ["main"]

#: Each command and what it does, in the order of the help; the file that holds it has its name.
COMMANDS = {
    "demo": "file the sample reports and print their brief",
    "read": "print the record of each report",
    "add": "read reports and file them in a ledger",
    "batch": "read a large corpus to Parquet files",
    "brief": "print the situation report of a ledger",
    "show": "show all that a ledger knows of one thing",
    "search": "search reports and statements",
    "serve": "open the review desk in a browser",
    "publish": "write one page to hand on",
    "diff": "print what changed in a ledger since a time",
    "judge": "say whether two things are the same, or list what waits for that",
    "correct": "put other values in cells of a ledger",
    "retract": "take something out of every view",
    "note": "file a remark",
    "undo": "take back the last act, or a named one",
    "reread": "read the reports of a ledger anew",
    "join": "bring other ledgers into one",
    "backup": "copy a ledger while it is in use",
    "erase": "destroy the text of a report for good",
    "export": "write a ledger in another format",
    "check": "say what is installed, and prove a ledger whole",
    "evaluate": "score the reader on gold corpora",
    "codebook": "check or show a codebook",
    "schema": "print the JSON Schema of a record",
}


class Commands(click.Group):
    """The commands of sitrep, each imported when it is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"sitrep.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="sitrep", prog_name="sitrep")
@click.option("--debug", is_flag=True, help="Show the trace-back of a fault.")
def group(debug: bool) -> None:
    """Read news reports and keep a sourced record of them."""


def main() -> None:
    """Run the command line; exit 0 when done, 1 when some reports failed, 2 for wrong usage."""
    debug = "--debug" in sys.argv[1:]
    try:
        sys.exit(group.main(prog_name="sitrep", standalone_mode=False) or 0)
    except click.ClickException as fault:
        fault.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("sitrep: interrupted; what was not finished is not filed", err=True)
        sys.exit(130)
    except SitrepError as fault:
        if debug:
            raise
        click.echo(f"sitrep: {fault}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as fault:
        if debug:
            raise
        click.echo(f"sitrep: {type(fault).__name__}: {fault} (--debug shows where)", err=True)
        sys.exit(1)
