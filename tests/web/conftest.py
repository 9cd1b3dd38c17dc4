"""A desk over the ledger of the demonstration, asked as a browser would ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sitrep.engine.task import Task
from sitrep.web.app import make_app
from sitrep.web.desk import Desk
from sitrep.web.guard import Access

ROOT = "http://127.0.0.1:8000"


@pytest.fixture
def desk(demo_copy: Path) -> Iterator[Desk]:
    made = Desk(demo_copy, task=Task(reader="rules"))
    yield made
    made.close()


@pytest.fixture
def access() -> Access:
    return Access(token="the-token")


@pytest.fixture
def stranger(desk: Desk, access: Access) -> TestClient:
    """A browser without the token."""
    return TestClient(make_app(desk, access), base_url=ROOT, follow_redirects=False)


@pytest.fixture
def reviewer(stranger: TestClient) -> TestClient:
    """A browser that was let in."""
    assert stranger.get("/?token=the-token").status_code == 303
    return stranger
