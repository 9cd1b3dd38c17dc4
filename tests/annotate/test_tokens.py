"""Where tokens begin and end, clitics and units among them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.annotate.tokens import token_offsets


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in token_offsets(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lebanon's envoy", "Lebanon|'s|envoy"),
        ("the miners’ union’s hall", "the|miners|’|union|’s|hall"),
        ("They don't, can’t and won't.", "They|do|n't|,|ca|n’t|and|wo|n't|."),
        ("We cannot; I'm sure they'd, you've, he'll", "We|can|not|;|I|'m|sure|they|'d|,|you|'ve|,|he|'ll"),
        (
            "O'Brien of Sana'a and Côte d'Ivoire at 5 o'clock",
            "O'Brien|of|Sana'a|and|Côte|d'Ivoire|at|5|o'clock",
        ),
        ("a car-bomb near al-Sadr's post", "a|car-bomb|near|al-Sadr|'s|post"),
        ("36-year-old in COVID-19 ward", "36-year-old|in|COVID-19|ward"),
        ("pre- and post-war", "pre|-|and|post-war"),
        ("Some 1,200.5 tonnes, 60-70 men", "Some|1,200.5|tonnes|,|60|-|70|men"),
        ("at 21:30 on 2021-05-04 (9/11)", "at|21:30|on|2021-05-04|(|9/11|)"),
        ("$1.5m, €30bn, 5km, 10pm", "$|1.5|m|,|€|30|bn|,|5|km|,|10|pm"),
        ("12% of the 1,000th, 4th and 1990s", "12|%|of|the|1,000th|,|4th|and|1990s"),
        ("The U.S. and the U.N.-led talks at 9 a.m.", "The|U.S.|and|the|U.N.-led|talks|at|9|a.m."),
        ("Mr. and Gen. Ali of Acme Inc. on Jan. 5", "Mr.|and|Gen.|Ali|of|Acme|Inc.|on|Jan.|5"),
        ("No. 10 said no.", "No.|10|said|no|."),
        ("J. K. Okoro saw plan B.", "J.|K.|Okoro|saw|plan|B|."),
        (
            "See https://port.example/a?b=c, or www.port.example.",
            "See|https://port.example/a?b=c|,|or|www.port.example|.",
        ),
        ("Write to desk@port.example.org or @desk.", "Write|to|desk@port.example.org|or|@desk|."),
        ("Harbour.com closed.The mayor", "Harbour.com|closed|.|The|mayor"),
        ("“Go!” ``now'' -- yes... no…", "“|Go|!|”|``|now|''|--|yes|...|no|…"),
        ("Cafe\u0301 owners ki\u00adlled", "Cafe\u0301|owners|ki\u00adlled"),
        ("AT&T and/or Q&A", "AT&T|and|/|or|Q&A"),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert words(text) == expected.split("|")


@given(st.text() | st.text(alphabet="aN't.’-$1,:/U@ \n\"sdcotml&"))
def test_tokens_are_in_order_and_hold_all_that_is_not_blank(text: str) -> None:
    offsets = token_offsets(text)
    position = 0
    for start, end in offsets:
        assert position <= start < end
        assert text[position:start].isspace() or position == start
        assert not any(character.isspace() for character in text[start:end])
        position = end
    assert not text[position:].strip()


@pytest.mark.parametrize(
    "piece", ["a", "a.", "a-", "1.", "1,", "+.", "n't", "'", "aa.bb", "@a", "-", "é", "1x:"]
)
def test_a_long_run_takes_no_long_time(piece: str) -> None:
    # A pattern that goes back over such a run would take hours, and the test would never end.
    text = piece * 20_000
    assert "".join(words(text)) == text
