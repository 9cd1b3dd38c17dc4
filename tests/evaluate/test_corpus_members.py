"""A corpus file is opened in whatever wrapping it has."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from sitrep.errors import InputError
from sitrep.evaluate.members import digest_of, members

FILES = {"news/b.txt": "Second.", "news/a.txt": "First, with ø.", "news/.hidden": "Not this."}


def contents(path: Path) -> list[tuple[str, str]]:
    return [(member.name, member.text) for member in members(path)]


def test_an_archive_and_the_folder_unpacked_from_it_have_the_same_members(
    write_tar: Callable[..., Path], tmp_path: Path
) -> None:
    folder = tmp_path / "unpacked"
    (folder / "news").mkdir(parents=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    expected = [("news/a.txt", "First, with ø."), ("news/b.txt", "Second.")]
    assert contents(write_tar("news.tar.gz", FILES)) == expected
    assert contents(folder) == expected


def test_json_lines_are_one_member_zipped_or_not(tmp_path: Path) -> None:
    plain, zipped = tmp_path / "rows.jsonl", tmp_path / "rows.jsonl.gz"
    plain.write_bytes(b'{"a":1}\r\n{"a":2}\n')
    zipped.write_bytes(gzip.compress(plain.read_bytes()))
    assert contents(plain) == contents(zipped) == [("rows.jsonl", '{"a":1}\n{"a":2}\n')]


def test_a_stem_has_neither_folders_nor_the_last_extension(write_tar: Callable[..., Path]) -> None:
    path = write_tar("c.tar.gz", {"deep/er/wire.2021.tml": "x"})
    assert [member.stem for member in members(path)] == ["wire.2021"]


def test_the_digest_of_a_file_is_its_sha256(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"{}\n")
    assert digest_of(path) == hashlib.sha256(b"{}\n").hexdigest()


def test_the_digest_of_a_folder_depends_on_names_and_contents(tmp_path: Path) -> None:
    digests = set()
    for name, text in [("a.txt", "one"), ("a.txt", "two"), ("b.txt", "two")]:
        folder = tmp_path / f"{name}-{text}"
        folder.mkdir()
        (folder / name).write_text(text)
        digests.add(digest_of(folder))
    assert len(digests) == 3


def test_a_gzip_file_cut_short_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "Smoke rose over the port."}\n' * 50)[:40])
    with pytest.raises(InputError, match=r"cut\.jsonl\.gz: a whole gzip file"):
        list(members(path))


def test_an_archive_cut_short_is_named(tmp_path: Path, write_tar: Callable[..., Path]) -> None:
    whole = gzip.decompress(write_tar("whole.tar.gz", {"a.txt": "x" * 5000}).read_bytes())
    path = tmp_path / "cut.tar"
    path.write_bytes(whole[:2000])
    with pytest.raises(InputError, match=r"cut\.tar: a whole tar archive"):
        list(members(path))


def test_what_is_not_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "photo.jsonl"
    path.write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(InputError, match=r"photo\.jsonl is not UTF-8"):
        list(members(path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.tar\.gz: cannot be read"):
        list(members(tmp_path / "gone.tar.gz"))
