"""Workers and commands have no more threads than there are cores, unless they are told to."""

from __future__ import annotations

import os

import pytest

from sitrep.engine import engine


@pytest.mark.parametrize(("jobs", "threads"), [(1, "8"), (3, "2"), (8, "1"), (20, "1")])
def test_the_cores_are_shared_out(monkeypatch: pytest.MonkeyPatch, jobs: int, threads: str) -> None:
    monkeypatch.delenv("SITREP_THREADS", raising=False)
    monkeypatch.setattr(engine, "cores", lambda: 8)
    assert engine.limits(jobs)["SITREP_THREADS"] == threads
    assert engine.limits(jobs)["OPENBLAS_NUM_THREADS"] == "1"


def test_what_the_environment_says_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITREP_THREADS", "3")
    monkeypatch.setenv("OMP_NUM_THREADS", "4")
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    engine.use_one_thread()
    assert engine.limits(1)["SITREP_THREADS"] == "3"
    assert (os.environ["OMP_NUM_THREADS"], os.environ["OPENBLAS_NUM_THREADS"]) == ("4", "1")
