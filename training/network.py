"""Padded samples come in and what each head makes of them goes out: the model as torch modules.

The encoder is BERT's (Devlin et al. 2019) in the size of MiniLM (Wang et al. 2020), with two input
embeddings more: how a word's letters are written, and whether it stands inside quotation marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from sitrep.model.coreference import SIGNS
from sitrep.model.labels import ACTS, ARGUMENTS, MENTIONS, NAMES, PARTS, ROLES, TIMES, distance_bucket
from sitrep.model.pieces import CASES
from training.texts import Sample

__all__ = ["CLS", "SEP", "Encoder", "Padded", "ReaderModel", "mean_vectors", "pad_samples"]

CLS, SEP = 101, 102
PAIR_WIDTH = 128
FRAME_WIDTH = 160
CHAIN_WIDTH = 64
POINTER_WIDTH = 48
BUCKETS = 36


class Padded(NamedTuple):
    """Samples as one batch, each between the two marks that the encoder was trained with."""

    ids: Tensor
    case: Tensor
    quoted: Tensor
    mask: Tensor
    words: Tensor
    word_mask: Tensor


def pad_samples(samples: Sequence[Sample]) -> Padded:
    """The batch; positions of words are those in the padded rows."""
    long = max(len(s.ids) for s in samples) + 2
    most = max(1, max(len(s.words) for s in samples))
    shape = (len(samples), long)
    ids, case, quoted = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    mask = torch.zeros(shape, dtype=torch.bool)
    words = torch.zeros((len(samples), most), dtype=torch.long)
    word_mask = torch.zeros((len(samples), most), dtype=torch.bool)
    for row, sample in enumerate(samples):
        n = len(sample.ids)
        ids[row, 0], ids[row, n + 1] = CLS, SEP
        ids[row, 1 : n + 1] = torch.from_numpy(sample.ids.astype("int64"))
        case[row, 1 : n + 1] = torch.from_numpy(sample.case.astype("int64"))
        quoted[row, 1 : n + 1] = torch.from_numpy(sample.quoted.astype("int64"))
        mask[row, : n + 2] = True
        words[row, : len(sample.words)] = torch.from_numpy(sample.words.astype("int64")) + 1
        word_mask[row, : len(sample.words)] = True
    return Padded(ids, case, quoted, mask, words, word_mask)


class _Layer(nn.Module):
    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.joined = nn.Linear(width, width)
        self.first_norm = nn.LayerNorm(width, eps=1e-12)
        self.widened = nn.Linear(width, inner)
        self.narrowed = nn.Linear(inner, width)
        self.second_norm = nn.LayerNorm(width, eps=1e-12)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = hidden.shape

        def split(x: Tensor) -> Tensor:
            return x.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

        query, key, value = split(self.query(hidden)), split(self.key(hidden)), split(self.value(hidden))
        if torch.onnx.is_in_onnx_export():
            scores = query @ key.transpose(-1, -2) * (width // self.heads) ** -0.5 + bias
            seen = torch.softmax(scores, -1) @ value
        else:
            seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        seen = seen.transpose(1, 2).reshape(batch, length, width)
        hidden = self.first_norm(hidden + self.joined(seen))
        inner = self.narrowed(functional.gelu(self.widened(hidden)))
        normed: Tensor = self.second_norm(hidden + inner)
        return normed


_NAMES = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "joined",
    "attention.output.LayerNorm": "first_norm",
    "intermediate.dense": "widened",
    "output.dense": "narrowed",
    "output.LayerNorm": "second_norm",
}


class Encoder(nn.Module):
    """The published encoder; the two added embeddings begin as zeros, so that it begins as published."""

    def __init__(self, weights: dict[str, Tensor], *, heads: int = 12) -> None:
        super().__init__()
        vocabulary, width = weights["embeddings.word_embeddings.weight"].shape
        inner = weights["encoder.layer.0.intermediate.dense.bias"].shape[0]
        layers = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
        positions = weights["embeddings.position_embeddings.weight"].shape[0]
        self.width, self.heads = width, heads
        self.word = nn.Embedding(vocabulary, width)
        self.position = nn.Embedding(positions, width)
        self.case = nn.Embedding(len(CASES), width)
        self.quoted = nn.Embedding(2, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(_Layer(width, heads, inner) for _ in range(layers))
        self._take(weights)

    def _take(self, weights: dict[str, Tensor]) -> None:
        taken = {
            "word.weight": weights["embeddings.word_embeddings.weight"],
            "position.weight": weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0],
            "case.weight": torch.zeros_like(self.case.weight),
            "quoted.weight": torch.zeros_like(self.quoted.weight),
            "norm.weight": weights["embeddings.LayerNorm.weight"],
            "norm.bias": weights["embeddings.LayerNorm.bias"],
        }
        for number in range(len(self.layers)):
            for published, own in _NAMES.items():
                for kind in ("weight", "bias"):
                    taken[f"layers.{number}.{own}.{kind}"] = weights[
                        f"encoder.layer.{number}.{published}.{kind}"
                    ]
        self.load_state_dict(taken)

    def forward(self, ids: Tensor, case: Tensor | None, quoted: Tensor | None, mask: Tensor) -> Tensor:
        """Vectors ``(batch, length, width)`` of the pieces."""
        hidden = self.word(ids) + self.position.weight[: ids.shape[1]]
        if case is not None:
            hidden = hidden + self.case(case)
        if quoted is not None:
            hidden = hidden + self.quoted(quoted)
        hidden = self.norm(hidden)
        bias = torch.zeros(mask.shape, dtype=hidden.dtype, device=hidden.device)
        bias = bias.masked_fill(~mask, -1e9)[:, None, None, :]
        for layer in self.layers:
            hidden = layer(hidden, bias)
        return hidden


@torch.no_grad()
def mean_vectors(encoder: Encoder, sentences: Sequence[Sequence[int]]) -> Tensor:
    """The vectors, of length 1, that the published recipe gives sentences of pieces, each read by itself."""
    samples = []
    for pieces in sentences:
        ids = np.asarray(pieces)
        nought = np.zeros(len(ids), np.int32)
        samples.append(Sample(ids, nought, nought, np.arange(len(ids)), np.array([0, len(ids)])))
    padded = pad_samples(samples)
    hidden = encoder(padded.ids, None, None, padded.mask)
    weight = padded.mask.float().unsqueeze(-1)
    return functional.normalize((hidden * weight).sum(1) / weight.sum(1), dim=-1)


class ReaderModel(nn.Module):
    """The encoder and the heads; each head is a few linear maps, so that its decoder is plain arithmetic."""

    def __init__(self, weights: dict[str, Tensor], *, heads: int = 12, senses: Sequence[str] = ()) -> None:
        super().__init__()
        self.encoder = Encoder(weights, heads=heads)
        frames = [sense.rpartition(".")[0] for sense in senses]
        self.frames = [frames.index(frame) for frame in frames]
        width = self.encoder.width
        self.attribution = nn.ModuleDict(
            {
                "tags": nn.Linear(width, 1 + 4 * len(PARTS)),
                "token": nn.Linear(width, PAIR_WIDTH),
                "cue": nn.Linear(width, PAIR_WIDTH),
                "distance": nn.Embedding(BUCKETS, PAIR_WIDTH),
                "roles": nn.Linear(PAIR_WIDTH, 1 + 4 * len(ROLES)),
                "passed": nn.Linear(1 + 4 * len(PARTS), 1 + 4 * len(ROLES), bias=False),
            }
        )
        self.names = nn.Linear(width, 1 + 4 * len(NAMES))
        self.times = nn.Linear(width, 1 + 4 * len(TIMES))
        self.mentions = nn.ModuleDict(
            {
                "heads": nn.Linear(width, 1 + len(MENTIONS)),
                **{
                    f"{end}_{side}": nn.Linear(width, POINTER_WIDTH)
                    for end in ("first", "last")
                    for side in ("asks", "answers")
                },
            }
        )
        self.acts = nn.ModuleDict(
            {
                "types": nn.Linear(width, len(ACTS)),
                "asks": nn.Linear(width, POINTER_WIDTH),
                "answers": nn.Linear(width, POINTER_WIDTH),
                "distance": nn.Embedding(BUCKETS, 1),
            }
        )
        self.vectors = nn.Linear(width, width)
        nn.init.eye_(self.vectors.weight)
        nn.init.zeros_(self.vectors.bias)
        nn.init.normal_(self.attribution["distance"].weight, std=0.1)
        nn.init.zeros_(self.acts["distance"].weight)
        self.roles = nn.ModuleDict(
            {
                "marks": nn.Linear(width, 2),
                "token": nn.Linear(width, FRAME_WIDTH),
                "predicate": nn.Linear(width, FRAME_WIDTH),
                "distance": nn.Embedding(BUCKETS, FRAME_WIDTH),
                "kinds": nn.Linear(FRAME_WIDTH, 1 + 4 * len(ARGUMENTS)),
                "asks": nn.Linear(width, POINTER_WIDTH),
                "senses": nn.Linear(POINTER_WIDTH, max(1, len(senses))),
            }
        )
        self.coreference = nn.ModuleDict(
            {
                "asks": nn.Linear(width, CHAIN_WIDTH),
                "answers": nn.Linear(width, CHAIN_WIDTH),
                "weights": nn.Linear(width, SIGNS),
                "alone": nn.Linear(width, 1),
            }
        )
        self.factuality = nn.ModuleDict({"value": nn.Linear(width, 1)})
        nn.init.normal_(self.roles["distance"].weight, std=0.1)

    def tied(self, hidden: Tensor, tags: Tensor, cues: Tensor) -> Tensor:
        """Tags of each word of one text for each of its cues: ``(cues, words, tags)``."""
        head = self.attribution
        gaps = torch.arange(len(hidden), device=hidden.device)[None, :] - cues[:, None]
        buckets = torch.from_numpy(distance_bucket(gaps.cpu().numpy())).to(hidden.device)
        joined = head["token"](hidden)[None] + head["cue"](hidden[cues])[:, None] + head["distance"](buckets)
        roles: Tensor = head["roles"](functional.relu(joined)) + head["passed"](tags)[None]
        return roles

    def arguments(self, hidden: Tensor, predicates: Tensor, of: Tensor, words: Tensor) -> Tensor:
        """Tags ``(words, tags)`` of ``words`` of one text, each for the predicate ``predicates[of]``."""
        head = self.roles
        buckets = torch.from_numpy(distance_bucket((words - predicates[of]).cpu().numpy())).to(hidden.device)
        joined = (
            head["token"](hidden)[words]
            + head["predicate"](hidden[predicates])[of]
            + head["distance"](buckets)
        )
        tags: Tensor = head["kinds"](functional.relu(joined))
        return tags

    def sensed(self, hidden: Tensor, wanted: Tensor) -> Tensor:
        """How well each sense fits words of the senses ``wanted``: those of other frames not at all."""
        fits: Tensor = self.roles["senses"](self.roles["asks"](hidden))
        frames = torch.tensor(self.frames, device=hidden.device)
        return fits.masked_fill(frames[None, :] != frames[wanted][:, None], -1e9)

    def chained(self, hidden: Tensor, mentions: Tensor, signs: Tensor) -> list[Tensor]:
        """For each of ``mentions`` of one text: how well it fits each before it and, last, stands alone.

        ``signs`` of all pairs lie under one another, as :class:`sitrep.model.coreference.Signs` gives them.
        """
        head, heads = self.coreference, hidden[mentions]
        asks, answers, alone = head["asks"](heads), head["answers"](heads), head["alone"](heads)
        weights = head["weights"](heads)
        fits = asks @ answers.T * CHAIN_WIDTH**-0.5
        rows, done = [], 0
        for later in range(len(mentions)):
            seen = signs[done : done + later] @ weights[later]
            rows.append(torch.cat([fits[later, :later] + seen, alone[later]]))
            done += later
        return rows

    def told(self, hidden: Tensor, words: Tensor) -> Tensor:
        """Types that each of ``words`` of one sentence tells: ``(words, types)``.

        Each word looks at its sentence, and takes the mean of what all its words tell by how much it
        looks at them.
        """
        head = self.acts
        gaps = torch.arange(len(hidden), device=hidden.device)[None, :] - words[:, None]
        buckets = torch.from_numpy(distance_bucket(gaps.cpu().numpy())).to(hidden.device)
        looks = head["asks"](hidden[words]) @ head["answers"](hidden).T * POINTER_WIDTH**-0.5
        weights = torch.softmax(looks + head["distance"](buckets).squeeze(-1), -1)
        types: Tensor = weights @ head["types"](hidden)
        return types
