"""A decoded codebook comes in, and one file that loads in milliseconds goes out, and back.

``python -m sitrep.codebook`` writes the file anew after an edit of the YAML files; until then the
loader sees that it is out of date and decodes the YAML, which is right but slower.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sitrep.codebook.codebook import (
    Agent,
    Codebook,
    Context,
    EventType,
    Extent,
    Phrase,
    Rule,
    Trigger,
    TriggerKind,
)
from sitrep.record.codec import decode, encode

__all__ = ["digest_files", "from_compiled", "to_compiled"]


@dataclass(frozen=True, slots=True)
class _Group:
    """Triggers that differ in their words only, so that they share their sets in memory."""

    kind: TriggerKind
    type: str
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    needs: frozenset[str]
    unless: frozenset[str]
    confidence: float
    needs_at: Extent
    mutual: bool
    words: tuple[tuple[Phrase, int], ...]

    @classmethod
    def of(cls, triggers: Iterable[Trigger]) -> _Group:
        alike = tuple(triggers)
        shared = {field.name: getattr(alike[0], field.name) for field in fields(cls) if field.name != "words"}
        return cls(**shared, words=tuple((trigger.lemmas, trigger.gap) for trigger in alike))

    def triggers(self) -> list[Trigger]:
        return [
            Trigger(
                lemmas,
                self.kind,
                self.type,
                self.mode,
                self.actor,
                self.recipient,
                self.needs,
                self.unless,
                self.confidence,
                self.needs_at,
                gap,
                self.mutual,
            )
            for lemmas, gap in self.words
        ]


@dataclass(frozen=True, slots=True)
class _Compiled:
    digest: str
    name: str
    version: str
    types: dict[str, EventType]
    triggers: tuple[_Group, ...]
    rules: tuple[Rule, ...]
    contexts: dict[str, Context]
    sectors: dict[str, str]
    agents: dict[str, Agent]
    names: dict[str, tuple[Agent, ...]]
    former: frozenset[str]
    relational: frozenset[str]
    kin: frozenset[str]
    dependencies: dict[str, str]
    light_verbs: tuple[Phrase, ...]


def digest_files(folder: Path) -> str:
    """A digest over the names and bytes of the ``.yaml`` files under ``folder``."""
    digest = blake2b(digest_size=16)
    for path in sorted(folder.rglob("*.yaml")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def to_compiled(codebook: Codebook, digest: str) -> str:
    """``codebook`` as JSON, with the digest of the files it was decoded from; the same gives the same."""
    groups = [_Group.of(alike) for _, alike in groupby(codebook.triggers, key=_shared)]
    values = {field.name: getattr(codebook, field.name) for field in fields(codebook)}
    return encode(_plain({"digest": digest, **values, "triggers": groups}))


def from_compiled(path: Path, digest: str) -> Codebook | None:
    """The codebook in a compiled file; None where the file is missing or of another ``digest``."""
    # The digest opens the file, so that an outdated one is told without decoding it.
    if not path.is_file() or not (data := path.read_bytes()).startswith(
        encode({"digest": digest})[:-1].encode()
    ):
        return None
    compiled = decode(data, _Compiled)
    return Codebook(
        name=compiled.name,
        version=compiled.version,
        types=MappingProxyType(compiled.types),
        triggers=tuple(trigger for group in compiled.triggers for trigger in group.triggers()),
        rules=compiled.rules,
        contexts=MappingProxyType(compiled.contexts),
        sectors=MappingProxyType(compiled.sectors),
        agents=MappingProxyType(compiled.agents),
        names=MappingProxyType(compiled.names),
        former=compiled.former,
        relational=compiled.relational,
        kin=compiled.kin,
        dependencies=MappingProxyType(compiled.dependencies),
        light_verbs=compiled.light_verbs,
    )


def _shared(trigger: Trigger) -> tuple[object, ...]:
    return tuple(getattr(trigger, field.name) for field in fields(_Group) if field.name != "words")


def _plain(value: Any) -> Any:
    """``value`` as dicts and lists, sets in order."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict | MappingProxyType):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value
