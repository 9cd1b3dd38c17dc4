"""Clauses: each verb with its subject, object and what hangs on it by a preposition."""

from __future__ import annotations

import pytest
from parsing import clause_of


@pytest.mark.parametrize(
    ("text", "lemma", "subjects", "objects"),
    [
        ("Police arrested 20 protesters in Beirut.", "arrest", ["Police"], ["20 protesters"]),
        ("Police arrested 20 protesters and injured dozens.", "injure", ["Police"], ["dozens"]),
        ("A ferry capsized near Lagos, killing 34 passengers.", "kill", ["A ferry"], ["34 passengers"]),
        ("The minister, a former general, resigned.", "resign", ["The minister"], []),
        ("Protesters in the capital burned cars.", "burn", ["Protesters"], ["cars"]),
        ("Officials urged the army to release the men.", "release", ["the army"], ["the men"]),
        ("The army promised to release the men.", "release", ["The army"], ["the men"]),
        ("France and Germany condemned the raid.", "condemn", ["France", "Germany"], ["the raid"]),
        ("The rebels, who hold the town, freed two nurses.", "free", ["The rebels"], ["two nurses"]),
        ("The bomb that killed the judge was small.", "kill", ["The bomb"], ["the judge"]),
        # when, between subject and verb, is nobody
        ("President Lund Tuesday met the rebels.", "meet", ["President Lund"], ["the rebels"]),
        ("The minister last week freed the men.", "free", ["The minister"], ["the men"]),
        ("The army late Tuesday shelled the town.", "shell", ["The army"], ["the town"]),
        ("Police this week arrested 12 men.", "arrest", ["Police"], ["12 men"]),
        ("Wednesday brought rain.", "bring", ["Wednesday"], ["rain"]),
        # what is done with a thing is the subject's aim, and what goes on behind is the first verb's
        ("Police fired tear gas to disperse them and arrested ten.", "disperse", ["Police"], ["them"]),
        ("Police fired tear gas to disperse them and arrested ten.", "arrest", ["Police"], ["ten"]),
        ("Uganda, which deployed troops to Goma, offered help.", "deploy", ["Uganda"], ["troops"]),
    ],
)
def test_subject_and_object(text: str, lemma: str, subjects: list[str], objects: list[str]) -> None:
    annotation, _, clause = clause_of(text, lemma)
    assert [annotation.text[p.start : p.end] for p in clause.subjects] == subjects
    assert [annotation.text[p.start : p.end] for p in clause.objects] == objects


@pytest.mark.parametrize(
    ("text", "lemma", "passive"),
    [
        ("The editor was arrested by police.", "arrest", True),
        ("The editor had been arrested.", "arrest", True),
        ("A man arrested by police escaped.", "arrest", True),
        ("Police have arrested the editor.", "arrest", False),
        ("Police are arresting editors.", "arrest", False),
        ("The house was hit by a shell.", "hit", True),
        ("Ten men were killed and dozens wounded.", "wound", True),
        ("Ten men were killed and rebels fled.", "flee", False),
    ],
)
def test_passive(text: str, lemma: str, passive: bool) -> None:
    assert clause_of(text, lemma)[2].is_passive is passive


def test_prepositions_lead_to_what_they_take() -> None:
    annotation, _, clause = clause_of("Troops marched into Goma with tanks and guns on Friday.", "march")
    taken = {word: [annotation.text[p.start : p.end] for p in found] for word, found in clause.prepositional}
    assert taken == {"into": ["Goma"], "with": ["tanks", "guns"], "on": ["Friday"]}
    assert clause.taken_by("from") == ()


def test_an_infinitive_hangs_on_the_verb_before_it() -> None:
    annotation, _, clause = clause_of("The army refused to leave the town.", "leave")
    assert clause.is_infinitive
    assert clause.governor is not None
    assert annotation.tokens[clause.governor].lemma == "refuse"
