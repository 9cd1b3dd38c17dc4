"""What could not be read comes in as a place and a reason, and one clear line on it goes out."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Failure", "shown"]

_LONGEST = 4500  # characters; an address that is fetched and a path of most systems are shorter
# Line ends, other control characters (among them those that steer a terminal), marks that turn the
# direction of writing, and lone surrogates: what comes from a page or an archive may hold any of them.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Failure:
    """One item that could not be read: ``where`` names file and line, ``reason`` says why in one line.

    Both are made safe to print: what would break the line or steer a terminal becomes U+FFFD.
    """

    where: str
    reason: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "where", shown(self.where, _LONGEST))
        object.__setattr__(self, "reason", shown(self.reason, _LONGEST))

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


def shown(text: str, longest: int = 200) -> str:
    """``text`` on one line and at most ``longest`` characters long, without what steers a terminal.

    >>> shown("a\\x1b[31m\\nb", 6)
    'a�[31…'
    """
    line = _UNSAFE.sub("\ufffd", text[: longest + 1])
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
