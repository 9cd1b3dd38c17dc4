"""A message as it was sent comes in, and its text or page, subject, date and sender go out as plain values.

It runs in the process of :mod:`sitrep.intake.worker`.
"""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from sitrep.errors import InputError

__all__ = ["message"]


def message(data: bytes) -> dict[str, str | None]:
    """``text`` or ``page``, ``title``, ``publisher`` and ``published`` of a message (RFC 5322).

    The text is the plain part; the page, markup for an article to be found in, is told where there is
    no plain one. The publisher is the name of the sender. :class:`InputError` where neither is there.
    """
    found = message_from_bytes(data, policy=policy.default)
    assert isinstance(found, EmailMessage)
    name, address = parseaddr(_header(found, "From"))
    told = {
        "title": _header(found, "Subject") or None,
        "publisher": name or address or None,
        "published": _date(_header(found, "Date")),
    }
    plain, page = _part(found, "plain"), _part(found, "html")
    if not plain and not page:
        raise InputError("holds no text, neither plain nor as a page")
    return {**told, "text": plain, "page": None if plain else page}


def _header(found: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(found.get(name, "")).split())
    except Exception:  # the parser of headers breaks in many ways over what is no header
        return ""


def _date(value: str) -> str | None:
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _part(found: EmailMessage, kind: str) -> str | None:
    part = found.get_body(preferencelist=(kind,))
    if part is None:
        return None
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return None
    try:
        text = payload.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        text = payload.decode("utf-8", "replace")
    return text.strip() or None
