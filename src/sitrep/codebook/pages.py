"""YAML files come in, and their values go out as typed nodes, with a note of every fault and its line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

__all__ = ["Fault", "Node", "Page", "read_pages"]

Node = yaml.Node

# Every scalar is read as text: YAML 1.1 would turn the slot "on" into True.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_ANCHOR = re.compile(r"\A[&!]\S+[ ]+")
_NULLS = frozenset({"", "null", "~"})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one line of a codebook file; lines count from 1."""

    path: Path
    line: int
    fault: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.fault}"


@dataclass
class Page:
    """One YAML file: its top-level sections as nodes, and the faults found so far in it."""

    path: Path
    source_text: str = ""
    sections: dict[str, Node] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def note(self, at: Node | int, fault: str) -> None:
        """Note a fault at a node, or at a line counted from 1."""
        line = at if isinstance(at, int) else at.start_mark.line + 1
        self.faults.append(Fault(self.path, line, fault))

    def mapping(
        self, node: Node, keys: Collection[str] = (), required: Collection[str] = (), what: str = "key"
    ) -> dict[str, Node]:
        """The values of a mapping; other keys than ``keys``, if any, and missing ``required`` are faults."""
        if not isinstance(node, yaml.MappingNode):
            self.note(node, f"expected keys with values, found {_shown(node)}")
            return {}
        values: dict[str, Node] = {}
        for key, value in node.value:
            if keys and key.value not in keys:
                self.note(key, _unknown(what, key.value, keys))
            elif key.value in values:
                self.note(key, f"key {key.value!r} stands twice")
            else:
                values[key.value] = value
        for name in required:
            if name not in values:
                self.note(node, f"missing key {name!r}")
        return values

    def items(self, node: Node) -> list[Node]:
        """The items of a list."""
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.note(node, f"expected a list, found {_shown(node)}")
        return []

    def text(self, node: Node | None) -> str | None:
        """The text of a single value; None where it is missing, empty or null."""
        if node is None:
            return None
        if not isinstance(node, yaml.ScalarNode):
            self.note(node, f"expected a single value, found {_shown(node)}")
            return None
        return None if node.value in _NULLS else str(node.value)

    def number(self, node: Node | None, low: float, high: float) -> float | None:
        """A number from ``low`` to ``high``; None where it is missing or null."""
        text = self.text(node)
        if node is None or text is None:
            return None
        try:
            number = float(text)
        except ValueError:
            self.note(node, f"expected a number, found {text!r}")
            return None
        if not low <= number <= high:
            self.note(node, f"{text} is out of range {low:g} to {high:g}")
            return None
        return number

    def choice(self, node: Node | None, known: Collection[str], what: str) -> str | None:
        """One of the ``known`` names; None where it is missing, null or not one of them."""
        name = self.text(node)
        if node is None or name is None:
            return None
        if name not in known:
            self.note(node, _unknown(what, name, known))
            return None
        return name

    def words(self, node: Node | None) -> list[tuple[str, int]]:
        """Words or phrases with their lines: a list, or one text with commas between them."""
        if node is None:
            return []
        if isinstance(node, yaml.SequenceNode):
            return [pair for item in node.value for pair in self.words(item)]
        text = self.text(node)
        if text is None:
            return []
        if isinstance(node, yaml.ScalarNode) and not node.style:
            # Folding has lost the line breaks of a plain text, so its words are taken from the file.
            text = _ANCHOR.sub("", self.source_text[node.start_mark.index : node.end_mark.index])
        return list(_split(text, node.start_mark.line + 1))

    def choices(self, node: Node | None, known: Collection[str], what: str) -> tuple[str, ...]:
        """Some of the ``known`` names, in the order given."""
        names = []
        for name, line in self.words(node):
            if name in known:
                names.append(name)
            else:
                self.note(line, _unknown(what, name, known))
        return tuple(names)


def _unknown(what: str, name: str, known: Collection[str]) -> str:
    """The words of the fault that ``name`` is none of the ``known``."""
    listed = ", ".join(known) if known else "none"
    return f"unknown {what} {name!r}; known are {listed}"


def read_pages(folder_or_file: Path, sections: Collection[str]) -> tuple[Page, ...]:
    """The pages of a file, or of every ``.yaml`` file under a folder in path order.

    A file that cannot be read or parsed is a page with a fault and no sections.
    """
    if folder_or_file.is_dir():
        return tuple(_page(path, sections) for path in sorted(folder_or_file.rglob("*.yaml")))
    return (_page(folder_or_file, sections),)


def _page(path: Path, sections: Collection[str]) -> Page:
    page = Page(path)
    try:
        page.source_text = path.read_text(encoding="utf-8")
        node = yaml.compose(page.source_text, _LOADER)
    except OSError as fault:
        page.note(1, f"cannot be read: {fault.strerror}")
    except UnicodeDecodeError as fault:
        page.note(1, f"is not UTF-8 text: byte {fault.start}")
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark
        page.note(mark.line + 1 if mark else 1, f"is not YAML: {fault.problem}")
    except yaml.YAMLError as fault:
        page.note(1, f"is not YAML: {str(fault).splitlines()[0]}")
    else:
        if node is None:
            page.note(1, f"is empty; expected one of {', '.join(sections)}")
        else:
            page.sections = page.mapping(node, sections)
    return page


def _split(text: str, line: int) -> Iterator[tuple[str, int]]:
    for part in text.split(","):
        word = " ".join(part.split())
        if word:
            blank = len(part) - len(part.lstrip())
            yield word, line + part.count("\n", 0, blank)
        line += part.count("\n")


def _shown(node: Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "keys with values"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return repr(node.value) if node.value else "nothing"
