"""The component for spaCy: the layers of a record on a ``Doc``."""

from __future__ import annotations

import pytest

spacy = pytest.importorskip("spacy")

from sitrep.spacy import LAYERS  # noqa: E402

FERRY = (
    "LAGOS, May 4, 2021 - A ferry capsized near Lagos on Monday, killing 34 passengers.\r\n"
    "“Nobody wore a vest,” said Amina Bello, a spokeswoman for the port authority."
)


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    language = spacy.blank("en")
    language.add_pipe("sitrep")
    return language


def shown(doc: spacy.tokens.Doc, layer: str) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in doc.spans[f"sitrep.{layer}"]]


def test_every_layer_is_a_group_of_spans(nlp: spacy.Language) -> None:
    doc = nlp(FERRY)
    assert {f"sitrep.{layer}" for layer in LAYERS} == set(doc.spans)
    assert ("Monday", "DATE") in shown(doc, "times")
    assert ("34", "killed") in shown(doc, "figures")
    assert ("capsized", "ACCIDENT") in shown(doc, "events")
    assert shown(doc, "cues") == [("said", "cue")]
    assert ("Amina Bello", "person") in shown(doc, "actors")


def test_spans_carry_the_ids_and_the_offsets_of_the_record(nlp: spacy.Language) -> None:
    doc = nlp(FERRY)
    record = doc._.sitrep
    assert record.report.text == doc.text == FERRY
    (cue,) = doc.spans["sitrep.cues"]
    (said,) = record.statements
    assert (cue.id_, cue.start_char) == (said.id, said.cue.start)


def test_what_is_known_of_the_report_is_set_on_the_doc(nlp: spacy.Language) -> None:
    doc = nlp.make_doc("Police detained 12 protesters in Kano on Monday.")
    doc._.published, doc._.publisher = "2021-05-05", "Kano Herald"
    record = nlp(doc)._.sitrep
    assert record.report.publisher == "Kano Herald"
    assert [time.earliest for time in record.times] == ["2021-05-03"]


def test_rules_alone_and_a_codebook_of_ones_own(tmp_path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "name: own\nversion: '1'\ntriggers:\n  COERCE:\n    - verbs: impound\n      confidence: 0.8\n",
        "utf-8",
    )
    language = spacy.blank("en")
    language.add_pipe("sitrep", config={"reader": "rules", "codebook": str(path)})
    doc = language("Customs officers impounded a lorry at Seme.")
    assert shown(doc, "events") == [("impounded", "COERCE")]
    assert doc._.sitrep.reader.model == "rules"


def test_an_empty_doc_has_empty_layers(nlp: spacy.Language) -> None:
    for text in ("", "  \n"):
        doc = nlp(text)
        assert doc._.sitrep is None
        assert not any(doc.spans.values())
