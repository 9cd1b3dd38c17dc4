"""The bytes of a web page come in, and a draft of its article and metadata goes out."""

from __future__ import annotations

import json
import re
import subprocess
import sys

from sitrep.errors import InputError
from sitrep.intake.draft import Draft
from sitrep.intake.extraction import extract
from sitrep.intake.text import decode_declared

__all__ = ["draft_of_html"]

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|\A\s*<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]+)",
    re.IGNORECASE,
)
# A page past one of these is extracted in a process of its own, which can be stopped: lxml and
# trafilatura take minutes over pages made to be slow, and nothing in Python can interrupt them.
_TRUSTED_SIZE = 400_000  # characters
_TRUSTED_TAGS = 8_000
_TRUSTED_TAG_SIZE = 5_000  # characters from < to >
_TIMEOUT_S = 20.0
_LONG_TAG = re.compile(rf"<[^<>]{{{_TRUSTED_TAG_SIZE},}}")


def draft_of_html(data: bytes, *, url: str | None = None, timeout_s: float = _TIMEOUT_S) -> Draft:
    """The article of a page with its title, date, site and address.

    :class:`InputError` where the page is empty, too large, in another encoding than it says, holds
    no article, or takes longer than ``timeout_s`` seconds to take apart.
    """
    declared = _CHARSET.search(data[:4096])
    charset = (declared[1] or declared[2]).decode("ascii", "replace") if declared else None
    page = decode_declared(data, _web_name(charset))
    found = _extract_apart(page, url, timeout_s) if _is_suspicious(page) else _extract_here(page, url)
    text = found["text"]
    if text is None:
        raise InputError("no article was found in the page")
    if "\ufffd" in text and "\ufffd" not in data.decode("utf-8", "ignore"):
        raise InputError(f"the article does not decode as {charset}, which the page declares")
    return Draft(
        text,
        title=found["title"],
        publisher=found["publisher"],
        published=found["published"],
        url=found["url"],
    )


def _web_name(charset: str | None) -> str | None:
    """The codec for a declared name: the web reads Latin-1 and ASCII as Windows-1252 (WHATWG Encoding)."""
    if charset and charset.lower() in ("iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii"):
        return "windows-1252"
    return charset


def _is_suspicious(page: str) -> bool:
    return len(page) > _TRUSTED_SIZE or page.count("<") > _TRUSTED_TAGS or _LONG_TAG.search(page) is not None


def _extract_here(page: str, url: str | None) -> dict[str, str | None]:
    try:
        return extract(page, url)
    except Exception as fault:  # whatever a page made to break parsers brings up, the rest go on
        raise InputError(f"the page could not be taken apart ({type(fault).__name__})") from fault


def _extract_apart(page: str, url: str | None, timeout_s: float) -> dict[str, str | None]:
    command = [sys.executable, "-m", "sitrep.intake.extraction"]
    question = json.dumps({"page": page, "url": url})
    try:
        answer = subprocess.run(command, input=question, capture_output=True, text=True, timeout=timeout_s)
    except subprocess.TimeoutExpired:
        raise InputError(f"the page could not be taken apart within {timeout_s:g} s") from None
    if answer.returncode != 0:
        raise InputError("the page could not be taken apart")
    found: dict[str, str | None] = json.loads(answer.stdout)
    return found
