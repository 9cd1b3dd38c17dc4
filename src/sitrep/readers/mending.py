"""Statements come in, and what only the clauses around them can tell is put right.

The reader of statements works on words alone; here the noun phrases and clauses of the sentence say who
it is that speaks and where a predicate ends.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitrep.readers.clauses import parts_at
from sitrep.readers.ordered import beginning_in
from sitrep.record import Party, Statement, identify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sitrep.annotate import Annotation
    from sitrep.readers.clauses import Clause, SentenceParts
    from sitrep.readers.naming import Naming
    from sitrep.readers.phrases import NounPhrase
    from sitrep.record import Span, Time

__all__ = ["closing_statements", "mended", "timeless"]

_SAID = frozenset({"said", "says", "announced", "reported", "added", "confirmed", "told"})
_SHORTEST_CONTENT = 15  # characters of a clause that can be said
_LONGEST_TIME = 6  # words of "early on Wednesday morning"
_MARKS = {'"': '"', "“": "”", "‘": "’"}


def mended(
    annotation: Annotation,
    statement: Statement,
    sentences: Sequence[SentenceParts],
    name: Callable[[NounPhrase], Naming | None],
    times: Sequence[Time],
) -> Statement:
    """``statement`` with its speaker, its content and its quotation marks as the clause has them."""
    statement = replace(statement, content=_fronted(annotation, statement, times))
    clause = _clause_of(annotation, statement, sentences)
    if clause is None:
        return replace(statement, content=_balanced(annotation, statement.content))
    speaker = _speaker(annotation, statement, clause, name)
    content = _cut(annotation, statement, clause, sentences)
    return replace(statement, speaker=speaker, content=_balanced(annotation, content))


def _fronted(annotation: Annotation, statement: Statement, times: Sequence[Time]) -> tuple[Span, ...]:
    """The clause in front, where only a time follows the cue: "The toll is 78, A. B. said on Friday"."""
    content, speaker = statement.content, statement.speaker
    if len(content) != 1 or speaker is None or content[0].start < speaker.end:
        return content
    words = annotation.tokens_between(content[0].start, content[0].end)
    said_at = any(content[0].covers(t) for t in beginning_in(times, content[0].start, content[0].end))
    if not said_at or len(words) > _LONGEST_TIME or any(annotation.tokens[i].tag == "VERB" for i in words):
        return content
    start = annotation.sentence_at(speaker.start).start
    front = annotation.text[start : speaker.start].rstrip()
    if not front.endswith(",") or len(front) < len(content[0].quote):
        return content
    return (annotation.span(start, start + len(front.rstrip(" ,"))),)


def timeless(annotation: Annotation, statement: Statement, times: Sequence[Time]) -> Statement:
    """``statement`` without the pieces that only say when it was said; one piece is left in any case."""
    kept = tuple(piece for piece in statement.content if not _is_time(annotation, piece, times))
    statement = replace(statement, content=kept or statement.content)
    return statement if kept else replace(statement, content=_fronted(annotation, statement, times))


def _is_time(annotation: Annotation, piece: Span, times: Sequence[Time]) -> bool:
    """Whether a piece is a time with no more than a preposition and an adverb before it."""
    for time in beginning_in(times, piece.start, piece.end):
        if time.end == piece.end:
            before = annotation.tokens_between(piece.start, time.start)
            return len(before) < 3 and all(annotation.tokens[i].tag in {"ADP", "ADV", "DET"} for i in before)
    return False


def closing_statements(
    annotation: Annotation,
    found: Sequence[Statement],
    sentences: Sequence[SentenceParts],
    name: Callable[[NounPhrase], Naming | None],
) -> tuple[Statement, ...]:
    """``found``, with those that close a sentence after an apposition: "…, A. B., the governor, said".

    The name and the office are one speaker, and what stands in front of them is what is said.
    """
    closing = {s.id: s for part in sentences for s in _closing(annotation, part, name)}
    cues = {s.cue.start for s in closing.values() if s.cue is not None}
    kept = [s for s in found if s.cue is None or s.cue.start not in cues]
    return tuple(sorted((*kept, *closing.values()), key=_place))


def _place(statement: Statement) -> int:
    spans = [*statement.content, *(span for span in (statement.speaker, statement.cue) if span)]
    return min(span.start for span in spans)


def _closing(
    annotation: Annotation, part: SentenceParts, name: Callable[[NounPhrase], Naming | None]
) -> Iterator[Statement]:
    tokens, text = annotation.tokens, annotation.text
    for clause in part.clauses:
        rest = tokens[clause.verb + 1 : part.sentence.last]
        if tokens[clause.verb].lower not in _SAID or len(rest) > _LONGEST_TIME:
            continue
        if any(token.tag in {"VERB", "SCONJ", "PRON"} for token in rest):
            continue
        pair = _apposed_before(annotation, part, clause.group, name)
        if pair is None:
            continue
        first, last = pair
        end = part.sentence.start + len(text[part.sentence.start : first.start].rstrip(" ,"))
        if tokens[first.first - 1].text != "," or end - part.sentence.start < _SHORTEST_CONTENT:
            continue
        cue = annotation.span(tokens[clause.verb].start, tokens[clause.verb].end)
        content = annotation.span(part.sentence.start, end)
        if '"' in content.quote or "”" in content.quote:
            continue
        speaker = Party(first.start, last.end, text[first.start : last.end], actor=None)
        id_ = identify("s", annotation.report.id, cue.start, cue.end)
        yield Statement(id_, speaker, cue, (content,), "indirect", None, None, None)


def _apposed_before(
    annotation: Annotation, part: SentenceParts, group: int, name: Callable[[NounPhrase], Naming | None]
) -> tuple[NounPhrase, NounPhrase] | None:
    """A name and an office, in either order, parted by a comma and closed by one before the cue."""
    tokens = annotation.tokens
    last = group - 1 if tokens[group - 1].text == "," else group
    pairs = zip(part.phrases, part.phrases[1:], strict=False)
    for one, two in pairs:
        if two.last != last or two.first - one.last != 1 or tokens[one.last].text != ",":
            continue
        forms = {found.form for found in (name(one), name(two)) if found and found.kind == "person"}
        return (one, two) if forms == {"name", "nominal"} else None
    return None


def _clause_of(
    annotation: Annotation, statement: Statement, sentences: Sequence[SentenceParts]
) -> Clause | None:
    """The clause whose verb is in the cue of ``statement``."""
    if statement.cue is None:
        return None
    inside = annotation.tokens_between(statement.cue.start, statement.cue.end)
    clauses = parts_at(sentences, statement.cue.start).clauses
    return next((clause for clause in clauses if clause.verb in inside), None)


def _speaker(
    annotation: Annotation,
    statement: Statement,
    clause: Clause,
    name: Callable[[NounPhrase], Naming | None],
) -> Party | None:
    """A participle's speaker is the subject of its sentence: "spoke on his resignation saying"."""
    speaker = statement.speaker
    if speaker is None or not clause.is_participle:
        return speaker
    if any(name(phrase) for phrase in clause.subjects if phrase.start < speaker.end <= phrase.end):
        return speaker
    subject = next((phrase for phrase in clause.subjects if name(phrase) is not None), None)
    if subject is None:
        return speaker
    return Party(subject.start, subject.end, annotation.text[subject.start : subject.end], actor=None)


def _cut(
    annotation: Annotation, statement: Statement, clause: Clause, sentences: Sequence[SentenceParts]
) -> tuple[Span, ...]:
    """Content that ends before the speaker's next predicate: "condemned the attack but refused to go"."""
    tokens = annotation.tokens
    after = parts_at(sentences, tokens[clause.verb].start).clauses
    for other in after[after.index(clause) + 1 :]:
        joint = other.group - 1
        joined = joint > clause.verb and tokens[joint].lower in {"and", "but"}
        if not joined or other.subjects != clause.subjects or not clause.subjects:
            continue
        if any(clause.verb < between.verb < other.verb for between in after if not between.is_infinitive):
            return statement.content
        return _ending_before(annotation, statement.content, tokens[joint].start)
    return statement.content


def _ending_before(annotation: Annotation, content: tuple[Span, ...], offset: int) -> tuple[Span, ...]:
    kept = []
    for span in content:
        if span.start < offset < span.end and not annotation.is_quoted(offset, offset + 1):
            end = span.start + len(annotation.text[span.start : offset].rstrip(" ,"))
            if end > span.start:
                kept.append(annotation.span(span.start, end))
        else:
            kept.append(span)
    return tuple(kept)


def _balanced(annotation: Annotation, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans with the mark that closes, or opens, a quotation that they hold the other end of."""
    return tuple(_with_partner(annotation, span) for span in content)


def _with_partner(annotation: Annotation, span: Span) -> Span:
    text, start, end = annotation.text, span.start, span.end
    for opening, closing in _MARKS.items():
        inside = span.quote
        if opening == closing:
            odd = inside.count(opening) % 2 == 1
            lacks_end, lacks_start = odd, odd
        else:
            lacks_end = inside.count(opening) > inside.count(closing) and opening != "‘"
            lacks_start = inside.count(closing) > inside.count(opening) and closing != "’"
        if lacks_end and text[end : end + 1] == closing:
            return annotation.span(start, end + 1)
        if lacks_end and text[end : end + 2] in {f",{closing}", f".{closing}"}:
            return annotation.span(start, end + 2)
        if lacks_start and start and text[start - 1] == opening:
            return annotation.span(start - 1, end)
    return span
