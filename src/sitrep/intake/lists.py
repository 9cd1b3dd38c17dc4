"""A list of addresses comes in, as plain lines or as a table, and each row's address and metadata go out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitrep.errors import InputError
from sitrep.intake.failure import Failure, shown

__all__ = ["Listed", "addresses", "is_addresses", "is_table", "table"]

# What each column may be called, the best name first: in GDELT's article lists, auto-archiver's sheets,
# the files of Media Cloud, and tables people keep by hand. Case, blanks and punctuation do not count.
_COLUMNS = {
    "url": (
        "url address link articleurl sourceurl storyurl pageurl documentidentifier sourcelink finalurl uri"
    ),
    "title": "title headline uploadtitle articletitle storytitle name",
    "published": (
        "published publishdate publicationdate pubdate datepublished dateofpublication uploadtimestamp date"
        " seendate datetime timestamp"
    ),
    "publisher": (
        "publisher medianame outlet outletname publication newspaper sourcename source domain"
        " sourcecommonname media site"
    ),
    "language": "language lang",
    "text": "text fulltext articletext eventtext textualcontent textcontent body content story",
}
_NAMES = {field: tuple(names.split()) for field, names in _COLUMNS.items()}
_STRONG = frozenset({*_NAMES["url"][:8], "text", "fulltext", "eventtext"}) - {"address"}
_COLUMN = re.compile(r"[\w /():#&-]{0,40}\Z")
_ADDRESS = re.compile(r"https?://[^\s,;\"']+\Z", re.IGNORECASE)
_LANGUAGES = {"english": "en", "eng": "en"}
_TRIED = 5  # lines that must be addresses for a text to be a list of them
_WIDEST = 2000  # characters of a line that may be the head of a table


@dataclass(frozen=True, slots=True)
class Listed:
    """One row: where it stands, and what it tells. With a ``text`` there is nothing to fetch."""

    where: str
    url: str | None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    text: str | None = None


def is_addresses(opening: str) -> bool:
    """Whether the first lines of a text are addresses and nothing else; ``#`` opens a remark."""
    whole, lines = opening.endswith("\n"), opening.split("\n")
    told = [line.strip() for line in lines[:200] if line.strip() and not line.startswith("#")]
    if len(told) > 1 and not whole and len(lines) <= 200:
        told = told[:-1]  # the first look may end inside a line
    return bool(told) and all(_ADDRESS.match(line) for line in told[:_TRIED])


def is_table(opening: str) -> bool:
    """Whether the first line of a text names columns, one of them of addresses or texts."""
    line = opening.partition("\n")[0].strip()
    names = _cells(line) if len(line) <= _WIDEST else []
    are_names = len(names) > 1 and all(_COLUMN.match(name.strip()) for name in names)
    return are_names and any(_plain(name) in _STRONG for name in names)


def addresses(text: str, where: str) -> Iterator[Listed]:
    """The lines of a list of addresses; blank lines and remarks are passed over."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield Listed(f"{where}, line {number}", line.strip())


def table(text: str, where: str) -> Iterator[Listed | Failure]:
    """The rows of a table in CSV or TSV whose columns have any of the usual names, in any order.

    :class:`InputError` where no column holds addresses or texts. A row that has neither is a
    :class:`Failure`; a row that breaks the table ends it.
    """
    head = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=_delimiter(head))
    try:
        columns = _columns(next(rows, []))
        for row in rows:
            if any(cell.strip() for cell in row):
                yield _listed(row, columns, f"{where}, line {rows.line_num}")
    except csv.Error as fault:
        yield Failure(f"{where}, line {rows.line_num}", f"is no table from here on: {fault}")


def _listed(row: list[str], columns: dict[str, int], where: str) -> Listed | Failure:
    told = {
        field: value
        for field, column in columns.items()
        if column < len(row) and (value := row[column].strip())
    }
    if not ("url" in told or "text" in told):
        return Failure(where, "the row has neither an address nor a text")
    language = told.pop("language", "").lower()
    language = _LANGUAGES.get(language, language)
    return Listed(
        where, told.pop("url", None), **told, language=language if len(language) in (2, 3) else None
    )


def _columns(names: list[str]) -> dict[str, int]:
    plain = [_plain(name) for name in names]
    found = {}
    for field, known in _NAMES.items():
        place = next((plain.index(name) for name in known if name in plain), None)
        if place is not None:
            found[field] = place
    if not ("url" in found or "text" in found):
        told = shown(", ".join(name for name in names if name.strip()) or "none")
        raise InputError(f"the table has no column of addresses or texts, such as url or text; it has {told}")
    return found


def _cells(line: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=_delimiter(line)), [])
    except csv.Error:
        return []


def _delimiter(head: str) -> str:
    return max("\t,;|", key=head.count) if any(mark in head for mark in "\t,;|") else ","


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()
