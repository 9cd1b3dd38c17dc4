"""The beginning of a corpus member comes in, and which corpus form it has goes out."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from sitrep.errors import InputError
from sitrep.evaluate.members import Member
from sitrep.evaluate.splits import DevRule, by_name
from sitrep.record.codec import decode

__all__ = ["Form", "parse_xml", "rows", "with_keys"]

T = TypeVar("T")

BY_NAME = by_name()
HEAD = 20_000
"""Characters of a member that are looked at to recognise it."""


@dataclass(frozen=True, slots=True)
class Form:
    """A corpus form: what it is called, how to tell it by its content, and which documents are dev."""

    name: str
    fits: Callable[[str], bool]
    dev: DevRule = BY_NAME

    def recognises(self, member: Member) -> bool:
        """Whether ``member`` has this form, by how its text begins."""
        return self.fits(member.text[:HEAD])


def with_keys(*keys: str) -> Callable[[str], bool]:
    """A test for JSON lines whose first object has all of ``keys``."""
    marks = [f'"{key}":' for key in keys]

    def fits(head: str) -> bool:
        line = head.lstrip().partition("\n")[0].replace('" :', '":')
        return line.startswith("{") and all(mark in line for mark in marks)

    return fits


def rows(member: Member, kind: type[T]) -> Iterator[tuple[int, T]]:
    """Each line's number and the object it holds; :class:`InputError` naming the line where it is none."""
    for number, line in enumerate(member.text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield number, decode(line, kind)
        except InputError as fault:
            raise InputError(f"{member.path}: line {number}: {fault}") from None


def parse_xml(member: Member) -> ET.Element:
    """The root element of ``member``; :class:`InputError` naming it where it is not well-formed."""
    try:
        return ET.fromstring(member.text)
    except ET.ParseError as fault:
        raise InputError(f"{member.path}: {member.name} is not well-formed XML ({fault})") from None
