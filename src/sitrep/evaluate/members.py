"""A corpus file comes in, in whatever wrapping, and its members as text and a digest go out."""

from __future__ import annotations

import gzip
import hashlib
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sitrep.errors import InputError

__all__ = ["Member", "digest_of", "members"]

GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Member:
    """One text of a corpus: ``name`` is its path inside the archive or folder, ``path`` the corpus file."""

    name: str
    text: str
    path: Path

    @property
    def stem(self) -> str:
        """The name without folders and without its last extension: the document's name in splits."""
        return PurePosixPath(self.name).stem


def members(path: Path) -> Iterator[Member]:
    """The members of ``path``: a tar archive, a folder unpacked from one, or one file, gzipped or not.

    Members come in the order of their names. Raises :class:`InputError` naming the file where it
    is missing, cut short, or not text.
    """
    if path.is_dir():
        yield from _folder(path)
        return
    data = _unzipped(path)
    if data[257:262] == b"ustar":
        yield from _archive(path)
    else:
        yield Member(_plain_name(path), _text(data, path, path.name), path)


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes; of a folder, over the relative names and digests of its files."""
    if not path.is_dir():
        return hashlib.sha256(_bytes(path)).hexdigest()
    whole = hashlib.sha256()
    for file in _files(path):
        whole.update(f"{file.relative_to(path).as_posix()}\0{digest_of(file)}\n".encode())
    return whole.hexdigest()


def _folder(path: Path) -> Iterator[Member]:
    for file in _files(path):
        name = file.relative_to(path).as_posix()
        yield Member(name, _text(_bytes(file), path, name), path)


def _archive(path: Path) -> Iterator[Member]:
    try:
        with tarfile.open(path) as archive:
            entries = sorted((e for e in archive.getmembers() if e.isfile()), key=lambda entry: entry.name)
            for entry in entries:
                if PurePosixPath(entry.name).name.startswith("."):
                    continue
                stream = archive.extractfile(entry)
                if stream is not None:
                    yield Member(entry.name, _text(stream.read(), path, entry.name), path)
    except (tarfile.TarError, EOFError, zlib.error, OSError) as fault:
        raise InputError(f"{path}: a whole tar archive was expected, this one is broken ({fault})") from None


def _files(path: Path) -> list[Path]:
    return sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise InputError(f"{path}: cannot be read ({fault.strerror})") from None


def _unzipped(path: Path) -> bytes:
    data = _bytes(path)
    if not data.startswith(GZIP_MAGIC):
        return data
    try:
        return gzip.decompress(data)
    except (EOFError, zlib.error, gzip.BadGzipFile) as fault:
        raise InputError(f"{path}: a whole gzip file was expected, this one is broken ({fault})") from None


def _text(data: bytes, path: Path, name: str) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        raise InputError(f"{path}: {name} is not UTF-8 text ({fault.reason} at byte {fault.start})") from None


def _plain_name(path: Path) -> str:
    return path.name.removesuffix(".gz")
