"""What another package adds by entry points: suffixes, formats, codebooks; its faults cost one file each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from sitrep.codebook import load_codebook
from sitrep.export import export, formats
from sitrep.intake import Failure, from_text, reports
from sitrep.intake.plugged import _reader, added_suffixes
from sitrep.ledger import Ledger
from sitrep.ledger.view import LedgerView
from sitrep.record import Report
from sitrep.views.labels import event_label

WORDS = """contexts:
  roadblocks:
    about: roads that are shut by a crowd
    cues: [road block]
"""


def read_wire(path: Path) -> Iterator[Report]:
    headline, day, text = path.read_text("utf-8").split("\n", 2)
    yield from_text(text, title=headline, published=day, publisher="Newsroom")


def export_board(ledger: LedgerView) -> dict[str, str]:
    return {"ledger.txt": "".join(f"{event_label(event)}\n" for event in ledger.state().events)}


@pytest.fixture(autouse=True)
def newsroom(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A package that adds one of each."""
    module: Any = ModuleType("newsroom")
    module.read, module.export, module.PATH = read_wire, export_board, tmp_path / "words.yaml"
    monkeypatch.setitem(sys.modules, "newsroom", module)
    module.PATH.write_text(WORDS, "utf-8")
    points = EntryPoints(
        [
            EntryPoint("wire", "newsroom:read", "sitrep.intake"),
            EntryPoint("board", "newsroom", "sitrep.exporters"),
            EntryPoint("json", "newsroom", "sitrep.exporters"),
            EntryPoint("newsroom", "newsroom:PATH", "sitrep.codebooks"),
        ]
    )

    def found(**wanted: str) -> EntryPoints:
        return points.select(**wanted)

    cached: tuple[Any, ...] = (added_suffixes, _reader, formats)
    for name in ("sitrep.intake.plugged", "sitrep.export", "sitrep.codebook.plugged"):
        monkeypatch.setattr(sys.modules[name], "entry_points", found)
    for function in cached:
        function.cache_clear()
    yield
    for function in cached:
        function.cache_clear()


def test_a_suffix_of_another_package_is_read_in_folders_too(tmp_path: Path) -> None:
    (tmp_path / "a.wire").write_text("Ferry sinks\n2021-05-04\nA ferry sank near Lagos, killing 34 people.\n")
    for named in (tmp_path / "a.wire", tmp_path):
        (found,) = (item for item in reports([named]) if isinstance(item, Report))
        assert (found.title, found.published, found.publisher) == ("Ferry sinks", "2021-05-04", "Newsroom")


def test_what_a_stranger_s_reader_raises_costs_one_file(tmp_path: Path) -> None:
    (tmp_path / "a.wire").write_text("no day")
    (tmp_path / "b.txt").write_text("A ferry sank near Lagos, killing 34 people.")
    bad, good = reports([tmp_path])
    assert isinstance(bad, Failure)
    assert bad.reason.startswith("the reader for .wire failed: ValueError")
    assert isinstance(good, Report)


def test_a_format_of_another_package_is_listed_and_written(filed_demo: Path) -> None:
    assert "board" in formats()
    with Ledger.open(filed_demo) as ledger:
        board = export(ledger, "board")
        assert len(str(board).splitlines()) == len(ledger.state().events)
        assert str(export(ledger, "json")).startswith("{")  # what ships is not replaced


def test_a_codebook_is_found_by_its_name() -> None:
    assert "roadblocks" in load_codebook(Path("newsroom")).contexts
