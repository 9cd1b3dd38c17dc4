"""One ledger that tries every corner of a format, and what each exporter of a footprint makes of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from export.footprints import FOOTPRINTS, text_of
from export.ledgers import fill, records
from sitrep.ledger import Ledger, State


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    path = tmp_path_factory.mktemp("footprints") / "rich.ledger"
    fill(path, records())
    with Ledger.open(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def state(rich: Ledger) -> State:
    return rich.state()


@pytest.fixture(scope="session")
def footprints(rich: Ledger) -> dict[str, str]:
    """The text of every format, by its name."""
    return {name: text_of(rich, name) for name in FOOTPRINTS}


@pytest.fixture(scope="session")
def texts(rich: Ledger) -> dict[str, str]:
    """The text of every report, by its id."""
    return {record.report.id: record.report.text for record in rich.records()}
