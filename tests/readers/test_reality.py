"""Whether what is told happened, goes on, is planned, is only possible, or is said not to be."""

from __future__ import annotations

import pytest

from sitrep import read
from sitrep.readers.reality import believed
from sitrep.record import Reality


def realities(text: str, type_: str) -> list[str]:
    return [
        event.reality
        for event in read(text, published="2021-05-04", reader="rules").events
        if event.type == type_
    ]


@pytest.mark.parametrize(
    ("text", "type_", "expected"),
    [
        ("Gunmen attacked the village.", "ASSAULT", "happened"),
        ("The president resigned.", "RETREAT", "happened"),
        ("Workers went on strike on Monday.", "PROTEST", "happened"),
        ("The attack on the village killed nine people.", "ASSAULT", "happened"),
        # negation
        ("Gunmen did not attack the village.", "ASSAULT", "denied"),
        ("No soldiers attacked the village.", "ASSAULT", "denied"),
        ("Police said they had not arrested anybody.", "COERCE", "denied"),
        # the future
        ("Gunmen will attack the village.", "ASSAULT", "planned"),
        ("Workers will go on strike on Friday.", "PROTEST", "planned"),
        # modal verbs
        ("Gunmen may attack the village.", "ASSAULT", "possible"),
        ("Gunmen could attack the village.", "ASSAULT", "possible"),
        ("The president might resign.", "RETREAT", "possible"),
        ("The president must resign, the opposition said.", "RETREAT", "possible"),
        # conditions
        ("If gunmen attack the village, the army will respond.", "ASSAULT", "possible"),
        ("Unless the president resigns, the union will strike.", "RETREAT", "possible"),
        ("Unless the president resigns, the union will strike.", "PROTEST", "planned"),
        # infinitives behind a verb that weighs them
        ("The army refused to attack the village.", "ASSAULT", "denied"),
        ("The army failed to attack the village.", "ASSAULT", "denied"),
        ("Officials urged the army to attack the village.", "ASSAULT", "possible"),
        ("The army tried to attack the village.", "ASSAULT", "possible"),
        ("The army continued to attack the village.", "ASSAULT", "ongoing"),
        ("The president refused to resign.", "RETREAT", "denied"),
        ("Opposition leaders demanded that the president resign.", "RETREAT", "possible"),
        # what goes on
        ("Police are arresting protesters.", "COERCE", "ongoing"),
        # nouns behind a verb that weighs them
        ("Workers cancelled a strike.", "PROTEST", "denied"),
    ],
)
def test_reality(text: str, type_: str, expected: str) -> None:
    assert realities(text, type_) == [expected]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The army refused to attack the village.", "REJECT"),
        ("Officials urged the army to attack the village.", "REQUEST"),
        ("The army threatened to attack the village.", "THREATEN"),
        ("Opposition leaders demanded that the president resign.", "REQUEST"),
    ],
)
def test_the_voicing_itself_happened_whatever_is_voiced(text: str, type_: str) -> None:
    record = read(text, published="2021-05-04", reader="rules")
    (voiced,) = [event for event in record.events if event.type == type_]
    assert (voiced.reality, voiced.said_in) == ("happened", None)
    others = [event for event in record.events if event.type != type_]
    assert all(e.said_in and e.reality in {"possible", "planned", "denied"} for e in others)


@pytest.mark.parametrize(
    "text",
    [
        "There was no attack on the village.",
        "The planned attack on the village worried residents.",
        "A possible attack on the village worried residents.",
        "Police foiled an attack on the village.",
        "Residents feared an attack on the village.",
        "The army plans to attack the village.",
        "Nobody attacked the village.",
    ],
)
def test_what_did_not_happen_is_never_told_as_done(text: str) -> None:
    assert not {"happened", "ongoing"} & set(realities(text, "ASSAULT"))


@pytest.mark.parametrize(
    ("found", "factuality", "expected"),
    [
        ("happened", None, "happened"),
        ("happened", 2.4, "happened"),
        ("happened", 0.3, "possible"),
        ("happened", -2.0, "denied"),
        ("possible", 2.8, "happened"),
        ("possible", 1.5, "possible"),
        # a sure plan is held for true, and stays a plan
        ("planned", 2.9, "planned"),
        ("denied", 2.9, "denied"),
    ],
)
def test_the_model_may_hold_for_doubtful_what_the_grammar_does_not(
    found: Reality, factuality: float | None, expected: Reality
) -> None:
    assert believed(found, factuality) == expected
