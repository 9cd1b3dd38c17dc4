"""The bytes of a web page come in, and a draft of its article and metadata goes out."""

from __future__ import annotations

import re

from sitrep.errors import InputError
from sitrep.intake.apart import TIMEOUT_S, ask
from sitrep.intake.draft import Draft
from sitrep.intake.text import decode_declared

__all__ = ["draft_of_html"]

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|\A\s*<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]+)",
    re.IGNORECASE,
)


def draft_of_html(
    data: bytes, *, url: str | None = None, charset: str | None = None, timeout_s: float = TIMEOUT_S
) -> Draft:
    """The article of a page with its title, date, site and address.

    ``charset`` is what the server said, which comes before what the page says. :class:`InputError`
    where the page is empty, too large, in another encoding than it says, holds no article, or takes
    longer than ``timeout_s`` seconds or more memory than a page needs to take apart.
    """
    declared = _CHARSET.search(data[:4096])
    if charset is None and declared:
        charset = (declared[1] or declared[2]).decode("ascii", "replace")
    page = decode_declared(data, _web_name(charset))
    try:
        found = ask("html", page.encode("utf-8", "surrogatepass"), timeout_s=timeout_s, url=url)
    except InputError as fault:
        raise InputError(f"the page {fault}") from None
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
