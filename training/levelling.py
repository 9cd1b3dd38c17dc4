"""A trained model and some samples come in, and the same model with even channels goes out, ready for 8 bits.

In 8 bits all channels of a layer's input share one scale, so that a few which run to ten times the rest
take the steps from all others. Such a channel is divided by a factor, and the weights that meet it are
multiplied by the same: the migration of Xiao et al. (2023, SmoothQuant), for the two maps of each layer
where it was measured to help.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from training.network import ReaderModel, pad_samples
from training.texts import Sample

__all__ = ["level_channels"]

MAPS = ("widened", "narrowed")
"""The maps of a layer that are levelled; levelling the three of attention, or ``joined``, made it worse."""
REACH = 4.0
"""What a channel may reach without being levelled: about twice what the middle one does."""


class _Levelled(nn.Module):
    """A linear map whose input is divided by ``factors``, a number a channel, that its weights make good."""

    def __init__(self, linear: nn.Linear, factors: Tensor) -> None:
        super().__init__()
        self.linear = linear
        self.linear.weight.data *= factors
        self.register_buffer("shares", 1 / factors)

    def forward(self, hidden: Tensor) -> Tensor:
        mapped: Tensor = self.linear(hidden * self.shares)
        return mapped


def level_channels(model: ReaderModel, samples: Sequence[Sample]) -> ReaderModel:
    """A copy of ``model`` that gives the same; channels that run high on ``samples`` are brought down."""
    levelled = copy.deepcopy(model).eval()
    reaches = _reaches(levelled, samples)
    for number, layer in enumerate(levelled.encoder.layers):
        for name in MAPS:
            factors = (reaches[number, name] / REACH).clamp(min=1)
            setattr(layer, name, _Levelled(getattr(layer, name), factors))
    return levelled


@torch.no_grad()
def _reaches(model: ReaderModel, samples: Sequence[Sample]) -> dict[tuple[int, str], Tensor]:
    """The largest absolute input of each channel, by layer and map."""
    found: defaultdict[tuple[int, str], Tensor] = defaultdict(lambda: torch.zeros(1))
    hooks = []
    for number, layer in enumerate(model.encoder.layers):
        for name in MAPS:

            def note(_: nn.Module, given: tuple[Tensor], key: tuple[int, str] = (number, name)) -> None:
                found[key] = torch.maximum(found[key], given[0].abs().flatten(0, -2).amax(0))

            hooks.append(getattr(layer, name).register_forward_pre_hook(note))
    for sample in samples:
        padded = pad_samples([sample])
        model.encoder(padded.ids, padded.case, padded.quoted, padded.mask)
    for hook in hooks:
        hook.remove()
    return found
