"""The example sentences: enough of every type and mode, each marked so that it can be read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from sitrep.codebook import check_codebook, load_codebook
from sitrep.codebook.examples import examples, read_examples
from sitrep.codebook.pages import read_pages

TYPES = load_codebook().types
SHIPPED = read_examples(TYPES)
LEAST = 15
LEAST_SILENT = 200


@pytest.mark.parametrize(
    ("event_type", "mode"), [(t.name, m.name) for t in TYPES.values() for m in t.modes], ids="/".join
)
def test_every_mode_has_its_examples(event_type: str, mode: str) -> None:
    assert sum((e.type, e.mode) == (event_type, mode) for e in SHIPPED) >= LEAST


@pytest.mark.parametrize("event_type", TYPES)
def test_every_type_has_its_examples(event_type: str) -> None:
    assert sum(e.type == event_type for e in SHIPPED) >= LEAST


def test_some_sentences_tell_no_event() -> None:
    assert sum(e.type is None for e in SHIPPED) >= LEAST_SILENT


def test_no_sentence_stands_twice() -> None:
    assert [text for text, count in Counter(e.text for e in SHIPPED).items() if count > 1] == []


def test_a_mark_holds_whole_words() -> None:
    for example in SHIPPED:
        for event in example.events:
            before, after = example.text[: event.start][-1:], example.text[event.end :][:1]
            assert not before.isalnum(), example.text
            assert not after.isalnum(), example.text


def _written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_marks_are_taken_out_and_told(tmp_path: Path) -> None:
    path = _written(
        tmp_path,
        "examples:\n  RETREAT:\n    withdraw:\n"
        '      - "Troops [left] Badme, and rebels [will seize](ASSAULT planned) it."\n',
    )
    (example,) = read_examples(TYPES, path)
    assert example.text == "Troops left Badme, and rebels will seize it."
    told = [(example.text[e.start : e.end], e.type, e.mode, e.reality) for e in example.events]
    assert told == [
        ("left", "RETREAT", "withdraw", "happened"),
        ("will seize", "ASSAULT", None, "planned"),
    ]
    assert (example.type, example.mode, example.line) == ("RETREAT", "withdraw", 4)


@pytest.mark.parametrize(
    ("section", "fault"),
    [
        ("  AID:\n    plain:\n      - No mark.\n", "expected words marked [...] that tell of AID"),
        ("  AID:\n    plain:\n      - A [mark](AYD).\n", "unknown event type 'AYD'"),
        ("  AID:\n    plain:\n      - A [gift] and a [raid](COERCE/hug).\n", "unknown mode 'hug' of COERCE"),
        ("  AID:\n    hug:\n      - A [gift].\n", "unknown mode of AID 'hug'"),
        ("  AYD:\n    plain:\n      - A [gift].\n", "unknown event type 'AYD'"),
        ("  none:\n    - A [gift](AID).\n", "expected no marked words"),
        ("  AID:\n    plain: A [gift].\n", "expected a list"),
        ("  AID:\n    plain:\n      - ~\n", "expected a sentence"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, section: str, fault: str) -> None:
    path = _written(tmp_path, f"examples:\n{section}")
    found = [f for f in check_codebook(path) if fault in f.fault]
    assert found
    assert found[0].line > 1


def test_a_fault_keeps_the_other_examples(tmp_path: Path) -> None:
    path = _written(tmp_path, "examples:\n  AID:\n    plain:\n      - No mark.\n      - A [gift].\n")
    (page,) = read_pages(path, ("examples",))
    assert [e.text for e in examples(page, TYPES)] == ["A gift."]
