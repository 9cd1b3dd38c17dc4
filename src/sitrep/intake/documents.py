"""The bytes of one document, of a kind that is told, come in, and a draft of its report goes out."""

from __future__ import annotations

from sitrep.errors import InputError
from sitrep.intake.apart import ask
from sitrep.intake.draft import Draft
from sitrep.intake.html import draft_of_html
from sitrep.intake.kinds import Kind
from sitrep.intake.markdown import draft_of_text
from sitrep.intake.text import MAX_BYTES, check_bytes, decode_bytes, decode_declared

__all__ = ["DOCUMENTS", "draft_of"]

DOCUMENTS: tuple[Kind, ...] = ("text", "html", "mail", "pdf", "zip")
"""The kinds of which a file holds one report."""


def draft_of(kind: Kind, data: bytes, *, url: str | None = None, charset: str | None = None) -> Draft:
    """The draft of the one report that ``data`` holds; a zip is taken for a Word document.

    ``charset`` is what a server said. :class:`InputError` where there is nothing to read.
    """
    if kind == "html":
        return draft_of_html(data, url=url, charset=charset)
    if kind == "mail":
        return _draft_of_mail(check_bytes(data))
    if kind == "pdf":
        return _draft_of_pdf(_within(data))
    if kind == "zip":
        found = ask("docx", _within(data))
        return Draft(found["text"], title=found["title"])
    return draft_of_text(decode_declared(data, charset) if charset else decode_bytes(data))


def _draft_of_mail(data: bytes) -> Draft:
    try:
        found = ask("mail", data)
    except InputError as fault:
        raise InputError(f"the message {fault}") from None
    text = found["text"]
    if text is None:
        page = f'<meta charset="utf-8">{found["page"]}'
        text = draft_of_html(page.encode("utf-8", "replace"), charset="utf-8").text
    return Draft(text, title=found["title"], publisher=found["publisher"], published=found["published"])


def _draft_of_pdf(data: bytes) -> Draft:
    found = ask("pdf", data)
    return Draft("\n\n".join(found["pages"]), title=found["title"])


def _within(data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        raise InputError(f"is larger than {MAX_BYTES // 1_000_000} MB, the most that is read")
    return data
