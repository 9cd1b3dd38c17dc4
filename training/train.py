"""Prepared samples come in and a checkpoint of the trained model goes out: the second stage.

A run that is killed goes on from its last checkpoint: batches hang on seed and step alone. What ships is
the mean of the weights at the ends of the rounds (Izmailov et al. 2018, stochastic weight averaging): it was
better than the last ones on attribution, names, mentions and TempEval, and like them elsewhere.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import torch

from training.base import base_weights
from training.config import CONFIG, Config, load_config
from training.losses import batch_loss
from training.network import Padded, ReaderModel, pad_samples
from training.prepare import load_samples, load_senses
from training.schedule import Batch, plan_pass
from training.texts import Sample

__all__ = ["Trainer", "begin", "mean_weights"]


class Trainer:
    """One run: the model, its optimiser, and how many steps are done."""

    def __init__(
        self,
        model: ReaderModel,
        samples: Mapping[str, Sequence[Sample]],
        config: Config,
        *,
        folder: Path,
        device: str = "cpu",
    ) -> None:
        torch.manual_seed(config.seed)
        self.model = model.to(device)
        self.model.encoder.word.weight.requires_grad_(False)
        self.config, self.folder, self.device = config, folder, device
        self.samples = samples
        passes = sum(part.passes for part in config.rounds)
        self.plans = [plan_pass(samples, config, number) for number in range(passes)]
        steps = [0, *accumulate(map(len, self.plans))]
        self.ends = [steps[done] for done in accumulate(part.passes for part in config.rounds)]
        self.steps = self.ends[-1]
        self.mean: dict[str, torch.Tensor] = {}
        self.step = 0
        self.seconds = 0.0
        self.optimiser = torch.optim.AdamW(self._groups(), betas=(0.9, 0.98))
        self.rate = torch.optim.lr_scheduler.LambdaLR(self.optimiser, self._share)

    def _groups(self) -> list[dict[str, Any]]:
        config = self.config
        groups = []
        for is_encoder, rate in ((True, config.encoder_rate), (False, config.heads_rate)):
            for decays in (True, False):
                parameters = [
                    p
                    for name, p in self.model.named_parameters()
                    if p.requires_grad
                    and name.startswith("encoder.") == is_encoder
                    and (p.ndim > 1) == decays
                ]
                decay = config.weight_decay if decays else 0.0
                groups.append({"params": parameters, "lr": rate, "weight_decay": decay})
        return groups

    def _share(self, step: int) -> float:
        """The share of its rate at which a step learns: in each round up in a line, then down in one."""
        for part, begin, end in zip(self.config.rounds, [0, *self.ends], self.ends, strict=False):
            if step < end:
                warm = max(1, int((end - begin) * self.config.warm_up))
                rise, fall = (step - begin + 1) / warm, (end - step) / max(1, end - begin - warm)
                return part.share * min(rise, fall)
        return 0.0

    def run(self, *, until: Callable[[], bool] = lambda: False) -> bool:
        """Learn until all steps are done (True) or ``until`` says stop (False); a checkpoint either way."""
        begun = saved = time.monotonic()
        before = self.seconds
        seen: dict[str, list[float]] = defaultdict(list)
        self.model.train()
        for batch in [batch for plan in self.plans for batch in plan][self.step :]:
            for head, loss in self.learn(batch).items():
                seen[head].append(loss)
            self.step += 1
            if self.step in self.ends:
                self._average()
            self.seconds = before + time.monotonic() - begun
            if self.step % 200 == 0:
                self._log(seen)
                seen.clear()
            stop = until()
            if stop or time.monotonic() - saved > self.config.checkpoint_s:
                self.save()
                saved = time.monotonic()
            if stop:
                return False
        self.save()
        return True

    def _average(self) -> None:
        """Take the weights as they are into the mean of those at the ends of the rounds."""
        count = self.ends.index(self.step) + 1
        for name, weights in self.model.state_dict().items():
            before = self.mean.get(name, weights)
            self.mean[name] = before + (weights - before) / count

    def learn(self, batch: Batch) -> dict[str, float]:
        """One step; what each head's loss was."""
        padded = Padded(*(part.to(self.device) for part in pad_samples(batch)))
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.config.bf16):
            losses = batch_loss(self.model, batch, padded)
        total = sum(self.config.heads[head].weight * loss for head, loss in losses.items())
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()  # type: ignore[union-attr]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.config.clip)
        self.optimiser.step()
        self.rate.step()
        return {head: float(loss.detach()) for head, loss in losses.items()}

    def _log(self, seen: Mapping[str, Sequence[float]]) -> None:
        means = " ".join(f"{head} {sum(v) / len(v):.3f}" for head, v in sorted(seen.items()))
        print(f"step {self.step} of {self.steps}, {self.seconds:.0f} s: {means}", flush=True)

    def save(self) -> None:
        """Write the checkpoint, whole or not at all."""
        draft = self.folder / "checkpoint.new"
        state = {
            "model": self.model.state_dict(),
            "mean": self.mean,
            "optimiser": self.optimiser.state_dict(),
            "rate": self.rate.state_dict(),
            "step": self.step,
            "seconds": self.seconds,
            "random": torch.get_rng_state(),
        }
        torch.save(state, draft)
        draft.replace(self.folder / "checkpoint.pt")

    def resume(self) -> None:
        """Go on from the checkpoint, where there is one."""
        path = self.folder / "checkpoint.pt"
        if not path.exists():
            return
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.rate.load_state_dict(state["rate"])
        self.mean = state["mean"]
        self.step, self.seconds = state["step"], state["seconds"]
        torch.set_rng_state(state["random"].cpu())


def begin(model: ReaderModel, folder: Path) -> None:
    """Give ``model`` the mean of the run in ``folder``; heads that it did not have stay as they are."""
    own = model.state_dict()
    begun = mean_weights(folder).items()
    model.load_state_dict({**own, **{name: w for name, w in begun if own[name].shape == w.shape}})


def mean_weights(folder: Path) -> dict[str, torch.Tensor]:
    """The mean that the run in ``folder`` ended with, by name."""
    state = torch.load(folder / "checkpoint.pt", map_location="cpu", weights_only=True)
    found: dict[str, torch.Tensor] = state["mean"]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=CONFIG)
    parser.add_argument("--samples", type=Path, default=Path("build/model/samples"))
    parser.add_argument("--out", type=Path, default=Path("build/model/run"))
    parser.add_argument("--begin", type=Path, help="folder of a run whose mean this one begins with")
    parser.add_argument("--device", default="cpu")
    parser.add_argument(
        "--stop-after", type=float, metavar="SECONDS", help="checkpoint and end after so long"
    )
    options = parser.parse_args()
    config = load_config(options.config)
    torch.set_num_threads(config.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    wanted = [head for head, settings in config.heads.items() if settings.times]
    samples = {head: load_samples(options.samples, head, "train") for head in wanted}
    torch.manual_seed(config.seed)
    model = ReaderModel(base_weights(), senses=load_senses(options.samples).rows)
    if options.begin is not None:
        begin(model, options.begin)
    trainer = Trainer(model, samples, config, folder=options.out, device=options.device)
    trainer.resume()
    begun = time.monotonic()
    limit = options.stop_after
    done = trainer.run(until=lambda: limit is not None and time.monotonic() - begun > limit)
    told = {"steps": trainer.step, "of": trainer.steps, "seconds": round(trainer.seconds), "done": done}
    if options.begin is not None:
        told["begun"] = json.loads((options.begin / "run.json").read_text())
    (options.out / "run.json").write_text(json.dumps(told))


if __name__ == "__main__":
    main()
