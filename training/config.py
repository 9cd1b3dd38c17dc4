"""The configuration file comes in, and what the trainer asks of it goes out."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

__all__ = ["CONFIG", "FIRST", "Config", "HeadConfig", "Round", "load_config"]

CONFIG = Path(__file__).with_name("config.toml")
"""Of the run that gives the weights that ship; it begins with those of another."""
FIRST = Path(__file__).with_name("first.toml")
"""Of the run that begins with the published encoder."""


@dataclass(frozen=True)
class Round:
    """Passes in which the rates rise once, to ``share`` of the full ones, and fall to nothing.

    That the rates rise again after a fall are the warm restarts of Loshchilov and Hutter (2017).
    ``times`` stand in place of the heads' own for as long as the round lasts.
    """

    passes: int
    share: float
    times: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class HeadConfig:
    """How often the samples of a head come in a pass, and what its loss weighs."""

    times: float
    weight: float


@dataclass(frozen=True)
class Config:
    """See ``config.toml``; rates are of AdamW, ``warm_up`` a share of a round, the rest in its unit."""

    version: str
    seed: int
    rounds: tuple[Round, ...]
    encoder_rate: float
    heads_rate: float
    warm_up: float
    clip: float
    weight_decay: float
    batch_pieces: int
    checkpoint_s: int
    threads: int
    bf16: bool
    begun: float
    heads: dict[str, HeadConfig]

    def times(self, head: str, number: int) -> float:
        """How often the samples of ``head`` come in pass ``number``, counted from 0 over all rounds."""
        for part in self.rounds:
            if number < part.passes:
                return part.times.get(head, self.heads[head].times)
            number -= part.passes
        raise IndexError("no such pass")


def load_config(path: Path = CONFIG) -> Config:
    """The configuration in ``path``, by default of the shipped file.

    ``ValueError`` names a key that is missing or unknown.
    """
    found = tomllib.loads(path.read_text("utf-8"))
    known = {entry.name for entry in fields(Config)}
    if wrong := known.symmetric_difference(found):
        raise ValueError(f"{path}: missing or unknown: {', '.join(sorted(wrong))}")
    heads = {name: HeadConfig(**settings) for name, settings in found.pop("heads").items()}
    rounds = tuple(Round(**settings) for settings in found.pop("rounds"))
    return Config(**found, rounds=rounds, heads=heads)
