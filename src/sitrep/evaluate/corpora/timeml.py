"""TimeML comes in (TempEval-3, WikiWars), and documents with their time expressions and values go out."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

from sitrep.errors import InputError
from sitrep.evaluate.corpora.form import Form, parse_xml
from sitrep.evaluate.gold import Document, Labelled, report_from
from sitrep.evaluate.members import Member
from sitrep.evaluate.splits import by_name

__all__ = ["FORM", "Timex", "documents"]

FORM = Form("TimeML", lambda head: "<TimeML" in head, by_name(at_least=3))


@dataclass(frozen=True, slots=True)
class Timex(Labelled):
    """A time expression: its label is its TIMEX3 value; ``type`` is DATE, TIME, DURATION or SET."""

    type: str


def documents(member: Member) -> Iterator[Document[tuple[Timex, ...]]]:
    """The body of one TimeML file, published at its creation time."""
    root = parse_xml(member)
    body = root.find("TEXT")
    if body is None:
        raise InputError(f"{member.path}: {member.name} has no TEXT element")
    pieces: list[str] = []
    marks: set[tuple[int, int, str, str]] = set()
    _walk(body, pieces, marks)
    whole = "".join(pieces)
    text = whole.strip()
    lead = len(whole) - len(whole.lstrip())
    created = root.find("DCT/TIMEX3")
    report = report_from(
        text,
        published=created.get("value") if created is not None else None,
        title=(root.findtext("TITLE") or "").strip() or None,
    )
    places = ((start - lead, end - lead, value, kind) for start, end, value, kind in sorted(marks))
    gold = tuple(Timex(a, b, text[a:b], value, kind) for a, b, value, kind in places if a < b)
    yield Document(member.stem, report, gold)


def _walk(element: ET.Element, pieces: list[str], marks: set[tuple[int, int, str, str]]) -> None:
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        _walk(child, pieces, marks)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3":
        end = sum(map(len, pieces))
        marks.add((start, end, element.get("value") or "", element.get("type") or "DATE"))
