"""Gun violence news and its incident records come in, and documents with the numbers of victims go out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sitrep.errors import InputError
from sitrep.evaluate.corpora.form import Form, rows, with_keys
from sitrep.evaluate.gold import Document, report_from
from sitrep.evaluate.members import Member, members
from sitrep.evaluate.splits import by_year

__all__ = ["FORM", "INCIDENTS", "Incident", "documents"]

FORM = Form("gun violence news", with_keys("incident", "doc_id", "content"), by_year("2016"))
INCIDENTS = Form("gun violence incidents", with_keys("incident_uri", "num_killed"), by_year("2016"))


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened, by the incident record: the state and how many were killed and injured."""

    incident_uri: str
    num_killed: int
    num_injured: int
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One article: ``dct`` is its date, ``incident`` the record it reports on."""

    incident: str
    doc_id: str
    content: str
    dct: str | None = None
    title: str | None = None
    uri: str | None = None


def documents(member: Member) -> Iterator[Document[Incident]]:
    """Each article with its incident, from the file beside it; an article without one is left out."""
    incidents = _incidents(member.path)
    for _, line in rows(member, Line):
        if line.incident in incidents and line.content.strip():
            report = report_from(line.content, published=line.dct, title=line.title, url=line.uri)
            yield Document(line.doc_id, report, incidents[line.incident])


def _incidents(path: Path) -> dict[str, Incident]:
    beside = path.with_name(path.name.replace("docs", "incidents"))
    if beside == path or not beside.exists():
        raise InputError(f"{path}: the incident records were expected beside it, in {beside.name}")
    return {
        incident.incident_uri: incident
        for member in members(beside)
        for _, incident in rows(member, Incident)
    }
