"""How the codebook's own sentences are read: at least as well as pinned here, type by type."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from sitrep.cli.codebook import command
from sitrep.codebook import load_codebook
from sitrep.codebook.examples import read_examples
from sitrep.evaluate.examples import ReadExample, read_all, score

FLOORS = yaml.safe_load(Path(__file__).with_name("example_floors.yaml").read_text(encoding="utf-8"))


@cache
def _read() -> tuple[ReadExample, ...]:
    return read_all(read_examples(load_codebook().types))


@pytest.mark.parametrize("event_type", [name for name in FLOORS if name.isupper()])
def test_a_type_is_read_as_often_as_pinned(event_type: str) -> None:
    found = score([item for item in _read() if item.example.type == event_type])
    assert (round(found.type, 3), round(found.mode, 3)) >= tuple(FLOORS[event_type])
    assert round(found.mode, 3) >= FLOORS[event_type][1]


@pytest.mark.parametrize("figure", ["recall", "precision", "silence"])
def test_all_sentences_are_read_as_well_as_pinned(figure: str) -> None:
    assert round(getattr(score(_read()), figure), 3) >= FLOORS[figure]


def test_a_codebook_of_one_s_own_is_checked_on_its_examples(tmp_path: Path) -> None:
    path = tmp_path / "reef.yaml"
    path.write_text(
        "types:\n  BLEACHING: {about: A reef loses its colour.}\n"
        "triggers:\n  BLEACHING:\n    - {verbs: bleach, needs: reef, actor: none, recipient: subject}\n"
        "examples:\n  BLEACHING:\n    plain:\n"
        "      - The reef [bleached] in March.\n      - The corals [paled] in March.\n"
        "  none:\n    - The reef is old.\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(command, ["check", str(path)])
    assert result.exit_code == 0
    assert "reef.yaml:10: tells BLEACHING, read as no event" in result.output
    assert "2 of 3 examples are read as marked" in result.output
