"""The shapes of ACLED, UCDP, POLECAT and PLOVER, and the crosswalks that lead there."""

from __future__ import annotations

import io

import pytest

from export.footprints import event, lines, one, rows
from export.test_footprints import COLUMNS
from sitrep.codebook import load_codebook
from sitrep.export.crosswalk import country_name, gleditsch_ward, iso_numeric, region, table
from sitrep.export.interval import Interval
from sitrep.export.ucdp import priogrid
from sitrep.gazetteer import open_gazetteer
from sitrep.ledger import State

POLECAT = (
    "Event ID|Event Date|Event Type|Event Mode|Event Intensity|Quad Code|Contexts|Actor Name|Actor Country|"
    "Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|"
    "Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|"
    "Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|Placename|City|District|Province|Country|"
    "Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|Story People|"
    "Story Organizations|Story Locations|Language|Version"
)
PLOVER = (
    "id has_event date time enddate endtime actor recipient event event_loc event_text quad_code event_scale "
    "mode context link text text_info cite_info coder coded_date coded_time comment"
)


def test_acled_codes_a_battle_and_keeps_its_dead(state: State, footprints: dict[str, str]) -> None:
    row = one(rows(footprints["acled"]), "event_id_cnty", event(state, "ASSAULT", "firearms"))
    assert (row["event_date"], row["year"], row["time_precision"]) == ("2020-09-09", "2020", "1")
    assert (row["disorder_type"], row["event_type"]) == ("Political violence", "Battles")
    assert row["sub_event_type"] == "Armed clash"
    assert (row["actor1"], row["inter1"]) == ("Army troops", "State forces")
    assert (row["actor2"], row["inter2"]) == ("rebels", "Rebel group")
    assert row["interaction"] == "State forces-Rebel group"
    assert (row["iso"], row["region"], row["country"]) == ("422", "Middle East", "Lebanon")
    assert (row["location"], row["latitude"], row["geo_precision"]) == ("Sidon", "33.56", "1")
    assert (row["fatalities"], row["source"]) == ("12", "Harbour Gazette")
    assert "https://gazette.example/raid" in row["notes"]


def test_acled_takes_the_most_careful_number_and_says_that_it_is_disputed(
    state: State, footprints: dict[str, str]
) -> None:
    row = one(rows(footprints["acled"]), "event_id_cnty", event(state, "ACCIDENT", "explosion"))
    assert row["fatalities"] == "100"
    assert "Killed, disputed: 135 (Health Ministry), 100 (Red Cross)." in row["notes"]
    assert (row["event_type"], row["disorder_type"], row["country"]) == ("", "", "Lebanon")


def test_acled_says_how_vague_a_month_and_a_country_are(state: State, footprints: dict[str, str]) -> None:
    row = one(rows(footprints["acled"]), "event_id_cnty", event(state, "PROTEST", "demo"))
    assert (row["event_date"], row["time_precision"], row["geo_precision"]) == ("2020-09-01", "3", "3")
    assert (row["sub_event_type"], row["inter1"]) == ("Peaceful protest", "Protesters")
    assert (row["interaction"], row["tags"]) == ("Protesters only", "crowd size=300")
    planned = next(r for r in rows(footprints["acled"]) if r["actor1"] == "Unions")
    assert (planned["event_type"], planned["fatalities"]) == ("", "")
    assert planned["notes"].endswith("Reality: planned.")


def test_ucdp_counts_low_best_and_high(state: State, footprints: dict[str, str]) -> None:
    row = one(rows(footprints["ucdp"]), "id", event(state, "ASSAULT", "firearms"))
    assert (row["low"], row["best"], row["high"]) == ("12", "12", "12")
    assert (row["deaths_civilians"], row["deaths_unknown"]) == ("5", "7")
    assert (row["type_of_violence"], row["gwnoa"], row["gwnob"]) == ("1", "660", "")
    assert (row["date_prec"], row["date_start"]) == ("1", "2020-09-09 00:00:00.000")
    assert (row["where_prec"], row["country_id"], row["region"]) == ("1", "660", "Middle East")
    assert (row["geom_wkt"], row["priogrid_gid"]) == ("POINT (35.37 33.56)", "178271")
    assert (row["source_office"], row["source_original"]) == ("Harbour Gazette", "The army")
    assert {row[name] for name in row if name.startswith(("conflict", "dyad", "side_a_", "side_b_"))} == {""}
    blast = one(rows(footprints["ucdp"]), "id", event(state, "ACCIDENT", "explosion"))
    assert (blast["low"], blast["best"], blast["high"]) == ("100", "", "135")
    assert (blast["number_of_sources"], blast["type_of_violence"]) == ("3", "")
    assert one(rows(footprints["ucdp"]), "id", event(state, "PROTEST", "demo"))["date_prec"] == "4"


@pytest.mark.parametrize(
    ("lat", "lon", "cell"), [(-90, -180, 1), (34.5, 69.2, 179779), (90, 180, 259200), (0, 0, 129961)]
)
def test_a_cell_of_priogrid(lat: float, lon: float, cell: int) -> None:
    assert priogrid(lat, lon) == cell


@pytest.mark.parametrize("name", ["acled", "ucdp"])
def test_pandas_reads_the_tables_of_events(state: State, footprints: dict[str, str], name: str) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_csv(io.StringIO(footprints[name]))
    assert len(frame) == len(state.events) - 1
    assert list(frame.columns) == COLUMNS[name].split(",")
    assert frame["latitude"].dtype == frame["longitude"].dtype == "float64"


def test_polecat_is_a_line_an_event_with_none_for_what_is_empty(
    state: State, footprints: dict[str, str]
) -> None:
    head, *below = footprints["polecat"].splitlines()
    assert head.split("\t") == POLECAT.split("|")
    assert len(below) == len(state.events) - 1
    found = rows(footprints["polecat"], "\t")
    assert all(cell for row in found for cell in row.values())
    row = one(found, "Event ID", event(state, "ASSAULT", "firearms"))
    assert (row["Event Mode"], row["Event Intensity"], row["Quad Code"]) == ("firearms", "-9.0", "4")
    assert (row["Actor Country"], row["Actor COW"], row["Primary Actor Sector"]) == ("LBN", "660", "MIL")
    assert (row["Recipient Name"], row["Recipient Sectors"]) == ("rebels", "REB")
    assert (row["Placename"], row["City"], row["Province"]) == ("Sidon", "Sidon", "South Governorate")
    assert (row["GeoNames ID"], row["Wikipedia Actor ID"]) == ("268064", "None")
    hurt = one(found, "Event ID", event(state, "ASSAULT", "primitive"))
    assert (hurt["Actor Name"], hurt["Source"]) == ("+Crowd", '=cmd|"/c calc"!A1')


def test_plover_has_the_manuals_fields(state: State, footprints: dict[str, str]) -> None:
    found = lines(footprints["plover"])
    assert all(list(line) == [*PLOVER.split(), "size"] for line in found)
    line = one(found, "id", event(state, "ASSAULT", "firearms"))
    assert (line["event"], line["mode"]) == (["ASSAULT"], ["firearms"])
    assert (line["quad_code"], line["event_scale"]) == (4, -9)
    (army,) = line["actor"]
    assert (army["code"], army["sector"], army["entity_text"]) == ("LBN", ["MIL"], "Army troops")
    assert (line["event_loc"]["resolution"], line["event_loc"]["country"]) == (4, "Lebanon")
    assert line["size"] == {"dead": 12, "injured": None, "arrested": None}
    assert {tuple(told["context"]) for told in found if told["mode"] == ["strike"]} == {("future",), ()}


@pytest.mark.parametrize(
    ("earliest", "latest", "days", "words"),
    [
        (None, None, None, "undated"),
        ("2020-08-04", "2020-08-04T18:00", 1, "4 Aug 2020"),
        ("2020-08-04", "2020-08-09", 6, "between 4 Aug 2020 and 9 Aug 2020"),
        ("2020-02-01", "2020-02-29", 29, "February 2020"),
        ("2019-02-01", "2020-02-29", 394, "between 1 Feb 2019 and 29 Feb 2020"),
        ("2020-01-01", "2020-12-31", 366, "2020"),
        (None, "2020-08-09", None, "by 9 Aug 2020"),
        ("2020-08-04", None, None, "from 4 Aug 2020 on"),
        ("12020-08-04", "what", None, "undated"),
    ],
)
def test_an_interval_says_how_uncertain_it_is(
    earliest: str | None, latest: str | None, days: int | None, words: str
) -> None:
    interval = Interval.of(earliest, latest)
    assert (interval.days, interval.words) == (days, words)


# -- the crosswalks -------------------------------------------------------------------------------


def test_crosswalks_name_only_countries_that_there_are() -> None:
    data, countries = table("countries"), {country.iso3 for country in open_gazetteer().countries}
    coded = {code for name in ("iso", "cow", "gw", "acled_name", "ucdp_name") for code in data[name]}
    assert coded <= countries
    for name in ("acled_region", "ucdp_region"):
        listed = [code for codes in data[name].values() for code in codes]
        assert set(listed) <= countries
        assert len(listed) == len(set(listed))


def test_crosswalks_name_only_modes_and_sectors_of_the_codebook() -> None:
    codebook, acled, ucdp = load_codebook(), table("acled"), table("ucdp")
    for rule in acled["rules"]:
        assert set(rule["modes"]) <= {mode.name for mode in codebook.types[rule["type"]].modes}
        assert rule["event"] in acled["disorders"]
    groups = [*acled["groups"].values(), *acled["kinds"].values()]
    groups += [ucdp[side] for side in ("state", "armed_group", "civilian")]
    assert {sector for group in groups for sector in group} <= codebook.sectors.keys()
    assert set(acled["kinds"]) <= set(acled["order"])


def test_what_is_not_known_of_a_country_is_none() -> None:
    assert (iso_numeric("LBN"), iso_numeric("XKX"), iso_numeric(None)) == (422, None, None)
    assert (gleditsch_ward("DEU"), gleditsch_ward("FRA"), gleditsch_ward("GRL")) == (260, 220, None)
    assert (region("acled", "MEX"), region("ucdp", "MEX")) == (None, "Americas")
    assert (country_name("COD"), country_name("COD", "ucdp")) == (
        "Democratic Republic of the Congo",
        "DR Congo (Zaire)",
    )
