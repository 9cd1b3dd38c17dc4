"""Files, folders and standard input: everything readable is read, and each fault is one line."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.errors import InputError
from sitrep.intake import Failure, reports
from sitrep.intake.kinds import SUFFIXES
from sitrep.record.report import Report

FERRY = "A ferry capsized near Lagos on Monday, and the port authority said that 34 people were killed."
LINE = json.dumps({"text": FERRY})
PAGE = f"<html><head><title>Ferry</title></head><body><article><p>{FERRY}</p></article></body></html>"


def read(*inputs: str | Path, **options: str) -> tuple[list[Report], list[Failure]]:
    found = list(reports(inputs, **options))
    return (
        [item for item in found if isinstance(item, Report)],
        [item for item in found if isinstance(item, Failure)],
    )


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_folder_is_read_in_path_order_without_what_is_hidden_or_unknown(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/b/c.html", "c.jsonl", ".hidden.txt", ".git/d.txt", "e.png", "a.TXT"):
        content = {".html": PAGE, ".jsonl": LINE}.get(Path(name).suffix, FERRY)
        write(tmp_path / name, content if name.endswith((".html", ".jsonl")) else f"{FERRY} {name}")
    found, failed = read(tmp_path)
    tails = [report.text.removeprefix(FERRY).strip() for report in found]
    assert (tails, failed) == (["", "a/z.md", "a.TXT", "b.txt", ""], [])


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\n", "is empty"),
        ("image.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "is a PNG image"),
        ("paper.html", b"%PDF-1.4 <</Type /Catalog>>", "is a PDF"),
        ("binary.md", bytes(range(32)) * 40, "is a binary file"),
        ("latin.txt", "Le café a brûlé.".encode("latin-1"), "is not UTF-8: byte 6 (0xE9) does not decode"),
        ("huge.txt", b"word " * 4_000_001, "is larger than 20 MB"),
        ("menu.html", b"<html><body><a href='/'>Home</a></body></html>", "no article"),
        ("february.md", b"---\npublished: 2021-02-30\n---\nText.", "published: 2021-02-30 is not a date"),
        ("figures.txt", b"12 345 6789\n", "the text holds no letters"),
        ("list.json", b"[]", "the list holds no reports"),
        ("broken.json", b'{"text": ', "is not JSON"),
    ],
)
def test_a_bad_file_is_one_line_and_the_others_are_read(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    bad = write(tmp_path / name, content)
    write(tmp_path / "zz.txt", FERRY)
    found, failed = read(tmp_path)
    assert [report.text for report in found] == [FERRY]
    assert [failure.where for failure in failed] == [str(bad)]
    assert reason in failed[0].reason
    assert "\n" not in str(failed[0])


def test_a_missing_file_an_address_and_an_empty_folder_are_named(tmp_path: Path) -> None:
    _, failed = read(tmp_path / "none.txt", "https://harbour.example/f", tmp_path)
    assert [failure.where for failure in failed] == [
        str(tmp_path / "none.txt"),
        "https://harbour.example/f",
        str(tmp_path),
    ]
    assert failed[0].reason == "cannot be read: no such file or directory"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read every file")
def test_an_unreadable_file_does_not_stop_the_folder(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", FERRY).chmod(0)
    write(tmp_path / "b.txt", FERRY)
    found, failed = read(tmp_path)
    assert (len(found), [failure.reason for failure in failed]) == (1, ["cannot be read: permission denied"])


def test_a_dangling_link_does_not_stop_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    write(tmp_path / "b.txt", FERRY)
    found, failed = read(tmp_path)
    assert (len(found), [failure.where for failure in failed]) == (1, [str(tmp_path / "a.txt")])


def test_each_broken_line_is_numbered_and_the_others_are_read(tmp_path: Path) -> None:
    lines = [LINE, '{"text": "half', "", '{"id": "doc-4"}', LINE.replace("34", "35")]
    path = write(tmp_path / "many.jsonl", "\n".join(lines))
    found, failed = read(path)
    assert len(found) == 2
    assert [failure.where for failure in failed] == [f"{path}, line 2", f"{path}, line 4 (doc-4)"]


def test_a_broken_first_line_does_not_spoil_the_file(tmp_path: Path) -> None:
    found, failed = read(write(tmp_path / "many.jsonl", f'{{"text": "half\n{LINE}\n{LINE}'))
    assert (len(found), len(failed)) == (2, 1)


def test_lines_longer_than_the_first_look_are_whole(tmp_path: Path) -> None:
    long = [json.dumps({"text": f"{FERRY} {n} " + "word " * 30_000}) for n in range(3)]
    found, failed = read(write(tmp_path / "long.jsonl", "\n".join(long)))
    assert ([len(report.text) > 150_000 for report in found], failed) == ([True] * 3, [])


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize(
    ("name", "content", "count"),
    [
        ("a.json", json.dumps([{"text": FERRY}, {"event_text": FERRY}], indent=1), 2),
        ("b.json", json.dumps({"text": FERRY}, indent=1), 1),
        ("c.json", f"{LINE}\n{LINE}\n", 2),
        ("d.jsonl", json.dumps([{"text": FERRY}], indent=1), 1),
        ("e.txt", PAGE, 1),
        ("f.txt", f"{LINE}\n{LINE}", 2),
        ("g.html", FERRY, 1),
        ("h.unknown", FERRY, 1),
    ],
)
def test_content_decides_where_the_suffix_lies(
    tmp_path: Path, name: str, content: str, count: int, wide: bool
) -> None:
    path = write(tmp_path / name, content.encode("utf-16") if wide else content)
    found, failed = read(path)
    assert ([report.text for report in found], failed) == ([FERRY] * count, [])


@pytest.mark.parametrize("content", [FERRY, PAGE, LINE, f"---\ntitle: Ferry\n---\n{FERRY}", f"\ufeff{FERRY}"])
def test_standard_input_of_every_kind(monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    found, failed = read("-")
    assert ([report.text for report in found], failed) == ([FERRY], [])


def test_options_fill_what_a_report_lacks(tmp_path: Path) -> None:
    write(tmp_path / "a.md", f"---\npublished: 2021-05-04\npublisher: Wire\n---\n{FERRY}")
    write(tmp_path / "b.txt", f"LAGOS, May 6, 2021 - {FERRY}")
    found, _ = read(tmp_path, published="5 May 2021", publisher="Harbour Post")
    assert [(report.published, report.published_from, report.publisher) for report in found] == [
        ("2021-05-04", "front matter", "Wire"),
        ("2021-05-05", "option", "Harbour Post"),
    ]


def test_an_option_that_is_no_date_is_refused_at_once() -> None:
    with pytest.raises(InputError, match="published: 2021-02-30 is not a date"):
        reports([], published="2021-02-30")


@given(
    st.binary(max_size=120) | st.text(alphabet='{}[]":,tex \n-<>/html').map(str.encode),
    st.sampled_from(sorted(SUFFIXES)),
)
def test_any_file_is_reports_or_failures(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str
) -> None:
    path = write(tmp_path_factory.mktemp("any") / f"a{suffix}", content)
    found, failed = read(path)
    assert found or failed
    for report in found:
        assert report.text == report.text.strip()
    for failure in failed:
        assert failure.where.startswith(str(path))
        assert "\n" not in str(failure)
