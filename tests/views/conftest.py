"""The demonstration as state and records, and small ledgers of reports read by the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sitrep import read
from sitrep.ledger import Ledger, State
from sitrep.record import Record


@dataclass(frozen=True)
class Filed:
    """What a view is made of."""

    state: State
    record: Callable[[str], Record | None]


@pytest.fixture
def demo(filed_demo: Path) -> Iterator[Filed]:
    with Ledger.open(filed_demo) as ledger:
        yield Filed(ledger.state(), ledger.record)


@pytest.fixture
def filed(tmp_path: Path) -> Iterator[Callable[..., Filed]]:
    """``filed(text, …)`` files a report for each text, a day and a publisher each."""
    opened: list[Ledger] = []

    def file(*texts: str, title: str | None = None) -> Filed:
        ledger = Ledger.open(tmp_path / "small.sitrep", create=True)
        opened.append(ledger)
        ledger.add(
            read(text, title=title, published=f"2021-05-{day:02}", publisher=f"Wire {day}")
            for day, text in enumerate(texts, start=4)
        )
        return Filed(ledger.state(), ledger.record)

    yield file
    for ledger in opened:
        ledger.close()
