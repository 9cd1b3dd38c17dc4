"""What the tests of engines share: the engines that can run here."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from engine.made import environment
from sitrep.engine import ENGINES, EngineName


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> EngineName:
    """Each engine in turn."""
    name: EngineName = request.param
    if name == "ray":
        if find_spec("ray") is None:
            pytest.skip("Ray is not installed")
        monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])
    return name
