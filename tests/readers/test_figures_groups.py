"""The table of quantities is whole, and the words that are counted fall into the right groups."""

from __future__ import annotations

import pytest

from sitrep.annotate import annotate
from sitrep.codebook.quantities import group_of, quantities
from sitrep.errors import ResourceError
from sitrep.readers.figures import figures
from sitrep.record.figure import MEASURES
from sitrep.record.report import Report

GROUPS = [
    ("Twelve people were killed", "people"),
    ("Twelve miners were killed", "people"),
    ("Twelve workers were killed", "people"),
    ("Twelve passengers were killed", "people"),
    ("The toll rose to 12", "people"),
    ("Police made 12 arrests", "people"),
    ("Doctors found 12 confirmed cases", "people"),
    ("The fire claimed 12 lives", "people"),
    ("Twelve children were killed", "children"),
    ("Twelve schoolgirls were killed", "children"),
    ("Twelve women were killed", "women"),
    ("Twelve women workers were killed", "women"),
    ("Twelve police officers were killed", "police"),
    ("Twelve army officers were killed", "soldiers"),
    ("Twelve child soldiers were killed", "soldiers"),
    ("Twelve doctors were killed", "medics"),
    ("Twelve rescuers were killed", "rescuers"),
    ("Twelve aid workers were killed", "aid workers"),
    ("Twelve members of the crew were killed", "people"),
    ("Twelve Kenyans were killed", "kenyans"),
    ("The storm destroyed 12 homes", "houses"),
    ("The storm destroyed 12 bridges", "buildings"),
    ("There were 12 attacks", "attacks"),
    ("It cost $12", ""),
]


@pytest.mark.parametrize(("text", "group"), GROUPS)
def test_group_of_the_counted_words(text: str, group: str) -> None:
    (figure,) = figures(annotate(Report("r-1", None, None, None, None, None, None, "en", text)))
    assert group_of(figure) == group


def test_every_measure_told_by_words_is_one_of_the_record() -> None:
    told = {cue.measure for cues in quantities().cues.values() for cue in cues}
    assert told <= MEASURES
    assert {"killed", "injured", "missing", "arrested", "displaced", "destroyed", "infected"} <= told


def test_verbs_are_known_in_every_form() -> None:
    roles = {
        words: quantities().cues[words][0].role for words in ("killed", "killing", "slain", "fatally shot")
    }
    assert roles == {"killed": "past", "killing": "gerund", "slain": "past", "fatally shot": "past"}


def test_nouns_are_known_in_both_numbers() -> None:
    groups = quantities().groups
    assert groups["policeman"] == groups["policemen"] == "police"
    assert groups["child"] == groups["children"] == "children"


def test_every_word_of_the_table_is_a_lower_case_string() -> None:
    table = quantities()
    words = (*table.number_nouns, *table.cues, *table.groups, *table.things, *table.grammar, *table.units)
    assert [w for w in words if not isinstance(w, str) or (w != w.lower() and w not in table.units)] == []


def test_a_broken_table_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitrep.codebook.quantities.yaml.load", lambda *_, **__: {"measures": {"slain": {}}})
    with pytest.raises(ResourceError, match=r"quantities\.yaml.*slain"):
        quantities.__wrapped__()
