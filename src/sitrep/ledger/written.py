"""A cell of a row as text, perhaps as a spreadsheet left it, comes in, and what it may mean goes out."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

__all__ = [
    "CUT",
    "DAYS",
    "FLAGS",
    "LISTS",
    "NUMBERS",
    "Cell",
    "canonical",
    "fingerprint",
    "is_lossy_copy",
    "mark",
    "marks",
    "meant",
    "readings",
    "written",
]

Cell = str | int | float | bool | tuple[str, ...] | None
"""A value of a row of the ledger's view."""
CUT = " […cut]"
"""What ends a text that was too long for its cell."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
LISTS = frozenset({"actors", "recipients", "names", "sectors"})
NUMBERS = frozenset(
    {"lat", "lon", "low", "best", "high", "reports", "independent", "versions", "appearances"}
)
FLAGS = frozenset({"disputed"})
DAYS = frozenset({"earliest", "latest", "published"})
_WORDS = {
    **dict.fromkeys(("true", "wahr", "vrai", "verdadero", "vero"), "true"),
    **dict.fromkeys(("false", "falsch", "faux", "falso"), "false"),
}
_KEPT = 32_000  # characters compared: a cell of Excel holds 32,767
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 0xFFFD, 0xFFFE, 0xFFFF))
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_POINTS = re.compile(r"[+-]?\d{1,3}(\.\d{3})+")
_DATE = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{4}|\d{1,2})")
_FORM = "a"  # to be changed with what `canonical` makes of a cell, or older fingerprints would deceive
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def written(value: Cell) -> str:
    """A value as tables of text write it: lists with "; " between, nothing as nothing."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)


def canonical(name: str, text: str) -> str:
    """``text`` of a cell ``name`` without what programs change of their own accord.

    That are controls, ends of lines, white space around, the way a number or a truth is written, and
    whatever is beyond 32,000 characters.
    """
    plain = text.translate(_CONTROLS).replace("\r\n", "\n").replace("\r", "\n").strip()[:_KEPT]
    if name in LISTS:
        return "; ".join(part.strip() for part in plain.split(";") if part.strip())
    if name in FLAGS:
        return _WORDS.get(plain.casefold(), plain)
    # A quote of figures alone is a number to a spreadsheet, whatever its column.
    return _number(plain) if plain[-1:].isdigit() else plain


def _number(plain: str) -> str:
    """A number in one form, fractions to eight digits; what is none as it is."""
    digits = plain.replace(",", "") if _THOUSANDS.fullmatch(plain) else plain
    try:
        value = float(digits)
    except ValueError:
        return plain
    if digits.lstrip("+-").isdigit():
        return str(int(digits))
    return str(int(value)) if value.is_integer() else f"{value:.8g}"


def readings(name: str, text: str, *, has_commas: bool = False) -> tuple[str, ...]:
    """What ``text`` may mean in the cell ``name``, in canonical form; the first is what it most likely does.

    The apostrophe that keeps text from being run as a formula is taken off. A date such as 05/04/2021 has two
    readings; a number such as 1.500 too where ``has_commas`` says that commas may stand before decimals.
    """
    bare = _bare(text)
    found = [bare]
    if name in DAYS:
        found = list(_days(bare.strip())) or found
    elif name in NUMBERS:
        found = _numbers(bare.strip()) if has_commas else found
    else:
        found = [*_mended(bare), bare, text]
    return tuple(dict.fromkeys(canonical(name, words) for words in found))


def meant(text: str) -> str:
    """What ``text`` most likely means, letter for letter, where the cell holds neither days nor numbers."""
    bare = _bare(text)
    return next(_mended(bare), bare).replace("\r\n", "\n").strip()


def _bare(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _mended(text: str) -> Iterator[str]:
    """``text`` as it was before a spreadsheet took its UTF-8 for a single-byte encoding: "Ã©" is "é"."""
    for encoding in () if text.isascii() else ("cp1252", "mac_roman"):
        try:
            yield b"".join(_byte(letter, encoding) for letter in text).decode("utf-8")
        except UnicodeError:
            continue


def _byte(letter: str, encoding: str) -> bytes:
    if 0xF100 <= ord(letter) < 0xF200:
        return bytes([ord(letter) & 0xFF])  # where LibreOffice puts what an encoding leaves open
    try:
        return letter.encode(encoding)
    except UnicodeEncodeError:
        return letter.encode("latin-1")  # where others put it


def _numbers(text: str) -> list[str]:
    if "," in text:
        return [text.replace(".", "").replace(",", ".")]
    return [text, text.replace(".", "")] if _POINTS.fullmatch(text) else [text]


def _days(text: str) -> Iterator[str]:
    """The days that a date in figures may be; with dots the day stands first."""
    match = _DATE.fullmatch(text)
    for year, month, day in _orders(match) if match else ():
        century = 0 if year > 99 else 2000 if year < 70 else 1900
        try:
            yield date(century + year, month, day).isoformat()
        except ValueError:
            continue


def _orders(match: re.Match[str]) -> list[tuple[int, int, int]]:
    first, middle, last = int(match[1]), int(match[3]), int(match[4])
    if len(match[1]) > 2:
        return [(first, middle, last)]
    if match[2] == ".":
        return [(last, middle, first)]
    return [(last, first, middle), (last, middle, first)]


def is_lossy_copy(reading: str, present: str) -> bool:
    """Whether ``reading`` may be ``present`` with each letter that Windows-1252 lacks as some other."""
    if present.isascii():
        return False
    # Excel puts a sign for each unit of UTF-16, so two for an emoji.
    units = [c if _is_in_1252(c) else None for c in present for _ in range(1 + (ord(c) > 0xFFFF))]
    return len(units) == len(reading) and all(u in (None, c) for u, c in zip(units, reading, strict=True))


def _is_in_1252(letter: str) -> bool:
    return bool(letter.encode("cp1252", errors="ignore"))


def fingerprint(cells: Mapping[str, str]) -> str:
    """Three letters for each of ``cells`` in their order, by which it is later known which were changed."""
    return _FORM + "".join(mark(name, text) for name, text in cells.items())


def marks(names: Iterable[str], letters: str) -> dict[str, str]:
    """The letters of each of ``names`` in a fingerprint; none where it is of another form."""
    letters = letters.strip()
    if not letters.startswith(_FORM):
        return {}
    parts = [letters[n : n + 3] for n in range(1, len(letters), 3)]
    return dict(zip(names, parts, strict=False))


def mark(name: str, text: str) -> str:
    """Three letters that stand for what a cell ``name`` says; two cells of 32,768 have the same."""
    bits = zlib.crc32(canonical(name, text).encode("utf-8", "replace"))
    return "".join(_LETTERS[bits >> shift & 31] for shift in (0, 5, 10))
