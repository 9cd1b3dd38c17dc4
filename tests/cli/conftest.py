"""The command line in this very process: arguments in, exit status and both outputs out."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sitrep.cli import main

FERRY = (
    "LAGOS, May 4, 2021 - A ferry capsized near Lagos on Monday, killing 34 passengers, "
    "the port authority said. Nine people were missing."
)


@dataclass(frozen=True)
class Outcome:
    """How a call ended."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.err.splitlines()


Call = Callable[..., Outcome]


@pytest.fixture
def sitrep(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """``sitrep("read", path, stdin=b"...")`` runs the command line as a shell would."""

    def call(*arguments: object, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "argv", ["sitrep", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        status = ended.value.code
        return Outcome(status if isinstance(status, int) else 0, printed.out, printed.err)

    return call


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    """A file with a short report in the style of a wire."""
    path = tmp_path / "ferry.txt"
    path.write_text(FERRY, encoding="utf-8")
    return path
