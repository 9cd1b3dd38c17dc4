"""The shipped triggers and agents are well formed, and tell what they should."""

from __future__ import annotations

from collections import Counter

import pytest

from sitrep.codebook import Codebook, Trigger, load_codebook
from sitrep.codebook.codebook import SLOTS
from sitrep.codebook.decoding import SECTIONS, trigger_key, triggers
from sitrep.codebook.loader import SHIPPED
from sitrep.codebook.pages import read_pages

BIG = ["ASSAULT", "COERCE", "ACCUSE", "REQUEST"]


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook()


def told_by(codebook: Codebook, words: str, *clause: str, kind: str = "verb") -> Trigger | None:
    """The trigger that ``words`` in a clause with the lemmas ``clause`` would match."""
    fits = [
        trigger
        for trigger in codebook.triggers
        if trigger.kind == kind
        and trigger.lemmas == tuple(words.split())
        and (not trigger.needs or trigger.needs & set(clause))
        and not trigger.unless & {*clause, *words.split()}
    ]
    return max(fits, key=lambda trigger: (bool(trigger.needs), trigger.confidence), default=None)


@pytest.mark.parametrize(
    ("verb", "clause", "kind", "mode"),
    [
        ("send", ["troop", "border"], "MOBILIZE", "troops"),
        ("send", ["aid", "victim"], "AID", None),
        ("hold", ["talk"], "CONSULT", None),
        ("hold", ["rally", "square"], "PROTEST", "demo"),
        ("declare", ["ceasefire"], "CONCEDE", None),
        ("declare", ["curfew"], "COERCE", "curfew"),
        ("declare", ["emergency"], "COERCE", "martial-law"),
        ("declare", ["emergency", "earthquake"], None, None),
        ("impose", ["sanction"], "SANCTION", "discontinue"),
        ("impose", ["curfew"], "COERCE", "curfew"),
        ("fire", ["rocket"], "ASSAULT", "heavy-weapons"),
        ("fire", ["shot"], "ASSAULT", "firearms"),
        ("fire", ["minister"], "SANCTION", "expel"),
        ("sign", ["treaty"], "SUPPORT", None),
        ("cut", ["tie"], "SANCTION", "discontinue"),
        ("lift", ["curfew"], "CONCEDE", None),
        ("launch", ["investigation"], "ACCUSE", "investigate"),
        ("launch", ["missile", "town"], "ASSAULT", "heavy-weapons"),
        ("strike", ["union", "pay"], "PROTEST", "strike"),
        ("strike", ["earthquake", "island"], "DISASTER", "earthquake"),
        ("kill", ["flood", "people"], None, None),
        ("kill", ["gunman", "people"], "ASSAULT", "firearms"),
        ("attack", ["goal", "midfielder"], None, None),
        ("beat", ["team", "final"], None, None),
        ("crash", ["plane"], "ACCIDENT", "air"),
        ("crash", ["bus"], "ACCIDENT", "road"),
        ("collapse", ["bridge"], "ACCIDENT", "collapse"),
        ("step down", ["president"], "RETREAT", "resign"),
        ("pull out", ["troop", "town"], "RETREAT", "withdraw"),
        ("open fire", ["crowd"], "ASSAULT", "firearms"),
        ("blow up", ["bomb", "bridge"], "ASSAULT", "explosives"),
        ("take hostage", ["gunman"], "ASSAULT", "abduct"),
        ("rule out", ["talk"], "REJECT", "meet"),
        ("call on", ["ceasefire"], "REQUEST", "yield"),
        ("demand", ["resignation"], "REQUEST", "change"),
        ("threaten", ["sanction"], "THREATEN", "relations"),
        ("warn", ["storm"], None, None),
        ("summon", ["ambassador"], "ACCUSE", "disapprove"),
        ("convict", ["court"], "SANCTION", "convict"),
        ("recall", ["ambassador"], "SANCTION", "withdraw"),
    ],
)
def test_words_around_a_verb_decide(
    codebook: Codebook, verb: str, clause: list[str], kind: str | None, mode: str | None
) -> None:
    trigger = told_by(codebook, verb, *clause)
    assert (trigger and trigger.type, trigger and trigger.mode) == (kind, mode)


@pytest.mark.parametrize(
    ("noun", "clause", "kind", "mode"),
    [
        ("air strike", [], "ASSAULT", "aerial"),
        ("car bomb", [], "ASSAULT", "explosives"),
        ("explosion", ["bomb"], "ASSAULT", "explosives"),
        ("explosion", ["factory"], "ACCIDENT", "explosion"),
        ("strike", ["worker"], "PROTEST", "strike"),
        ("strike", ["missile"], "ASSAULT", None),
        ("sit-in", [], "PROTEST", "demo"),
        ("resignation", [], "RETREAT", "resign"),
        ("resignation", ["demand"], None, None),
        ("ceasefire", [], "CONCEDE", None),
        ("earthquake", [], "DISASTER", "earthquake"),
        ("ferry disaster", [], "ACCIDENT", "water"),
        ("death sentence", [], "SANCTION", "convict"),
        ("arrest warrant", [], "THREATEN", "arrest"),
        ("tear gas", [], "ASSAULT", "crowd-control"),
    ],
)
def test_words_around_a_noun_decide(
    codebook: Codebook, noun: str, clause: list[str], kind: str | None, mode: str | None
) -> None:
    trigger = told_by(codebook, noun, *clause, kind="noun")
    assert (trigger and trigger.type, trigger and trigger.mode) == (kind, mode)


def test_every_type_has_a_wide_vocabulary(codebook: Codebook) -> None:
    verbs = Counter(trigger.type for trigger in codebook.triggers if trigger.kind == "verb")
    others = Counter(trigger.type for trigger in codebook.triggers if trigger.kind != "verb")
    assert all(verbs[name] >= 60 and others[name] >= 60 for name in codebook.types)
    assert all(verbs[name] >= 150 and others[name] >= 100 for name in BIG)


def test_every_mode_has_a_trigger(codebook: Codebook) -> None:
    known = {(name, mode.name) for name, kind in codebook.types.items() for mode in kind.modes}
    told = {(trigger.type, trigger.mode) for trigger in codebook.triggers if trigger.mode}
    assert told == known


def test_triggers_are_lower_case_and_use_known_slots(codebook: Codebook) -> None:
    for trigger in codebook.triggers:
        assert trigger.lemmas
        assert " ".join(trigger.lemmas) == " ".join(trigger.lemmas).lower()
        assert {*trigger.actor, *trigger.recipient} <= set(SLOTS)
        assert 0.3 <= trigger.confidence <= 0.95


def test_no_trigger_is_told_twice_in_different_files(codebook: Codebook) -> None:
    pages = read_pages(SHIPPED, SECTIONS)
    keys = Counter(trigger_key(trigger) for page in pages for trigger in triggers(page, codebook.types))
    assert [key for key, count in keys.items() if count > 1] == []


def test_no_trigger_rules_out_its_own_words(codebook: Codebook) -> None:
    dead = [trigger.lemmas for trigger in codebook.triggers if trigger.unless & set(trigger.lemmas)]
    assert dead == []


def test_mutual_triggers_have_somebody_to_join(codebook: Codebook) -> None:
    for trigger in codebook.triggers:
        if trigger.mutual:
            assert {*trigger.actor, *trigger.recipient} - {"subject"}


@pytest.mark.parametrize(
    ("words", "sectors", "is_title"),
    [
        ("president", ("GOV",), True),
        ("prime minister", ("GOV",), True),
        ("soldier", ("MIL",), False),
        ("general", ("MIL",), True),
        ("police", ("COP",), False),
        ("judge", ("JUD",), True),
        ("lawmaker", ("LEG",), False),
        ("protester", ("CVL",), False),
        ("rebel", ("REB",), False),
        ("gunman", ("UAF",), False),
        ("doctor", ("MED",), False),
        ("journalist", ("JRN",), False),
        ("refugee", ("REF",), False),
        ("bishop", ("REL",), True),
        ("company", ("BUS",), False),
        ("drug cartel", ("CRM",), False),
        ("opposition leader", ("OPP",), True),
        ("opposition party", ("PTY", "OPP"), False),
        ("trade union", ("LAB",), False),
        ("university", ("EDU",), False),
        ("farmer", ("AGR",), False),
        ("spy chief", ("SPY",), False),
    ],
)
def test_agents_have_sectors(
    codebook: Codebook, words: str, sectors: tuple[str, ...], is_title: bool
) -> None:
    agent = codebook.agents[words]
    assert (agent.sectors, agent.is_title) == (sectors, is_title)


@pytest.mark.parametrize(
    ("form", "name", "country", "sectors"),
    [
        ("UN", "United Nations", None, ("IGO",)),
        ("WHO", "World Health Organization", None, ("IGO",)),
        ("NATO", "NATO", None, ("IGO",)),
        ("Kremlin", "Kremlin", "RUS", ("GOV",)),
        ("Pentagon", "Pentagon", "USA", ("MIL",)),
        ("Knesset", "Knesset", "ISR", ("LEG",)),
        ("Duma", "State Duma", "RUS", ("LEG",)),
        ("Taliban", "Taliban", "AFG", ("REB",)),
        ("Hizbollah", "Hezbollah", "LBN", ("REB",)),
        ("Transnistria", "Transnistria", "MDA", ("PRE", "GOV")),
        ("CIA", "CIA", "USA", ("SPY",)),
    ],
)
def test_names_have_country_and_sectors(
    codebook: Codebook, form: str, name: str, country: str | None, sectors: tuple[str, ...]
) -> None:
    agent = codebook.named(form, "2010-05-01")
    assert agent is not None
    assert (agent.name, agent.country, agent.sectors) == (name, country, sectors)


def test_agents_have_known_sectors_and_there_are_many(codebook: Codebook) -> None:
    assert len(codebook.agents) >= 500
    for agent in (*codebook.agents.values(), *(a for agents in codebook.names.values() for a in agents)):
        assert agent.sectors
        assert set(agent.sectors) <= set(codebook.sectors)
