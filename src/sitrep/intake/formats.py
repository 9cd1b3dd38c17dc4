"""One report's text, Markdown, page or lines of JSON comes in, and the report goes out."""

from __future__ import annotations

from sitrep.errors import InputError
from sitrep.intake.draft import Defaults, Draft, complete
from sitrep.intake.html import draft_of_html
from sitrep.intake.jsonlines import draft_of_row, rows
from sitrep.intake.markdown import draft_of_text
from sitrep.intake.text import decode_bytes
from sitrep.record.report import Report

__all__ = ["from_html", "from_jsonl", "from_markdown", "from_text"]


def from_text(
    text: str,
    *,
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Report:
    """The report whose body is ``text``, all of it; nothing in it is taken for front matter or a title.

    ``published`` is a date in any form that :func:`sitrep.intake.dates.to_iso` knows; where it is
    None, a leading date line or dateline gives it. :class:`InputError` where the text is empty, over
    20 MB or without letters, or the date is none.

    >>> from_text("KANO, 4 May 2021 (Agency) - The bridge was shut after it cracked.").published
    '2021-05-04'
    """
    defaults = Defaults.of(published=published, publisher=publisher, url=url)
    return complete(Draft(text, title=title, language=language), defaults)


def from_markdown(
    text: str, *, published: str | None = None, publisher: str | None = None, url: str | None = None
) -> Report:
    """The report in a text that may open with front matter; the options fill what that lacks.

    :class:`InputError` as :func:`from_text`, and where front matter is broken.
    """
    return complete(draft_of_text(text), Defaults.of(published=published, publisher=publisher, url=url))


def from_html(
    data: bytes, *, published: str | None = None, publisher: str | None = None, url: str | None = None
) -> Report:
    """The report in a web page as it was served; the options fill what its metadata lacks.

    :class:`InputError` as :func:`from_text`, and where the page holds no article.
    """
    defaults = Defaults.of(published=published, publisher=publisher, url=url)
    return complete(draft_of_html(data, url=defaults.url), defaults)


def from_jsonl(
    data: str | bytes, *, published: str | None = None, publisher: str | None = None, url: str | None = None
) -> list[Report]:
    """The reports in JSON lines, one object a line with a text under ``text`` or ``event_text``.

    The keys title, publisher or source, published or date, url and language are understood, and
    blank lines passed over. :class:`InputError`, with its number, at the first line that is no report.
    """
    defaults = Defaults.of(published=published, publisher=publisher, url=url)
    text = data if isinstance(data, str) else decode_bytes(data)
    found: list[Report] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found.extend(complete(draft_of_row(row), defaults) for row in rows(line))
        except InputError as fault:
            raise InputError(f"line {number}: {fault}") from None
    return found
