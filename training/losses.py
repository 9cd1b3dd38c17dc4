"""What the model made of a batch and its gold come in, and what each head has still to learn goes out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from sitrep.model.labels import ACTS
from training.acts import YIELD
from training.corpora import RULED
from training.network import Padded, ReaderModel
from training.texts import Sample

__all__ = ["batch_loss"]

_YIELDS = [ACTS.index("CONCEDE"), ACTS.index("RETREAT")]
_SMOOTHING = 0.1


def batch_loss(model: ReaderModel, samples: Sequence[Sample], padded: Padded) -> dict[str, Tensor]:
    """The loss of each head that these samples teach, by its name."""
    hidden = model.encoder(padded.ids, padded.case, padded.quoted, padded.mask)
    words = hidden.gather(1, padded.words.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))
    taught = {head for sample in samples for head in sample.targets}
    losses = {head: _LOSSES[head](model, samples, words, padded) for head in taught if head in _LOSSES}
    if "vectors" in taught:
        losses["vectors"] = _vectors(model, samples, hidden)
    return losses


def _flat(samples: Sequence[Sample], head: str, key: str, device: torch.device) -> Tensor:
    return torch.cat([torch.from_numpy(s.targets[head][key]) for s in samples]).to(device)


def _attribution(model: ReaderModel, samples: Sequence[Sample], words: Tensor, padded: Padded) -> Tensor:
    tags = model.attribution["tags"](words)
    loss = 2 * functional.cross_entropy(
        tags[padded.word_mask], _flat(samples, "attribution", "tags", words.device)
    )
    pairs = []
    for row, sample in enumerate(samples):
        target = sample.targets["attribution"]
        if not len(target["cues"]):
            continue
        length = len(sample.words)
        cues = torch.from_numpy(target["cues"]).to(words.device)
        found = model.tied(words[row, :length], tags[row, :length], cues)
        gold = torch.from_numpy(target["roles"]).to(words.device)
        # The mean over the pairs of a cue: with their sum the model learns to find nothing at all.
        pairs.append(
            functional.cross_entropy(found.flatten(0, 1), gold.flatten(), reduction="none")
            .view(gold.shape)
            .mean(1)
        )
    return loss + 2 * torch.cat(pairs).mean() if pairs else loss


def _tagged(
    head: str,
    model: ReaderModel,
    samples: Sequence[Sample],
    words: Tensor,
    padded: Padded,
    *,
    taught: str | None = None,
) -> Tensor:
    """The loss of a head that tags words; its gold stands under ``taught``, or under its own name."""
    scores = getattr(model, head)(functional.dropout(words[padded.word_mask], 0.1, model.training))
    return functional.cross_entropy(scores, _flat(samples, taught or head, "tags", words.device))


def _mentions(model: ReaderModel, samples: Sequence[Sample], words: Tensor, padded: Padded) -> Tensor:
    head = model.mentions
    scores = head["heads"](words)
    gold = torch.zeros(scores.shape[:2], dtype=torch.long)
    for row, sample in enumerate(samples):
        rows = torch.from_numpy(sample.targets["mentions"]["rows"])
        gold[row, rows[:, 0]] = rows[:, 1] + 1
    loss = functional.cross_entropy(scores[padded.word_mask], gold.to(words.device)[padded.word_mask])
    for column, end in ((2, "first"), (3, "last")):
        asked, answered = head[f"{end}_asks"](words), head[f"{end}_answers"](words)
        reach = asked @ answered.transpose(1, 2) * asked.shape[-1] ** -0.5
        reach = reach.masked_fill(~padded.word_mask[:, None, :], -1e9)
        chosen, wanted = [], []
        for row, sample in enumerate(samples):
            rows = torch.from_numpy(sample.targets["mentions"]["rows"]).to(words.device)
            chosen.append(reach[row, rows[:, 0]])
            wanted.append(rows[:, column])
        if sum(map(len, wanted)):
            loss = loss + 0.5 * functional.cross_entropy(torch.cat(chosen), torch.cat(wanted))
    return loss


def _acts(model: ReaderModel, samples: Sequence[Sample], words: Tensor, padded: Padded) -> Tensor:
    wholes, means, told, gold = [], [], [], []
    for row, sample in enumerate(samples):
        for a, b, target in sample.targets["acts"]:
            inside = functional.dropout(words[row, a:b], 0.1, model.training)
            if target["whole"] >= 0:
                means.append(model.acts["types"](inside).mean(0))
                wholes.append(target["whole"])
            if len(target["words"]):
                told.append(model.told(inside, torch.from_numpy(target["words"]).to(words.device)))
                gold.append(torch.from_numpy(target["kinds"]))
    loss = words.sum() * 0
    if means:
        loss = loss + typed_loss(torch.stack(means), torch.tensor(wholes, device=words.device))
    if told:
        loss = loss + typed_loss(torch.cat(told), torch.cat(gold).to(words.device))
    return loss


def _roles(model: ReaderModel, samples: Sequence[Sample], words: Tensor, padded: Padded) -> Tensor:
    marks = model.roles["marks"](words[padded.word_mask])
    loss = 2 * functional.cross_entropy(marks, _flat(samples, "roles", "marks", words.device))
    tags, gold, asked, senses = [], [], [], []
    for row, sample in enumerate(samples):
        target = sample.targets["roles"]
        bounds = torch.from_numpy(target["bounds"]).to(words.device)
        if not len(bounds):
            continue
        lengths = bounds[:, 1] - bounds[:, 0]
        of = torch.repeat_interleave(torch.arange(len(bounds), device=words.device), lengths)
        begins = torch.repeat_interleave(bounds[:, 0] - lengths.cumsum(0) + lengths, lengths)
        places = begins + torch.arange(len(of), device=words.device)
        predicates = torch.from_numpy(target["words"]).to(words.device)
        tags.append(model.arguments(words[row], predicates, of, places))
        gold.append(torch.from_numpy(target["tags"]).to(words.device))
        several = target["senses"] >= 0
        asked.append(words[row, predicates[torch.from_numpy(several).to(words.device)]])
        senses.append(torch.from_numpy(target["senses"][several]).to(words.device))
    if tags:
        loss = loss + 2 * functional.cross_entropy(torch.cat(tags), torch.cat(gold))
    if senses and len(wanted := torch.cat(senses)):
        loss = loss + 0.3 * functional.cross_entropy(model.sensed(torch.cat(asked), wanted), wanted)
    return loss


def _coreference(model: ReaderModel, samples: Sequence[Sample], words: Tensor, padded: Padded) -> Tensor:
    """The likelihood, summed, of all that a mention may take up (Lee et al. 2017)."""
    losses = []
    for row, sample in enumerate(samples):
        target = sample.targets["coreference"]
        if not len(target["heads"]):
            continue
        heads = torch.from_numpy(target["heads"]).to(words.device)
        signs = torch.from_numpy(target["pairs"]).to(words.device).float()
        chains = target["chains"]
        for later, fits in enumerate(model.chained(words[row], heads, signs)):
            if later and target["known"][later]:
                right = torch.from_numpy(np.append(chains[:later] == chains[later], False))
                right[-1] = not right.any()
                logs = functional.log_softmax(fits, -1)
                losses.append(-torch.logsumexp(logs[right.to(words.device)], -1))
    return torch.stack(losses).mean() if losses else words.sum() * 0


def _factuality(model: ReaderModel, samples: Sequence[Sample], words: Tensor, padded: Padded) -> Tensor:
    found, gold = [], []
    for row, sample in enumerate(samples):
        target = sample.targets["factuality"]
        asked = torch.from_numpy(target["words"]).to(words.device)
        inside = functional.dropout(words[row, asked], 0.1, model.training)
        found.append(model.factuality["value"](inside).squeeze(-1))
        gold.append(torch.from_numpy(target["values"]))
    wanted = torch.cat(gold).to(words.device)
    if not len(wanted):
        return words.sum() * 0
    return functional.smooth_l1_loss(torch.cat(found), wanted)


def typed_loss(scores: Tensor, gold: Tensor) -> Tensor:
    """Cross-entropy, smoothed, in which :data:`YIELD` is met by either of the two types it stands for."""
    logs = functional.log_softmax(scores, -1)
    either = torch.logsumexp(logs[:, _YIELDS], -1)
    picked = logs.gather(1, gold.clamp(max=len(ACTS) - 1).unsqueeze(1)).squeeze(1)
    right = torch.where(gold == YIELD, either, picked)
    return -((1 - _SMOOTHING) * right + _SMOOTHING * logs.mean(-1)).mean()


def _vectors(model: ReaderModel, samples: Sequence[Sample], hidden: Tensor) -> Tensor:
    """How far the vectors of sentences, read in their context, have come from the published ones."""
    found, wanted = [], []
    for row, sample in enumerate(samples):
        if "vectors" not in sample.targets:
            continue
        bounds = sample.sentences.tolist()
        for number, (a, b) in enumerate(pairwise(bounds)):
            found.append(hidden[row, a + 1 : b + 1].mean(0))
            wanted.append(torch.from_numpy(sample.targets["vectors"][number].astype("float32")))
    vectors = model.vectors(torch.stack(found))
    return 1 - functional.cosine_similarity(vectors, torch.stack(wanted).to(hidden.device)).mean()


_LOSSES = {
    "attribution": _attribution,
    "names": partial(_tagged, "names"),
    "times": partial(_tagged, "times"),
    RULED: partial(_tagged, "times", taught=RULED),
    "mentions": _mentions,
    "acts": _acts,
    "roles": _roles,
    "coreference": _coreference,
    "factuality": _factuality,
}
