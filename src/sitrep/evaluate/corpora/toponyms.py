"""LGL and GeoVirus come in, XML of two kinds, and documents with place names and coordinates go out."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

from sitrep.evaluate.corpora.form import Form, parse_xml
from sitrep.evaluate.gold import Document, report_from
from sitrep.evaluate.members import Member
from sitrep.record import Span

__all__ = ["FORM", "Toponym", "documents"]


@dataclass(frozen=True, slots=True)
class Toponym(Span):
    """A place name with its decimal degrees, None where the annotators or the reader found none."""

    lat: float | None
    lon: float | None


def _fits(head: str) -> bool:
    return "<articles" in head and "<article" in head and ("<toponym" in head or "<location" in head)


FORM = Form("toponyms", _fits)


def documents(member: Member) -> Iterator[Document[tuple[Toponym, ...]]]:
    """Each article; the corpus is the file's name in lower case. LGL counts from 0, GeoVirus from 1."""
    for number, article in enumerate(parse_xml(member).iter("article"), 1):
        text = article.findtext("text") or ""
        url = article.findtext("url") or article.findtext("source")
        report = report_from(
            text,
            published=(article.findtext("dltime") or "")[:10] or None,
            publisher=article.findtext("domain"),
            url=url,
        )
        name = article.get("docid") or f"{url}#{number}"
        gold = [t for t in (*_lgl(article, text), *_geovirus(article, text)) if t is not None]
        yield Document(name, report, tuple(sorted(gold, key=lambda t: t.start)), corpus=member.stem.lower())


def _lgl(article: ET.Element, text: str) -> Iterator[Toponym | None]:
    for node in article.iter("toponym"):
        place = node.find("gaztag")
        yield _toponym(text, node, place if place is not None else node, shift=0)


def _geovirus(article: ET.Element, text: str) -> Iterator[Toponym | None]:
    for node in article.iter("location"):
        yield _toponym(text, node, node, shift=-1)


def _toponym(text: str, node: ET.Element, place: ET.Element, *, shift: int) -> Toponym | None:
    start, end = (int(node.findtext(tag) or -1) + shift for tag in ("start", "end"))
    if not 0 <= start < end <= len(text):
        return None
    return Toponym(start, end, text[start:end], _degrees(place, "lat"), _degrees(place, "lon"))


def _degrees(place: ET.Element, tag: str) -> float | None:
    value = place.findtext(tag)
    return float(value) if value and value.strip() else None
