"""Small corpora of our own in each form, and readers simple enough to know what they should score."""

from __future__ import annotations

import gzip
import io
import json
import re
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from sitrep.record import SCHEMA, Reader, Record, Report, Time, identify

STUB = Reader("0", "stub", "none")

TIMEML = """<?xml version="1.0" ?>
<TimeML>
<DOCID>{name}</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2021-05-04">May 4, 2021</TIMEX3></DCT>
<TITLE>Bridge closed</TITLE>
<TEXT>

The bridge was built in <TIMEX3 tid="t1" type="DATE" value="1956">1956</TIMEX3> and
<EVENT eid="e1">closed</EVENT> <TIMEX3 tid="t2" type="DATE" value="2021-05-03">on Monday</TIMEX3>; {tail}
</TEXT>
</TimeML>
"""


@pytest.fixture
def timeml() -> Callable[..., str]:
    """A TimeML file whose body names one year and one weekday, and ends on words of the test's choice."""

    def build(name: str = "bridge", tail: str = "nobody was hurt.") -> str:
        return TIMEML.format(name=name, tail=tail)

    return build


@pytest.fixture
def write_tar(tmp_path: Path) -> Callable[[str, Mapping[str, str]], Path]:
    """Write texts into a gzipped tar archive."""

    def write(name: str, files: Mapping[str, str]) -> Path:
        path = tmp_path / name
        with tarfile.open(path, "w:gz") as archive:
            for member, text in files.items():
                data = text.encode()
                entry = tarfile.TarInfo(member)
                entry.size = len(data)
                archive.addfile(entry, io.BytesIO(data))
        return path

    return write


@pytest.fixture
def write_lines(tmp_path: Path) -> Callable[[str, list[dict[str, Any]]], Path]:
    """Write rows as JSON lines, gzipped where the name ends so."""

    def write(name: str, rows: list[dict[str, Any]]) -> Path:
        path = tmp_path / name
        data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
        path.write_bytes(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
        return path

    return write


@pytest.fixture
def bridges(write_tar: Callable[..., Path], timeml: Callable[..., str]) -> Path:
    """Twelve TimeML documents; the even ones name one year more, which is not marked."""
    tails = ["nobody was hurt.", "in 1990 it had been painted."]
    return write_tar(
        "bridges.tar.gz", {f"tml/b{i:02}.tml": timeml(f"b{i:02}", tails[i % 2]) for i in range(12)}
    )


def read_nothing(report: Report) -> Record:
    """A record with empty lists."""
    return Record(SCHEMA, STUB, report)


def read_years(report: Report) -> Record:
    """A record that takes every number of four digits for a year."""
    found = re.finditer(r"\b\d{4}\b", report.text)
    times = tuple(
        Time(
            m.start(), m.end(), m[0], identify("t", m.start()), "DATE", m[0], f"{m[0]}-01-01", f"{m[0]}-12-31"
        )
        for m in found
    )
    return Record(SCHEMA, STUB, report, times=times)


@pytest.fixture
def nothing_reader() -> Callable[[Report], Record]:
    return read_nothing


@pytest.fixture
def year_reader() -> Callable[[Report], Record]:
    return read_years
