"""Codebook files come in, and one immutable codebook goes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from sitrep.codebook import decoding
from sitrep.codebook.codebook import Agent, Codebook, EventType, Phrase, Trigger
from sitrep.codebook.compiled import digest_files, from_compiled
from sitrep.codebook.pages import Fault, Page, read_pages
from sitrep.codebook.plugged import added_codebook
from sitrep.errors import InputError, ResourceError

__all__ = ["COMPILED", "SHIPPED", "check_codebook", "decode_shipped", "load_codebook"]

SHIPPED = Path(__file__).with_name("data") / "plover"
COMPILED = Path(__file__).with_name("data") / "plover.json"

_EMPTY = Codebook("", "", {}, (), (), {}, {}, {}, {}, frozenset(), frozenset(), frozenset(), {}, ())


@lru_cache(maxsize=4)
def load_codebook(path: Path | None = None) -> Codebook:
    """The codebook that ships with sitrep, or that one with a user's file or folder laid over it.

    What the user's files define replaces what the shipped ones say of the same context, sector or
    words, and widens a type of the same name; all else is added. Raises ``InputError``, which
    names file and line, where a user's file is faulty. ``path`` may be the name of a codebook that another
    package adds.
    """
    if path is None:
        return _shipped()
    codebook, faults = _read(added_codebook(path), load_codebook())
    if faults:
        more = f" (and {len(faults) - 1} more; 'sitrep codebook check' lists them)" if len(faults) > 1 else ""
        raise InputError(f"{faults[0]}{more}")
    return codebook


def check_codebook(path: Path | None = None) -> list[Fault]:
    """The faults of a user's file or folder, or of the shipped files, in the order of files and lines.

    The user's file is read as laid over the shipped codebook, so that it may refer to its types,
    modes and sectors.
    """
    from sitrep.codebook.examples import SHIPPED_EXAMPLES, examples  # what only reads need not wait for

    codebook, faults = _read(SHIPPED, _EMPTY) if path is None else _read(path, load_codebook())
    for page in read_pages(SHIPPED_EXAMPLES if path is None else path, decoding.SECTIONS):
        # Faults of the other sections are known by now; those of the examples are found by reading them.
        known = len(page.faults)
        list(examples(page, codebook.types))
        faults += page.faults[known:]
    # A fault in words that an alias repeats is found at every use of it.
    return sorted(dict.fromkeys(faults), key=lambda fault: (fault.path, fault.line))


def decode_shipped() -> Codebook:
    """The shipped codebook from its YAML files; :class:`ResourceError` where one is faulty."""
    codebook, faults = _read(SHIPPED, _EMPTY)
    if faults:
        raise ResourceError(str(faults[0]))
    return codebook


def _shipped() -> Codebook:
    # Decoding the YAML takes ten times as long, so it is done only where a file was edited since.
    codebook = from_compiled(COMPILED, digest_files(SHIPPED))
    return decode_shipped() if codebook is None else codebook


def _read(path: Path, base: Codebook) -> tuple[Codebook, list[Fault]]:
    pages = read_pages(path, decoding.SECTIONS)
    codebook = _laid_over(base, pages)
    return codebook, [fault for page in pages for fault in page.faults]


def _laid_over(base: Codebook, pages: Sequence[Page]) -> Codebook:
    types = _types(base, pages)
    sectors = {**base.sectors, **{code: about for page in pages for code, about in decoding.sectors(page)}}
    rules = [rule for page in pages for rule in decoding.rules(page, types, sectors)]
    contexts = [context for page in pages for context in decoding.contexts(page)]
    agents = [agent for page in pages for agent in decoding.agents(page, sectors)]
    names = [named for page in pages for named in decoding.names(page, sectors)]
    return Codebook(
        name=" + ".join(filter(None, (base.name, *_titles(pages, "name")))),
        version=" + ".join(filter(None, (base.version, *_titles(pages, "version")))),
        types=MappingProxyType(types),
        triggers=_triggers(base, pages, types),
        rules=tuple({rule.name: rule for rule in (*base.rules, *rules)}.values()),
        contexts=MappingProxyType({**base.contexts, **{context.name: context for context in contexts}}),
        sectors=MappingProxyType(sectors),
        agents=MappingProxyType({**base.agents, **{agent.name: agent for agent in agents}}),
        names=MappingProxyType(_names(base, names)),
        former=base.former | _words(pages, "former"),
        relational=base.relational | _words(pages, "relational"),
        kin=base.kin | _words(pages, "kin"),
        dependencies=MappingProxyType(
            {**base.dependencies, **{a: b for page in pages for a, b in decoding.dependencies(page)}}
        ),
        light_verbs=(*base.light_verbs, *_phrases(pages, "light_verbs")),
    )


def _names(base: Codebook, added: Sequence[tuple[str, Agent]]) -> dict[str, tuple[Agent, ...]]:
    """The names of ``base`` with those ``added``: one without dates replaces what the name stood for."""
    names = dict(base.names)
    for form, agent in added:
        kept = (
            tuple(a for a in names.get(form, ()) if a.is_dated) if not agent.is_dated else names.get(form, ())
        )
        names[form] = (*kept, agent)
    return names


def _types(base: Codebook, pages: Sequence[Page]) -> dict[str, EventType]:
    types = dict(base.types)
    for page in pages:
        for event_type in decoding.event_types(page):
            known = types.get(event_type.name)
            types[event_type.name] = event_type if known is None else _widened(known, event_type)
    return types


def _widened(known: EventType, added: EventType) -> EventType:
    modes = {mode.name: mode for mode in (*known.modes, *added.modes)}
    return replace(
        added,
        quad=known.quad if added.quad is None else added.quad,
        score=known.score if added.score is None else added.score,
        recipient="required" if "required" in (known.recipient, added.recipient) else "optional",
        modes=tuple(modes.values()),
    )


def _triggers(base: Codebook, pages: Sequence[Page], types: dict[str, EventType]) -> tuple[Trigger, ...]:
    found = [trigger for page in pages for trigger in decoding.triggers(page, types)]
    return tuple({decoding.trigger_key(trigger): trigger for trigger in (*base.triggers, *found)}.values())


def _phrases(pages: Sequence[Page], section: str) -> tuple[Phrase, ...]:
    return tuple(phrase for page in pages for phrase in decoding.phrases(page, section))


def _words(pages: Sequence[Page], section: str) -> frozenset[str]:
    return frozenset(" ".join(phrase) for phrase in _phrases(pages, section))


def _titles(pages: Sequence[Page], section: str) -> list[str]:
    return [text for page in pages if (text := page.text(page.sections.get(section))) is not None]
