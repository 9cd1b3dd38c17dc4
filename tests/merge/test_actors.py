"""One actor under several names, and two actors of one name."""

from __future__ import annotations

import pytest

from ledger.builder import Body, Told, build
from sitrep.ledger import Filed, fold
from sitrep.ledger.state import ActorRow
from sitrep.merge.actors import best_name, gather, judge_names
from sitrep.merge.told import condense
from sitrep.record import Actor, Mention, Record


def told(name: str, body: Body, n: int = 0, also: tuple[str, ...] = ()) -> Record:
    text = f"{name} resigned on the day that desk {n} closed. {' and '.join(also)} was said of it."
    record = build(
        text,
        publisher=f"Desk {n}",
        published=f"2020-08-{n + 1:02}",
        events=(Told("resigned", "RETREAT", "resign", actors=(name,)),),
        bodies={name: body},
    )
    if not also:
        return record
    (actor,) = record.actors
    more = []
    for other in also:
        start = text.index(other, len(name))
        more.append(Mention(start, start + len(other), other, "name"))
    cells = {field: getattr(actor, field) for field in Actor.__dataclass_fields__}
    with_more = Actor(**{**cells, "mentions": (*actor.mentions, *more)})
    return Record(**{**{f: getattr(record, f) for f in Record.__dataclass_fields__}, "actors": (with_more,)})


def actors(*told_as: tuple[str, Body] | tuple[str, Body, tuple[str, ...]]) -> list[ActorRow]:
    records = [told(row[0], row[1], n, row[2] if len(row) > 2 else ()) for n, row in enumerate(told_as)]
    return list(fold(map(Filed, records)).state.actors)


def person(country: str | None = "LBN", *sectors: str) -> Body:
    return Body("person", country, sectors or ("GOV",))


def body(country: str | None = "LBN") -> Body:
    return Body("organization", country, ("GOV",))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Samir Haddad", person()), ("Samir Haddad", person(None))),
        (("Samir Haddad", person()), ("Samir Elias Haddad", person())),
        (("Muhammad Hussein", person()), ("Mohammed Hussain", person())),
        (("Samir Haddad", person()), ("Haddad", person())),
        (("Ministry of Health", body()), ("Health Ministry", body())),
        (("World Grain Council", body(None), ("WGC",)), ("WGC", body(None))),
    ],
)
def test_these_are_one_actor(one: tuple[str, Body], other: tuple[str, Body]) -> None:
    assert len(actors(one, other)) == 1
    assert len(actors(other, one)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Samir Haddad", person("LBN")), ("Samir Haddad", person("SYR"))),
        (("Samir Haddad", person()), ("Lina Haddad", person())),
        (("Maria Haddad", person()), ("Mario Haddad", person())),
        (("Samir Haddad", person("LBN", "GOV")), ("Haddad", person(None, "GOV"))),
        (("Samir Haddad", person("LBN", "GOV")), ("Haddad", person("LBN", "MED"))),
        (("Health Ministry", body("LBN")), ("Health Ministry", body("SYR"))),
        (("police", Body("group", "LBN", named=False)), ("police", Body("group", "LBN", named=False))),
    ],
)
def test_these_are_two(one: tuple[str, Body], other: tuple[str, Body]) -> None:
    assert len(actors(one, other)) == 2


def test_a_surname_that_two_people_bear_is_neither_of_them() -> None:
    rows = actors(("Samir Haddad", person()), ("Lina Haddad", person()), ("Haddad", person()))
    assert sorted(row.name for row in rows) == ["Haddad", "Lina Haddad", "Samir Haddad"]


def test_the_name_shown_is_the_one_told_most_often_and_in_full() -> None:
    rows = actors(("Haddad", person()), ("Haddad", person()), ("Samir Haddad", person()))
    assert [(row.name, row.names) for row in rows] == [("Samir Haddad", ("Samir Haddad", "Haddad"))]


def test_a_judgement_says_in_words_why() -> None:
    one, other = (
        gather(f"k-{n}", condense(told(name, person(), n)).actors)
        for n, name in enumerate(("Muhammad Hussein", "Mohammed Hussain"))
    )
    judgement = judge_names(one, other)
    assert judgement is not None
    assert judgement.evidence == (
        "one name in two spellings: Muhammad Hussein and Mohammed Hussain",
        "same country: LBN",
    )
    assert best_name([one, other]) == "Muhammad Hussein"
