"""Which words stand between quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.annotate.quotations import quotation_offsets


def quotations(text: str) -> list[str]:
    return [text[start:end] for start, end in quotation_offsets(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We left," she said. "They stayed."', ["We left,", "They stayed."]),
        ("“We left,” she said. “They stayed.”", ["We left,", "They stayed."]),
        ("``We left,'' she said.", ["We left,"]),
        ("''We left,'' she said of the ''Harbour Post''.", ["We left,", "Harbour Post"]),
        ("« On part », dit-il. „Wir gehen“, sagte er.", ["On part", "Wir gehen"]),
        ("‘We left,’ she said. It’s the miners’ hall.", ["We left,"]),
        ("'We didn't leave,' she said of the 'old harbour'.", ["We didn't leave,", "old harbour"]),
        ("“He said ‘go’ and we “went”,” she said.", ["He said ‘go’ and we “went”,"]),
        ('He called it "a lie".', ["a lie"]),
        ('The ("so-called") truce—"a lie"—held.', ["so-called", "a lie"]),
        ("They don't know the workers' names or the '90s.", []),
        ('A 6" pipe and a 5\'10" man.', []),
        ('An empty "" pair and a stray " mark', []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert quotations(text) == expected


@pytest.mark.parametrize(("opening", "closing"), [('"', '"'), ("“", "”"), ("``", "''")])
def test_speech_over_paragraphs_is_one_quotation(opening: str, closing: str) -> None:
    text = (
        f"She said: {opening}The first night.\n\n{opening}The second night.\n\n{opening}The last.{closing} "
        "He left.\n\n"
        f"{opening}No,{closing} he said."
    )
    assert quotations(text) == [
        f"The first night.\n\n{opening}The second night.\n\n{opening}The last.",
        "No,",
    ]


def test_speech_goes_on_where_only_its_end_is_marked() -> None:
    text = 'She said: "The first night.\n\nThe second night," and wept. "No," he said.'
    assert quotations(text) == ["The first night.\n\nThe second night,", "No,"]


@pytest.mark.parametrize("after", ["A plain paragraph.", 'A title, "Dawn", and "Dusk" too.'])
def test_an_unclosed_quotation_ends_with_its_paragraph(after: str) -> None:
    found = quotations(f'He said: "We will go.\n\n{after}\n\nThe end.')
    assert found[0] == "We will go."
    assert all("end" not in quotation for quotation in found)


def test_a_missing_mark_spoils_one_quotation_only() -> None:
    text = 'He said "we go. They left. "We stay," she said, and "why not?"'
    assert quotations(text) == ["we go. They left.", "We stay,", "why not?"]


@given(st.text() | st.text(alphabet="a .,s\"'“”‘’«»„`\n"))
def test_quotations_are_in_order_and_apart(text: str) -> None:
    position = 0
    for start, end in quotation_offsets(text):
        assert position <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        position = end
