"""The file itself: what is no ledger is left alone, one writes at a time, nothing is half-written."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from ledger.crisis import crisis, first, second
from sitrep.errors import LedgerError
from sitrep.ledger import Failed, Ledger

ROOT = Path(__file__).parents[1]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize(
    "content",
    [b"", b"Dear diary,", b"SQLite format 3\x00", b"\x00" * 4096],
    ids=["empty", "text", "cut short", "zeros"],
)
@pytest.mark.parametrize("create", [True, False])
def test_a_file_that_is_no_ledger_is_refused_and_not_touched(
    tmp_path: Path, content: bytes, create: bool
) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=r"other: a sitrep ledger was expected"):
        Ledger.open(path, create=create)
    assert bytes_of(tmp_path) == {"other": content}


def test_another_programs_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE entries (id)")
    connection.close()
    before = bytes_of(tmp_path)
    with pytest.raises(LedgerError, match="something else"):
        Ledger.open(path, create=True)
    assert bytes_of(tmp_path) == before


def test_a_ledger_of_a_newer_schema_is_refused_and_not_touched(path: Path, ledger: Ledger) -> None:
    ledger.add([first()])
    ledger.close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="schema 99, made by a newer sitrep"):
        Ledger.open(path, create=True)
    assert path.read_bytes() == before


def test_a_missing_ledger_is_made_only_where_that_is_asked(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no such ledger"):
        Ledger.open(tmp_path / "a.ledger")
    with pytest.raises(LedgerError, match="no folder"):
        Ledger.open(tmp_path / "nowhere" / "a.ledger", create=True)
    with pytest.raises(LedgerError, match="Is a directory"):
        Ledger.open(tmp_path, create=True)
    assert list(tmp_path.iterdir()) == []


def test_a_writer_waits_for_another_and_says_so(path: Path, ledger: Ledger) -> None:
    said: list[str] = []
    done: list[int] = []
    lock = FileLock(f"{path}.lock")
    lock.acquire()

    def write() -> None:
        with Ledger.open(path, report_wait=said.append) as waiting:
            done.append(waiting.add([first()]).new)

    thread = threading.Thread(target=write)
    thread.start()
    deadline = time.monotonic() + 10
    while not said and time.monotonic() < deadline:
        time.sleep(0.01)
    assert (said, done) == ([f"waiting for another writer of {path}"], [])
    lock.release()
    thread.join(10)
    assert done == [1]


def test_a_wait_that_is_given_up_changes_nothing(path: Path, ledger: Ledger) -> None:
    with (
        FileLock(f"{path}.lock"),
        Ledger.open(path, report_wait=print, wait_s=0.05) as waiting,
        pytest.raises(LedgerError, match="locked"),
    ):
        waiting.add([first()])
    assert ledger.state().reports == ()


def test_a_file_locked_by_another_program_says_so(
    path: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitrep.ledger.store._BUSY_S", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerError, match="locked by another program"):
        ledger.add([first()])
    assert ledger.state().reports == ()
    other.close()


def test_two_processes_at_once_lose_nothing(path: Path, ledger: Ledger) -> None:
    started = [_start("crisis.crisis()[:3]", path), _start("crisis.crisis()[2:]", path)]
    assert [process.wait(60) for process in started] == [0, 0]
    assert len(ledger.state().reports) == 6
    assert ledger.check() == []


def test_what_was_acknowledged_outlives_a_kill_at_any_moment(
    path: Path, ledger: Ledger, pytestconfig: pytest.Config
) -> None:
    said = path.parent / "acknowledged"
    said.touch()
    for n in range(pytestconfig.getoption("kills")):
        before = said.stat().st_size
        process = _start("forever()", path)
        while said.stat().st_size < before + 24:
            assert process.poll() is None
            time.sleep(0.001)
        time.sleep(0.007 * (n % 16))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        known = {row.entry.where for row in ledger.entries() if isinstance(row.entry, Failed)}
        assert set(said.read_text().split()) <= known
        assert ledger.check() == []


def test_a_fault_half_way_leaves_the_ledger_as_it_was(ledger: Ledger) -> None:
    ledger.add([first()])

    def records() -> object:
        yield second()
        raise RuntimeError("the reader broke")

    with pytest.raises(RuntimeError):
        ledger.add(records())
    assert len(list(ledger.entries())) == 1
    assert ledger.check() == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_opens_for_reading(path: Path) -> None:
    with Ledger.open(path, create=True) as ledger:
        ledger.add([first()])
    path.parent.chmod(0o500)
    try:
        with Ledger.open(path) as ledger:
            assert len(ledger.state().reports) == 1
            with pytest.raises(LedgerError, match="cannot be written"):
                ledger.add([second()])
    finally:
        path.parent.chmod(0o700)


def test_entries_cannot_be_changed_or_deleted(path: Path, ledger: Ledger) -> None:
    ledger.add(crisis())
    connection = sqlite3.connect(path)
    for act in ("UPDATE entries SET payload = '{}'", "DELETE FROM entries"):
        with pytest.raises(sqlite3.IntegrityError, match="entries of a ledger are never"):
            connection.execute(act)
    connection.close()


WRITER = """
import sys
from pathlib import Path
from ledger import crisis
from sitrep.ledger import Failed, Ledger

path = Path(sys.argv[1])

def forever():
    with Ledger.open(path) as ledger, (path.parent / "acknowledged").open("a") as said:
        start = sum(1 for _ in ledger.entries())
        while True:
            start += 1
            ledger.add(crisis.crisis()[start % 6:][:1], [Failed(f"input-{start}", "made up")])
            said.write(f"input-{start}\\n")
            said.flush()

def once(records):
    with Ledger.open(path) as ledger:
        ledger.add(records)

"""


def _start(what: str, path: Path) -> subprocess.Popen[bytes]:
    call = what if what == "forever()" else f"once({what})"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", WRITER + call, str(path)], env=env)


def test_a_ledger_of_the_first_schema_is_brought_up_to_date(path: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.ledger"
    with Ledger.open(new, create=True) as ledger:
        ledger.add(crisis(), [Failed("broken.txt", "empty")])
        expected = ledger.state()
    old = sqlite3.connect(path)
    old.executescript((Path(__file__).parent / "schema-1.sql").read_text("utf-8"))
    old.execute("PRAGMA application_id = 0x53495452")
    old.execute("PRAGMA user_version = 1")
    old.execute("PRAGMA journal_mode = WAL")
    old.execute("ATTACH ? AS new", (str(new),))
    old.execute("INSERT INTO entries SELECT * FROM new.entries")
    old.commit()
    old.close()
    with Ledger.open(path) as ledger:
        assert ledger.state() == expected
        assert ledger.check() == []
        assert len(list(ledger.entries())) == len(crisis()) + 1


def test_a_ledger_of_the_second_schema_gets_what_was_added_since(path: Path) -> None:
    with Ledger.open(path, create=True) as ledger:
        ledger.add(crisis(), [Failed("broken.txt", "empty")])
        expected, tables = ledger.state(), names_in(path)
    added = [
        name for name in tables if name.startswith(("touched", "pages", "events_a", "series_", "told_re"))
    ]
    old = sqlite3.connect(path)
    for kind in ("trigger", "index", "table"):
        sql = "SELECT name FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL"
        for (name,) in old.execute(sql, (kind,)).fetchall():
            if name in added:
                old.execute(f"DROP {kind} IF EXISTS {name}")
    old.execute("PRAGMA user_version = 2")
    old.commit()
    old.close()
    assert names_in(path) < tables
    with Ledger.open(path) as ledger:
        assert ledger.state() == expected
        assert ledger.check() == []
        assert len(ledger.overview()) == len(expected.events)
    assert names_in(path) == tables


def names_in(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}


FULL = """
import resource, signal, sys
from pathlib import Path
from ledger import crisis
from sitrep.errors import LedgerError
from sitrep.ledger import Ledger

path = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Ledger.open(path) as ledger:
    # No file may grow: what a full disk does to a writer.
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, resource.RLIM_INFINITY))
    try:
        ledger.add(crisis.crisis())
    except LedgerError as fault:
        print(fault)
        sys.exit(3)
"""


def test_a_full_disk_is_one_clear_line_and_leaves_the_ledger_as_it_was(path: Path, ledger: Ledger) -> None:
    ledger.add([first()])
    before = ledger.state()
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    call = [sys.executable, "-c", FULL, str(path)]
    done = subprocess.run(call, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stderr
    assert len(done.stdout.strip().splitlines()) == 1
    assert str(path) in done.stdout
    assert ledger.state() == before
    ledger.add(crisis())
    assert len(ledger.state().reports) == 6
    assert ledger.check() == []


def test_a_file_copied_while_it_is_open_is_a_whole_ledger(path: Path, ledger: Ledger, tmp_path: Path) -> None:
    ledger.add(crisis()[:4])
    copy = tmp_path / "copy.ledger"
    copy.write_bytes(path.read_bytes())
    ledger.add(crisis())
    with Ledger.open(copy) as opened:
        assert opened.check() == []
        assert len(opened.state().reports) == 4


def test_a_read_only_disk_opens_for_reading_and_refuses_to_write(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger.open(path, create=True) as ledger:
        ledger.add([first()])
    connect = sqlite3.connect

    def read_only(address: str, **options: object) -> sqlite3.Connection:
        if "mode=" in address and "immutable" not in address:
            raise sqlite3.OperationalError("unable to open database file")
        return connect(address, **options)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr("sitrep.ledger.store.sqlite3.connect", read_only)
    with Ledger.open(path) as ledger:
        assert len(ledger.state().reports) == 1
        assert ledger.check() == []
        with pytest.raises(LedgerError, match="cannot be used"):
            ledger.add([second()])
