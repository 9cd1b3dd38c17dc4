"""Texts are cut into pieces whose offsets hold, and into windows that take every piece once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.annotate.quotations import quotation_offsets
from sitrep.annotate.sentences import sentence_offsets
from sitrep.model.pieces import CASES, Pieces, cut_pieces
from sitrep.model.reader_model import open_model
from sitrep.model.windows import plan_windows


def cut(text: str) -> Pieces:
    return cut_pieces(text, sentence_offsets(text), quotation_offsets(text), open_model().tokenizer)


def cased(text: str) -> list[tuple[str, str]]:
    pieces = cut(text)
    return [
        (text[a:b], CASES[case]) for a, b, case in zip(pieces.starts, pieces.ends, pieces.case, strict=True)
    ]


def test_case_is_that_of_the_whole_word() -> None:
    found = dict(cased("NATO met McDonald in Ouagadougou at 14 , she said"))
    assert (found["NATO"], found["McDonald"], found["14"], found[","]) == (
        "capitals",
        "mixed",
        "digits",
        "mark",
    )
    assert {case for piece, case in found.items() if piece in "Ouagadougou"} == {"capitalised"}
    assert found["said"] == "lower"


def test_what_stands_in_quotation_marks_is_marked() -> None:
    text = "“We will go,” he said."
    pieces = cut(text)
    inside = [text[a:b] for a, b, q in zip(pieces.starts, pieces.ends, pieces.quoted, strict=True) if q]
    assert inside == ["We", "will", "go", ","]


def test_accents_and_capitals_keep_their_offsets() -> None:
    text = "Élysée İstanbul Čapek naïve"
    assert "".join(piece for piece, _ in cased(text)) == text.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "\u200b\u200d",
        "😀😀😀 👩‍👩‍👧",
        "שלום \u202eabc\u202c עולם",
        "a" * 5000,
        "\x00\x01",
        "１２３ ｋｍ",
        "北京 市",
    ],
)
def test_no_text_is_too_odd(text: str) -> None:
    pieces = cut(text)
    assert all(0 <= a < b <= len(text) for a, b in zip(pieces.starts, pieces.ends, strict=True))


@given(st.text(max_size=200))
def test_pieces_stand_in_order_inside_their_sentences(text: str) -> None:
    pieces = cut(text)
    sentences = sentence_offsets(text)
    assert len(pieces.bounds) == len(sentences) + 1
    assert list(pieces.starts) == sorted(pieces.starts)
    for (start, end), first, last in zip(sentences, pieces.bounds, pieces.bounds[1:], strict=False):
        assert all(
            start <= a <= b <= end
            for a, b in zip(pieces.starts[first:last], pieces.ends[first:last], strict=True)
        )


@given(st.lists(st.integers(0, 40), min_size=1, max_size=30), st.integers(0, 20))
def test_every_piece_is_taken_once_and_no_window_is_too_long(lengths: list[int], overlap: int) -> None:
    bounds = [0]
    for length in lengths:
        bounds.append(bounds[-1] + length)
    windows = plan_windows(bounds, limit=30, overlap=overlap)
    assert [piece for w in windows for piece in range(w.first, w.last)] == list(range(bounds[-1]))
    assert all(w.start <= w.first < w.last <= w.end and w.end - w.start <= 30 for w in windows)


def test_a_sentence_is_read_where_it_has_most_context() -> None:
    windows = plan_windows([0, 10, 20, 30, 40], limit=30, overlap=20)
    assert [(w.start, w.end) for w in windows] == [(0, 30), (10, 40)]
    assert windows[0].last == windows[1].first == 20
