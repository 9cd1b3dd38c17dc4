"""The exceptions of sitrep: a fault comes in, one line that a person can act on goes out.

    SitrepError
    ├── InputError (ValueError)      a report, a file or an argument is not what it should be
    ├── LedgerError                  a ledger cannot be opened, read or written
    │   └── StaleError               what a decision is about changed since the person saw it
    └── ResourceError                something the program needs is missing or broken
        ├── MissingExtra             an optional dependency is not installed
        └── FetchError               a page or feed could not be fetched

"Not found" is ``None`` or empty; "failed" is one of these; never the same value.
"""

from __future__ import annotations

__all__ = [
    "FetchError",
    "InputError",
    "LedgerError",
    "MissingExtra",
    "ResourceError",
    "SitrepError",
    "StaleError",
]


class SitrepError(Exception):
    """Any fault that sitrep reports in words; the message says what was expected, what came, and where."""


class InputError(SitrepError, ValueError):
    """A report, a file, a span or an argument is not what it should be."""


class LedgerError(SitrepError):
    """A ledger cannot be opened, read or written."""


class StaleError(LedgerError):
    """What a decision is about changed since the person saw it; the decision was not filed."""


class ResourceError(SitrepError):
    """A part of the program, such as the gazetteer or a codebook, is missing or broken."""


class MissingExtra(ResourceError):
    """An optional dependency is not installed; the message names the extra to install."""


class FetchError(ResourceError):
    """A page or feed could not be fetched."""
