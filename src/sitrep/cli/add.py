"""``sitrep add``: reports come in and are filed in a ledger, and how many of each outcome goes out."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitrep.cli.options import progress, report_options, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sitrep.cli.options import Reading
    from sitrep.intake import Failure, Page
    from sitrep.ledger import Added, Failed, Ledger
    from sitrep.record import Record, Report

__all__ = ["command"]

_KEPT_AT_ONCE = 50  # pages held in memory until they are written


@click.command("add")
@click.argument("ledger", type=click.Path(path_type=Path))
@click.argument("inputs", nargs=-1, metavar="INPUT…")
@report_options
@click.option(
    "--follow", is_flag=True, help="Keep asking feeds and pages for what is new, until interrupted."
)
@click.option(
    "--every",
    type=click.FloatRange(min=0.1),
    default=15.0,
    show_default=True,
    metavar="MINUTES",
    help="How long to wait between two rounds of --follow.",
)
@click.option("--retry", is_flag=True, help="Try again what failed before.")
@click.option("--allow-private", is_flag=True, help="Fetch from addresses of this machine and network too.")
@click.pass_context
def command(
    ctx: click.Context,
    ledger: Path,
    inputs: tuple[str, ...],
    published: str | None,
    publisher: str | None,
    url: str | None,
    reading: Reading,
    follow: bool,
    every: float,
    retry: bool,
    allow_private: bool,
) -> None:
    """Read reports and file them in LEDGER, which is made if it is missing.

    INPUT is a file, a folder, an address, a feed, a web archive, a list of addresses, or - for standard
    input. Filing a report twice files nothing new. What is fetched is kept in the ledger as it came.
    """
    from sitrep.intake import Fetcher, FetchOptions, reports
    from sitrep.ledger import Ledger

    if not inputs and not retry:
        raise click.UsageError("Say what to add: INPUT…, or --retry.")
    fetcher = Fetcher(FetchOptions(allow_private=allow_private))
    filing = _Filing(reading)

    def found(named: Iterable[str]) -> Iterator[Report | Failure]:
        return reports(
            named, published=published, publisher=publisher, url=url, fetcher=fetcher, keep=filing.hold
        )

    # Made before the ledger, so that a wrong option leaves no empty ledger behind.
    first = found(inputs)
    with Ledger.open(ledger, create=True, report_wait=say) as opened:
        if follow:
            for _, page in opened.pages(with_body=False):
                fetcher.remember(page)
        has_failed = filing.round(opened, first)
        if retry:
            has_failed = filing.round(opened, found(_failed_before(opened))) or has_failed
        while follow:
            time.sleep(every * 60)
            has_failed = filing.round(opened, found(inputs), is_quiet=True) or has_failed
    ctx.exit(1 if has_failed else 0)


def _failed_before(ledger: Ledger) -> list[str]:
    """What failed and can be asked for again by its name: addresses and files, each once."""
    from sitrep.ledger import Failed

    names = [logged.entry.where for logged in ledger.failures() if isinstance(logged.entry, Failed)]
    got = {page.url for _, page in ledger.pages(with_body=False)}
    return [
        name
        for name in dict.fromkeys(name.partition(", line ")[0] for name in names)
        if (name.startswith(("http://", "https://")) and name not in got) or Path(name).is_file()
    ]


@dataclass
class _Filing:
    """Reads what is found and files it, with the pages that were fetched for it."""

    reading: Reading
    page: Page | None = None
    pages: dict[str, Page] = field(default_factory=dict)
    failed: list[Failed] = field(default_factory=list)

    def hold(self, page: Page) -> None:
        """Keep in mind the page that the next report comes from."""
        self.page = page

    def round(self, ledger: Ledger, found: Iterable[Report | Failure], *, is_quiet: bool = False) -> bool:
        """File all of ``found`` and say how it went, if ``is_quiet`` only where something came of it.

        Whether any of it failed.
        """
        self.failed.clear()
        kept = map(self._with_page, found)
        with progress("add") as advance, self.reading.over(kept, ledger=ledger.path) as outcomes:
            added = ledger.add(self._records(outcomes, advance), self.failed)
        ledger.keep(self.pages)
        self.pages.clear()
        if added.new or added.reprints or added.failed or not is_quiet:
            click.echo(_summary(added, self.failed))
        return bool(self.failed)

    def _records(self, outcomes: Iterable[Record | Failure], advance: Callable[[], None]) -> Iterator[Record]:
        from sitrep.intake import Failure
        from sitrep.ledger import Failed

        for read in outcomes:
            if isinstance(read, Failure):
                self.failed.append(Failed(read.where, read.reason))
                click.echo(f"sitrep: {read.where}: {read.reason}", err=True)
            else:
                yield read
            advance()

    def _with_page(self, found: Report | Failure) -> Report | Failure:
        """``found``, after the page that it was read from is kept in mind under its id."""
        from sitrep.intake import Failure

        if self.page is not None and not isinstance(found, Failure):
            self.pages[found.id] = self.page
            self.page = None
        return found


def _summary(added: Added, failed: Iterable[Failed]) -> str:
    from sitrep.engine.reading import QUARANTINED
    from sitrep.views.wording import plural

    counts = (
        f"{added.read} read",
        f"{added.new} new",
        plural(added.reprints, "reprint"),
        f"{added.known} known already",
        f"{added.failed} failed",
    )
    quarantined = [entry.where for entry in failed if entry.reason == QUARANTINED]
    return ", ".join(counts) + (f"; quarantined: {', '.join(quarantined)}" if quarantined else "")
