"""A published encoder and corpora in miniature: every stage of training runs on them in seconds."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch", reason="training needs its extra: make train-env")

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

WORDS = """the a an of in on at to for from by with and but while after said told urged police troops minister
mayor bridge river town villagers protesters crossed closed attacked arrested killed opened talks
signed fire storm hit damaged they he she it was were had has been people three two monday tuesday
2021 2020 percent workers strike ended began court judge fined bank sent aid food city council vote
law passed rejected""".split()
LETTERS = list("abcdefghijklmnopqrstuvwxyz0123456789.,;:!?'\"()-&$%/#_[]*@")

SAYINGS = [
    ("The mayor said the bridge was closed.", (0, 9), (10, 14), (15, 36)),
    ("Police said they had arrested three people.", (0, 6), (7, 11), (12, 42)),
    ("The minister told workers the strike had ended.", (0, 12), (13, 17), (26, 46)),
]

GUM = """# newdoc id = GUM_whow_bridge
# global.Entity = GRP-etype-infstat-salience-centering-minspan-link-identity
# meta::title = Bridge
# newpar
# sent_id = GUM_whow_bridge-1
# text = The mayor of the town closed the old bridge on Monday and he went home .
1	The	the	DET	DT	_	0	_	_	Entity=(1-person-new-nnnnn-cf1-2-sgl
2	mayor	mayor	NOUN	NN	_	0	_	_	_
3	of	of	ADP	IN	_	0	_	_	_
4	the	the	DET	DT	_	0	_	_	Entity=(2-place-new-nnnnn-cf1-2-sgl
5	town	town	NOUN	NN	_	0	_	_	Entity=2)1)
6	closed	close	VERB	VBD	_	0	_	_	_
7	the	the	DET	DT	_	0	_	_	Entity=(3-object-new-nnnnn-cf1-3-sgl
8	old	old	ADJ	JJ	_	0	_	_	_
9	bridge	bridge	NOUN	NN	_	0	_	_	Entity=3)
10	on	on	ADP	IN	_	0	_	_	_
11	Monday	Monday	PROPN	NNP	_	0	_	_	Entity=(4-time-new-nnnnn-cf1-1-sgl)
12	and	and	CCONJ	CC	_	0	_	_	_
13	he	he	PRON	PRP	_	0	_	_	Entity=(1-person-giv-nnnnn-cf1-1-ana)
14	went	go	VERB	VBD	_	0	_	_	_
15	home	home	ADV	RB	_	0	_	_	_
16	.	.	PUNCT	.	_	0	_	_	_
"""

TIMEML = """<?xml version="1.0" ?>
<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2021-05-04">May 4, 2021</TIMEX3></DCT>
<TEXT>The bridge closed <TIMEX3 tid="t1" type="DATE" value="2021-05-03">on Monday</TIMEX3> for
<TIMEX3 tid="t2" type="DURATION" value="P3W">three weeks</TIMEX3>.</TEXT></TimeML>
"""


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    """Word pieces over a few hundred entries, lower-cased as the published ones."""
    entries = ["[PAD]", "[UNK]", *(f"[unused{i}]" for i in range(99)), "[CLS]", "[SEP]"]
    entries += [*dict.fromkeys([*LETTERS, *(f"##{letter}" for letter in LETTERS), *WORDS])]
    known = {entry: number for number, entry in enumerate(entries)}
    built = Tokenizer(models.WordPiece(known, unk_token="[UNK]"))
    built.normalizer = normalizers.BertNormalizer()
    built.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return built


@pytest.fixture(scope="session")
def weights(tokenizer: Tokenizer) -> dict[str, torch.Tensor]:
    """An encoder of two layers, 24 wide, by the published names, with chance for weights."""
    dice = torch.Generator().manual_seed(3)
    width, inner, vocabulary = 24, 48, tokenizer.get_vocab_size()

    def chance(*shape: int) -> torch.Tensor:
        return torch.randn(*shape, generator=dice) * 0.1

    found = {
        "embeddings.word_embeddings.weight": chance(vocabulary, width),
        "embeddings.position_embeddings.weight": chance(512, width),
        "embeddings.token_type_embeddings.weight": chance(2, width),
        "embeddings.LayerNorm.weight": torch.ones(width),
        "embeddings.LayerNorm.bias": torch.zeros(width),
    }
    shapes = {
        "attention.self.query": (width, width),
        "attention.self.key": (width, width),
        "attention.self.value": (width, width),
        "attention.output.dense": (width, width),
        "intermediate.dense": (inner, width),
        "output.dense": (width, inner),
    }
    for layer in range(2):
        opening = f"encoder.layer.{layer}."
        for name, shape in shapes.items():
            found[f"{opening}{name}.weight"] = chance(*shape)
            found[f"{opening}{name}.bias"] = torch.zeros(shape[0])
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            found[f"{opening}{name}.weight"] = torch.ones(width)
            found[f"{opening}{name}.bias"] = torch.zeros(width)
    return found


@pytest.fixture(scope="session")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus of each form, under the names that the readers look for."""
    folder = tmp_path_factory.mktemp("corpora")
    uses = {f"{name}-{use}.jsonl.gz": use for name in ("polnear", "gum") for use in ("train", "dev")}
    index = [{"file": file, "use": use} for file, use in uses.items()]
    (folder / "INDEX.json").write_text(json.dumps(index))
    for split, copies in (("train", 8), ("dev", 2)):
        _lines(folder / f"polnear-{split}.jsonl.gz", [_saying(i) for i in range(copies)])
        _tar(folder / f"gum-{split}.tar.gz", {f"gum/GUM_whow_bridge{i}.conllu": GUM for i in range(copies)})
    tagged = "http://example.org/a\tO\n\nThe\tO\nmayor\tO\nof\tO\nTown\tB-Location\nmet\tO\nAnn\tB-Person\n"
    tagged += "Bell\tI-Person\non\tO\nMonday\tB-Date\n.\tO\n"
    _tar(folder / "worldwide-ner-train.tar.gz", {f"ww/a{i:02}.tsv": tagged for i in range(24)})
    _tar(folder / "tempeval3-tbaq.tar.gz", {f"tb/a{i:02}.tml": TIMEML for i in range(24)})
    _tar(folder / "wikiwars-train.tar.gz", {f"wa/a{i:02}.tml": TIMEML for i in range(8)})
    _lines(
        folder / "plv-train.jsonl.gz",
        [
            {"sentence": s, "source": "Police", "target": "three", "gold_root": kind, "gold_penta": 3}
            for s, kind in (
                ("Police arrested three workers in the town.", "COERCE"),
                ("Police attacked three protesters at the bridge.", "ASSAULT"),
                ("Police released three workers on Monday.", "YIELD"),
            )
        ],
    )
    _lines(folder / "ewt-roles-train.jsonl.gz", [_framed(i) for i in range(24)])
    judged = {"set": "UW", "split": "train", "text": "Police said they attacked the town .", "file_idx": 0}
    targets = [{"span1": [1, 2], "label": 3.0}, {"span1": [3, 4], "label": -1.5}]
    rows = [{**judged, "targets": targets, "idx": i} for i in range(8)]
    _lines(folder / "factuality.jsonl.gz", [*rows, {**rows[0], "split": "dev"}])
    return folder


def _framed(number: int) -> dict[str, Any]:
    """Two sentences a document; "closed" has one sense where a bridge is closed and one where a bank is."""
    what, sense = (("bridge", "close.01"), ("bank", "close.02"))[number % 2]
    arguments = [["ARG0", 0, 2], ["V", 2, 3], ["ARG1", 3, 5]]
    return {
        "sent_id": f"paper-{number // 2:04}-{number % 2:04}",
        "words": ["The", "mayor", "closed", "the", what, "."],
        "frames": [{"word": 2, "sense": sense, "args": arguments}],
    }


def _saying(number: int) -> dict[str, Any]:
    text, speaker, cue, content = SAYINGS[number % len(SAYINGS)]
    spans = {"s": ["source", [speaker]], "c": ["cue", [cue]], "t": ["content", [content]]}
    parts = [["Source", "s"], ["Cue", "c"], ["Content", "t"]]
    return {
        "id": f"paper_2021-05-0{number + 1}_x",
        "text": text,
        "spans": spans,
        "attributions": [{"parts": parts}],
    }


def _lines(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode(), mtime=0))


def _tar(path: Path, files: dict[str, str]) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for name, text in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
