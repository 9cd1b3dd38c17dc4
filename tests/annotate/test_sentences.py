"""Where sentences end, and where a full stop or a line break ends none."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.annotate.sentences import sentence_offsets
from sitrep.annotate.tokens import token_offsets


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_offsets(text)]


ONE_SENTENCE = [
    "Mr. Okoro met Gen. Sir A. B. Ndiaye and Lt. Col. Tan at St. Mary's.",
    "The U.S. President and the U.N. Security Council met at 9 a.m. Monday in Washington, D.C., on Jan. 5.",
    "It rose by 3.5 per cent to No. 2 in the list; Acme Inc. said so.",
    "George W. Okoro flew on flight No. 7 at 6:30 p.m. GMT with Prof. Ito.",
    '"Where are the boats?" asked the mayor.',
    '"Where are the boats?" he asked.',
    '"Help us!" Mayor Ada Okoro shouted.',
    '"They are gone," he said; "all of them."',
    "He paused ... and went on.",
    "The port (see fig. 3) was shut.",
    "They came by the U.S.-built road, e.g. from Lagos, etc., and left.",
]


@pytest.mark.parametrize("text", ONE_SENTENCE)
def test_no_sentence_ends_inside(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "expected",
    [
        ["He left.", "She stayed!", "Did they?", "No."],
        ["They live in the U.S.", "The rest do not."],
        ["It opened at 9 a.m.", "Visitors queued."],
        ["He was born in Jan.", "The year was 1990."],
        ["They chose plan B.", "It failed."],
        ["The count rose to 2,000.", "12 were children."],
        ['"We saw smoke.', 'Then it blew up."', "He wept."],
        ["“It was night.", "We ran.”", "“Nobody helped,” she said."],
        ["(Nobody was hurt.)", "Work goes on."],
        ["The river rose.[3]", "Two bridges fell."],
        ["He waited . . .", "Nobody came."],
        ["Why?!", "“Because.”", "«Oui.»", "Fine..."],
    ],
)
def test_sentences_end(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_a_blank_left_out_in_print_still_ends_a_sentence() -> None:
    assert sentences("They left the port.The mayor stayed on.") == [
        "They left the port.",
        "The mayor stayed on.",
    ]
    assert sentences("See www.port.Ltd now, he wrote.") == ["See www.port.Ltd now, he wrote."]


def test_headings_and_list_items_are_sentences() -> None:
    expected = [
        "Ferry sinks",
        "LAGOS, May 4 - A ferry sank.",
        "The dead",
        "- 34 passengers",
        "- two crew",
        "1. A pilot",
        "(b) a cook",
    ]
    assert sentences("\n".join(expected)) == expected
    assert sentences("\n\n".join(expected)) == expected


PARAGRAPH = (
    "The governor of Lagos State said on Monday that the port Authority had asked the Ministry of "
    "Transport for two more tugs. Rescue teams from Ikeja, Epe and Badagry had joined the search by "
    "nightfall, although the Navy kept its own boats at the mouth of the lagoon. "
    "Relatives waited at the pier with lamps."
)


@pytest.mark.parametrize("width", [50, 60, 72, 80])
def test_a_wrapped_paragraph_is_not_cut_at_its_lines(width: int) -> None:
    text = f"Search goes on\n\n{textwrap.fill(PARAGRAPH, width)}\n\nMore soon."
    assert [" ".join(sentence.split()) for sentence in sentences(text)] == [
        "Search goes on",
        *sentences(PARAGRAPH),
        "More soon.",
    ]
    assert len(sentences(PARAGRAPH)) == 3


def test_one_line_a_paragraph() -> None:
    text = "\n".join([PARAGRAPH, "Search goes on at the pier of Epe", PARAGRAPH])
    assert len(sentences(text)) == 7


@given(st.text() | st.text(alphabet="aA.?!\"”' \n-1)("))
def test_sentences_are_in_order_and_hold_all_that_is_not_blank(text: str) -> None:
    position = 0
    for start, end in sentence_offsets(text):
        assert position <= start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()


@given(st.text(alphabet="aabcT.w/:@\"' \n-1)U") | st.lists(st.sampled_from(ONE_SENTENCE)).map("".join))
def test_no_token_crosses_the_end_of_a_sentence(text: str) -> None:
    ends = {end for _, end in sentence_offsets(text)}
    for start, end in token_offsets(text):
        assert not any(start < at < end for at in ends)


def test_a_stretch_without_a_final_mark_is_cut_where_a_line_or_a_word_ends() -> None:
    lines = "\n".join("troops shelled the town and the old port" for _ in range(200))
    found = sentence_offsets(lines)
    assert max(end - start for start, end in found) <= 2000
    assert all(lines[end : end + 1] in ("\n", "") for _, end in found)
    assert "".join(lines[a:b] for a, b in found).replace("\n", "") == lines.replace("\n", "")
    assert [end - start for start, end in sentence_offsets("x" * 4500)] == [2000, 2000, 500]
