"""Noun phrases: what an analyst would point at as a party."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsing import annotated, first_parts

from sitrep.readers.clauses import parts


def phrases(text: str) -> list[tuple[str, str]]:
    annotation, found = first_parts(text)
    return [(annotation.text[p.start : p.end], annotation.tokens[p.head].text) for p in found.phrases]


@pytest.mark.parametrize(
    ("text", "phrase", "head"),
    [
        ("The Lebanese prime minister resigned.", "The Lebanese prime minister", "minister"),
        ("Hundreds of protesters marched.", "Hundreds of protesters", "protesters"),
        ("The government of Kenya fell.", "The government of Kenya", "government"),
        ("The Ministry of Health and Population spoke.", "The Ministry of Health and Population", "Ministry"),
        ("Lebanon's army withdrew.", "Lebanon's army", "army"),
        ("Three of the detained men escaped.", "Three of the detained men", "men"),
        ("Prime Minister Ana Lima Tuesday resigned.", "Prime Minister Ana Lima", "Lima"),
        ("An unnamed security official told them.", "An unnamed security official", "official"),
    ],
)
def test_a_phrase_and_its_head(text: str, phrase: str, head: str) -> None:
    assert (phrase, head) in phrases(text)


def test_coordinated_names_stay_apart() -> None:
    assert [p for p, _ in phrases("France, Germany and Italy signed.")] == ["France", "Germany", "Italy"]


def test_a_pronoun_is_a_phrase_of_its_own() -> None:
    assert [p for p, _ in phrases("He told them everything.")][:2] == ["He", "them"]


@given(st.text(max_size=300))
def test_any_text_has_phrases_in_order_without_overlap(text: str) -> None:
    annotation = annotated(text or "x")
    for sentence in annotation.sentences:
        found = parts(annotation, sentence)
        for before, after in zip(found.phrases, found.phrases[1:], strict=False):
            assert before.last <= after.first
        for phrase in found.phrases:
            assert phrase.first <= phrase.head < phrase.core_end <= phrase.last
        for clause in found.clauses:
            assert sentence.first <= clause.group <= clause.verb < clause.reach <= sentence.last
