"""What a tagger of words runs on into, cut off again."""

from __future__ import annotations

from parsing import annotated

from sitrep.readers.clipping import clipped
from sitrep.record import Party, Statement


def statement(text: str, speaker: str | None, cue: str, *content: str) -> tuple[str | None, list[str]]:
    """The speaker and the content that are left of a statement of these words."""
    annotation = annotated(text)

    def at(words: str) -> tuple[int, int]:
        start = text.index(words)
        return start, start + len(words)

    who = None if speaker is None else Party(*at(speaker), speaker, actor=None)
    pieces = tuple(annotation.span(*at(piece)) for piece in content)
    said = Statement("s-1", who, annotation.span(*at(cue)), pieces, "indirect", None, None, None)
    found = clipped(annotation, said)
    return found.speaker and found.speaker.quote, [piece.quote for piece in found.content]


def test_a_headline_says_nothing_of_the_line_below() -> None:
    text = "Talks to go on in Doha, Qatar says\n\nDOHA - Envoys met on Friday."
    assert statement(text, "Qatar", "says", "Talks to go on in Doha", "DOHA") == (
        "Qatar",
        ["Talks to go on in Doha"],
    )


def test_a_relative_clause_says_no_more_than_it_has() -> None:
    text = "The elder, who denied the theft, called for calm."
    assert statement(text, "The elder", "denied", "the theft, called for calm") == (
        "The elder",
        ["the theft"],
    )


def test_who_is_reported_dead_reports_nothing() -> None:
    text = "Five people reported dead on Saturday were miners."
    assert statement(text, "Five people", "reported", "dead on Saturday") == (
        None,
        ["Five people", "dead on Saturday"],
    )


def test_pieces_of_one_clause_are_one() -> None:
    text = "A quake struck western Nepal on Friday, killing 34 people, police said."
    assert statement(text, "police", "said", "A quake struck western Nepal", "34 people") == (
        "police",
        ["A quake struck western Nepal on Friday, killing 34 people"],
    )


def test_pieces_parted_by_a_verb_stay_apart() -> None:
    text = "The army announced a curfew and said that the port was shut."
    assert statement(text, "The army", "announced", "a curfew", "that the port was shut") == (
        "The army",
        ["a curfew", "that the port was shut"],
    )


def test_a_part_is_said_with_its_whole() -> None:
    text = "At least 41 people, most of them women, were killed, medics said."
    assert statement(text, "medics", "said", "most of them women, were killed") == (
        "medics",
        ["At least 41 people, most of them women, were killed"],
    )
