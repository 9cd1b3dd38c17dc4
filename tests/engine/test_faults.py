"""Faults on the way: after each every report is read exactly once, or named as failed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine.driver import start
from engine.made import JOBS, LIGHT, RULES, digest_of, failures, file_all, is_complete, made_reports, retold
from sitrep.engine import EngineName, output
from sitrep.engine.engine import LOST
from sitrep.engine.local import LocalEngine
from sitrep.engine.reading import QUARANTINED
from sitrep.engine.run import engine_named
from sitrep.engine.shard import Shard, cut_shards
from sitrep.errors import ResourceError
from sitrep.intake import Failure
from sitrep.record.codec import encode

TAMPERED = {
    "removed": Path.unlink,
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:-30]),
    "replaced": lambda path: path.write_text(encode(retold(made_reports(1))[0]) + "\n", encoding="utf-8"),
}


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED)
def test_a_shard_that_is_tampered_with_costs_its_own_reports(
    engine: EngineName, tamper: Callable[[Path], object], tmp_path: Path
) -> None:
    reports = made_reports(20)
    shards = list(cut_shards(reports, tmp_path / "shards", size=5))

    def given() -> Iterator[Shard]:
        for number, shard in enumerate(shards):
            if number == 2:
                tamper(shard.path)
            yield shard

    done = engine_named(engine, LIGHT, tmp_path / "out", jobs=JOBS)
    found = [outcome for finished in done.run(given()) for outcome in finished.outcomes()]
    lost = [Failure(report.title or "", LOST) for report in reports[10:15]]
    assert found[10:15] == lost
    assert [f.report for f in found if not isinstance(f, Failure)] == [*reports[:10], *reports[15:]]


def test_two_runs_over_one_folder_do_the_work_once(engine: EngineName, tmp_path: Path) -> None:
    tally = tmp_path / "tally"
    reports = made_reports(40, titles=dict.fromkeys(range(40), "slow"), tally=tally)

    def run(number: int) -> list[object]:
        shards = cut_shards(reports, tmp_path / "shards", size=4)
        done = engine_named(engine, LIGHT, tmp_path / "out", jobs=JOBS)
        return [outcome for finished in done.run(shards) for outcome in finished.outcomes()]

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(run, range(2))
    assert first == second
    assert sorted(tally.read_text("ascii").split()) == sorted(report.id for report in reports)


def test_two_runs_over_one_ledger_lose_nothing(engine: EngineName, tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    reports = made_reports(30)
    runs = [
        start(path, reports[:20], LIGHT, engine),
        start(path, reports[10:], LIGHT, engine),
    ]
    assert [process.wait(120) for process in runs] == [0, 0]
    assert is_complete(path, reports)


def test_a_report_that_kills_twice_is_left_out_and_named(engine: EngineName, tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    titles = {3: "kill one", 4: "kill another", 11: "exit three", 20: "break it"}
    reports = made_reports(25, titles=titles)
    # In this process there is nobody to try again: each death is a run that was cut off.
    runs = 7 if engine == "local" else 1
    ends = [start(path, reports, LIGHT, engine).wait(180) for _ in range(runs)]
    assert ends[-1] == 0
    assert all(ends[:-1])
    found = failures(path)
    assert {name for name, reason in found.items() if reason == QUARANTINED} == set(titles.values()) - {
        "break it"
    }
    assert is_complete(path, reports)
    assert len(found) == 4


def test_a_report_that_kills_in_every_shard_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    reports = made_reports(30, titles={n: f"kill {n}" for n in range(2, 30, 5)})
    file_all(path, reports, LIGHT, "pool", size=5)
    assert failures(path) == {f"kill {n}": QUARANTINED for n in range(2, 30, 5)}
    assert is_complete(path, reports)


def test_workers_that_die_before_they_read_end_the_run(tmp_path: Path) -> None:
    shards = cut_shards(made_reports(5), tmp_path / "shards")
    task = type(LIGHT)(reader="rules", by="engine.stillborn:read")
    with pytest.raises(ResourceError, match="died before they could read"):
        list(engine_named("pool", task, tmp_path / "out", jobs=1).run(shards))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Mounts a file system at ``tmp_path / "disk"``; called with a size it grows."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)], capture_output=True, check=False
    ).returncode:
        pytest.skip("a file system cannot be mounted here")
    yield lambda size: subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True) and None
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_ends_the_run_and_the_next_goes_on(
    engine: EngineName, small_disk: Callable[[str], None], tmp_path: Path
) -> None:
    reports = made_reports(150)
    folder = tmp_path / "disk" / "out"
    shards = list(cut_shards(reports, tmp_path / "shards", size=5))
    # As often as a report may be in hand when its reader dies, and once more: a full disk is no fault of it.
    for _ in range(3):
        with pytest.raises(ResourceError, match="No space left"):
            list(engine_named(engine, RULES, folder, jobs=JOBS).run(shards))
    small_disk("64m")
    done = engine_named(engine, RULES, folder, jobs=JOBS)
    found = [outcome for finished in done.run(shards) for outcome in finished.outcomes()]
    assert found == [RULES.read(report) for report in reports]


@pytest.mark.parametrize("failing", ["_write_all", "_sync_folder"])
def test_a_write_that_fails_is_made_up_for(
    failing: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shards = list(cut_shards(made_reports(6), tmp_path / "shards", size=3))
    calls = 0
    sound = getattr(output, failing)

    def at_times(*arguments: object) -> None:
        nonlocal calls
        calls += 1
        if calls % 3 == 1:
            raise OSError(28, "No space left on device")
        sound(*arguments)

    monkeypatch.setattr(output, failing, at_times)
    found: list[object] = []
    for _ in range(40):
        try:
            done = LocalEngine(LIGHT, tmp_path / "out").run(shards)
            found = [outcome for finished in done for outcome in finished.outcomes()]
        except ResourceError:
            continue
        break
    assert calls > 3 or failing == "_sync_folder"
    assert found == [LIGHT.read(report) for report in made_reports(6)]


def test_the_ledger_is_the_same_after_faults(tmp_path: Path) -> None:
    """What an engine was put through shows in no export."""
    reports = made_reports(30)
    file_all(tmp_path / "a.ledger", reports, RULES, "local")
    file_all(tmp_path / "b.ledger", reports[:17], RULES, "pool", size=5)
    file_all(tmp_path / "b.ledger", reports, RULES, "pool", size=7)
    assert digest_of(tmp_path / "a.ledger") == digest_of(tmp_path / "b.ledger")
