"""How a run reads comes in, small enough to be sent to any worker, and the record of a report goes out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from sitrep.codebook.compiled import digest_files
from sitrep.codebook.plugged import added_codebook
from sitrep.errors import ResourceError
from sitrep.intake.failure import Failure
from sitrep.model.file import read_manifest
from sitrep.readers import ReaderName
from sitrep.record.codec import encode
from sitrep.record.report import Report

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitrep.codebook import Codebook
    from sitrep.record import Record

__all__ = ["Task", "name_of"]

_TRIAL = "A bus overturned near Lagos on Monday, killing six passengers, police said."


@dataclass(frozen=True, slots=True)
class Task:
    """How each report of a run is read.

    ``codebook`` is the path of a user's codebook, the shipped one if None; ``min_confidence`` runs from 0
    to 1. ``by`` names a function from report to record, ``module:function``, that reads instead of
    sitrep's reader; workers must be able to import it.
    """

    reader: ReaderName = "model"
    codebook: str | None = None
    min_confidence: float = 0.0
    by: str | None = None

    @classmethod
    def of(cls, *, reader: ReaderName, codebook: Path | None = None, min_confidence: float = 0.0) -> Task:
        """The task with the codebook at a path, or the one that a package adds under that name."""
        path = None if codebook is None else str(added_codebook(codebook).resolve())
        return cls(reader, path, min_confidence)

    def read(self, report: Report) -> Record:
        """The record of ``report``; whatever the reader raises is raised."""
        if self.by is not None:
            return _function(self.by)(report)
        # Most of the program: a driver that only gives out work does without it.
        from sitrep.readers.reader import read_report

        codebook = None if self.codebook is None else _loaded(self.codebook)
        return read_report(report, codebook=codebook, reader=self.reader, min_confidence=self.min_confidence)

    def attempt(self, report: Report) -> Record | Failure:
        """The record of ``report``, or a failure where the reader broke.

        One report that no reader foresaw must not cost the others of a run. :class:`ResourceError` where
        the model, the gazetteer or the codebook is broken, so that none can be read.
        """
        try:
            return self.read(report)
        except ResourceError:
            raise
        except Exception as fault:
            return Failure(name_of(report), f"the reader failed: {type(fault).__name__}: {fault}")

    def prepare(self) -> None:
        """Load all that reading needs, so that a fault in it is not laid at the door of a report."""
        if self.by is None:
            self.read(Report("r-0", None, None, None, None, None, None, "en", _TRIAL))
        else:
            _function(self.by)

    def digest(self) -> str:
        """A digest of all that makes two readings of one text differ."""
        model = read_manifest().sha256 if self.reader == "model" else None
        codebook = None if self.codebook is None else _digest_codebook(Path(self.codebook))
        told = encode([version("sitrep"), self.reader, model, codebook, self.min_confidence, self.by])
        return blake2b(told.encode(), digest_size=16).hexdigest()


def name_of(report: Report) -> str:
    """What a person calls a report: its title, its address, or else its id."""
    return report.title or report.url or report.id


def _function(by: str) -> Callable[[Report], Record]:
    module, _, name = by.partition(":")
    found: Callable[[Report], Record] = getattr(import_module(module), name)
    return found


@lru_cache(maxsize=1)
def _loaded(codebook: str) -> Codebook:
    """A user's codebook, parsed once for all reports of a run."""
    from sitrep.codebook import load_codebook

    return load_codebook(Path(codebook))


def _digest_codebook(path: Path) -> str:
    return digest_files(path) if path.is_dir() else blake2b(path.read_bytes(), digest_size=16).hexdigest()
