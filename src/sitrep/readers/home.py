"""A report's metadata come in, and the country that its publisher is at home in goes out."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sitrep.codebook.publishers import plain_name, publishers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitrep.gazetteer import Gazetteer
    from sitrep.record import Place, Report

__all__ = ["home_country", "main_country"]

_WORD = re.compile(r"[^\W_]+")
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
# Ends of web addresses that are letters of a country but are sold to anybody.
_SOLD = frozenset({"ai", "cc", "co", "fm", "gg", "io", "me", "nu", "sh", "so", "su", "tk", "to", "tv", "ws"})
# Codes of the web that are not the ISO's.
_WEB_CODES = {"uk": "GB", "eu": ""}
# A town in a publisher's name tells its country from this prominence on: "Bangkok Post", not "The Star".
_LEAST = 6.5
_LONGEST = 3


def home_country(report: Report, gazetteer: Gazetteer) -> str | None:
    """The country of a report's publisher, ISO 3166 alpha-3, or None where nothing tells it.

    By the codebook's list, by a country, people or large city in the name ("Times of India"), or by
    the country letters at the end of the web address.
    """
    return _home(report.publisher or "", urlsplit(report.url or "").hostname or "", gazetteer)


def main_country(places: Iterable[Place]) -> str | None:
    """The country that more than half of the ``places`` lie in, ISO 3166 alpha-3, else None."""
    counts = Counter(place.country for place in places if place.country)
    country, count = counts.most_common(1)[0] if counts else ("", 0)
    return country if 2 * count > counts.total() else None


@lru_cache(maxsize=1024)
def _home(publisher: str, host: str, gazetteer: Gazetteer) -> str | None:
    listed, name = publishers(), plain_name(publisher)
    if name in listed.worldwide:
        return None
    if name in listed.homes:
        return listed.homes[name]
    if _HOST.fullmatch(publisher):
        return _by_address(publisher, gazetteer)
    return _by_words(publisher, gazetteer) or _by_address(host, gazetteer)


def _by_words(publisher: str, gazetteer: Gazetteer) -> str | None:
    words: list[str] = _WORD.findall(publisher)
    for size in range(min(_LONGEST, len(words)), 0, -1):
        for first in range(len(words) - size + 1):
            home = _country_of(" ".join(words[first : first + size]), gazetteer)
            if home is not None:
                return home
    return None


def _country_of(name: str, gazetteer: Gazetteer) -> str | None:
    found = gazetteer.demonym(name) or (gazetteer.country(name) if name[0].isupper() else None)
    if found is not None and len(name) > 3:
        return found.iso3
    place = next(iter(gazetteer.lookup(name)), None) if len(name) > 3 else None
    if place is None or place.match != "name" or place.prominence < _LEAST or gazetteer.is_common_word(name):
        return None
    return place.country


def _by_address(host: str, gazetteer: Gazetteer) -> str | None:
    letters = host.lower().rpartition(".")[2]
    if len(letters) != 2 or letters in _SOLD:
        return None
    found = gazetteer.country(_WEB_CODES.get(letters, letters.upper()))
    return found.iso3 if found else None
