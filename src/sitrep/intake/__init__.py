"""Files, folders, addresses, standard input or text come in, and reports with canonical text go out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sitrep.intake.failure import Failure
    from sitrep.intake.fetch import Fetcher, FetchOptions
    from sitrep.intake.formats import from_html, from_jsonl, from_markdown, from_text
    from sitrep.intake.inputs import reports
    from sitrep.intake.page import Page

__all__ = [
    "Failure",
    "FetchOptions",
    "Fetcher",
    "Page",
    "from_html",
    "from_jsonl",
    "from_markdown",
    "from_text",
    "reports",
]

_MODULES = {
    "Failure": "failure",
    "FetchOptions": "fetch",
    "Fetcher": "fetch",
    "Page": "page",
    "reports": "inputs",
}


def __getattr__(name: str) -> Any:
    # The process that takes pages apart is in this room too, and must start without what it does not need.
    if name in __all__:
        return getattr(import_module(f"sitrep.intake.{_MODULES.get(name, 'formats')}"), name)
    raise AttributeError(f"module 'sitrep.intake' has no attribute {name!r}")
