"""The shipped codebook says what PLOVER 2.0 says."""

from __future__ import annotations

import pytest

from sitrep.codebook import Codebook, load_codebook

# Type: quad, score, whether a recipient is required, and every mode with its score.
PLOVER = {
    "AGREE": (1, 2.5, False, {}),
    "CONSULT": (1, 2.5, False, {"visit": 4, "third-party": 1, "multilateral": 4, "phone": 1.5}),
    "SUPPORT": (1, 5, False, {}),
    "CONCEDE": (1, 4.5, False, {}),
    "COOPERATE": (2, 9.5, True, {}),
    "AID": (2, 10, True, {}),
    "RETREAT": (
        2,
        6.5,
        False,
        {"withdraw": 8, "release": 6.5, "disarm": 10, "ceasefire": 7.5, "access": 6.5, "resign": 4.5},
    ),
    "REQUEST": (3, 0, False, {"assist": 0.5, "change": -1, "yield": -1, "meet": 0}),
    "ACCUSE": (3, -3, False, {"disapprove": -2, "investigate": -3.5, "allege": -3.5}),
    "REJECT": (3, -2, False, {"assist": -1.5, "change": -2, "yield": -2, "meet": -2}),
    "THREATEN": (
        3,
        -3.5,
        False,
        {"restrict": -3, "arrest": -3.5, "relations": -3.5, "expel": -3.5, "territory": -4, "violence": -3.5},
    ),
    "PROTEST": (
        4,
        -5,
        False,
        {
            "demo": -5,
            "riot": -7,
            "strike": -5,
            "hunger": -4.5,
            "boycott": -4.5,
            "obstruct": -4.5,
            "vandalize": None,
        },
    ),
    "SANCTION": (4, -6, True, {"convict": -6, "expel": -5.5, "withdraw": -6, "discontinue": -6}),
    "MOBILIZE": (4, -5.5, False, {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6}),
    "COERCE": (
        4,
        -7,
        False,
        {
            "seize": -7,
            "restrict": -7,
            "censor": -6.5,
            "curfew": -6.5,
            "martial-law": -7.5,
            "arrest": -7,
            "deport": -7,
            "withhold": -7,
            "misinformation": -6.5,
            "cyber": -7,
        },
    ),
    "ASSAULT": (
        4,
        -9,
        False,
        {
            "abduct": -8.5,
            "beat": -7.5,
            "torture": -8.5,
            "sexual": -8.5,
            "targeted": -9.5,
            "destroy": -8.5,
            "primitive": -8,
            "firearms": -9,
            "explosives": -9,
            "suicide-attack": -9.5,
            "aerial": -9.5,
            "drone": -9.5,
            "heavy-weapons": -9.5,
            "crowd-control": -7.5,
            "unconventional": -10,
            "sideAB": None,
        },
    ),
}

CONTEXTS = """
    military intelligence executive legislative election political_institutions pro_democracy pro_autocracy
    economic legal reparations human_rights rights_freedoms repression human_security gender lgbt
    religion_ethnicity inequality diplomatic territory peacekeeping health asylum migration disasters
    natural_resource environment technology terrorism cbrn cyber misinformation crime corruption
    illegal_drugs trafficking
""".split()

SECTORS = """
    GOV MIL COP JUD LEG SPY PTY PRM REB UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED OPP PRE REF REL SOC
""".split()
INTERNATIONAL = ["IGO", "NGO", "ISM", "IMG", "MNC"]


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook()


@pytest.mark.parametrize("name", PLOVER)
def test_type_has_quad_score_recipient_and_modes(codebook: Codebook, name: str) -> None:
    event_type = codebook.types[name]
    required = event_type.recipient == "required"
    modes = {mode.name: mode.score for mode in event_type.modes}
    assert (event_type.quad, event_type.score, required, modes) == PLOVER[name]


def test_types_are_those_of_plover_and_two_more(codebook: Codebook) -> None:
    assert list(codebook.types) == [*PLOVER, "DISASTER", "ACCIDENT"]


@pytest.mark.parametrize(
    ("name", "modes"),
    [
        ("DISASTER", {"earthquake", "volcanic_activity", "mass_movement", "flood", "storm", "wildfire"}),
        ("DISASTER", {"extreme_temperature", "drought", "epidemic", "insect_infestation"}),
        ("ACCIDENT", {"explosion", "fire", "collapse", "chemical_spill", "gas_leak", "oil_spill"}),
        ("ACCIDENT", {"poisoning", "radiation", "air", "rail", "road", "water", "other"}),
    ],
)
def test_unwilled_events_have_modes_of_em_dat_and_no_quad(
    codebook: Codebook, name: str, modes: set[str]
) -> None:
    event_type = codebook.types[name]
    assert modes <= {mode.name for mode in event_type.modes}
    assert event_type.quad is None
    assert event_type.score is None


def test_contexts_are_the_37_and_each_has_cues(codebook: Codebook) -> None:
    assert list(codebook.contexts) == CONTEXTS
    assert min(len(context.cues) for context in codebook.contexts.values()) >= 10


def test_sectors_are_the_25_and_the_international_ones(codebook: Codebook) -> None:
    assert [code for code in codebook.sectors if code not in INTERNATIONAL] == SECTORS
    assert set(codebook.sectors) - set(SECTORS) == set(INTERNATIONAL)


@pytest.mark.parametrize(
    ("types", "reality", "becomes", "mode"),
    [
        ({"CONSULT", "SUPPORT", "COOPERATE", "AID"}, "planned", "AGREE", None),
        ({"RETREAT"}, "planned", "CONCEDE", None),
        ({"ASSAULT"}, "possible", "THREATEN", "violence"),
    ],
)
def test_what_is_still_ahead_becomes_another_type(
    codebook: Codebook, types: set[str], reality: str, becomes: str, mode: str | None
) -> None:
    fitting = [rule for rule in codebook.rules if types <= rule.types and reality in rule.realities]
    assert [(rule.effect, rule.type, rule.mode) for rule in fitting] == [("becomes", becomes, mode)]


def test_conviction_with_prison_brings_an_arrest(codebook: Codebook) -> None:
    (rule,) = [rule for rule in codebook.rules if rule.effect == "brings"]
    assert (rule.types, rule.modes) == ({"SANCTION"}, {"convict"})
    assert (rule.type, rule.mode) == ("COERCE", "arrest")
    assert {"prison", "jail"} <= rule.needs


def test_what_stands_beside_a_stronger_event_is_dropped(codebook: Codebook) -> None:
    dropped = {
        (kind, beside)
        for rule in codebook.rules
        if rule.effect == "drops"
        for kind in rule.types
        for beside in rule.beside
    }
    assert {("MOBILIZE", "ASSAULT"), ("REQUEST", "PROTEST"), ("ACCUSE", "SANCTION")} <= dropped
