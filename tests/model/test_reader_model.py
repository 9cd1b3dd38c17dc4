"""The shipped model reads whatever comes, within bounds, and the same whoever else it reads for."""

from __future__ import annotations

import numpy as np
import pytest

from sitrep.annotate import annotate
from sitrep.evaluate.gold import report_from
from sitrep.model.heads import HEADS
from sitrep.model.layers import SpanLayer, VectorLayer, WordLayer

NEWS = (
    "The defence minister, Amina Okoro, said on Monday that rebels had attacked a convoy near Gashua, "
    "killing nine soldiers. “We will answer,” she told reporters. Residents fled the town, and the governor "
    "of the state imposed a curfew.\n\nThe rebels denied the attack."
)


def layers(text: str, *heads: str) -> dict[str, object]:
    return dict(annotate(report_from(text), heads=heads or tuple(HEADS)).layers)


def test_every_head_can_be_asked_alone_and_says_the_same() -> None:
    together = layers(NEWS)
    for head in HEADS:
        (alone,) = layers(NEWS, head).values()
        whole = together[head]
        assert type(alone) is type(whole)
        if isinstance(alone, SpanLayer):
            assert [row[:3] for row in alone] == [row[:3] for row in whole]  # type: ignore[attr-defined]
        elif isinstance(alone, WordLayer):
            assert np.allclose(alone.scores, whole.scores, atol=1e-4)  # type: ignore[attr-defined]
        else:
            assert isinstance(alone, VectorLayer)


def test_no_head_asked_is_no_layer() -> None:
    assert annotate(report_from(NEWS)).layers == {}


def test_who_says_what_is_tied_together() -> None:
    layer = annotate(report_from(NEWS), heads=("attribution",)).spans_of("attribution")
    assert layer is not None
    rows = list(layer)
    said = next(i for i, row in enumerate(rows) if NEWS[row.start : row.end] == "said")
    parts = {row.kind: NEWS[row.start : row.end] for row in rows if row.link == said}
    assert "Amina Okoro" in parts["speaker"]
    assert parts["content"].startswith("that rebels had attacked")


def test_names_and_times_are_found_with_their_kinds() -> None:
    annotation = annotate(report_from(NEWS), heads=("names", "times"))
    names = {(NEWS[row.start : row.end], row.kind) for row in annotation.spans_of("names") or ()}
    assert ("Amina Okoro", "Person") in names
    times = [NEWS[row.start : row.end] for row in annotation.spans_of("times") or ()]
    assert "Monday" in times


def test_a_sentence_with_several_acts_tells_each_at_its_word() -> None:
    text = "Rebels attacked a village, police arrested nine activists, and the minister resigned."
    layer = annotate(report_from(text), heads=("acts",)).words_of("acts")
    assert layer is not None

    def told(word: str) -> str:
        scores = layer.at(text.index(word))
        assert scores is not None
        return layer.labels[int(scores.argmax())]

    assert [told(word) for word in ("attacked", "arrested", "resigned")] == ["ASSAULT", "COERCE", "RETREAT"]


def test_arrays_are_read_only() -> None:
    for layer in layers(NEWS).values():
        for array in vars(layer).values():
            if isinstance(array, np.ndarray) and array.size:
                with pytest.raises(ValueError, match="read-only"):
                    array[0] = array[0]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x" * 200_000, id="one endless word"),
        pytest.param("the police went on " * 3000, id="no full stop"),
        pytest.param("😀 " * 500, id="emoji"),
        pytest.param("שלום עולם \u200b\u202e مرحبا " * 100, id="right to left"),
        pytest.param("Ａ\u0301\u200d" * 300, id="marks on marks"),
        pytest.param("\u200b \u200d", id="nothing to see"),
        pytest.param("", id="empty"),
    ],
)
def test_odd_texts_are_read_with_offsets_that_hold(text: str) -> None:
    annotation = annotate(report_from(text), heads=tuple(HEADS))
    for head in ("attribution", "names", "mentions", "times"):
        for row in annotation.spans_of(head) or ():
            assert 0 <= row.start < row.end <= len(annotation.text)
    acts = annotation.words_of("acts")
    assert acts is not None
    assert np.isfinite(acts.scores).all()


def test_memory_does_not_grow_with_the_text() -> None:
    import tracemalloc

    text = "Police arrested nine people in the town of Gashua on Monday, the mayor said. " * 1500
    tracemalloc.start()
    annotate(report_from(text), heads=("attribution", "names"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 120_000_000
