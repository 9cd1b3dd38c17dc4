"""What all tests share: the flag that rewrites goldens, and the ledger of the demonstration."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from sitrep.demo import file_demo

# A person's run looks for new counterexamples; a run that others wait for takes the same ones each
# time. A loaded machine is no fault of the code, so no example has a deadline.
settings.register_profile("search", deadline=None)
settings.register_profile(
    "repeat", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("repeat" if os.environ.get("CI") else "search")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Write the goldens anew.")
    parser.addoption("--kills", type=int, default=4, help="How many writers of a ledger to kill.")
    parser.addoption("--engine-kills", type=int, default=1, help="How many runs of an engine to kill.")
    parser.addoption("--histories", type=int, default=150, help="How many made-up histories to try.")


@pytest.fixture(scope="session")
def filed_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the demonstration; only to be read."""
    path = tmp_path_factory.mktemp("demo") / "demo.sitrep"
    file_demo(path)
    return path


@pytest.fixture
def demo_copy(filed_demo: Path, tmp_path: Path) -> Path:
    """The ledger of the demonstration in a file of the test's own."""
    return Path(shutil.copy(filed_demo, tmp_path / "copy.sitrep"))
