"""Pages of codebook files come in, and event types, triggers, rules, contexts and agents go out.

Whatever cannot be used is left out and noted as a fault of its page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import cast, get_args

import yaml

from sitrep.codebook.codebook import (
    SLOTS,
    Agent,
    AgentKind,
    Context,
    EventType,
    Extent,
    Mode,
    Phrase,
    Rule,
    RuleEffect,
    Shared,
    Trigger,
    TriggerKind,
    Within,
)
from sitrep.codebook.pages import Node, Page
from sitrep.record.event import Reality

__all__ = [
    "SECTIONS",
    "agents",
    "contexts",
    "dependencies",
    "event_types",
    "names",
    "phrases",
    "rules",
    "sectors",
    "triggers",
]

SECTIONS = (
    "name",
    "version",
    "types",
    "triggers",
    "rules",
    "contexts",
    "sectors",
    "agents",
    "names",
    "former",
    "relational",
    "kin",
    "dependencies",
    "light_verbs",
    "examples",
)
_KINDS: dict[str, TriggerKind] = {"verbs": "verb", "nouns": "noun", "phrases": "phrase"}
_EXTENTS = get_args(Extent)
_TRIGGER_KEYS = (
    *_KINDS,
    "mode",
    "actor",
    "recipient",
    "needs",
    "needs_at",
    "unless",
    "confidence",
    "mutual",
)
_TYPE_KEYS = ("quad", "score", "recipient", "about", "modes")
_RULE_KEYS = tuple(field.name for field in fields(Rule))
_AGENT_KEYS = ("sectors", "kind", "country", "title", "words")
_NAME_KEYS = ("sectors", "kind", "country", "names", "since", "until")
_ACTOR = {"verb": ("subject",), "noun": ("possessive", "by", "of", "premodifier"), "phrase": ("subject",)}
_RECIPIENT = {"verb": ("object",), "noun": (), "phrase": ("object",)}
_CONFIDENCE = 0.6
_GAP = 4


def event_types(page: Page) -> Iterator[EventType]:
    """The event types that one page defines."""
    for name, node in _section(page, "types").items():
        values = page.mapping(node, _TYPE_KEYS, ("about",))
        quad = page.number(values.get("quad"), 1, 4)
        recipient = page.choice(values.get("recipient"), ("required", "optional"), "recipient")
        yield EventType(
            name=name,
            quad=None if quad is None else int(quad),
            score=page.number(values.get("score"), -10, 10),
            recipient="required" if recipient == "required" else "optional",
            about=page.text(values.get("about")) or "",
            modes=tuple(_modes(page, values["modes"])) if "modes" in values else (),
        )


def _modes(page: Page, node: Node) -> Iterator[Mode]:
    for name, value in page.mapping(node).items():
        values = page.mapping(value, ("score", "about"), ("about",))
        score = page.number(values.get("score"), -10, 10)
        yield Mode(name, score, page.text(values.get("about")) or "")


def triggers(page: Page, types: Mapping[str, EventType]) -> Iterator[Trigger]:
    """The triggers of one page, in its order; the same words with the same conditions twice are a fault."""
    lines: dict[object, int] = {}
    for name, node in _section(page, "triggers", types, "event type").items():
        for group in page.items(node):
            for trigger, line in _grouped(page, group, types[name]):
                key = trigger_key(trigger)
                if key in lines:
                    words = " ".join(trigger.lemmas)
                    page.note(line, f"duplicate trigger {words!r}; the first is in line {lines[key]}")
                else:
                    lines[key] = line
                    yield trigger


def trigger_key(trigger: Trigger) -> object:
    """What tells one trigger from another: its words and its conditions."""
    return trigger.lemmas, trigger.kind, trigger.needs, trigger.needs_at, trigger.unless


def _grouped(page: Page, group: Node, event_type: EventType) -> Iterator[tuple[Trigger, int]]:
    values = page.mapping(group, _TRIGGER_KEYS)
    if not _KINDS.keys() & values.keys():
        page.note(group, "missing key 'verbs', 'nouns' or 'phrases'")
    pattern = _pattern(page, values, event_type)
    actor, recipient = _slots(page, values.get("actor")), _slots(page, values.get("recipient"))
    for key, kind in _KINDS.items():
        alike = pattern._replace(
            kind=kind,
            actor=_ACTOR[kind] if actor is None else actor,
            recipient=_RECIPIENT[kind] if recipient is None else recipient,
        )
        for words, line in page.words(values.get(key)):
            lemmas = tuple(word for word in words.lower().split() if word != "..")
            trigger = alike._replace(lemmas=lemmas, gap=_GAP if ".." in words else 0)
            yield _without_own_words(trigger), line


def _without_own_words(trigger: Trigger) -> Trigger:
    """``trigger`` with conditions that its own words cannot decide: "round" in "round of talks"."""
    own = trigger.needs.union(trigger.unless).intersection(trigger.lemmas)
    if not own:
        return trigger
    return trigger._replace(needs=trigger.needs - own or trigger.needs, unless=trigger.unless - own)


def _pattern(page: Page, values: Mapping[str, Node], event_type: EventType) -> Trigger:
    """A trigger with all that a group shares, and no words yet."""
    needs_at = page.choice(values.get("needs_at"), _EXTENTS, "place for needs_at") or "clause"
    confidence = page.number(values.get("confidence"), 0, 1)
    return Trigger(
        lemmas=(),
        kind="phrase",
        type=event_type.name,
        mode=_mode(page, values.get("mode"), event_type),
        actor=(),
        recipient=(),
        needs=_lemmas(page, values.get("needs")),
        unless=_lemmas(page, values.get("unless")),
        confidence=_CONFIDENCE if confidence is None else confidence,
        needs_at=cast(Extent, needs_at),
        mutual=page.choice(values.get("mutual"), ("true", "false"), "value of mutual") == "true",
    )


def _mode(page: Page, node: Node | None, event_type: EventType) -> str | None:
    known = [mode.name for mode in event_type.modes]
    return page.choice(node, known, f"mode of {event_type.name}")


def _slots(page: Page, node: Node | None) -> tuple[str, ...] | None:
    """The slots named, none where the file says ``none``, and None where it says nothing."""
    if node is None:
        return None
    if isinstance(node, yaml.ScalarNode) and node.value == "none":
        return ()
    return page.choices(node, SLOTS, "slot")


def _lemmas(page: Page, node: Node | None) -> frozenset[str]:
    words = page.words(node)
    for word, line in words:
        if " " in word:
            page.note(line, f"expected one word, found {word!r}")
    return frozenset(word.lower() for word, _ in words)


def rules(page: Page, types: Mapping[str, EventType], known_sectors: Mapping[str, str]) -> Iterator[Rule]:
    """The rules of one page, in its order."""
    if "rules" not in page.sections:
        return
    for node in page.items(page.sections["rules"]):
        values = page.mapping(node, _RULE_KEYS, ("name", "about", "types", "effect"))
        effect = page.choice(values.get("effect"), get_args(RuleEffect), "effect")
        target = page.choice(values.get("type"), types, "event type")
        if effect in ("becomes", "brings") and target is None:
            page.note(node, f"missing key 'type': what an event {effect}")
        elif effect is not None:
            mode = _mode(page, values.get("mode"), types[target]) if target else None
            rule = Rule(
                name=page.text(values.get("name")) or "",
                about=page.text(values.get("about")) or "",
                types=frozenset(page.choices(values.get("types"), types, "event type")),
                effect=cast(RuleEffect, effect),
                type=target,
                mode=mode,
            )
            yield _narrowed(page, rule, values, types, known_sectors)


def _narrowed(
    page: Page,
    rule: Rule,
    values: Mapping[str, Node],
    types: Mapping[str, EventType],
    known_sectors: Mapping[str, str],
) -> Rule:
    """``rule`` with the conditions that ``values`` add."""

    def chosen(key: str, known: Collection[str], what: str) -> frozenset[str]:
        return frozenset(page.choices(values.get(key), known, what))

    return replace(
        rule,
        modes=chosen("modes", _modes_of(types, rule.types), "mode of these types"),
        realities=chosen("realities", get_args(Reality), "reality"),
        actor_sectors=chosen("actor_sectors", known_sectors, "sector"),
        recipient_sectors=chosen("recipient_sectors", known_sectors, "sector"),
        needs=_lemmas(page, values.get("needs")),
        beside=(beside := chosen("beside", types, "event type")),
        beside_modes=chosen("beside_modes", _modes_of(types, beside), "mode of these types"),
        within=cast(Within, page.choice(values.get("within"), get_args(Within), "extent") or "sentence"),
        shares=cast(Shared, page.choice(values.get("shares"), get_args(Shared), "party")),
    )


def _modes_of(types: Mapping[str, EventType], names: Collection[str]) -> list[str]:
    return [mode.name for name in names for mode in types[name].modes]


def contexts(page: Page) -> Iterator[Context]:
    """The contexts that one page defines."""
    for name, node in _section(page, "contexts").items():
        values = page.mapping(node, ("about", "cues"), ("about", "cues"))
        cues = tuple(tuple(words.lower().split()) for words, _ in page.words(values.get("cues")))
        yield Context(name, page.text(values.get("about")) or "", cues)


def sectors(page: Page) -> Iterator[tuple[str, str]]:
    """The sector codes that one page defines, with what they mean."""
    for code, node in _section(page, "sectors").items():
        yield code, page.text(node) or ""


def agents(page: Page, known_sectors: Mapping[str, str]) -> Iterator[Agent]:
    """The common nouns and phrases of one page that name who acts, in lower case."""
    if "agents" not in page.sections:
        return
    for node in page.items(page.sections["agents"]):
        values = page.mapping(node, _AGENT_KEYS, ("sectors", "kind", "words"))
        is_title = page.choice(values.get("title"), ("true", "false"), "value of title") == "true"
        codes, kind, country = _described(page, values, known_sectors)
        for words, _ in page.words(values.get("words")):
            yield Agent(words.lower(), kind, codes, country, is_title)


def names(page: Page, known_sectors: Mapping[str, str]) -> Iterator[tuple[str, Agent]]:
    """The proper names of one page, every form of a name with the agent it stands for.

    ``African Union / AU`` gives two forms of one agent; ``Kremlin (RUS)`` says its country.
    """
    if "names" not in page.sections:
        return
    for node in page.items(page.sections["names"]):
        values = page.mapping(node, _NAME_KEYS, ("sectors", "kind", "names"))
        codes, kind, country = _described(page, values, known_sectors)
        for words, line in page.words(values.get("names")):
            forms, told = _country_of(words)
            if told is not None and not _is_country(told):
                page.note(line, f"expected a country as three capital letters, found {told!r}")
            days = (_day(page, values.get("since")), _day(page, values.get("until")))
            agent = Agent(forms[0], kind, codes, told or country, False, *days)
            yield from ((form, agent) for form in forms)


def _day(page: Page, node: Node | None) -> str | None:
    text = page.text(node)
    if node is None or text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        page.note(node, f"expected a day as YYYY-MM-DD, found {text!r}")
        return None


def _described(
    page: Page, values: Mapping[str, Node], known_sectors: Mapping[str, str]
) -> tuple[tuple[str, ...], AgentKind, str | None]:
    codes = page.choices(values.get("sectors"), known_sectors, "sector")
    kind = page.choice(values.get("kind"), get_args(AgentKind), "kind of agent") or "group"
    node = values.get("country")
    country = page.text(node)
    if node is not None and country is not None and not _is_country(country):
        page.note(node, f"expected a country as three capital letters, found {country!r}")
    return codes, cast(AgentKind, kind), country


def _country_of(words: str) -> tuple[list[str], str | None]:
    forms, _, country = words.partition("(")
    return [form.strip() for form in forms.split("/")], country.rstrip(") ") or None


def _is_country(code: str) -> bool:
    return len(code) == 3 and code.isalpha() and code.isupper()


def dependencies(page: Page) -> Iterator[tuple[str, str]]:
    """The territories of one page, each with the state that rules it."""
    for state, node in _section(page, "dependencies").items():
        for territory, line in page.words(node):
            if _is_country(state) and _is_country(territory):
                yield territory, state
            else:
                page.note(line, f"expected countries as three capital letters, found {state} and {territory}")


def phrases(page: Page, section: str) -> Iterator[Phrase]:
    """The phrases that a section of one page lists, in lower case."""
    for words, _ in page.words(page.sections.get(section)):
        yield tuple(words.lower().split())


def _section(page: Page, name: str, keys: Collection[str] = (), what: str = "key") -> dict[str, Node]:
    node = page.sections.get(name)
    return {} if node is None else page.mapping(node, keys, what=what)
