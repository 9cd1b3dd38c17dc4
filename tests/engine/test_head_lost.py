"""The head of a Ray cluster is lost in the middle of a run: once there is one again, the run goes on."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from engine.driver import start
from engine.made import LIGHT, digest_of, environment, failures, file_all, is_complete, made_reports

ray_util = pytest.importorskip("ray.util")
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are found in /proc")


@contextmanager
def head(folder: Path) -> Iterator[str]:
    """The address of a cluster of one machine, all of whose processes are killed at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    call = ["start", "--head", f"--port={port}", "--num-cpus=2", "--include-dashboard=false"]
    call += [f"--temp-dir={folder}", "--disable-usage-stats"]
    ray = [sys.executable, "-m", "ray.scripts.scripts", *call]
    subprocess.run(ray, check=True, capture_output=True, env=environment(), timeout=120)
    try:
        yield f"{ray_util.get_node_ip_address()}:{port}"
    finally:
        kill_all_of(folder)


def kill_all_of(folder: Path) -> None:
    """Kill whatever was started with the folder of a cluster: head, its helpers and its workers."""
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            if str(folder) in (entry / "cmdline").read_text() and int(entry.name) != os.getpid():
                os.kill(int(entry.name), signal.SIGKILL)


def test_a_run_goes_on_after_its_head_was_lost(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAY_AUTH_MODE", "token")
    monkeypatch.setenv("RAY_AUTH_TOKEN", "5a" * 32)
    folder = tmp_path_factory.mktemp("r")  # the paths of sockets must be short
    tally, path = folder / "tally", folder / "a.ledger"
    reports = made_reports(120, titles=dict.fromkeys(range(120), "slow"), tally=tally)
    with head(folder / "1") as address:
        monkeypatch.setenv("RAY_ADDRESS", address)
        run = start(path, reports, LIGHT, "ray")
        limit = time.monotonic() + 90
        while not tally.exists() or len(tally.read_text("ascii").split()) < 20:
            assert run.poll() is None
            assert time.monotonic() < limit
            time.sleep(0.05)
    run.kill()
    run.wait(60)
    done = len(tally.read_text("ascii").split())
    assert done < len(reports)
    with head(folder / "2") as address:
        monkeypatch.setenv("RAY_ADDRESS", address)
        assert start(path, reports, LIGHT, "ray").wait(180) == 0
    assert is_complete(path, reports)
    assert failures(path) == {}
    # What was done before is not done again, but for the shards that were in hand.
    assert len(tally.read_text("ascii").split()) < len(reports) + 20
    file_all(folder / "b.ledger", reports, LIGHT, "local")
    assert digest_of(path) == digest_of(folder / "b.ledger")
