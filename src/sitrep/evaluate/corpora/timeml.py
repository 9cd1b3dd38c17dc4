"""TimeML comes in (TempEval-3, WikiWars), and documents with their time expressions and values go out."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from sitrep.errors import InputError
from sitrep.evaluate.corpora.form import Form, parse_xml
from sitrep.evaluate.gold import Document, Labelled, label_spans, report_from
from sitrep.evaluate.members import Member
from sitrep.evaluate.splits import by_name

__all__ = ["FORM", "documents"]

FORM = Form("TimeML", lambda head: "<TimeML" in head, by_name(at_least=3))


def documents(member: Member) -> Iterator[Document[tuple[Labelled, ...]]]:
    """The body of one TimeML file, published at its creation time; the label of a time is its value."""
    root = parse_xml(member)
    body = root.find("TEXT")
    if body is None:
        raise InputError(f"{member.path}: {member.name} has no TEXT element")
    pieces: list[str] = []
    marks: list[tuple[int, int, str]] = []
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
    gold = label_spans(text, ((start - lead, end - lead, value) for start, end, value in marks))
    yield Document(member.stem, report, gold)


def _walk(element: ET.Element, pieces: list[str], marks: list[tuple[int, int, str]]) -> None:
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        _walk(child, pieces, marks)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3":
        marks.append((start, sum(map(len, pieces)), element.get("value") or ""))
