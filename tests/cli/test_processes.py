"""The command line in processes of its own: what the shell sees."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def run(*arguments: object, stdin: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sitrep.cli", *map(str, arguments)],
        input=stdin,
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_results_go_to_standard_output_and_words_to_standard_error(tmp_path: Path) -> None:
    told = run("read", "-", tmp_path / "none.txt", stdin="A bus overturned on Sunday, killing six people.")
    assert told.returncode == 1
    (line,) = told.stdout.splitlines()
    assert [figure["low"] for figure in json.loads(line)["figures"]] == [6]
    assert len(told.stderr.splitlines()) == 2
    assert "Traceback" not in told.stderr


def test_a_reader_of_the_pipe_that_leaves_early_is_no_fault(tmp_path: Path) -> None:
    lines = "".join(
        f'{{"text": "Bus {n} overturned, killing six people.", "date": "2021-05-04"}}\n' for n in range(300)
    )
    path = tmp_path / "many.jsonl"
    path.write_text(lines)
    with subprocess.Popen(
        [sys.executable, "-m", "sitrep.cli", "read", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith('{"schema"')
        process.stdout.close()
        assert process.stderr.read() == ""
        process.wait(timeout=60)


def test_help_does_not_wait_for_the_heavy_parts() -> None:
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "sitrep.cli", "--help"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = {line.rsplit("|", 1)[-1].strip() for line in told.stderr.splitlines()}
    assert loaded.isdisjoint(
        {"numpy", "trafilatura", "msgspec", "yaml", "sqlite3", "py3langid", "rich.console"}
    )


def test_reading_brings_in_no_library_of_language_that_it_does_not_use() -> None:
    asked = (
        "import sys, sitrep; sitrep.read('Police arrested nine students in Lagos on Monday.', reader='rules')"
    )
    told = f"{asked}; print(sorted({{'spacy', 'torch', 'pandas', 'pyarrow'}} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
