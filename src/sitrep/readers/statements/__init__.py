"""An annotated report comes in, and its statements, who says what to whom, go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitrep.codebook.speech import load_speech
from sitrep.readers.statements.attributed import attributed
from sitrep.readers.statements.finishing import finish
from sitrep.readers.statements.running_quotes import extend_quotes
from sitrep.readers.statements.sentence import read_sentence
from sitrep.readers.statements.words import Extent, Words

if TYPE_CHECKING:
    from sitrep.annotate import Annotation
    from sitrep.codebook.speech import SpeechLexicon
    from sitrep.readers.statements.drafts import Draft
    from sitrep.record.statement import Statement

__all__ = ["statements"]


def statements(annotation: Annotation, *, lexicon: SpeechLexicon | None = None) -> tuple[Statement, ...]:
    """The statements of a report in the order of their cues, without actor and time ids.

    A statement is reported speech, or a reported verdict, promise, finding or belief; what someone
    is said to want or plan is none, unless ``lexicon`` carries that kind. Words in quotation marks
    that carry on what was said before belong to the statement that they carry on. Where the
    attribution head was asked, its finds come before those of the rules.
    """
    chosen = load_speech() if lexicon is None else lexicon
    words = Words.of(annotation)
    drafts: list[Draft] = []
    for number, sentence in enumerate(annotation.sentences):
        drafts.extend(read_sentence(words, chosen, Extent(sentence.first, sentence.last), number, drafts))
    layer = annotation.spans_of("attribution")
    if layer is None:
        drafts = extend_quotes(annotation, words, drafts)
    else:
        drafts = attributed(annotation, words, layer, chosen, drafts)
    return finish(annotation, words, chosen, drafts)
