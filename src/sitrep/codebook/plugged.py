"""A name comes in, and the path of the codebook that another package adds under it goes out.

Such a package has an entry point of the group ``sitrep.codebooks``, whose value is a path to YAML, a file or
a folder.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

__all__ = ["added_codebook"]

GROUP = "sitrep.codebooks"


def added_codebook(path: Path) -> Path:
    """What a package adds under the name ``path``; ``path`` itself where it is there, or nothing is added."""
    if not path.exists():
        for point in entry_points(group=GROUP, name=str(path)):
            return Path(point.load())
    return path
