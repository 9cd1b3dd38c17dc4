"""A ledger comes in, and W3C Web Annotations of the passages that it stands on go out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sitrep.export.account import Accounts
from sitrep.export.citing import address, iri
from sitrep.export.passage import Passage, passages
from sitrep.record.codec import encode

if TYPE_CHECKING:
    from sitrep.export import Exported
    from sitrep.ledger import LedgerView
    from sitrep.record import Span

__all__ = ["export"]

_AROUND = 32  # characters before and after, enough to find a quote that stands twice


def export(ledger: LedgerView) -> Exported:
    """An AnnotationCollection (W3C Web Annotation Data Model): an annotation a telling, figure, statement.

    Each target is a piece of one report: ``TextQuoteSelector`` holds its words, and
    ``TextPositionSelector`` counts Unicode characters of the text that the ledger keeps, the end
    excluded. ``target.source`` is the report's address, else its id. The body says what the cell is,
    and leads to the row of the ledger.
    """
    items = [
        annotation
        for p in passages(Accounts(ledger), "event", "figure", "statement")
        for annotation in _annotations(p)
    ]
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": iri("annotations"),
        "type": "AnnotationCollection",
        "label": "sitrep",
        "total": len(items),
        "first": {"id": iri("annotations:1"), "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return {"ledger.jsonld": encode(collection, indent=1) + "\n"}


def _annotations(passage: Passage) -> Iterator[dict[str, Any]]:
    targets = [_target(passage, span) for span in passage.spans]
    yield {
        "id": iri(f"annotation:{passage.row}:{passage.item}"),
        "type": "Annotation",
        "motivation": "identifying",
        "body": _body(passage),
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _body(passage: Passage) -> list[dict[str, Any]]:
    said = f" — says {passage.speaker}" if passage.speaker and passage.kind == "figure" else ""
    return [
        {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "value": passage.says + said,
        },
        {"type": "TextualBody", "purpose": "tagging", "value": passage.kind},
        {"type": "SpecificResource", "purpose": "linking", "source": iri(passage.row)},
    ]


def _target(passage: Passage, span: Span) -> dict[str, Any]:
    text = passage.record.report.text
    quote = {
        "type": "TextQuoteSelector",
        "exact": span.quote,
        "prefix": text[max(span.start - _AROUND, 0) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {"source": address(passage.report), "selector": [quote, position]}
