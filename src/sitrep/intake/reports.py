"""Files, folders and standard input come in, and their reports, or why one could not be read, go out."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sitrep.errors import InputError
from sitrep.intake.draft import Defaults, complete
from sitrep.intake.html import draft_of_html
from sitrep.intake.jsonlines import draft_of_row, row_name, rows
from sitrep.intake.kinds import SUFFIXES, is_wide, kind_of
from sitrep.intake.markdown import draft_of_text
from sitrep.intake.text import MAX_BYTES, check_bytes, decode_bytes
from sitrep.record.report import Report

__all__ = ["Failure", "reports"]

_HEAD = 65_536
_ADDRESS = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Failure:
    """One item that could not be read: ``where`` names file and line, ``reason`` says why in one line."""

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


def reports(
    inputs: Iterable[str | Path],
    *,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Iterator[Report | Failure]:
    """Every report in ``inputs``, in order, and a :class:`Failure` for each item that could not be read.

    An input is a file, a folder (read in path order with all folders in it; hidden files and kinds
    not known are passed over) or ``-`` for standard input. Text, Markdown, HTML and JSON are told
    by their content. The options fill what a report lacks; :class:`InputError` at once where
    ``published`` is no date.
    """
    defaults = Defaults.of(published=published, publisher=publisher, url=url)
    return (found for item in inputs for found in _read_input(item, defaults))


def _read_input(item: str | Path, defaults: Defaults) -> Iterator[Report | Failure]:
    if item == "-":
        yield from _read_stream(sys.stdin.buffer, "standard input", "", defaults)
    elif str(item).startswith(_ADDRESS):
        yield Failure(str(item), "is an address; a file, a folder or - was expected")
    elif Path(item).is_dir():
        yield from _read_folder(Path(item), defaults)
    else:
        yield from _read_file(Path(item), defaults)


def _read_folder(folder: Path, defaults: Defaults) -> Iterator[Report | Failure]:
    faults: list[OSError] = []
    paths: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=faults.append):
        # The walk goes on to what is left in this very list.
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths.extend(Path(parent, name) for name in names if _is_read(name))
    for path in sorted(paths):
        yield from _read_file(path, defaults)
    yield from (Failure(str(fault.filename), _why(fault)) for fault in faults)
    if not paths and not faults:
        yield Failure(str(folder), "the folder holds no text, Markdown, HTML or JSON file")


def _is_read(name: str) -> bool:
    return not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES


def _read_file(path: Path, defaults: Defaults) -> Iterator[Report | Failure]:
    if path.exists() and not path.is_file():
        yield Failure(
            str(path), "cannot be read: is no regular file"
        )  # a pipe would be waited for without end
        return
    try:
        with path.open("rb") as stream:
            yield from _read_stream(stream, str(path), path.suffix.lower(), defaults)
    except OSError as fault:
        yield Failure(str(path), _why(fault))


def _why(fault: OSError) -> str:
    return f"cannot be read: {(fault.strerror or str(fault)).lower()}"


def _read_stream(stream: BinaryIO, where: str, suffix: str, defaults: Defaults) -> Iterator[Report | Failure]:
    head = stream.read(_HEAD)
    kind = kind_of(head, suffix)
    if kind == "lines" and not is_wide(head):
        yield from _read_lines(_lines(head, stream), where, defaults)
        return
    try:
        data = check_bytes(head + stream.read(MAX_BYTES + 1 - len(head)))
        if kind == "text":
            yield complete(draft_of_text(decode_bytes(data)), defaults)
        elif kind == "html":
            yield complete(draft_of_html(data, url=defaults.url), defaults)
        elif kind == "lines":
            yield from _read_lines(decode_bytes(data).encode().split(b"\n"), where, defaults)
        else:
            yield from _read_items(rows(decode_bytes(data)), where, defaults)
    except InputError as fault:
        yield Failure(where, str(fault))


def _lines(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """The lines of ``head`` and what follows it; of one over the limit, just enough to see that it is."""
    yield from (head + stream.readline(MAX_BYTES)).removeprefix(codecs.BOM_UTF8).split(b"\n")
    while line := stream.readline(MAX_BYTES + 1):
        yield line
        while len(line) > MAX_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_BYTES + 1) or b"\n"


def _read_lines(lines: Iterable[bytes], where: str, defaults: Defaults) -> Iterator[Report | Failure]:
    blank = True
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        blank = False
        try:
            found = rows(check_bytes(line))
        except InputError as fault:
            yield Failure(f"{where}, line {number}", str(fault))
        else:
            yield from _read_items(found, f"{where}, line {number}", defaults)
    if blank:
        yield Failure(where, "holds no line with a report")


def _read_items(found: list[object], where: str, defaults: Defaults) -> Iterator[Report | Failure]:
    if not found:
        yield Failure(where, "the list holds no reports")
    for number, row in enumerate(found, start=1):
        yield _read_row(row, f"{where}, item {number}" if len(found) > 1 else where, defaults)


def _read_row(row: object, where: str, defaults: Defaults) -> Report | Failure:
    try:
        return complete(draft_of_row(row), defaults)
    except InputError as fault:
        name = row_name(row)
        return Failure(f"{where} ({name})" if name else where, str(fault))
