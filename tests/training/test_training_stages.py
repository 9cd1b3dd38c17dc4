"""From corpora in miniature to a model file: each stage by itself, in seconds."""

from __future__ import annotations

import io
import json
import tarfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs its extra: make train-env")
onnx = pytest.importorskip("onnx", reason="training needs its extra: make train-env")

from sitrep.errors import ResourceError
from sitrep.evaluate.evaluation import Evaluation
from sitrep.model.heads import HEADS
from sitrep.model.coreference import SIGNS
from sitrep.model.labels import ACTS, ARGUMENTS, MENTIONS, NAMES
from sitrep.model.reader_model import open_model
from sitrep.record import Reader
from training.base import base_weights
from training.card import ASKED, Asked, Scores, card
from training.config import FIRST, HeadConfig, Round, load_config
from training.acts import WRITTEN
from training.chains import coreference_targets
from training.corpora import RULED, read_samples
from training.curves import figures, taught
from training.export import blend, export
from training.frames import read_senses
from training.folds import cross_validate, score
from training.levelling import level_channels
from training.network import Encoder, ReaderModel, pad_samples
from training.prepare import load_samples, prepare
from training.schedule import plan_pass
from training.similarity import stories
from training.texts import cut_text
from training.train import Trainer, begin

CONFIG = load_config()
SENSES = ("close.01", "close.02")
TRAINED = ("attribution", "names", "mentions", "times", "acts", "coreference", "roles", "factuality")


@pytest.fixture(scope="module")
def prepared(corpora: Path, tokenizer: Any, weights: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    prepare(corpora, folder, tokenizer=tokenizer, weights=weights)
    return folder


@pytest.fixture
def samples(prepared: Path) -> dict[str, Any]:
    found = {head: load_samples(prepared, head, "train") for head in TRAINED}
    return {**found, "acts": found["acts"][::200]}


def trainer(weights: Any, samples: Any, folder: Path, **changes: Any) -> Trainer:
    torch.manual_seed(1)
    config = replace(CONFIG, **{"rounds": (Round(1, 1.0),), "batch_pieces": 128, **changes})
    return Trainer(ReaderModel(weights, heads=4, senses=SENSES), samples, config, folder=folder)


def test_attributions_become_tags_and_a_row_of_roles_for_each_cue(corpora: Path, tokenizer: Any) -> None:
    sample = read_samples("attribution", "dev", corpora, tokenizer)[0]
    target = sample.targets["attribution"]
    assert target["cues"].tolist() == [2]
    assert target["tags"].tolist() == [5, 7, 4, 9, 10, 10, 11, 0]
    assert target["roles"].tolist() == [[1, 3, 0, 5, 6, 6, 7, 0]]


def test_names_and_times_become_tags(corpora: Path, tokenizer: Any) -> None:
    names = read_samples("names", "train", corpora, tokenizer)[0].targets["names"]["tags"].tolist()
    person = 1 + 4 * NAMES.index("Person")
    assert names[5:7] == [person, person + 2]
    times = read_samples("times", "train", corpora, tokenizer)[0].targets["times"]["tags"].tolist()
    assert times[3:8] == [1, 3, 0, 9, 11]


def test_mentions_keep_head_and_bounds_and_may_nest(corpora: Path, tokenizer: Any) -> None:
    rows = read_samples("mentions", "train", corpora, tokenizer)[0].targets["mentions"]["rows"].tolist()
    assert rows[:2] == [[1, MENTIONS.index("person"), 0, 4], [4, MENTIONS.index("place"), 3, 4]]


def test_a_mention_knows_its_chain_and_what_it_has_in_common_with_those_before(
    corpora: Path, tokenizer: Any
) -> None:
    target = read_samples("coreference", "train", corpora, tokenizer)[0].targets["coreference"]
    assert target["heads"].tolist() == [1, 4, 8, 10, 12]
    assert target["chains"].tolist() == [1, 2, 3, 4, 1]
    assert target["known"].all()
    assert target["pairs"].shape == (1 + 2 + 3 + 4, SIGNS)


def test_what_a_mention_takes_up_before_the_window_teaches_nothing(tokenizer: Any) -> None:
    text = cut_text("The mayor left. He said that he was old.", tokenizer)
    rows = [(1, 0, 0, 1, 7), (4, 0, 4, 4, 7), (7, 0, 7, 7, 7)]
    target = coreference_targets(text, rows, 4, 11)
    assert target["heads"].tolist() == [0, 3]
    assert target["known"].tolist() == [False, True]


def test_predicates_keep_their_arguments_and_senses(corpora: Path, tokenizer: Any) -> None:
    sample, *_ = read_samples("roles", "train", corpora, tokenizer)
    target = sample.targets["roles"]
    agent, patient = (1 + 4 * ARGUMENTS.index(kind) for kind in ("ARG0", "ARG1"))
    assert target["marks"].tolist() == [0, 0, 1, 0, 0, 0] * 2
    assert (target["words"].tolist(), target["bounds"].tolist()) == ([2, 8], [[0, 6], [6, 12]])
    assert target["tags"].tolist() == [agent, agent + 2, 0, patient, patient + 2, 0] * 2
    senses = read_senses(corpora)
    assert [senses.rows[row] for row in target["senses"]] == ["close.01", "close.02"]


def test_judged_words_keep_their_value_and_their_split(corpora: Path, tokenizer: Any) -> None:
    train, dev = (read_samples("factuality", split, corpora, tokenizer) for split in ("train", "dev"))
    assert sum(len(s.targets["factuality"]["words"]) for s in train) == 16
    (only,) = dev
    assert only.targets["factuality"]["words"].tolist() == [1, 3]
    assert only.targets["factuality"]["values"].tolist() == [3.0, -1.5]


def test_a_run_may_begin_with_the_mean_of_another(
    weights: Any, samples: dict[str, Any], tmp_path: Path
) -> None:
    taught = trainer(weights, {"times": samples["times"]}, tmp_path)
    taught.run()
    model = ReaderModel(weights, heads=4, senses=(*SENSES, "close.03"))
    frames = model.roles["senses"].weight.detach().clone()
    begin(model, tmp_path)
    assert torch.equal(model.times.weight, taught.mean["times.weight"])
    assert torch.equal(model.roles["senses"].weight, frames)


def test_acts_of_plv_keep_their_fold_and_those_of_the_codebook_their_words(
    corpora: Path, tokenizer: Any
) -> None:
    found = [sample.targets["acts"] for sample in read_samples("acts", "train", corpora, tokenizer)]
    assert [target["whole"] for target in found[:3]] == [ACTS.index("COERCE"), ACTS.index("ASSAULT"), 19]
    assert all(0 <= target["fold"] < 5 for target in found[:3])
    own = [target for target in found if target["fold"] == -1]
    assert all(len(target["words"]) == len(target["kinds"]) for target in own)
    assert {ACTS[kind] for target in own for kind in target["kinds"]} == set(ACTS)


def test_preparing_again_keeps_what_is_there(prepared: Path, corpora: Path, tokenizer: Any) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in prepared.iterdir()}
    prepare(corpora, prepared, tokenizer=tokenizer)
    assert before == {path.name: path.stat().st_mtime_ns for path in prepared.iterdir()}


def test_a_pass_is_drawn_by_its_seed_alone(samples: dict[str, Any]) -> None:
    def heads(number: int) -> list[Any]:
        return [[s.ids.tolist() for s in batch] for batch in plan_pass(samples, CONFIG, number)]

    assert heads(0) == heads(0)
    assert heads(0) != heads(1)


def test_padding_changes_nothing(weights: Any, samples: dict[str, Any]) -> None:
    encoder = Encoder(weights, heads=4).eval()
    short, long = sorted(samples["attribution"], key=lambda s: len(s.ids))[:: len(samples["attribution"]) - 1]

    def vectors(*chosen: Any) -> Any:
        padded = pad_samples(chosen)
        return encoder(padded.ids, padded.case, padded.quoted, padded.mask)[0, : len(short.ids) + 2]

    assert torch.allclose(vectors(short), vectors(short, long), atol=1e-5)


def test_what_is_taught_is_learned(weights: Any, samples: dict[str, Any], tmp_path: Path) -> None:
    taught = trainer(weights, samples, tmp_path, encoder_rate=3e-3, heads_rate=2e-2)
    batches = taught.plans[0]

    def learned() -> Counter[str]:
        losses: Counter[str] = Counter()
        for batch in batches:
            losses.update(taught.learn(batch))
        return losses

    first = learned()
    for _ in range(8):
        last = learned()
    assert set(first) == {*TRAINED, RULED, "vectors"}
    assert all(last[head] < first[head] for head in first)


def test_a_killed_run_goes_on_as_if_nothing_had_happened(
    weights: Any, samples: dict[str, Any], tmp_path: Path
) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    whole.mkdir()
    cut.mkdir()
    undisturbed = trainer(weights, samples, whole)
    assert undisturbed.run()
    killed = trainer(weights, samples, cut)
    assert not killed.run(until=lambda: killed.step == 3)
    resumed = trainer(weights, samples, cut)
    resumed.resume()
    assert resumed.step == 3
    assert resumed.run()
    assert all(torch.equal(undisturbed.mean[name], found) for name, found in resumed.mean.items())
    wanted = undisturbed.model.state_dict()
    assert all(torch.equal(wanted[name], found) for name, found in resumed.model.state_dict().items())


def test_the_exported_file_gives_what_torch_gives_and_is_read_whole(
    weights: Any, tokenizer: Any, tmp_path: Path
) -> None:
    torch.manual_seed(1)
    model = ReaderModel(weights, heads=4).eval()
    path = tmp_path / "small.onnx"
    gap = export(model, path, version="7", tokenizer=tokenizer.to_str())
    assert gap < 1e-4
    opened = open_model(path)
    assert opened.version == "7"
    text = "The mayor said the bridge was closed."
    layers = opened.read(text, [(0, len(text))], [], tuple(HEADS))
    assert set(layers) == set(HEADS)
    assert np.allclose(np.linalg.norm(layers["vectors"].vectors, axis=1), 1)  # type: ignore[union-attr]


def test_a_file_of_8_bits_stays_close_to_torch(weights: Any, tokenizer: Any, tmp_path: Path) -> None:
    model = ReaderModel(weights, heads=4).eval()
    small, whole = tmp_path / "small.onnx", tmp_path / "whole.onnx"
    export(model, small, version="1", tokenizer=tokenizer.to_str(), keep=whole)
    text = "Police arrested three workers in the town. The mayor told protesters it was closed."
    sentences = [(0, 42), (43, len(text))]
    one, other = (open_model(path).read(text, sentences, [], ("acts", "vectors")) for path in (small, whole))
    assert float((one["vectors"].vectors * other["vectors"].vectors).sum(1).min()) > 0.95  # type: ignore[union-attr]


def test_levelled_channels_change_nothing_and_run_no_higher_than_they_may(
    weights: Any, samples: dict[str, Any]
) -> None:
    model = ReaderModel(weights, heads=4).eval()
    with torch.no_grad():
        model.encoder.layers[0].first_norm.weight[3] = 90.0
    shown = samples["attribution"][:4]
    levelled = level_channels(model, shown)
    assert float(levelled.encoder.layers[0].widened.shares[3]) < 0.2
    padded = pad_samples(shown)
    one, other = (m.encoder(padded.ids, padded.case, padded.quoted, padded.mask) for m in (model, levelled))
    assert torch.allclose(one, other, atol=1e-4)
    assert model.encoder.layers[0].widened is not levelled.encoder.layers[0].widened


def test_rates_rise_and_fall_once_a_round(weights: Any, samples: dict[str, Any], tmp_path: Path) -> None:
    rounds = (Round(2, 1.0), Round(1, 0.5))
    planned = trainer(weights, samples, tmp_path, rounds=rounds)
    shares = [planned._share(step) for step in range(planned.steps)]
    turn = len(planned.plans[0]) + len(planned.plans[1])
    assert max(shares[:turn]) == 1.0
    assert shares[turn - 1] < 0.3
    assert max(shares[turn:]) == 0.5
    assert min(shares) > 0


def test_the_mean_is_of_the_weights_at_the_ends_of_the_rounds(
    weights: Any, samples: dict[str, Any], tmp_path: Path
) -> None:
    rounds = (Round(1, 1.0), Round(1, 1.0))
    run = trainer(weights, {"times": samples["times"]}, tmp_path, rounds=rounds)
    ends: list[Any] = []
    average = run._average

    def noted() -> None:
        ends.append(run.model.times.weight.detach().clone())
        average()

    run._average = noted  # type: ignore[method-assign]
    assert run.run()
    assert len(ends) == 2
    assert not torch.equal(*ends)
    assert torch.allclose(run.mean["times.weight"], (ends[0] + ends[1]) / 2, atol=1e-6)


def test_times_that_the_rules_read_are_taught_beside_names(corpora: Path, tokenizer: Any) -> None:
    tags = read_samples("names", "train", corpora, tokenizer)[0].targets[RULED]["tags"].tolist()
    assert tags[-2:] == [4, 0]


def test_another_encoder_than_the_published_one_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "model.safetensors"
    other.write_bytes(b"something else")
    with pytest.raises(ValueError, match="53aa51172d14 was expected"):
        base_weights(other)


def test_an_unknown_setting_is_named(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("seed = 1\nspeed = 2\n")
    with pytest.raises(ValueError, match="speed"):
        load_config(path)


def test_a_truncated_export_is_refused(weights: Any, tokenizer: Any, tmp_path: Path) -> None:
    path = tmp_path / "small.onnx"
    export(ReaderModel(weights, heads=4).eval(), path, version="1", tokenizer=tokenizer.to_str())
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ResourceError, match="bytes was expected"):
        open_model(path)


def test_each_sentence_of_plv_is_told_by_a_model_that_never_saw_it(
    weights: Any, corpora: Path, tokenizer: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples = read_samples("acts", "train", corpora, tokenizer)[:40]
    taught: list[set[int]] = []
    run = Trainer.run

    def watched(self: Trainer) -> bool:
        taught.append({sample.targets["acts"]["fold"] for sample in self.samples["acts"]})
        return run(self)

    monkeypatch.setattr(Trainer, "run", watched)
    config = replace(CONFIG, rounds=(Round(1, 1.0),), heads={"acts": HeadConfig(1.0, 1.0)})
    found = cross_validate(samples, config, weights, tmp_path, heads=4)
    assert found["n"] == 3
    assert found["accuracy"] >= found["open"]
    assert all(fold not in seen for fold, seen in enumerate(taught))
    assert all(WRITTEN in seen for seen in taught)
    taught.clear()
    cross_validate(samples, config, weights, tmp_path, heads=4, folds=[0], own=False)
    assert WRITTEN not in taught[0]


def test_a_share_of_the_samples_is_taught_and_measured_on_the_dev_parts(
    weights: Any, samples: dict[str, Any], corpora: Path, tokenizer: Any, tmp_path: Path
) -> None:
    config = replace(load_config(FIRST), rounds=(Round(1, 1.0),))
    seen: list[int] = []

    class Watched(ReaderModel):
        def tied(self, *given: Any) -> Any:
            seen.append(1)
            return super().tied(*given)

    model = taught({"attribution": samples["attribution"]}, 0.5, config, tmp_path, Watched(weights, heads=4))
    assert len(seen) == len(samples["attribution"][::2])
    path = tmp_path / "whole.onnx"
    export(model, path, version="1", tokenizer=tokenizer.to_str())
    found = figures(open_model(path), ["attribution"], corpora)
    assert set(found) == {f"polnear-dev {name}" for name in ASKED[0].figures}


def test_a_round_may_have_its_own_times_for_a_head() -> None:
    rounds = (Round(2, 1.0), Round(1, 0.5, {"roles": 3.0}))
    config = replace(CONFIG, rounds=rounds)
    own = CONFIG.heads["roles"].times
    assert [config.times("roles", number) for number in range(3)] == [own, own, 3.0]
    assert config.times("names", 2) == CONFIG.heads["names"].times
    with pytest.raises(IndexError):
        config.times("roles", 3)


def test_what_ships_is_moved_to_the_weights_that_the_run_began_with() -> None:
    own = {"old": torch.tensor([1.0, 2.0]), "new": torch.tensor([4.0]), "grown": torch.ones(3)}
    begun = {"old": torch.tensor([0.0, 4.0]), "grown": torch.zeros(2)}
    mixed = {name: weights.tolist() for name, weights in blend(own, begun, 0.5).items()}
    assert mixed == {"old": [0.5, 3.0], "new": [4.0], "grown": [1.0, 1.0, 1.0]}


def test_folds_are_scored_with_both_kinds_of_yielding_as_one() -> None:
    assert score([1, 1, 19], [1, 2, 19]) == {"accuracy": 0.6667, "macro": 0.8333, "n": 3}


def test_the_card_sets_rules_reader_and_heads_side_by_side(tmp_path: Path) -> None:
    def scored(value: float) -> Evaluation:
        return Evaluation(
            "times", "t", "d", 9, Reader("", "", ""), {"strict": value}, {"strict": [0.1, 0.9]}, ()
        )

    asked = Asked("times", "tempeval3-tbaq.tar.gz", ("strict",))
    row = Scores(asked, scored(0.5), scored(0.6), scored(0.7), scored(0.71))
    begun = {"steps": 7, "seconds": 200}
    (tmp_path / "run.json").write_text(json.dumps({"steps": 10, "seconds": 400, "begun": begun}))
    (tmp_path / "INDEX.json").write_text("[]")
    text = card([row], tmp_path, tmp_path, CONFIG)
    assert "| times | tempeval3-tbaq | 9 | `strict` | 0.500 | 0.600 | 0.100 to 0.900 | 0.700 |" in text
    assert "| times | tempeval3-tbaq | `strict` | 0.7100 | 0.7000 | +0.0100 |" in text
    assert "7 and 10 steps" in text
    assert "10 minutes on 2 cores" in text
    assert "{{" not in text


def test_stories_are_told_apart_by_their_seminal_event(tmp_path: Path) -> None:
    token = '<token t_id="{0}" sentence="{1}" number="0">{2}</token>'
    page = "<Document>" + "".join(
        token.format(i, i // 2, word) for i, word in enumerate("A fire . Out".split())
    )
    archive = tmp_path / "ecb.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        for name in ("2/2_1ecb.xml", "2/2_1ecbplus.xml", "3/3_1ecb.xml"):
            data = (page + "</Document>").encode()
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    found = list(stories(archive))
    assert [story.event for story in found] == ["2ecb", "2ecbplus"]
    assert found[0].sentences == ("A fire", ". Out")
