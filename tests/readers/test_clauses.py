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
        # past a relative clause, a list, and what was said
        ("Police fired at miners who had shut the road, and arrested six.", "arrest", ["Police"], ["six"]),
        ("Police stormed the hall, arrested ten men and seized guns.", "arrest", ["Police"], ["ten men"]),
        (
            "Fighting has killed ten, uprooted thousands and closed schools.",
            "uproot",
            ["Fighting"],
            ["thousands"],
        ),
        ("Ana Reyes said no army was needed and threatened to quit.", "threaten", ["Ana Reyes"], []),
        # who is asked acts, and who is ready to
        ("The mayor appealed to the miners to end the strike.", "end", ["the miners"], ["the strike"]),
        ("The council called on Mali to free the men.", "free", ["Mali"], ["the men"]),
        ("Envoys were quick to blame the rebels.", "blame", ["Envoys"], ["the rebels"]),
        ("Police fired on crowds protesting against the vote.", "protest", ["crowds"], []),
        # what comes of a blow is done by what struck it
        ("A clinic was hit by two shells, killing a nurse.", "kill", ["two shells"], ["a nurse"]),
        ("Talks between the army and the rebels ended.", "end", ["Talks"], []),
        ("Ten men died in a camp, local medics and teachers said.", "say", ["local medics", "teachers"], []),
        ("Envoys said that the raids targeting monks are crimes.", "target", ["the raids"], ["monks"]),
        (
            "It left at the order of President Lund, who feared a coup.",
            "fear",
            ["President Lund"],
            ["a coup"],
        ),
        ("Police searched the hall, in which a nun was hurt.", "hurt", ["a nun"], []),
        # what "and" adds to an object may be a subject
        ("Mali released two men and Niger agreed to pardon one.", "agree", ["Niger"], []),
        ("Mali released two men and Niger agreed to pardon one.", "release", ["Mali"], ["two men"]),
        ("Mali demanded his release, and Niger summoned the envoy.", "summon", ["Niger"], ["the envoy"]),
        ("She said British and French troops must go.", "go", ["British", "French troops"], []),
        ("Relatives of two nuns abducted in May appealed to Oman.", "appeal", ["Relatives of two nuns"], []),
        ("Rebels fired at miners who had shut the road.", "shut", ["miners"], ["the road"]),
        ("Troops saved miners on Jolo who had fled the army.", "flee", ["miners"], ["the army"]),
    ],
)
def test_subject_and_object(text: str, lemma: str, subjects: list[str], objects: list[str]) -> None:
    annotation, _, clause = clause_of(text, lemma)
    assert [annotation.text[p.start : p.end] for p in clause.subjects] == subjects
    assert [annotation.text[p.start : p.end] for p in clause.objects] == objects


@pytest.mark.parametrize(
    ("text", "lemma", "undergoing"),
    [
        ("Scores arrested as protests turn violent.", "arrest", ["Scores"]),
        ("Miners sought a man arrested yesterday in Goma.", "arrest", ["a man"]),
        ("Two nurses, kidnapped a week earlier, came home.", "kidnap", ["Two nurses"]),
        ("The number of people held in custody rose.", "hold", ["The number of people"]),
        ("They wrote to the families of the monks killed.", "kill", ["the monks"]),
        ("A clinic run by Aid Now (AN) in Kale, in Chin State, was shelled.", "shell", ["A clinic"]),
        ("The envoy was summoned and handed a note.", "hand", ["The envoy"]),
    ],
)
def test_who_undergoes_what_a_participle_tells(text: str, lemma: str, undergoing: list[str]) -> None:
    annotation, _, clause = clause_of(text, lemma)
    assert clause.is_passive
    assert [annotation.text[p.start : p.end] for p in clause.subjects] == undergoing


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Soldiers kidnapped and tortured dozens.", "kidnap"),
        ("Talks held in Geneva failed.", "hold"),
        ("Talks, mediated by Qatar, collapsed.", "collapse"),
        ("The men whom police arrested in May are free.", "arrest"),
    ],
)
def test_a_verb_with_its_own_doer_is_no_passive(text: str, lemma: str) -> None:
    assert not clause_of(text, lemma)[2].is_passive


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
