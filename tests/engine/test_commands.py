"""The options --engine and --jobs: from outside every engine is like the next."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sitrep.cli import group
from sitrep.export import export
from sitrep.ledger import Ledger

POOL = ("--engine", "pool", "--jobs", "2")
PAGE = (
    "<!doctype html><html><head><title>Ferry sinks off {town}</title></head><body><article>"
    "<h1>Ferry sinks</h1><p>A ferry capsized near {town} on Monday, killing 34 passengers, the port "
    "authority said. Nine people were still missing after dusk, and boats searched through the night.</p>"
    "</article></body></html>"
)


def sitrep(*arguments: object) -> Result:
    return CliRunner().invoke(group, [*map(str, arguments), "--reader", "rules"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Good and bad reports of several kinds."""
    made = tmp_path / "reports"
    made.mkdir()
    rows = [
        {"text": f"Police arrested {n} students in Nairobi on Monday.", "date": "2021-05-04"}
        for n in range(25)
    ]
    lines = [json.dumps(row) for row in rows]
    (made / "many.jsonl").write_text("\n".join([*lines[:9], "{half", *lines[9:], lines[3]]))
    (made / "empty.txt").write_text("")
    (made / "undated.txt").write_text("A bus overturned on Sunday, killing six people.")
    return made


def test_adding_by_a_pool_looks_like_adding_here(folder: Path, tmp_path: Path) -> None:
    ledgers = tmp_path / "a.ledger", tmp_path / "b.ledger"
    here = sitrep("add", ledgers[0], folder)
    there = sitrep("add", ledgers[1], folder, *POOL)
    assert (there.exit_code, there.stdout) == (here.exit_code, here.stdout)
    assert here.exit_code == 1
    assert sorted(there.stderr.splitlines()) == sorted(here.stderr.splitlines())
    exports, failed = [], []
    for path in ledgers:
        with Ledger.open(path) as ledger:
            exports.append(export(ledger, "json"))
            failed.append([logged.entry for logged in ledger.failures()])
    assert exports[0] == exports[1]
    assert failed[0] == failed[1]
    assert "0 new" in sitrep("add", ledgers[1], folder, *POOL).stdout


def test_reading_by_a_pool_prints_the_same_lines(folder: Path) -> None:
    here, there = sitrep("read", folder), sitrep("read", folder, *POOL)
    assert (there.exit_code, there.stdout) == (here.exit_code, here.stdout)
    assert len(there.stdout.splitlines()) == 27


def test_rereading_by_a_pool_finds_as_much(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    sitrep("add", path, folder)
    assert (
        sitrep("reread", path, *POOL).stdout == "26 reports read again, 0 otherwise than before, 0 failed\n"
    )


def test_jobs_alone_ask_for_a_pool_and_the_engine_local_has_one(folder: Path, tmp_path: Path) -> None:
    told = sitrep("read", folder, "--engine", "local", "--jobs", "2")
    assert (told.exit_code, "--engine pool" in told.stderr) == (2, True)
    assert sitrep("read", folder, "--jobs", "2").stdout == sitrep("read", folder, "--jobs", "1").stdout


def test_an_engine_that_is_missing_leaves_no_ledger(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    path = tmp_path / "a.ledger"
    told = sitrep("add", path, folder, "--engine", "ray")
    assert "sitrep[cluster]" in str(told.exception)
    assert not path.exists()


@pytest.fixture
def site() -> Iterator[str]:
    """The address of a web site on loopback, a page for each path."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(404 if self.path == "/robots.txt" else 200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(PAGE.format(town=self.path.strip("/").title()).encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_pages_are_kept_beside_the_reports_that_a_pool_reads(site: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    told = sitrep("add", path, f"{site}/lagos", f"{site}/accra", "--allow-private", *POOL)
    assert (told.exit_code, told.stdout.split(",")[0]) == (0, "2 read"), told.exception
    with Ledger.open(path) as ledger:
        kept = {report: page.body.decode() for report, page in ledger.pages()}
        reports = {record.report.id: record.report for record in ledger.records()}
    assert set(kept) == set(reports)
    assert all((report.title or "")[-5:] in kept[name] for name, report in reports.items())
