"""A text and its sentences come in, and what each head of the shipped encoder finds in it goes out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sitrep.model.file import MODEL_FILE, open_session, read_manifest
from sitrep.model.heads import HEADS, Collector, Seen
from sitrep.model.pieces import Pieces, cut_pieces
from sitrep.model.senses import Senses
from sitrep.model.windows import Window, plan_windows

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

    from sitrep.model.heads import Layer

__all__ = ["ReaderModel", "open_model"]

Arrays = dict[str, npt.NDArray[Any]]


class ReaderModel:
    """The encoder with its heads, ready to read; one object serves any number of texts."""

    def __init__(self, session: InferenceSession, version: str) -> None:
        from tokenizers import Tokenizer

        stored = session.get_modelmeta().custom_metadata_map
        self.version = version
        self.limit = int(stored["limit"])
        self.overlap = int(stored["overlap"])
        self.marks = (int(stored["opening"]), int(stored["closing"]))
        self.tokenizer = Tokenizer.from_str(stored["tokenizer"])
        self.senses = Senses.from_json(stored["senses"])
        self._session = session
        self._constants = self._fetch_constants(json.loads(stored["constants"]))

    def _fetch_constants(self, names: Sequence[str]) -> Arrays:
        """The weights that decoders use, which the file gives out whatever it is asked."""
        one = np.ones((1, 2), np.int64)
        return dict(zip(names, self._run(names, {"ids": one, "case": one, "quoted": one}), strict=True))

    def read(
        self,
        text: str,
        sentences: Sequence[tuple[int, int]],
        quotations: Sequence[tuple[int, int]],
        heads: Sequence[str],
    ) -> dict[str, Layer]:
        """What each of ``heads`` finds in ``text``; offsets are characters of it.

        Memory is bounded: a window's vectors are gone when it is decoded.
        """
        pieces = cut_pieces(text, sentences, quotations, self.tokenizer)
        collectors = {head: HEADS[head].collector(pieces, self.senses) for head in heads}
        asked = dict.fromkeys([*heads, *(beside for head in heads if (beside := HEADS[head].beside))])
        outputs = [f"{head}.{name}" for head in asked for name in HEADS[head].outputs]
        for window, found in self._windows(pieces, outputs):
            self._collect(Seen.of(pieces, window), found, collectors)
        return {head: collector.layer() for head, collector in collectors.items()}

    def encode(self, text: str, sentences: Sequence[tuple[int, int]]) -> int:
        """Run the encoder over ``text`` and decode nothing; how many pieces it has. For measuring."""
        pieces = cut_pieces(text, sentences, (), self.tokenizer)
        for _ in self._windows(pieces, ["times.tags"]):
            pass
        return len(pieces)

    def _collect(self, at: Seen, found: Arrays, collectors: Mapping[str, Collector]) -> None:
        for head, collector in collectors.items():
            seen = {name: found[f"{head}.{name}"] for name in HEADS[head].outputs}
            seen |= {name: self._constants[f"{head}.{name}"] for name in HEADS[head].constants}
            if beside := HEADS[head].beside:
                seen |= {f"{beside}.{name}": found[f"{beside}.{name}"] for name in HEADS[beside].outputs}
            collector.collect(at, seen)

    def _windows(self, pieces: Pieces, outputs: Sequence[str]) -> Iterator[tuple[Window, Arrays]]:
        """Each window, with what the encoder gives out for it.

        One at a time: a full window keeps the cores busy, windows together gained nothing when measured,
        and alone none is padded, nor in 8 bits rounded by what stands in another.
        """
        if not len(pieces):
            return
        for window in plan_windows(pieces.bounds.tolist(), limit=self.limit, overlap=self.overlap):
            found = self._run(outputs, self._inputs(pieces, window))
            yield window, {name: values[0] for name, values in zip(outputs, found, strict=True)}

    def _inputs(self, pieces: Pieces, window: Window) -> Arrays:
        n = window.end - window.start
        inputs: Arrays = {name: np.zeros((1, n + 2), np.int64) for name in ("ids", "case", "quoted")}
        inputs["ids"][0, 0], inputs["ids"][0, -1] = self.marks
        for name, values in (("ids", pieces.ids), ("case", pieces.case), ("quoted", pieces.quoted)):
            inputs[name][0, 1:-1] = values[window.start : window.end]
        return inputs

    def _run(self, outputs: Sequence[str], inputs: Arrays) -> list[npt.NDArray[Any]]:
        found: list[npt.NDArray[Any]] = self._session.run(list(outputs), inputs)
        return found


@cache
def open_model(path: Path = MODEL_FILE) -> ReaderModel:
    """The model that ships with the package, opened once a process.

    :class:`ResourceError` where the file is missing, cut short, of another layout or not the one the
    package was made with.
    """
    return ReaderModel(open_session(path), read_manifest(path).version)
