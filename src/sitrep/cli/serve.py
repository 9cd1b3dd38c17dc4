"""``sitrep serve``: a ledger comes in, and its review desk is served to a browser."""

from __future__ import annotations

import os
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitrep.cli.options import say

if TYPE_CHECKING:
    from sitrep.readers import ReaderName

__all__ = ["command"]

_PASSWORD = "SITREP_PASSWORD"


@click.command("serve")
@click.argument("ledger", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="0 picks a free one.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option("--by", metavar="NAME", help="Whose decisions these are; each page can say otherwise.")
@click.option(
    "--boundaries", type=click.Path(path_type=Path), metavar="FILE", help="Your own TopoJSON or GeoJSON."
)
@click.option(
    "--tiles",
    metavar="URL",
    help="Your own map tiles, https://host/{z}/{x}/{y}.png; pages may load from that host.",
)
@click.option(
    "--codebook",
    "codebook_path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Your own codebook, to read what is added with.",
)
@click.option("--reader", type=click.Choice(["model", "rules"]), default="model", show_default=True)
def command(
    ledger: Path,
    host: str,
    port: int,
    no_browser: bool,
    by: str | None,
    boundaries: Path | None,
    tiles: str | None,
    codebook_path: Path | None,
    reader: ReaderName,
) -> None:
    """Serve the review desk of LEDGER, made if it is missing, on this machine.

    The printed address holds a token; nobody gets in without it. With a --host that others can reach a
    password is asked for (or taken from SITREP_PASSWORD), and traffic is not encrypted.
    """
    from sitrep.codebook import load_codebook
    from sitrep.engine.task import Task
    from sitrep.ledger import Ledger
    from sitrep.web.desk import Desk
    from sitrep.web.drawings.tiles import host_of
    from sitrep.web.drawings.world import load_boundaries
    from sitrep.web.guard import Access
    from sitrep.web.serve import bind, hosts_of, is_loopback, serve

    password = None if is_loopback(host) else _password(host)
    tile_host = host_of(tiles) if tiles else None
    if tile_host:
        say(f"the map asks {tile_host} for pictures of the ground, which sees what you look at")
    access = Access(password=password, hosts=hosts_of(host), tiles=tile_host)
    if codebook_path is not None:
        load_codebook(codebook_path)  # a faulty one is told now, not with the first report
    Ledger.open(ledger, create=True, report_wait=say).close()
    desk = Desk(
        ledger,
        by=by,
        boundaries=load_boundaries(boundaries) if boundaries else None,
        tiles=tiles,
        task=Task.of(reader=reader, codebook=codebook_path),
    )
    listener = bind(host, port)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listener.getsockname()[1]}/"
    address += f"?token={access.token}" if password is None else ""

    def ready() -> None:
        print(address, flush=True)  # noqa: T201 - a pipe has to have it at once
        if not no_browser:
            webbrowser.open(address)

    serve(desk, access, listener, ready=ready)


def _password(host: str) -> str:
    say(f"others can reach {host}: a password is asked for, and traffic is plain, for anybody to read")
    given = os.environ.get(_PASSWORD) or click.prompt("Password", hide_input=True, err=True)
    if len(given) < 8:
        raise click.UsageError("a password of at least 8 characters was expected")
    return str(given)
