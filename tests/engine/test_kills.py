"""Processes of a run are killed at random: nothing is lost, nothing done twice, and no worker is left."""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Literal, get_args

import pytest

from engine.driver import start
from engine.made import LIGHT, RULES, digest_of, failures, file_all, is_complete, made_reports
from sitrep.engine.reading import QUARANTINED
from sitrep.engine.worker import GRACE_S

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="children are found in /proc")

Victim = Literal["worker", "driver", "all"]
REPORTS = made_reports(40)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, float]:
    """The digest of the ledger that a run without a kill comes to, and the seconds that it takes."""
    path = tmp_path_factory.mktemp("expected") / "a.ledger"
    file_all(path, REPORTS, RULES, "local")
    began = time.monotonic()
    assert start(path.with_name("b.ledger"), REPORTS, RULES, "pool").wait(300) == 0
    return digest_of(path), time.monotonic() - began


def children(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            number = int(entry.name)
            state, above = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            if int(above) == parent and state != "Z":
                found.append(number)
    return found


def kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def strike(victim: Victim, driver: int, random: Random) -> list[int]:
    """Kill ``victim`` of a run; the workers that were there."""
    workers = children(driver)
    if victim == "worker":
        random.shuffle(workers)
    if victim != "worker":
        kill(driver)
    for worker in workers[: {"worker": 1, "driver": 0, "all": None}[victim]]:
        kill(worker)
    return workers


def has_ended(process: int) -> bool:
    try:
        return (Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def wait_until_ended(processes: list[int]) -> None:
    limit = time.monotonic() + 2 * GRACE_S + 20
    while not all(map(has_ended, processes)):
        assert time.monotonic() < limit, "a worker outlived its driver"
        time.sleep(0.02)


def test_kills_at_any_moment_lose_and_double_nothing(
    expected: tuple[str, float], tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    for number in range(pytestconfig.getoption("engine_kills")):
        random = Random(number)
        victim = get_args(Victim)[number % 3]
        path = tmp_path / f"{number}.ledger"
        for _ in range(random.randint(1, 2)):
            process = start(path, REPORTS, RULES, "pool")
            time.sleep(random.uniform(0.1, 1.1) * expected[1])
            workers = strike(victim, process.pid, random)
            assert process.wait(300) == 0 or victim != "worker"
            wait_until_ended(workers)
        assert start(path, REPORTS, RULES, "pool").wait(300) == 0
        assert_nothing_is_lost(path, expected[0])


def assert_nothing_is_lost(path: Path, digest: str) -> None:
    assert is_complete(path, REPORTS)
    # Two kills from outside may find the same report in hand, which then looks like the one who did it.
    assert set(failures(path).values()) <= {QUARANTINED}
    assert failures(path) or digest_of(path) == digest
    assert [entry.name for entry in path.parent.iterdir() if entry.is_dir()] == []


def test_each_report_is_read_once_and_again_only_if_it_was_in_hand(tmp_path: Path) -> None:
    tally, path = tmp_path / "tally", tmp_path / "a.ledger"
    reports = made_reports(80, titles={n: f"slow {n}" for n in range(80)}, tally=tally)
    process = start(path, reports, LIGHT, "pool")
    kills = 0
    while process.poll() is None and kills < 4:
        before = tally.stat().st_size if tally.exists() else 0
        while process.poll() is None and (not tally.exists() or tally.stat().st_size < before + 200):
            time.sleep(0.005)
        kills += len(strike("worker", process.pid, Random(kills))) > 0
    assert process.wait(120) == 0
    assert is_complete(path, reports)
    assert set(failures(path).values()) <= {QUARANTINED}  # two kills may find the same report in hand
    assert len(tally.read_text("ascii").split()) <= 80 + kills


def test_no_worker_outlives_its_driver(tmp_path: Path) -> None:
    tally = tmp_path / "tally"
    reports = made_reports(200, titles=dict.fromkeys(range(200), "slow"), tally=tally)
    process = start(tmp_path / "a.ledger", reports, LIGHT, "pool")
    while not tally.exists():
        assert process.poll() is None
        time.sleep(0.01)
    workers = strike("driver", process.pid, Random(0))
    process.wait(60)
    assert workers
    wait_until_ended(workers)
    assert len(tally.read_text("ascii").split()) < 200
