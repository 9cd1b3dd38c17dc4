"""Samples of all heads come in, and the batches of one pass, the same each time for one seed, go out."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import numpy as np

from training.config import Config
from training.texts import Sample

__all__ = ["Batch", "pack_acts", "plan_pass"]

Batch = list[Sample]
_PACKED = 126


def plan_pass(samples: Mapping[str, Sequence[Sample]], config: Config, number: int) -> list[Batch]:
    """The batches of pass ``number``, each of one head's samples, in an order drawn by lot."""
    dice = random.Random(config.seed * 1000 + number)
    batches: list[Batch] = []
    for head in sorted(samples):
        chosen = _drawn(samples[head], config.times(head, number), dice)
        if head == "acts":
            chosen = pack_acts(chosen, dice)
        batches += _batches(chosen, config.batch_pieces, dice)
    dice.shuffle(batches)
    return batches


def _drawn(samples: Sequence[Sample], times: float, dice: random.Random) -> list[Sample]:
    whole, rest = divmod(times, 1)
    return [*samples] * int(whole) + dice.sample(list(samples), int(len(samples) * rest))


def _batches(samples: list[Sample], pieces: int, dice: random.Random) -> list[Batch]:
    """Batches of about ``pieces`` pieces, of samples alike in length so that little is padding."""
    dice.shuffle(samples)
    batches: list[Batch] = []
    for at in range(0, len(samples), 64):
        batch: Batch = []
        for sample in sorted(samples[at : at + 64], key=lambda s: len(s.ids)):
            if batch and (len(batch) + 1) * len(sample.ids) > pieces:
                batches.append(batch)
                batch = []
            batch.append(sample)
        if batch:
            batches.append(batch)
    return batches


def pack_acts(samples: Sequence[Sample], dice: random.Random) -> list[Sample]:
    """Sentences set side by side by lot, half of them alone, as a reader meets them in reports."""
    order = list(samples)
    dice.shuffle(order)
    packed: list[Sample] = []
    row: list[Sample] = []
    for sample in order:
        if row and (sum(len(s.ids) for s in row) + len(sample.ids) > _PACKED or dice.random() < 0.4):
            packed.append(_joined(row))
            row = []
        row.append(sample)
    if row:
        packed.append(_joined(row))
    return packed


def _joined(row: Sequence[Sample]) -> Sample:
    offsets = np.cumsum([0] + [len(s.ids) for s in row])
    words = [s.words + offset for s, offset in zip(row, offsets, strict=False)]
    counts = np.cumsum([0] + [len(w) for w in words]).tolist()
    targets = [(counts[i], counts[i + 1], s.targets["acts"]) for i, s in enumerate(row)]
    return Sample(
        ids=np.concatenate([s.ids for s in row]),
        case=np.concatenate([s.case for s in row]),
        quoted=np.concatenate([s.quoted for s in row]),
        words=np.concatenate(words),
        sentences=offsets,
        targets={"acts": targets},
    )
