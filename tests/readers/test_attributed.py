"""The attribution head beside the rules: a passive is about its subject, who says nothing."""

from __future__ import annotations

import pytest

from sitrep import read
from sitrep.evaluate.gold import report_from

PASSIVES = {
    "The harbour board was widely criticised for not dredging the channel.": (
        None,
        ("The harbour board", "for not dredging the channel"),
        None,
    ),
    "The general was asked to leave the country.": (None, ("to leave the country",), "The general"),
    "The coalition was asked by the Green Party to turn the offer down.": (
        "the Green Party",
        ("to turn the offer down",),
        "The coalition",
    ),
    "The minister was warned by aides that the dam would break.": (
        "aides",
        ("that the dam would break",),
        "The minister",
    ),
    "At the talks between the two countries it was announced that the drills would begin in May.": (
        None,
        ("that the drills would begin in May",),
        None,
    ),
}


@pytest.mark.parametrize("text", PASSIVES)
def test_whom_a_passive_is_about_is_not_its_speaker(text: str) -> None:
    (statement,) = read(report_from(text)).statements
    speaker = statement.speaker.quote if statement.speaker else None
    addressee = statement.addressee.quote if statement.addressee else None
    assert (speaker, tuple(piece.quote for piece in statement.content), addressee) == PASSIVES[text]


@pytest.mark.parametrize("cue", ["said", "confirmed", "announced"])
def test_a_speaker_before_a_cue_that_could_be_a_participle_speaks(cue: str) -> None:
    (statement,) = read(
        report_from(f"The two navies will hold a drill, a Jordanian official {cue}.")
    ).statements
    assert statement.speaker is not None
    assert statement.speaker.quote == "a Jordanian official"
