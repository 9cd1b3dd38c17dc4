"""A ledger comes in, and files that other programs read go out: a format each, in a module of its own.

Another package adds a format by an entry point of the group ``sitrep.exporters`` that names such a module.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from sitrep.errors import InputError

if TYPE_CHECKING:
    from sitrep.ledger import LedgerView

__all__ = ["FORMATS", "Exported", "Exporter", "Format", "export", "exporter", "formats", "write_file"]

GROUP = "sitrep.exporters"
Exported = dict[str, str | bytes]
"""The content of each file by its name, in the order to write them; text is written as UTF-8."""


class Exporter(Protocol):
    """What the module of a format offers. The same state of a ledger gives the same bytes.

    A format of tables takes ``tables``, the names of those wanted; one of codes takes ``strict``.
    """

    def export(self, ledger: LedgerView, **options: Any) -> Exported:
        """The files of the format; one of a single file names it ``ledger`` and its ending."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format by name: the module that writes it, and what it is.

    One that ``is_folder`` makes a folder of tables; one that ``has_codes`` has a scheme of its own, which
    lacks codes for some events.
    """

    name: str
    module: str
    about: str
    is_folder: bool = False
    has_codes: bool = False


FORMATS = {
    row.name: row
    for row in (
        Format("json", "sitrep.export.json", "the whole ledger, schema sitrep.ledger/1"),
        Format("csv", "sitrep.export.csv", "a folder, one file a table", is_folder=True),
        Format("parquet", "sitrep.export.parquet", "the same tables as Parquet", is_folder=True),
        Format("xlsx", "sitrep.export.xlsx", "the same tables, a sheet each"),
        Format("acled", "sitrep.export.acled", "CSV with ACLED's columns", has_codes=True),
        Format("ucdp", "sitrep.export.ucdp", "CSV with the columns of UCDP GED", has_codes=True),
        Format("polecat", "sitrep.export.polecat", "tab-separated, POLECAT's columns", has_codes=True),
        Format("plover", "sitrep.export.plover", "PLOVER's JSON lines", has_codes=True),
        Format("geojson", "sitrep.export.geojson", "events as features (RFC 7946)"),
        Format("kml", "sitrep.export.kml", "events as placemarks"),
        Format("timelinejs", "sitrep.export.timelinejs", "a TimelineJS timeline as JSON"),
        Format("timelinejs-csv", "sitrep.export.timelinejs_csv", "a TimelineJS timeline as a table"),
        Format("ftm", "sitrep.export.ftm", "FollowTheMoney entities, a line each"),
        Format("ftm-statements", "sitrep.export.ftm_statements", "FollowTheMoney statements as CSV"),
        Format("jsonld", "sitrep.export.jsonld", "schema.org as JSON-LD"),
        Format("webannotation", "sitrep.export.webannotation", "W3C Web Annotations on the texts"),
        Format("prov", "sitrep.export.prov", "where everything is from, as PROV-JSON"),
        Format("docx", "sitrep.export.docx", "the brief with footnotes, for word processors"),
        Format("bundle", "sitrep.export.bundle", "tables, quotes and texts in one zip"),
    )
}
"""The formats that ship, by name."""


@lru_cache(maxsize=1)
def formats() -> dict[str, Format]:
    """All formats by name: those that ship, then those that other packages add under names of their own."""
    added = {
        point.name: Format(point.name, point.value, f"by {point.dist.name if point.dist else 'a package'}")
        for point in entry_points(group=GROUP)
    }
    return {**added, **FORMATS}


def exporter(name: str) -> Exporter:
    """The exporter of the format ``name``; :class:`InputError` naming those there are."""
    if name not in formats():
        raise InputError(f"no format {name!r}; there are {', '.join(formats())}")
    return cast("Exporter", import_module(formats()[name].module))


def export(
    ledger: LedgerView,
    name: str,
    *,
    table: str | None = None,
    path: Path | None = None,
    strict: bool = False,
) -> str | bytes | None:
    """Write ``ledger`` in the format ``name``, a folder of tables or only ``table`` of them.

    To ``path`` where it is given, whole files only; else the content is returned. With ``strict``, events
    for which a format of codes has none are left out. :class:`InputError` for a format or table that
    there is not, and for a folder without ``path``.
    """
    write = exporter(name).export
    files = write(ledger, **_options(formats()[name], table, strict=strict))
    if formats()[name].is_folder and table is None:
        if path is None:
            raise InputError(f"{name} is a folder of tables: say where with -o, or which one with --table")
        _write_folder(path, files)
        return None
    (content,) = files.values()
    if path is None:
        return content
    write_file(path, content)
    return None


def _options(known: Format, table: str | None, *, strict: bool) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if strict:
        if not known.has_codes:
            coded = ", ".join(row.name for row in formats().values() if row.has_codes)
            raise InputError(f"{known.name} has no codes to be strict about; {coded} have")
        options["strict"] = True
    if table is not None:
        from sitrep.export.tables import TABLES

        if not known.is_folder or table not in TABLES:
            there_are = f"; there are {', '.join(TABLES)}" if known.is_folder else ""
            raise InputError(f"{known.name} has no table {table!r}{there_are}")
        options["tables"] = [table]
    return options


def _write_folder(folder: Path, files: Exported) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise InputError(f"{folder}: a folder cannot be made here: {fault.strerror or fault}") from None
    for name, content in files.items():
        write_file(folder / name, content)


def write_file(path: Path, content: str | bytes) -> None:
    """Write ``content`` to ``path``, text as UTF-8, on the disk and whole, or not at all.

    :class:`InputError` where nothing can be written there.
    """
    draft = path.with_name(f".{path.name}.new")
    try:
        with draft.open("wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())  # a name must not outlive a loss of power without what it names
        draft.replace(path)
    except OSError as fault:
        draft.unlink(missing_ok=True)
        raise InputError(f"{path}: cannot be written: {fault.strerror or fault}") from None
