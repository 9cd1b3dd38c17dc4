"""What one format told of a report comes in, and the report, completed and checked, goes out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sitrep.errors import InputError
from sitrep.intake.datelines import leading_date
from sitrep.intake.dates import to_iso
from sitrep.intake.language import detect_language
from sitrep.intake.text import canonical, check_text
from sitrep.record.report import Report, identify_report

__all__ = ["UNTOLD", "Defaults", "Draft", "Provenance", "complete", "one_line"]

_EDITION = re.compile(r"\A(?:www|m|mobile|amp)\d?\.")


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
class Provenance:
    """What the way a report came by tells of it: the page it was fetched from, a feed's entry, a list's row.

    ``url`` is where it was found, ``retrieved`` when that was (ISO 8601); the rest fills what the report
    itself does not tell.
    """

    url: str | None = None
    retrieved: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None


UNTOLD = Provenance()


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


def complete(draft: Draft, defaults: Defaults, provenance: Provenance = UNTOLD) -> Report:
    """The report of ``draft``, its gaps filled from ``provenance``, ``defaults`` and the text, in this order.

    :class:`InputError` where the text is empty, too long or without letters, or a date is none.
    """
    text = check_text(canonical(draft.text))
    publisher = _publisher(draft, provenance) or defaults.publisher or _site(provenance.url) or None
    url = _address(one_line(draft.url), one_line(provenance.url)) or defaults.url
    published, published_from = _publication(draft, provenance, defaults, text, url)
    return Report(
        id=identify_report(publisher=publisher, url=url, published=published, text=text),
        title=one_line(draft.title) or one_line(provenance.title),
        publisher=publisher,
        published=published,
        published_from=published_from,
        retrieved=provenance.retrieved,
        url=url,
        language=one_line(draft.language) or one_line(provenance.language) or detect_language(text),
        text=text,
    )


def one_line(value: str | None) -> str | None:
    """``value`` on one line without outer blanks; None where nothing is left."""
    return " ".join(canonical(value).split()) or None if value else None


def _publisher(draft: Draft, provenance: Provenance) -> str | None:
    told = one_line(draft.publisher)
    if told and provenance.url and _site(f"//{told}") == _site(provenance.url):
        told = None  # the host alone, told by extraction for want of a name; a feed or list may have one
    return told or one_line(provenance.publisher)


def _address(told: str | None, found: str | None) -> str | None:
    """The address a page gives itself, if it was found on the same site: no page speaks for another site."""
    if told and found and _site(told) != _site(found):
        return found
    return told or found


def _site(url: str | None) -> str:
    host = (url or "").partition("//")[2].partition("/")[0].rpartition("@")[2].lower()
    return _EDITION.sub("", host.partition(":")[0])


def _publication(
    draft: Draft, provenance: Provenance, defaults: Defaults, text: str, url: str | None
) -> tuple[str | None, str | None]:
    own = _iso(draft.published)
    if own:
        return own, draft.published_from
    told = _iso(provenance.published)
    if told:
        return told, "metadata"
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
