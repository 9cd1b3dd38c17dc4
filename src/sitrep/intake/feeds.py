"""The bytes of an RSS or Atom feed come in, and its entries, with their links to fetch, go out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from sitrep.errors import InputError
from sitrep.intake.addresses import refusal
from sitrep.intake.apart import ask
from sitrep.intake.failure import Failure

__all__ = ["Entry", "entries"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed: where its article is, and what the feed tells of it.

    ``publisher`` is the site that the entry names as its own, else the feed's title. Dates are ISO 8601.
    """

    link: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    updated: str | None = None


def entries(data: bytes, where: str, *, base: str | None = None) -> Iterator[Entry | Failure]:
    """Each entry of the feed ``where``, each link once; a :class:`Failure` for one that cannot be fetched.

    ``base`` is the address of the feed, for links that are told in part. :class:`InputError` where it
    is no feed.
    """
    try:
        found = ask("feed", data)
    except InputError as fault:
        raise InputError(f"the feed {fault}") from None
    seen: set[str] = set()
    for number, told in enumerate(found["entries"], start=1):
        entry = _entry(told, f"{where}, entry {number}", found["title"], base)
        if isinstance(entry, Failure) or entry.link not in seen:
            yield entry
        if isinstance(entry, Entry):
            seen.add(entry.link)
    if not found["entries"]:
        yield Failure(where, "the feed holds no entries")
    if found["left"]:
        yield Failure(where, f"the feed holds {found['left']} more entries, which are not read")


def _entry(
    told: dict[str, str | None], where: str, feed_title: str | None, base: str | None
) -> Entry | Failure:
    link = told["link"]
    if link is None:
        return Failure(where, "the entry has no link")
    try:
        link = urljoin(base, link) if base else link
    except ValueError:
        return Failure(where, "its link is no address")
    reason = refusal(link)
    if reason:
        return Failure(where, f"its link {reason}")
    return Entry(
        link=link,
        title=told["title"],
        author=told["author"],
        publisher=told["publisher"] or feed_title,
        published=told["published"],
        updated=told["updated"],
    )
