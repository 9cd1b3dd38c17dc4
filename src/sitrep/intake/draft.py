"""What one format told of a report comes in, and the report, completed and checked, goes out."""

from __future__ import annotations

from dataclasses import dataclass

from sitrep.errors import InputError
from sitrep.intake.datelines import leading_date
from sitrep.intake.dates import to_iso
from sitrep.intake.language import detect_language
from sitrep.intake.text import canonical, check_text
from sitrep.record.report import Report, identify_report

__all__ = ["Defaults", "Draft", "complete", "one_line"]


@dataclass(frozen=True, slots=True)
class Defaults:
    """What fills a report's gaps: the options of the command line. ``published`` is ISO 8601."""

    published: str | None = None
    publisher: str | None = None
    url: str | None = None

    @classmethod
    def of(cls, *, published: str | None, publisher: str | None, url: str | None) -> Defaults:
        """The defaults with ``published`` in any form known; :class:`InputError` where it is no date."""
        return cls(_iso(published), one_line(publisher), one_line(url))


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as one format tells it: a body, and metadata in whatever form was found.

    ``published_from`` is where ``published`` was found: ``metadata`` or ``front matter``.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_from: str = "metadata"
    url: str | None = None
    language: str | None = None


def complete(draft: Draft, defaults: Defaults) -> Report:
    """The report of ``draft``, its gaps filled from ``defaults`` and then from the text itself.

    :class:`InputError` where the text is empty, too long or without letters, or a date is none.
    """
    text = check_text(canonical(draft.text))
    publisher = one_line(draft.publisher) or defaults.publisher
    url = one_line(draft.url) or defaults.url
    published, published_from = _publication(draft, defaults, text, url)
    return Report(
        id=identify_report(publisher=publisher, url=url, published=published, text=text),
        title=one_line(draft.title),
        publisher=publisher,
        published=published,
        published_from=published_from,
        retrieved=None,
        url=url,
        language=one_line(draft.language) or detect_language(text),
        text=text,
    )


def one_line(value: str | None) -> str | None:
    """``value`` on one line without outer blanks; None where nothing is left."""
    return " ".join(canonical(value).split()) or None if value else None


def _publication(
    draft: Draft, defaults: Defaults, text: str, url: str | None
) -> tuple[str | None, str | None]:
    own = _iso(draft.published)
    if own:
        return own, draft.published_from
    if defaults.published:
        return defaults.published, "option"
    found = leading_date(text, url=url)
    return found or (None, None)


def _iso(published: str | None) -> str | None:
    value = one_line(published)
    if value is None:
        return None
    try:
        return to_iso(value)
    except InputError as fault:
        raise InputError(f"published: {fault}") from None
