"""Reports in capitals throughout are read as if they stood in both cases, and quoted as they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep import read
from sitrep.evaluate.gold import report_from
from sitrep.gazetteer import open_gazetteer
from sitrep.readers.capitals import lowered

WIRE = (
    "SAN SALVADOR, 3 JAN 90 (EFE) -- GENERAL RAUL ORTEGA SAID TODAY THAT GUERRILLAS OF THE PEOPLE'S FRONT "
    "[PLF] KILLED THREE SOLDIERS IN USULUTAN. U.S. OFFICIALS CONDEMNED THE ATTACK."
)


def written(text: str) -> str:
    twin = lowered(report_from(text), open_gazetteer())
    assert twin is not None
    return twin.text


def test_names_alone_stand_high() -> None:
    assert written(WIRE) == (
        "San Salvador, 3 Jan 90 (EFE) -- General Raul Ortega said today that guerrillas of the people's "
        "front [PLF] killed three soldiers in Usulutan. U.S. officials condemned the attack."
    )


@pytest.mark.parametrize("text", ["Rain fell on the town, and nobody left it.", "FIRE", "", "TV AND RADIO"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert lowered(report_from(text), open_gazetteer()) is None


@given(st.text(alphabet=st.characters(exclude_categories=("Ll", "Cs")), min_size=40))
def test_no_letter_is_moved(text: str) -> None:
    twin = lowered(report_from(text), open_gazetteer())
    assert twin is None or len(twin.text) == len(text)


def test_what_is_read_is_quoted_as_the_report_has_it() -> None:
    record = read(report_from(WIRE, published="1990-01-03"))
    assert record.report.text == WIRE
    (said,) = (s for s in record.statements if s.cue and s.cue.quote == "SAID")
    assert said.speaker is not None
    assert said.speaker.quote == "GENERAL RAUL ORTEGA"
    killed = next(figure for figure in record.figures if figure.measure == "killed")
    assert (killed.low, killed.quote) == (3, "THREE")
    assert any(event.type == "ASSAULT" for event in record.events)
    assert any(actor.name == "Raul Ortega" for actor in record.actors)
