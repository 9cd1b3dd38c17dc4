"""A slice of each gold corpus, where the corpora are: the reader may not fall under the pinned floors."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitrep.evaluate.evaluation import load_reader
from sitrep.evaluate.floors import Floor, load_floors, shortfalls
from sitrep.evaluate.gate import FLOORS, check_floors

ROOT = Path(__file__).parents[2]
CORPORA = Path(os.environ.get("SITREP_CORPORA") or ROOT / "../shared/corpora")


def slices() -> list[Floor]:
    return [floor for floor in load_floors(FLOORS) if floor.sample is not None]


def test_every_slice_is_pinned() -> None:
    assert slices()
    assert all(floor.digest and floor.figures for floor in load_floors(FLOORS))


@pytest.mark.skipif(
    not CORPORA.is_dir(), reason=f"no gold corpora in {CORPORA} (SITREP_CORPORA names their folder)"
)
@pytest.mark.parametrize("floor", slices(), ids=lambda floor: f"{floor.task}-{floor.file.partition('.')[0]}")
def test_no_figure_of_a_slice_falls_under_its_floor(floor: Floor) -> None:
    (check,) = check_floors([floor], CORPORA, read=load_reader("rules"))
    assert check.fault is None
    assert check.scores is not None
    assert shortfalls(floor, check.scores.figures) == []
