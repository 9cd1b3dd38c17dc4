"""Sentences for the tests of the readers: annotated, and with their phrases and clauses."""

from __future__ import annotations

from sitrep.annotate import Annotation, annotate
from sitrep.readers.clauses import Clause, SentenceParts, parts
from sitrep.record import Report


def annotated(text: str, published: str | None = "2021-05-04") -> Annotation:
    return annotate(
        Report("r-1", None, None, published, "option" if published else None, None, None, "en", text)
    )


def first_parts(text: str) -> tuple[Annotation, SentenceParts]:
    annotation = annotated(text)
    return annotation, parts(annotation, annotation.sentences[0])


def clause_of(text: str, lemma: str) -> tuple[Annotation, SentenceParts, Clause]:
    annotation, found = first_parts(text)
    clause = next(c for c in found.clauses if annotation.tokens[c.verb].lemma == lemma)
    return annotation, found, clause
