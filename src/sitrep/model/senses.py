"""A lemma and how well each sense fits come in, and the PropBank sense that it has here goes out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sitrep.model.layers import Floats

__all__ = ["Senses"]

_FIRST = "01"


@dataclass(frozen=True)
class Senses:
    """What is known of PropBank's frames: ``rows`` are the senses that the model tells apart.

    ``frames`` gives the frame of a lemma where it has another's name ("decision": "decide"), ``only``
    the one sense of a frame that has one, where it is not the first.
    """

    rows: tuple[str, ...]
    frames: Mapping[str, str]
    only: Mapping[str, str]

    @classmethod
    def of(cls, counts: Mapping[str, Mapping[str, int]], frames: Mapping[str, Mapping[str, int]]) -> Senses:
        """From how often each frame has each sense, and each lemma each frame."""
        several = {frame for frame, numbers in counts.items() if len(numbers) > 1}
        best = {lemma: max(sorted(found), key=found.__getitem__) for lemma, found in frames.items()}
        return cls(
            tuple(sorted(f"{frame}.{number}" for frame in several for number in counts[frame])),
            {lemma: frame for lemma, frame in sorted(best.items()) if lemma != frame},
            {
                frame: number
                for frame, numbers in sorted(counts.items())
                for number in numbers
                if frame not in several and number != _FIRST
            },
        )

    @classmethod
    def from_json(cls, text: str) -> Senses:
        """From what :meth:`to_json` gave."""
        found = json.loads(text)
        return cls(tuple(found["rows"]), found["frames"], found["only"])

    def to_json(self) -> str:
        """The three as one JSON object."""
        return json.dumps({"rows": self.rows, "frames": self.frames, "only": self.only})

    def row(self, sense: str) -> int:
        """The number of ``sense`` among the rows; -1 where there is nothing to choose."""
        return self._numbers.get(sense, -1)

    def beside(self, frame: str) -> list[int]:
        """The rows of all senses of ``frame``; empty where it has one."""
        return self._rows.get(frame, [])

    def choose(self, lemma: str, fits: Callable[[list[int]], Floats]) -> str:
        """The sense of ``lemma`` that fits best; ``fits`` says how well each of some rows does.

        One that was never seen has its first, as PropBank counts them by how common they are.
        """
        frame = self.frames.get(lemma, lemma)
        rows = self.beside(frame)
        if rows:
            return self.rows[rows[int(np.argmax(fits(rows)))]]
        return f"{frame}.{self.only.get(frame, _FIRST)}"

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {sense: number for number, sense in enumerate(self.rows)}

    @cached_property
    def _rows(self) -> dict[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for number, sense in enumerate(self.rows):
            rows.setdefault(sense.rpartition(".")[0], []).append(number)
        return rows
