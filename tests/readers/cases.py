"""A Markdown file of cases comes in, and its passages with the lines expected of them go out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "cases"
_SETTING = re.compile(r"(published|publisher): (.+)")


@dataclass(frozen=True)
class Case:
    """One heading: its settings (``published``, ``publisher``), passage and expected lines as written."""

    name: str
    settings: Mapping[str, str]
    passage: str
    expected: tuple[str, ...]


def cases(file: str) -> list[Case]:
    """The cases of ``file`` in order; a line with a bar in it is expected, ``nothing`` expects no line."""
    sections = re.split(r"^## ", (FOLDER / file).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [_case(section) for section in sections]


def _case(section: str) -> Case:
    name, *lines = section.strip().splitlines()
    settings = {m[1]: m[2].strip() for line in lines if (m := _SETTING.fullmatch(line.strip()))}
    expected = tuple(line.strip() for line in lines if " | " in line)
    passage = [line for line in lines if " | " not in line and not _SETTING.fullmatch(line.strip())]
    text = "\n".join(line for line in passage if line.strip() != "nothing").strip()
    assert expected or "nothing" in (line.strip() for line in lines), f"{name}: nothing is expected of it"
    return Case(name.strip(), settings, text, expected)


def matches(found: Sequence[str], expected: Sequence[str]) -> bool:
    """Whether the lines are those expected, cell by cell, in order."""
    return len(found) == len(expected) and all(map(_is_line, found, expected))


def _is_line(found: str, expected: str) -> bool:
    cells, wanted = cells_of(found), cells_of(expected)
    return len(cells) == len(wanted) and all(map(is_cell, cells, wanted))


def cells_of(line: str) -> list[str]:
    """The cells of one line."""
    return [cell.strip() for cell in line.split("|")]


def is_cell(found: str, wanted: str) -> bool:
    """Whether a cell is the one wanted: ``?`` is any, ``2015-05-*`` one that begins so."""
    return wanted == "?" or (found.startswith(wanted[:-1]) if wanted.endswith("*") else found == wanted)
