"""The configuration file comes in, and what the trainer asks of it goes out."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

__all__ = ["CONFIG", "Config", "HeadConfig", "Round", "load_config"]

CONFIG = Path(__file__).with_name("config.toml")


@dataclass(frozen=True)
class Round:
    """Passes in which the rates rise once, to ``share`` of the full ones, and fall to nothing.

    That the rates rise again after a fall are the warm restarts of Loshchilov and Hutter (2017).
    """

    passes: int
    share: float


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
    heads: dict[str, HeadConfig]


def load_config(path: Path = CONFIG) -> Config:
    """The configuration in ``path``, by default of the shipped file.

    ``ValueError`` names a key that is missing or unknown.
    """
    found = tomllib.loads(path.read_text("utf-8"))
    known = {field.name for field in fields(Config)}
    if wrong := known.symmetric_difference(found):
        raise ValueError(f"{path}: missing or unknown: {', '.join(sorted(wrong))}")
    heads = {name: HeadConfig(**settings) for name, settings in found.pop("heads").items()}
    rounds = tuple(Round(**settings) for settings in found.pop("rounds"))
    return Config(**found, rounds=rounds, heads=heads)
