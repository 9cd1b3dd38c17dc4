"""Which line breaks part paragraphs, headings and list items, and which only wrap a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.annotate.paragraphs import paragraph_offsets


def paragraphs(text: str) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in paragraph_offsets(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Ferry sinks near Lagos", "A ferry capsized on Monday with 60 people on board."],
        ["Key facts", "34 dead", "Nine missing", "Two boats in the search"],
        ["The port authority lists:", "* 34 dead", "• nine missing", "2) two boats"],
        ["# Ferry sinks", "## The search", "Boats went out at dawn."],
    ],
)
def test_line_breaks_that_part(expected: list[str]) -> None:
    assert paragraphs("\n".join(expected)) == expected
    assert paragraphs("  \n\n".join(expected)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The ferry went down near the pier,\nand boats went out at dawn.",
        "The search was led by the\nNavy and by fishermen of Epe.",
        "The ferry belonged to Mr.\nOkoro, who was on board.",
    ],
)
def test_line_breaks_that_wrap(text: str) -> None:
    assert len(paragraphs(text)) == 1


def test_a_heading_over_wrapped_lines_stands_alone() -> None:
    body = (
        "The ferry went down within sight of the pier on Monday, and people from\n"
        "Ikeja and Epe went out in their own boats to look for those who had been\n"
        "on board. By nightfall they had found nobody, the harbour master said."
    )
    assert paragraphs(f"Search goes on\n{body}") == ["Search goes on", " ".join(body.split())]


@given(st.text(alphabet="aB.\n -*1,"))
def test_paragraphs_are_in_order_and_hold_all_that_is_not_blank(text: str) -> None:
    position = 0
    for start, end in paragraph_offsets(text):
        assert position <= start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()
