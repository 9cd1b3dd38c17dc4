"""The lexicon of speech: inflected forms, kinds that are carried, and files that are no lexicon."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitrep.codebook.speech import SPEECH, load_speech
from sitrep.errors import ResourceError

FORMS = [
    ("said", "say", {"VBD", "VBN"}),
    ("telling", "tell", {"VBG"}),
    ("denies", "deny", {"VBZ"}),
    ("criticised", "criticise", {"VBD", "VBN"}),
]


@pytest.mark.parametrize(("form", "lemma", "tags"), FORMS)
def test_forms_lead_to_their_verb(form: str, lemma: str, tags: set[str]) -> None:
    found = next(one for one in load_speech().forms[form] if one.verb.lemma == lemma)
    assert found.tags == tags or found.tags | {"VBN"} == tags


def test_verbs_with_particles_come_before_those_without() -> None:
    lengths = [len(one.verb.words) for one in load_speech().forms["asked"]]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[0] == 2


def test_groups_that_share_a_verb_unite_what_it_takes() -> None:
    promise = next(one.verb for one in load_speech().forms["promised"] if len(one.verb.words) == 1)
    assert promise.takes["clause"] == "speech"
    assert promise.takes["infinitive"] == "commitment"


def test_kinds_not_carried_are_left_out_unless_asked_for() -> None:
    assert all(
        "intent" not in one.verb.takes.values() for many in load_speech().forms.values() for one in many
    )
    everything = load_speech(all_kinds=True)
    assert any(one.verb.takes.get("infinitive") == "intent" for one in everything.forms["plans"])


def test_nouns_are_known_in_both_numbers() -> None:
    nouns = load_speech().nouns
    assert nouns["allegation"] == nouns["allegations"] == "speech"


def test_impersonal_phrases_are_inflected() -> None:
    assert load_speech().impersonal["became"] == (("became", "known"), ("became", "clear"))


@pytest.mark.parametrize(
    ("found", "replaced", "fault"),
    [
        ("kind: verdict\n    takes", "kind: praise\n    takes", "praise"),
        ("takes: quote", "takes: song", "song"),
        ("venues:", "avenues:", "lacks venues"),
        ("verbs:", "verbs: [", "cannot be read"),
    ],
)
def test_faulty_lexicon_is_named_with_its_fault(
    tmp_path: Path, found: str, replaced: str, fault: str
) -> None:
    text = SPEECH.read_text(encoding="utf-8")
    assert found in text
    path = tmp_path / "speech.yaml"
    path.write_text(text.replace(found, replaced, 1), encoding="utf-8")
    with pytest.raises(ResourceError, match=fault) as caught:
        load_speech(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"- a\n- b\n"])
def test_file_that_is_no_lexicon_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "speech.yaml"
    path.write_bytes(content)
    with pytest.raises(ResourceError, match="speech lexicon"):
        load_speech(path)


def test_missing_lexicon_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="cannot be read"):
        load_speech(tmp_path / "none.yaml")
