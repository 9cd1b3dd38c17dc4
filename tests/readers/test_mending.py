"""What the clauses around them put right in statements and places."""

from __future__ import annotations

import pytest

from sitrep import read


def said(text: str) -> list[tuple[str | None, str | None, str]]:
    record = read(text, published="2021-05-04", reader="rules")
    return [
        (
            s.speaker.quote if s.speaker else None,
            s.cue.quote if s.cue else None,
            " … ".join(piece.quote for piece in s.content),
        )
        for s in record.statements
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "At least 20 people were hurt in the crush, Marta Ilves, the city's mayor, said on Monday.",
            ("Marta Ilves, the city's mayor", "said", "At least 20 people were hurt in the crush"),
        ),
        (
            "The toll has risen to 78, Health Minister Ana Reyes said early on Wednesday.",
            ("Health Minister Ana Reyes", "said", "The toll has risen to 78"),
        ),
        (
            "The senator condemned the attack but refused to resign.",
            ("The senator", "condemned", "the attack"),
        ),
        (
            "President Ana Lima spoke on his resignation saying he was sad.",
            ("President Ana Lima", "saying", "he was sad"),
        ),
    ],
)
def test_speaker_and_content(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in said(text)


def test_a_country_that_acts_is_an_actor_and_no_place() -> None:
    record = read(
        "Russia closed the border. Two men were held in Russia.", published="2021-05-04", reader="rules"
    )
    assert [place.start for place in record.places] == [record.report.text.rindex("Russia")]
    assert "Russia" in [actor.name for actor in record.actors]


def test_one_who_puts_a_number_at_something_says_it() -> None:
    record = read(
        "Floods killed 42 people. Police put the number of dead at 10.",
        published="2021-05-04",
        reader="rules",
    )
    figure = next(figure for figure in record.figures if figure.low == 10)
    assert figure.speaker is not None
    assert figure.speaker.quote == "Police"
