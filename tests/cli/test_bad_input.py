"""Bad input: one line that names file and reason, the others done, exit 1, nothing half-written."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from sitrep.ledger import Ledger, store

MENU = b"<html><head><title>Menu</title></head><body><nav><a href='/'>Home</a></nav></body></html>"
BAD = [
    ("empty.txt", b"", "is empty"),
    ("blank.md", b" \n\t\n", "is empty"),
    ("image.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "PNG image"),
    ("binary.txt", bytes(range(32)) * 40, "binary"),
    ("huge.txt", b"word " * 4_000_001, "larger than 20 MB"),
    ("latin.txt", "Le café a brûlé lundi.".encode("latin-1"), "not UTF-8"),
    ("menu.html", MENU, "no article"),
    ("february.md", b"---\npublished: 2021-02-30\n---\nA bus overturned.", "2021-02-30 is not a date"),
    ("digits.txt", b"12 345 6789\n", "no letters"),
    ("broken.json", b'{"text": "half', "not JSON"),
]
FAULTS = pytest.mark.parametrize(("name", "content", "reason"), BAD, ids=[row[0] for row in BAD])


@FAULTS
def test_read_names_the_file_and_does_the_others(
    sitrep: Any, ferry: Path, name: Any, content: Any, reason: Any
) -> None:
    bad = ferry.with_name(name)
    bad.write_bytes(content)
    told = sitrep("read", ferry.parent, "--format", "jsonl")
    assert told.status == 1
    assert [json.loads(line)["report"]["published"] for line in told.out.splitlines()] == ["2021-05-04"]
    assert len(told.lines) == 1
    assert str(bad) in told.lines[0]
    assert reason in told.lines[0]


@FAULTS
def test_read_of_the_bad_file_alone_prints_nothing(
    sitrep: Any, tmp_path: Path, name: Any, content: Any, reason: Any
) -> None:
    bad = tmp_path / name
    bad.write_bytes(content)
    told = sitrep("read", bad)
    assert (told.status, told.out, len(told.lines)) == (1, "", 1)
    assert reason in told.err


@FAULTS
def test_add_files_the_others_and_keeps_why_one_failed(
    sitrep: Any, ferry: Path, tmp_path_factory: pytest.TempPathFactory, name: Any, content: Any, reason: Any
) -> None:
    bad = ferry.with_name(name)
    bad.write_bytes(content)
    ledger = tmp_path_factory.mktemp("ledger") / "a.sitrep"
    told = sitrep("add", ledger, ferry.parent)
    assert told.status == 1
    assert told.out == "1 read, 1 new, 0 reprints, 0 known already, 1 failed\n"
    assert len(told.lines) == 1
    assert str(bad) in told.lines[0]
    with Ledger.open(ledger) as opened:
        assert len(opened.state().reports) == 1
        assert opened.check() == []


def test_a_dangling_link_and_a_missing_file_are_named(sitrep: Any, ferry: Path) -> None:
    link = ferry.with_name("link.txt")
    link.symlink_to(ferry.with_name("gone.txt"))
    told = sitrep("read", ferry.parent, ferry.with_name("none.txt"), "--format", "jsonl")
    assert (told.status, len(told.out.splitlines())) == (1, 1)
    assert [line.split(": ")[1] for line in told.lines] == [str(link), str(ferry.with_name("none.txt"))]
    assert all("no such file" in line for line in told.lines)


@pytest.mark.skipif(os.name != "posix", reason="a socket in a folder is a thing of Unix")
def test_one_file_that_cannot_be_opened_does_not_stop_the_folder(
    sitrep: Any, ferry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ferry.parent)
    with socket.socket(socket.AF_UNIX) as sock:
        sock.bind("a.txt")
        told = sitrep("read", ferry.parent, "--format", "jsonl")
    assert (told.status, len(told.out.splitlines()), len(told.lines)) == (1, 1, 1)
    assert f"{ferry.with_name('a.txt')}: cannot be read" in told.lines[0]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read every file")
def test_one_file_without_permission_does_not_stop_the_folder(sitrep: Any, ferry: Path) -> None:
    ferry.with_name("a.txt").write_text("Nothing.")
    ferry.with_name("a.txt").chmod(0)
    told = sitrep("read", ferry.parent, "--format", "jsonl")
    assert (told.status, len(told.out.splitlines()), len(told.lines)) == (1, 1, 1)
    assert "permission denied" in told.lines[0]


def test_a_bad_line_among_json_lines_is_numbered(sitrep: Any, tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    good = json.dumps({"text": "Police arrested 20 protesters in Nairobi.", "date": "2021-05-04"})
    path.write_text(f'{good}\n{{"text": "half\n{good}\n{{"date": "2021-05-04"}}\n')
    told = sitrep("read", path, "--format", "jsonl")
    assert (told.status, len(told.out.splitlines())) == (1, 2)
    assert [f"{path}, line {n}" in line for n, line in zip((2, 4), told.lines, strict=True)] == [True, True]


def test_standard_input_that_is_empty_is_named(sitrep: Any) -> None:
    told = sitrep("read", "-")
    assert (told.status, told.out, told.err) == (1, "", "sitrep: standard input: is empty\n")


# -- ledgers --------------------------------------------------------------------------------------


def ledger_calls(ledger: Path, ferry: Path) -> list[tuple[object, ...]]:
    return [
        ("add", ledger, ferry),
        ("brief", ledger),
        ("show", ledger, "e-1"),
        ("search", ledger, "ferry"),
        ("export", ledger, "json"),
        ("check", ledger),
    ]


@pytest.mark.parametrize("content", [b"", b"A ferry capsized.", b"SQLite format 3\x00" + bytes(4096)])
def test_what_is_no_ledger_is_refused_and_not_touched(
    sitrep: Any, tmp_path: Path, ferry: Path, content: bytes
) -> None:
    path = tmp_path / "some.sitrep"
    path.write_bytes(content)
    for call in ledger_calls(path, ferry):
        told = sitrep(*call)
        assert told.status == 1, call
        assert len(told.lines) == 1
        assert f"{path}: a sitrep ledger was expected" in told.err
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused_and_not_touched(
    sitrep: Any, tmp_path: Path, ferry: Path
) -> None:
    path = tmp_path / "other.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE entries (a)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    told = sitrep("add", path, ferry)
    assert (told.status, len(told.lines), path.read_bytes()) == (1, 1, before)


def test_a_ledger_of_a_newer_schema_is_refused_and_not_touched(
    sitrep: Any, demo_copy: Path, ferry: Path
) -> None:
    connection = sqlite3.connect(demo_copy)
    connection.execute(f"PRAGMA user_version = {store.SCHEMA_VERSION + 1}")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = demo_copy.read_bytes()
    for call in ledger_calls(demo_copy, ferry):
        told = sitrep(*call)
        assert (told.status, len(told.lines)) == (1, 1), call
        assert f"{demo_copy}: the ledger is of schema {store.SCHEMA_VERSION + 1}" in told.err
    assert demo_copy.read_bytes() == before


def test_a_ledger_that_is_missing_is_named_and_not_made(sitrep: Any, tmp_path: Path, ferry: Path) -> None:
    path = tmp_path / "none.sitrep"
    for call in ledger_calls(path, ferry)[1:]:
        told = sitrep(*call)
        assert (told.status, told.err) == (1, f"sitrep: {path}: there is no such ledger\n"), call
    assert not path.exists()


def test_a_ledger_cannot_be_made_where_there_is_no_folder(sitrep: Any, tmp_path: Path, ferry: Path) -> None:
    path = tmp_path / "none" / "a.sitrep"
    told = sitrep("add", path, ferry)
    assert (told.status, len(told.lines)) == (1, 1)
    assert str(path) in told.err
    assert not path.parent.exists()


def test_a_folder_is_no_ledger(sitrep: Any, tmp_path: Path, ferry: Path) -> None:
    told = sitrep("add", tmp_path, ferry)
    assert (told.status, len(told.lines)) == (1, 1)
    assert str(tmp_path) in told.err


def test_add_to_a_ledger_that_another_writer_holds_says_so(
    sitrep: Any, demo_copy: Path, ferry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ledger, "open", partial(Ledger.open, wait_s=0.05))
    before = demo_copy.read_bytes()
    with FileLock(f"{demo_copy}.lock"):
        told = sitrep("add", demo_copy, ferry)
    assert told.status == 1
    waiting, refused = told.lines
    assert waiting == f"sitrep: waiting for another writer of {demo_copy}"
    assert f"{demo_copy}: the ledger is locked" in refused
    assert demo_copy.read_bytes() == before


def test_a_ledger_locked_by_another_program_says_so(
    sitrep: Any, demo_copy: Path, ferry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_BUSY_S", 0.05)
    other = sqlite3.connect(demo_copy, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    told = sitrep("add", demo_copy, ferry)
    other.execute("ROLLBACK")
    other.close()
    assert (told.status, told.err) == (1, f"sitrep: {demo_copy}: the ledger is locked by another program\n")
    with Ledger.open(demo_copy) as ledger:
        assert len(ledger.state().reports) == 14


def test_a_locked_ledger_can_still_be_read(sitrep: Any, demo_copy: Path) -> None:
    with FileLock(f"{demo_copy}.lock"):
        assert sitrep("brief", demo_copy).status == 0


# -- arguments ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing",),
        ("read",),
        ("read", "a.txt", "--format", "xml"),
        ("read", "a.txt", "--reader", "oracle"),
        ("read", "a.txt", "--no-such-option"),
        ("add",),
        ("add", "a.sitrep"),
        ("brief",),
        ("brief", "a.sitrep", "--format", "pdf"),
        ("show", "a.sitrep"),
        ("search", "a.sitrep"),
        ("export", "a.sitrep"),
        ("evaluate", "weather", "a.tar"),
        ("codebook",),
        ("schema", "extra"),
    ],
)
def test_wrong_usage_exits_with_two_and_prints_no_result(
    sitrep: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    told = sitrep(*arguments)
    assert (told.status, told.out) == (2, "")
    assert told.err.startswith("Usage: ")
    assert "Traceback" not in told.err
    assert list(tmp_path.iterdir()) == []


def test_an_id_that_the_ledger_does_not_hold_is_named(sitrep: Any, demo_copy: Path) -> None:
    told = sitrep("show", demo_copy, "e-0000000000000000")
    assert (told.status, told.out, len(told.lines)) == (1, "", 1)
    assert "e-0000000000000000" in told.err


def test_a_codebook_that_is_missing_is_named(sitrep: Any, ferry: Path) -> None:
    told = sitrep("read", ferry, "--codebook", ferry.with_name("none.yaml"))
    assert (told.status, told.out, len(told.lines)) == (1, "", 1)
    assert "none.yaml" in told.err


def test_a_date_option_that_is_no_date_is_named(sitrep: Any, ferry: Path) -> None:
    told = sitrep("read", ferry, "--published", "2021-02-30")
    assert told.status in {1, 2}
    assert told.out == ""
    assert "2021-02-30 is not a date" in told.err


def test_an_export_that_cannot_be_written_leaves_nothing(
    sitrep: Any, demo_copy: Path, tmp_path: Path
) -> None:
    told = sitrep("export", demo_copy, "json", "-o", tmp_path / "none" / "a.json")
    assert (told.status, told.out, len(told.lines)) == (1, "", 1)
    assert not (tmp_path / "none").exists()


def test_debug_shows_the_trace_and_without_it_none_is_shown(
    ferry: Path, monkeypatch: pytest.MonkeyPatch, sitrep: Any
) -> None:
    told = sitrep("brief", ferry)
    assert "Traceback" not in told.err
    monkeypatch.setattr("sys.argv", ["sitrep", "--debug", "brief", str(ferry)])
    from sitrep.cli import main
    from sitrep.errors import LedgerError

    with pytest.raises(LedgerError):
        main()


def test_an_unforeseen_fault_is_one_line(sitrep: Any, ferry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> object:
        raise RuntimeError("the view lost its place")

    monkeypatch.setattr("sitrep.views.record.to_markdown", fail)
    told = sitrep("read", ferry, "--format", "md")
    assert told.status == 1
    assert told.lines == ["sitrep: RuntimeError: the view lost its place (--debug shows where)"]
