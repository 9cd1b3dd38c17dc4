"""What every engine promises: the same ledger, failures by name, work taken up where it was left."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from engine.made import JOBS, LIGHT, RULES, digest_of, failures, file_all, is_complete, made_reports, retold
from sitrep.engine import EngineName
from sitrep.engine.engine import Engine
from sitrep.engine.run import engine_named, reading
from sitrep.engine.shard import Shard, cut_shards
from sitrep.engine.task import Task
from sitrep.errors import InputError, MissingExtra, ResourceError
from sitrep.intake import Failure
from sitrep.ledger import Ledger
from sitrep.record import Record, Report


@pytest.fixture(scope="session")
def expected(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The digest of the ledger of 120 reports that were read and filed without any engine."""
    path = tmp_path_factory.mktemp("expected") / "a.ledger"
    with Ledger.open(path, create=True) as ledger:
        ledger.add(map(RULES.read, made_reports(120)))
    return digest_of(path)


def run(engine: Engine, shards: list[Shard]) -> list[Record | Failure]:
    return [outcome for finished in engine.run(shards) for outcome in finished.outcomes()]


def names(outcomes: list[Record | Failure]) -> list[str | None]:
    return [found.where if isinstance(found, Failure) else found.report.title for found in outcomes]


def tallied(path: Path) -> list[str]:
    return path.read_text("ascii").split() if path.exists() else []


def test_all_engines_come_to_the_same_ledger(engine: EngineName, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    added = file_all(path, made_reports(120), RULES, engine)
    assert (added.read, added.failed) == (120, 0)
    assert digest_of(path) == expected
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_dir()] == []


def test_outcomes_come_in_the_order_of_the_reports(engine: EngineName, tmp_path: Path) -> None:
    reports = made_reports(23, titles={4: "break it"})
    given: list[Report | Failure] = [*reports[:7], Failure("a.txt", "is empty"), *reports[7:]]
    with reading(given, LIGHT, engine=engine, jobs=JOBS, size=5) as outcomes:
        found = list(outcomes)
    failed = [outcome for outcome in found if isinstance(outcome, Failure)]
    told = "the reader failed: ValueError: nobody foresaw this report"
    assert {failure.where: failure.reason for failure in failed} == {"a.txt": "is empty", "break it": told}
    assert [name for name in names(found) if name != "a.txt"] == [report.title for report in reports]


def test_what_is_done_is_not_done_again(engine: EngineName, tmp_path: Path) -> None:
    tally = tmp_path / "tally"
    reports = made_reports(20, tally=tally)
    shards = list(cut_shards(reports, tmp_path / "shards", size=5))
    first = run(engine_named(engine, LIGHT, tmp_path / "out", jobs=JOBS), shards)
    again = run(engine_named(engine, LIGHT, tmp_path / "out", jobs=JOBS), shards)
    assert first == again
    assert sorted(tallied(tally)) == sorted(report.id for report in reports)


def test_another_task_or_other_reports_are_read_anew(engine: EngineName, tmp_path: Path) -> None:
    reports = made_reports(5)
    shards = list(cut_shards(reports, tmp_path / "shards"))
    run(engine_named(engine, LIGHT, tmp_path / "out", jobs=JOBS), shards)
    read = run(engine_named(engine, RULES, tmp_path / "out", jobs=JOBS), shards)
    assert [found.reader.model for found in read if isinstance(found, Record)] == ["rules"] * 5
    replaced = list(cut_shards(retold(reports), tmp_path / "shards"))
    read = run(engine_named(engine, LIGHT, tmp_path / "out", jobs=JOBS), replaced)
    assert [found.report for found in read if isinstance(found, Record)] == retold(reports)


def test_a_shard_file_that_is_given_is_taken_as_it_is(engine: EngineName, tmp_path: Path) -> None:
    (cut,) = cut_shards(made_reports(3), tmp_path / "shards")
    assert Shard.of(cut.path) == cut
    assert len(run(engine_named(engine, LIGHT, tmp_path / "out", jobs=JOBS), [Shard.of(cut.path)])) == 3
    cut.path.write_bytes(cut.path.read_bytes()[:-20])
    with pytest.raises(InputError, match="Report was expected"):
        Shard.of(cut.path)


def test_a_part_that_an_attempt_left_is_taken_up(engine: EngineName, tmp_path: Path) -> None:
    tally = tmp_path / "tally"
    reports = made_reports(6, tally=tally)
    shards = list(cut_shards(reports, tmp_path / "shards"))
    whole = run(engine_named(engine, LIGHT, tmp_path / "out", jobs=JOBS), shards)
    (out,) = (tmp_path / "out").glob("*.jsonl")
    lines = out.read_bytes().splitlines(keepends=True)
    out.unlink()
    out.with_suffix(".part").write_bytes(b"".join(lines[:3]) + lines[3][:40])
    tally.unlink()
    assert run(engine_named(engine, LIGHT, tmp_path / "out", jobs=JOBS), shards) == whole
    assert tallied(tally) == [report.id for report in reports[3:]]
    assert out.read_bytes() == b"".join(lines)


@pytest.mark.parametrize("cut", [0, 1, -1, -30])
def test_an_output_that_is_not_whole_is_made_again(engine: EngineName, cut: int, tmp_path: Path) -> None:
    shards = list(cut_shards(made_reports(4), tmp_path / "shards"))
    whole = run(engine_named(engine, LIGHT, tmp_path / "out", jobs=JOBS), shards)
    (out,) = (tmp_path / "out").glob("*.jsonl")
    data = out.read_bytes()
    out.write_bytes(data[:cut])
    assert run(engine_named(engine, LIGHT, tmp_path / "out", jobs=JOBS), shards) == whole
    assert out.read_bytes() == data


def test_the_clock_has_no_say(engine: EngineName, tmp_path: Path) -> None:
    tally = tmp_path / "tally"
    shards = list(cut_shards(made_reports(12, tally=tally), tmp_path / "shards", size=4))
    for seconds in (0, 4_000_000_000, 1_000_000_000):
        for path in chain.from_iterable(
            folder.glob("*") for folder in (tmp_path / "out", tmp_path / "shards")
        ):
            os.utime(path, (seconds, seconds))
        run(engine_named(engine, LIGHT, tmp_path / "out", jobs=JOBS), shards)
    assert len(tallied(tally)) == 12


def test_what_makes_all_reading_vain_ends_the_run(engine: EngineName, tmp_path: Path) -> None:
    codebook = tmp_path / "own.yaml"
    codebook.write_text("types: [", encoding="utf-8")
    task = Task.of(reader="rules", codebook=codebook)
    shards = list(cut_shards(made_reports(4), tmp_path / "shards"))
    with pytest.raises((InputError, ResourceError), match=r"own\.yaml"):
        run(engine_named(engine, task, tmp_path / "out", jobs=JOBS), shards)


def test_a_run_that_is_left_early_goes_on_later(engine: EngineName, tmp_path: Path) -> None:
    tally, path = tmp_path / "tally", tmp_path / "a.ledger"
    reports = made_reports(40, titles=dict.fromkeys(range(40), "slow"), tally=tally)

    def begin() -> None:
        with reading(reports, LIGHT, engine=engine, jobs=JOBS, ledger=path, size=5) as outcomes:
            next(outcomes)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        begin()
    assert len(tallied(tally)) < 40
    file_all(path, reports, LIGHT, engine, size=5)
    assert is_complete(path, reports)
    # In hand when the run was left is one report a worker, which only Ray does not let be done.
    assert len(tallied(tally)) <= 40 + (JOBS if engine == "ray" else 0)


def test_intake_that_fails_midway_costs_nothing_that_is_done(engine: EngineName, tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    reports = made_reports(30)

    def failing() -> Iterator[Report]:
        yield from reports[:25]
        raise InputError("the rest is gone")

    with pytest.raises(InputError, match="the rest is gone"):
        file_all(path, failing(), LIGHT, engine, size=5)
    file_all(path, reports, LIGHT, engine, size=5)
    assert is_complete(path, reports)
    assert failures(path) == {}


def test_an_engine_that_is_not_installed_names_its_extra(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(MissingExtra, match=r"sitrep\[cluster\]"):
        engine_named("ray", LIGHT, tmp_path)
