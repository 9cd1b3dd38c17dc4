"""The page on evaluation names every task, every figure and every option."""

from __future__ import annotations

from pathlib import Path

import click
import numpy as np
import pytest

from sitrep.cli.evaluate import command
from sitrep.evaluate import gate
from sitrep.evaluate.statistics import Tally, Totals
from sitrep.evaluate.tasks import TASKS, load_task

PAGE = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text("utf-8")


@pytest.mark.parametrize("name", TASKS)
def test_a_task_has_a_row_and_a_paragraph(name: str) -> None:
    assert f"| `{name}` |" in PAGE
    assert f"**{name}.**" in PAGE


@pytest.mark.parametrize("name", TASKS)
def test_every_part_of_a_figures_name_is_explained(name: str) -> None:
    figures = load_task(name).figures(Totals([Tally({})], np.ones((1, 1))))
    paragraph = PAGE.partition(f"**{name}.**")[2].partition("\n\n")[0].lower()
    parts = {part.removeprefix("injured_") for figure in figures for part in figure.split(".")} - {
        "first",
        "any",
    }
    assert [part for part in parts if part not in paragraph] == []


@pytest.mark.parametrize("shell", [command, gate.main], ids=["sitrep evaluate", "gate"])
def test_every_option_is_named(shell: click.Command) -> None:
    options = [o for p in shell.params if isinstance(p, click.Option) for o in p.opts]
    assert [option for option in options if option not in PAGE] == []
