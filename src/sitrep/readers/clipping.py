"""Statements come in with what a tagger of words made of them, and keep only what their sentence can hold.

Whoever tags words one by one runs on past the end of a headline, past the clause that a "who" opens, and
takes the one of whom something is reported for the one who reports it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitrep.annotate import Annotation, Token
    from sitrep.record import Span, Statement

__all__ = ["clipped"]

_BREAK = "\n\n"
_PARTS = frozenset("most many some all half mostly including among".split())
_BEGUN = 20  # words that content may have been begun without
_GAP = 15  # words between two pieces of what is one clause
_MARKS = frozenset("\"“”‘’'")
_RELATIVES = frozenset({"who", "which"})
#: Verbs whose participle tells by hearsay how somebody is: "five people reported dead".
_HEARSAY = frozenset({"reported", "feared", "believed", "presumed", "alleged", "thought", "said"})
_STATES = frozenset("dead killed missing injured wounded hurt trapped lost".split())


def clipped(annotation: Annotation, said: Statement) -> Statement:
    """``said`` within its headline or relative clause, and without a speaker who is only spoken of."""
    cue = said.cue
    if cue is None:
        return said
    content = tuple(_in_headline(annotation, said.content, cue)) or said.content
    content = _from_the_start(annotation, _bridged(annotation, content, said), said)
    content = _in_relative_clause(annotation, content, cue)
    return _by_hearsay(annotation, replace(said, content=content), cue)


def _in_headline(annotation: Annotation, content: tuple[Span, ...], cue: Span) -> Iterator[Span]:
    """The pieces, where the cue stands in a line without a full stop only those of that line."""
    text = annotation.text
    before, behind = text.rfind(_BREAK, 0, cue.start), text.find(_BREAK, cue.end)
    first = 0 if before < 0 else before + len(_BREAK)
    last = len(text) if behind < 0 else behind
    if not text[:last].rstrip()[-1:].isalnum():
        yield from content
        return
    for piece in content:
        start, end = max(piece.start, first), min(piece.end, last)
        if (start, end) == (piece.start, piece.end) or _has_quotation(annotation, piece):
            yield piece
        elif start < end:
            yield annotation.span(start, start + len(text[start:end].rstrip(" ,\n")))


def _has_quotation(annotation: Annotation, piece: Span) -> bool:
    return any(q.start < piece.end and piece.start < q.end for q in annotation.quotations)


def _bridged(annotation: Annotation, content: tuple[Span, ...], said: Statement) -> tuple[Span, ...]:
    """The pieces, joined where but a few words lie between that are neither cue nor speaker.

    Pieces in quotation marks stay apart from those outside.
    """
    apart = [span for span in (said.cue, said.speaker, said.addressee) if span is not None]
    joined = [content[0]]
    for piece in content[1:]:
        before = joined[-1]
        between = annotation.tokens_between(before.end, piece.start)
        is_broken = any(before.end <= span.start < piece.start for span in apart)
        is_other = any(_is_mark_or_verb(annotation.tokens[i]) for i in between)
        if before.end > piece.start or is_broken or is_other or len(between) > _GAP:
            joined.append(piece)
        else:
            joined[-1] = annotation.span(before.start, piece.end)
    return tuple(joined)


def _from_the_start(annotation: Annotation, content: tuple[Span, ...], said: Statement) -> tuple[Span, ...]:
    """Content that is said at the end of its sentence, with the words that it was begun without.

    "At least ten people, [most of them women, were killed], medics said".
    """
    first, cue, speaker = content[0], said.cue, said.speaker
    if cue is None or speaker is None or min(cue.start, speaker.start) < content[-1].end:
        return content
    sentence = annotation.sentence_at(cue.start)
    begun = annotation.text[sentence.start : first.start]
    before = begun.rstrip()
    opening = annotation.tokens[annotation.tokens_over(first.start, first.end).start]
    is_part = before.endswith(" including") or opening.lower in _PARTS
    if not sentence.start < first.start < sentence.end or len(before.split()) > _BEGUN:
        return content
    if not (is_part and before.endswith((",", " including"))):
        return content
    start = sentence.start + len(begun) - len(begun.lstrip(" -–—"))
    if _has_quotation(annotation, annotation.span(sentence.start, first.end)):
        return content
    return (annotation.span(start, first.end), *content[1:])


def _is_mark_or_verb(token: Token) -> bool:
    """Whether a word opens a quotation or a predicate of its own."""
    return token.is_finite or token.text in _MARKS


def _in_relative_clause(annotation: Annotation, content: tuple[Span, ...], cue: Span) -> tuple[Span, ...]:
    """Content that ends with its clause: "A. B., who denied the charge, called for calm"."""
    tokens = annotation.tokens
    first = annotation.tokens_over(cue.start, cue.end).start
    last = content[-1]
    if first == 0 or tokens[first - 1].lower not in _RELATIVES or last.start < cue.end:
        return content
    inside = annotation.tokens_between(last.start, last.end)
    for index in inside[1:-1]:
        behind = tokens[index + 1]
        is_over = tokens[index].lower == "," and behind.is_finite
        if is_over and not annotation.is_quoted(behind.start, behind.end):
            return (*content[:-1], annotation.span(last.start, tokens[index - 1].end))
    return content


def _by_hearsay(annotation: Annotation, said: Statement, cue: Span) -> Statement:
    """Nobody speaks where the one before the participle is who it is told of: "five people reported dead"."""
    tokens, speaker = annotation.tokens, said.speaker
    if speaker is None or cue.quote.lower() not in _HEARSAY or speaker.end > cue.start:
        return said
    behind = annotation.tokens_over(cue.start, cue.end).stop
    words = [token.lower for token in tokens[behind : behind + 2]]
    is_state = bool(words) and words[0] in _STATES
    is_infinitive = words in (["to", "be"], ["to", "have"]) and cue.quote.lower() != "said"
    if not (is_state or is_infinitive) or annotation.text[speaker.end : cue.start].strip():
        return said
    told_of = annotation.span(speaker.start, speaker.end)
    return replace(said, speaker=None, content=(told_of, *said.content))
