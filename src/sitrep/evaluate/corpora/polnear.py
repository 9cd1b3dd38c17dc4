"""PolNeAR comes in as JSON lines, and documents with who said what in which words go out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitrep.evaluate.corpora.form import Form, rows, with_keys
from sitrep.evaluate.gold import Document, report_from
from sitrep.evaluate.members import Member

__all__ = ["FORM", "Attribution", "Ranges", "documents"]

FORM = Form("PolNeAR", with_keys("text", "spans", "attributions"))

Ranges = tuple[tuple[int, int], ...]
DATE = re.compile(r"_(\d{4}-\d\d-\d\d)_")
ROLES = {"Cue": "cue", "Source": "speaker", "Content": "content", "Content2": "content"}


@dataclass(frozen=True, slots=True)
class Attribution:
    """Character ranges of the cue, the speaker (empty where none is named) and the content."""

    cue: Ranges
    speaker: Ranges
    content: Ranges


@dataclass(frozen=True, slots=True)
class Linked:
    """An attribution as the corpus has it: parts of ``[role, span id]``."""

    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A document of PolNeAR: text, spans ``{id: [kind, ranges]}`` and the attributions that link them."""

    id: str
    text: str
    spans: dict[str, tuple[str, Ranges]]
    attributions: tuple[Linked, ...]


def documents(member: Member) -> Iterator[Document[tuple[Attribution, ...]]]:
    """Each article, published on the date in its id; attributions without a cue are left out."""
    for _, line in rows(member, Line):
        date = DATE.search(line.id)
        report = report_from(
            line.text, published=date[1] if date else None, publisher=line.id.partition("_")[0] or None
        )
        linked = (_attribution(line, attribution) for attribution in line.attributions)
        yield Document(line.id, report, tuple(item for item in linked if item.cue))


def _attribution(line: Line, linked: Linked) -> Attribution:
    ranges: dict[str, list[tuple[int, int]]] = {"cue": [], "speaker": [], "content": []}
    for kind, span in linked.parts:
        if kind in ROLES and span in line.spans:
            ranges[ROLES[kind]].extend(line.spans[span][1])
    return Attribution(**{role: tuple(sorted(set(found))) for role, found in ranges.items()})
