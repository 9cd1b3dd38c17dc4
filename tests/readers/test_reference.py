"""Whom pronouns, surnames and offices mean, over the sentences of a report."""

from __future__ import annotations

from sitrep import read
from sitrep.model.labels import MENTIONS
from sitrep.model.layers import span_layer
from sitrep.readers.reference import Reference


def speakers(text: str) -> list[str | None]:
    """The names of the actors to whom the speakers of a report's statements are tied."""
    record = read(text, published="2021-05-04")
    names = {actor.id: actor.name for actor in record.actors}
    return [names.get(s.speaker.actor or "") if s.speaker else None for s in record.statements]


def test_he_who_goes_on_speaking_is_who_spoke_before() -> None:
    text = (
        "President Carlos Mora signed the treaty on Monday. Senator Paul Lind said it was a mistake. "
        '"The country will pay for it for years," he said.'
    )
    assert speakers(text)[-2:] == ["Paul Lind", "Paul Lind"]


def test_an_honorific_and_a_surname_are_the_person_of_before() -> None:
    text = (
        "The mayor of Arusha, Anne Mwangi, said the bridge was closed on Sunday. "
        "Ms Mwangi said it would open again in May."
    )
    assert speakers(text) == ["Anne Mwangi", "Anne Mwangi"]


def test_a_surname_that_is_a_noun_too_is_a_name() -> None:
    record = read(
        "The gunman was identified as Clay Duke, 56, by police. Jones, a guard, then shot Duke in Tampa.",
        published="2021-05-04",
    )
    (duke,) = (actor for actor in record.actors if "Duke" in actor.name)
    assert [(m.quote, m.form) for m in duke.mentions] == [("Clay Duke", "name"), ("Duke", "name")]


def test_mentions_before_one_that_mean_the_same_come_the_nearest_first() -> None:
    rows = [(0, 3, 0, 0.9, 0), (10, 12, 0, 0.9, 0), (20, 22, 0, 0.9, 2), (30, 32, 0, 0.9, 0)]
    reference = Reference(span_layer(MENTIONS, rows))
    assert reference.before(30, 32) == [(10, 12), (0, 3)]
    assert reference.before(0, 3) == []
    assert reference.before(5, 6) == []
    assert Reference(None).before(0, 3) == []
