"""A file that a spreadsheet saved comes in, and its rows, as text by column, go out."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from sitrep.errors import InputError, MissingExtra

__all__ = ["Sheet", "SheetRow", "read_sheets"]

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"  # what Excel 97 to 2003 wrote
_DELIMITERS = ",;\t"
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")  # how a workbook writes what XML cannot hold
_LONGEST = 2**31 - 1  # characters of a cell


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row under its header: ``where`` says in words which, ``cells`` are by name of column, in small."""

    where: str
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a file, and what its form leaves open.

    ``has_commas`` where a number may have a decimal comma; ``is_lossy`` where it was saved in
    Windows-1252, so that a letter which that lacks stands as some other.
    """

    rows: tuple[SheetRow, ...]
    has_commas: bool = False
    is_lossy: bool = False


def read_sheets(path: Path) -> list[Sheet]:
    """The sheets of an Excel workbook, or the one of a file of separated values.

    That is UTF-8 or UTF-16 with or without a byte-order mark, else taken for Windows-1252, with commas,
    semicolons or tabs between. :class:`InputError` where it is neither, :class:`MissingExtra` for a
    workbook where openpyxl is not installed.
    """
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise InputError(f"{path}: cannot be read: {fault.strerror or fault}") from None
    if data.startswith(_OLE):
        raise InputError(f"{path}: this is a workbook of Excel 97 to 2003; save it as .xlsx or .csv")
    sheets = _workbook(path, data) if data.startswith(_ZIP) else [_separated(path, data)]
    if not any(sheet.rows for sheet in sheets):
        raise InputError(f"{path}: a header and rows under it were expected, there are none")
    return sheets


def _separated(path: Path, data: bytes) -> Sheet:
    text, is_lossy = _decoded(data)
    first, _, rest = text.partition("\n")
    delimiter = ""
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first[4], rest
    header = text.partition("\n")[0]
    delimiter = delimiter or max(_DELIMITERS, key=header.count)
    limit = csv.field_size_limit(_LONGEST)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as fault:
        raise InputError(f"{path}: separated values were expected: {fault}") from None
    finally:
        csv.field_size_limit(limit)
    return Sheet(tuple(_rows(lines, "row")), delimiter != ",", is_lossy)


def _decoded(data: bytes) -> tuple[str, bool]:
    """The text of ``data``, and whether it had to be taken for Windows-1252."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace"), False
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), True


def _workbook(path: Path, data: bytes) -> list[Sheet]:
    try:
        import openpyxl
    except ImportError:
        raise MissingExtra("a workbook needs openpyxl: pip install 'sitrep[tables]'") from None
    try:
        with warnings.catch_warnings():
            # It warns of styles and drop-downs that it does not read, which are no matter here.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            found = [(sheet.title, [list(row) for row in sheet.values]) for sheet in book.worksheets]
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError) as fault:
        raise InputError(f"{path}: an Excel workbook (.xlsx) was expected: {fault}") from None
    return [
        Sheet(tuple(_rows([[*map(_text, row)] for row in rows], f"sheet {title}, row")))
        for title, rows in found
    ]


def _text(value: object) -> str:
    """A cell of a workbook as the ledger writes such a value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | datetime):
        return value.isoformat()
    return "" if value is None else _ESCAPE.sub(lambda found: chr(int(found[1], 16)), str(value))


def _rows(lines: Iterable[Sequence[str]], word: str) -> Iterator[SheetRow]:
    """The rows under the first that is not blank, which is the header."""
    header: list[str] = []
    for number, line in enumerate(lines, 1):
        if not any(cell.strip() for cell in line):
            continue
        if not header:
            header = [name.strip().lower() for name in line]
            continue
        cells = {name: cell for name, cell in zip(header, line, strict=False) if name}
        yield SheetRow(f"{word} {number}", cells)
