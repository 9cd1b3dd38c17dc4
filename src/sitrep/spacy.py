"""A spaCy ``Doc`` comes in, and it goes out with the record of its text and a group of spans a layer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sitrep.codebook import load_codebook
from sitrep.errors import MissingExtra
from sitrep.intake import from_text
from sitrep.readers.reader import read_report

try:
    from spacy.language import Language
    from spacy.tokens import Doc
except ImportError as absent:
    raise MissingExtra("the component needs spaCy: pip install 'sitrep[spacy]'") from absent

if TYPE_CHECKING:
    from sitrep.codebook import Codebook
    from sitrep.readers import ReaderName
    from sitrep.record import Record, Span

__all__ = ["LAYERS", "RecordReader", "create_record_reader"]

LAYERS = (
    "times",
    "places",
    "actors",
    "speakers",
    "cues",
    "contents",
    "events",
    "doers",
    "recipients",
    "figures",
)
"""The groups of spans, ``doc.spans["sitrep.times"]`` and so on; ``doers`` are the actors of events."""
_FIELDS = ("published", "publisher", "url")

Marked = Iterator[tuple[str, str, str, "Span"]]


class RecordReader:
    """Reads the text of each ``Doc`` into ``doc._.sitrep``, a :class:`sitrep.record.Record`.

    The label of a span says its kind (TIMEX3 type, precision, kind of actor, event type, measure) and its
    ``id_`` is the id of the cell in the record. A span whose words are parts of spaCy's tokens is widened to
    whole ones; the record keeps the exact offsets. ``doc._.published``, ``doc._.publisher`` and
    ``doc._.url``, set before the component runs, say when and where the report was published: without a
    date relative dates stay unresolved.
    """

    def __init__(self, *, codebook: Codebook | None = None, reader: ReaderName = "model") -> None:
        self.codebook = codebook
        self.reader = reader

    def __call__(self, doc: Doc) -> Doc:
        found: dict[str, list[object]] = {layer: [] for layer in LAYERS}
        if doc.text.strip():
            known = {field: doc._.get(field) for field in _FIELDS}
            # Read as it stands, so that offsets are those of the Doc.
            report = replace(from_text(doc.text, **known), text=doc.text)
            record = read_report(report, codebook=self.codebook, reader=self.reader)
            doc._.sitrep = record
            for layer, label, id_, span in _marked(record):
                words = doc.char_span(span.start, span.end, label, alignment_mode="expand", span_id=id_)
                if words is not None:
                    found[layer].append(words)
        for layer, spans in found.items():
            doc.spans[f"sitrep.{layer}"] = spans
        return doc


def _marked(record: Record) -> Marked:
    """Every passage of a record that a layer shows: the layer, its label, the id of its cell."""
    yield from (("times", time.type, time.id, time) for time in record.times)
    yield from (("places", place.precision, place.id, place) for place in record.places)
    for actor in record.actors:
        yield from (("actors", actor.kind, actor.id, mention) for mention in actor.mentions)
    for said in record.statements:
        yield from (("speakers", "speaker", said.id, span) for span in _given(said.speaker))
        yield from (("cues", "cue", said.id, span) for span in _given(said.cue))
        yield from (("contents", said.form, said.id, span) for span in said.content)
    for event in record.events:
        yield "events", event.type, event.id, event.trigger
        yield from (("doers", event.type, event.id, party) for party in event.actors)
        yield from (("recipients", event.type, event.id, party) for party in event.recipients)
    yield from (("figures", figure.measure, figure.id, figure) for figure in record.figures)


def _given(span: Span | None) -> Iterable[Span]:
    return () if span is None else (span,)


def create_record_reader(nlp: Language, name: str, codebook: str | None, reader: ReaderName) -> RecordReader:
    """The component for ``nlp.add_pipe("sitrep")``; ``codebook`` is the path of a codebook of one's own.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> _ = nlp.add_pipe("sitrep")
    >>> doc = nlp.make_doc("Police detained 12 protesters in Kano on Monday.")
    >>> doc._.published = "2021-05-04"
    >>> [(span.text, span.label_) for span in nlp(doc).spans["sitrep.events"]]
    [('detained', 'COERCE')]
    """
    for field in (*_FIELDS, "sitrep"):
        if not Doc.has_extension(field):
            Doc.set_extension(field, default=None)
    return RecordReader(codebook=load_codebook(Path(codebook)) if codebook else None, reader=reader)


Language.factory(
    "sitrep",
    func=create_record_reader,
    default_config={"codebook": None, "reader": "model"},
    assigns=["doc._.sitrep", "doc.spans"],
)
