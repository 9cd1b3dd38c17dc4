"""A ledger comes in, and files that other programs read go out: a format each, in a module of its own."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from sitrep.errors import InputError

if TYPE_CHECKING:
    from sitrep.ledger import LedgerView

__all__ = ["FORMATS", "Exported", "Exporter", "Format", "export", "exporter"]

Exported = dict[str, str]
"""The text of each file by its name, in the order to write them."""


class Exporter(Protocol):
    """What the module of a format offers. The same state of a ledger gives the same text."""

    def export(self, ledger: LedgerView) -> Exported:
        """The files of the format; one of a single file names it ``ledger`` and its ending."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format by name: the module that writes it, what it is, and whether it makes a folder of tables."""

    name: str
    module: str
    about: str
    is_folder: bool = False


FORMATS = {
    row.name: row
    for row in (
        Format("json", "sitrep.export.json", "the whole ledger, schema sitrep.ledger/1"),
        Format("csv", "sitrep.export.csv", "a folder, one file a table", is_folder=True),
    )
}


def exporter(name: str) -> Exporter:
    """The exporter of the format ``name``; :class:`InputError` naming those there are."""
    if name not in FORMATS:
        raise InputError(f"no format {name!r}; there are {', '.join(FORMATS)}")
    return cast("Exporter", import_module(FORMATS[name].module))


def export(
    ledger: LedgerView, name: str, *, table: str | None = None, path: Path | None = None
) -> str | None:
    """Write ``ledger`` in the format ``name``, a folder of tables or only ``table`` of them.

    To ``path`` where it is given, whole files only; else the text is returned.
    :class:`InputError` for a format or table that there is not, and for a folder without ``path``.
    """
    files = exporter(name).export(ledger)
    is_folder = FORMATS[name].is_folder and table is None
    if table is not None:
        files = _only(files, table, name)
    if is_folder and path is None:
        raise InputError(f"{name} is a folder of tables: say where with -o, or which one with --table")
    if is_folder and path is not None:
        _write_folder(path, files)
        return None
    (text,) = files.values()
    if path is None:
        return text
    _write(path, text)
    return None


def _only(files: Exported, table: str, name: str) -> Exported:
    """The one file of ``files`` that holds ``table``."""
    tables = {file.rpartition(".")[0]: file for file in files} if FORMATS[name].is_folder else {}
    if table not in tables:
        there_are = f"; there are {', '.join(tables)}" if tables else ""
        raise InputError(f"{name} has no table {table!r}{there_are}")
    return {tables[table]: files[tables[table]]}


def _write_folder(folder: Path, files: Exported) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise InputError(f"{folder}: a folder cannot be made here: {fault.strerror or fault}") from None
    for name, text in files.items():
        _write(folder / name, text)


def _write(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.new")
    try:
        draft.write_text(text, encoding="utf-8", newline="")
        draft.replace(path)
    except OSError as fault:
        draft.unlink(missing_ok=True)
        raise InputError(f"{path}: cannot be written: {fault.strerror or fault}") from None
