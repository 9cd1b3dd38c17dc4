"""A name comes in, and the places, country or people it may stand for go out."""

from __future__ import annotations

import hashlib
import json
import zlib
from functools import cache, cached_property, lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sitrep.errors import ResourceError
from sitrep.gazetteer.layout import MAGIC, Posting, Store
from sitrep.gazetteer.names import drop_article, fold, romanised
from sitrep.gazetteer.toponym import KINDS, MATCHES, Country, Toponym

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["Gazetteer", "open_file", "open_gazetteer"]

_FILE = Path(__file__).with_name("data") / "gazetteer.bin"
_CACHE_SIZE = 16_384
_REMEDY = "install sitrep again, or build it with tools/build_gazetteer.py"


class _Towns(NamedTuple):
    """The towns with a known population, the largest first: number of the row, and degrees."""

    rows: npt.NDArray[np.int64]
    lat: npt.NDArray[np.float64]
    lon: npt.NDArray[np.float64]


class Gazetteer:
    """Places, countries and demonyms, looked up by name.

    Names are compared without case, accents, apostrophes and hyphens; forms such as "U.S." only
    letter by letter, so that "us" is no country.
    """

    def __init__(self, store: Store, path: Path) -> None:
        self._store = store
        self._path = path
        meta: dict[str, Any] = store.section("meta")
        self._rows: list[list[Any]] = meta["countries"]
        self._exact: dict[str, list[int]] = meta["exact"]
        self._divisions: dict[str, int] = meta["divisions"]
        self._codes = [row[1] for row in self._rows]
        # Bound to the instance: a cache on the method would keep every gazetteer alive.
        self._cached = lru_cache(maxsize=_CACHE_SIZE)(self._search)

    def lookup(self, name: str) -> tuple[Toponym, ...]:
        """The places that ``name`` may stand for, the likeliest first when nothing else is known.

        By :attr:`Toponym.prominence`: a country before other kinds, the more populous before the less, a
        place's own name before an alternate one; and where ``name`` has accents, what is written just
        so before all. Empty where there is none.
        """
        return self._cached(name)

    def _search(self, name: str) -> tuple[Toponym, ...]:
        if name in self._exact:
            return tuple(self._toponym(Posting(1, row)) for row in self._exact[name])
        folded = fold(name)
        postings = self._store.postings(folded) or self._store.postings(drop_article(folded))
        found = tuple(map(self._toponym, postings))
        if name.isascii():
            return found
        return tuple(sorted(found, key=lambda toponym: toponym.name != name))

    def lookup_by_sound(self, name: str) -> tuple[Toponym, ...]:
        """The places of the Arab world and its neighbours that ``name`` may spell: "Deir al-Zour".

        For names that :meth:`lookup` does not know; all are matched as a ``variant``.
        """
        sound = romanised(fold(name))
        return tuple(map(self._toponym, self._store.postings(sound))) if sound else ()

    def division(self, abbreviation: str) -> Toponym | None:
        """The state or province that an abbreviation after a comma stands for ("TX", "Calif.", "NSW")."""
        row = self._divisions.get(abbreviation)
        return None if row is None else self._toponym(Posting(1, row))

    def settlements_within(
        self, *, west: float, south: float, east: float, north: float, limit: int
    ) -> tuple[Toponym, ...]:
        """The ``limit`` most populous towns within a box of degrees, the largest first.

        Where ``east`` is beyond 180 or less than ``west``, the box lies on both sides of the 180th
        meridian. Towns whose population is not known are left out.
        """
        towns = self._towns
        width = east - west if east > west else east - west + 360
        is_within = (towns.lat >= south) & (towns.lat <= north) & ((towns.lon - west) % 360 <= width)
        rows = towns.rows[is_within.nonzero()[0][:limit]]
        return tuple(self._toponym(Posting(MATCHES.index("name"), row)) for row in rows.tolist())

    def country(self, name_or_code: str) -> Country | None:
        """The country of that name, common alias or ISO 3166 code (codes in capitals)."""
        index = self._countries_by_code.get(name_or_code)
        if index is None:
            index = self._countries_by_name.get(fold(name_or_code))
        return None if index is None else self.countries[index]

    def demonym(self, word: str) -> Country | None:
        """The country whose people or things ``word`` calls: "Lebanese", "Iraqis", "Frenchman".

        The word has to be capitalised: "polish" is no Pole. A state that is no more leads to the one
        that took its seat: Soviet to RUS, Yugoslav to SRB, Czechoslovak to CZE.
        """
        index = self._demonyms.get(fold(word)) if word[:1].isupper() else None
        return None if index is None else self.countries[index]

    def capital_of(self, name: str) -> Country | None:
        """The country whose capital or seat of government ``name`` is, under any of its names."""
        index = self._capitals.get(fold(name))
        if index is not None:
            return self.countries[index]
        for toponym in self.lookup(name)[:1]:
            if toponym.kind == "capital" and toponym.country:
                return self.country(toponym.country)
        return None

    def is_given_name(self, word: str) -> bool:
        """Whether ``word`` is a first name of people, by the United States census of 1990."""
        return fold(word) in self._words["given"]

    def is_surname(self, word: str) -> bool:
        """Whether ``word``, a place name, is a common family name too, by the same census."""
        return fold(word) in self._words["surnames"]

    def is_common_word(self, word: str) -> bool:
        """Whether ``word``, a place name, is an English word too."""
        return fold(word) in self._words["common"]

    def verify(self) -> dict[str, int]:
        """How many places the file holds, all and by kind.

        :class:`ResourceError` where its SHA-256 is not the one that the package was made with.
        """
        pinned = _manifest(self._path)
        digest = hashlib.sha256(self._path.read_bytes()).hexdigest()
        if digest != pinned["sha256"]:
            raise ResourceError(
                f"{self._path}: a file of SHA-256 {pinned['sha256'][:12]}… was expected, "
                f"{digest[:12]}… came; {_REMEDY}"
            )
        kinds = self._store.kinds()
        return {"places": self._store.row_count} | {kind: kinds[number] for number, kind in enumerate(KINDS)}

    @cached_property
    def countries(self) -> tuple[Country, ...]:
        """Every country and territory, by ISO 3166 alpha-3."""
        return tuple(_country(row) for row in self._rows)

    @cached_property
    def _countries_by_code(self) -> dict[str, int]:
        by_code = {}
        for index, country in enumerate(self.countries):
            exact = (alias for alias in country.aliases if alias in self._exact)
            by_code.update(dict.fromkeys((country.iso2, country.iso3, *exact), index))
        return by_code

    @cached_property
    def _countries_by_name(self) -> dict[str, int]:
        by_name = {}
        for index, country in enumerate(self.countries):
            names = (country.name, *(alias for alias in country.aliases if alias not in self._exact))
            by_name.update({key: index for name in names for key in _with_bare(fold(name))})
        return by_name

    @cached_property
    def _demonyms(self) -> dict[str, int]:
        # Backwards, so that of two countries with one demonym the row marked as the heir comes first.
        return {
            fold(word): index
            for index, country in reversed(list(enumerate(self.countries)))
            for word in country.demonyms
        }

    @cached_property
    def _capitals(self) -> dict[str, int]:
        return {
            fold(name): index
            for index, country in reversed(list(enumerate(self.countries)))
            for name in country.capitals
        }

    @cached_property
    def _towns(self) -> _Towns:
        columns = self._store.columns()
        is_town = (columns.kind == KINDS.index("city")) | (columns.kind == KINDS.index("capital"))
        rows = (is_town & (columns.population > 0)).nonzero()[0]
        rows = rows[(-columns.population[rows]).argsort(kind="stable")]
        return _Towns(rows, columns.lat[rows], columns.lon[rows])

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        return {kind: frozenset(words.split()) for kind, words in self._store.section("words").items()}

    def _toponym(self, posting: Posting) -> Toponym:
        row = self._store.row(posting.row)
        return Toponym(
            row.geonames_id or None,
            row.name,
            KINDS[row.kind],
            self._codes[row.country - 1] if row.country else None,
            row.admin1 or None,
            row.admin2 or None,
            row.lat,
            row.lon,
            row.population,
            MATCHES[posting.match],
        )


def _country(row: list[Any]) -> Country:
    iso2, iso3, name, aliases, demonyms, capitals, *facts = row
    lat, lon, continent, population, currency, neighbours, geonames_id = facts
    names = (tuple(aliases), tuple(demonyms), tuple(capitals))
    place = (lat, lon, continent, population, currency)
    return Country(iso2, iso3, name, *names, *place, tuple(neighbours), geonames_id)


def _with_bare(folded: str) -> tuple[str, str]:
    return folded, drop_article(folded) if folded.startswith("the ") else folded


@cache
def open_gazetteer() -> Gazetteer:
    """The gazetteer that ships with the package, opened once a process.

    :class:`ResourceError` where the file is missing, cut short or not the one the package was
    made with (by size and CRC-32; :meth:`Gazetteer.verify` compares SHA-256).
    """
    return open_file(_FILE)


def open_file(path: Path) -> Gazetteer:
    """The gazetteer in the file at ``path``, which has its manifest beside it."""
    pinned = _manifest(path)
    try:
        with path.open("rb") as file:
            data = mmap(file.fileno(), 0, access=ACCESS_READ)
    except (OSError, ValueError) as fault:
        raise ResourceError(f"{path}: the gazetteer cannot be opened ({fault}); {_REMEDY}") from None
    if len(data) != pinned["size"] or zlib.crc32(data) != pinned["crc32"] or data[: len(MAGIC)] != MAGIC:
        raise ResourceError(
            f"{path}: a gazetteer of {pinned['size']} bytes was expected, "
            f"{len(data)} bytes of another content came; {_REMEDY}"
        )
    return Gazetteer(Store(data), path)


def _manifest(path: Path) -> dict[str, Any]:
    manifest = path.with_suffix(".json")
    try:
        pinned: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise ResourceError(
            f"{manifest}: the gazetteer's manifest cannot be read ({fault}); {_REMEDY}"
        ) from None
    return pinned
