"""What holds for every format that others' programs read."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from export.footprints import FOOTPRINTS, QUOTED, TABLES, event, one, rows, text_of
from sitrep.export import exporter
from sitrep.export.cells import printable
from sitrep.ledger import Ledger, State

COLUMNS = {
    "acled": "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,"
    "admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,"
    "tags,timestamp",
    "ucdp": "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,"
    "conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,"
    "side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,source_headline,"
    "source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,"
    "priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,"
    "deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob",
    "timelinejs-csv": "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,"
    "Media,Media Credit,Media Caption,Media Thumbnail,Type,Group,Background",
    "ftm-statements": "canonical_id,entity_id,prop,prop_type,schema,value,dataset,origin,lang,original_value,"
    "external,first_seen,last_seen,id",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBERS = {"latitude", "longitude", "Year", "End Year"}


@pytest.mark.parametrize("name", FOOTPRINTS)
def test_there_is_one_file_and_twice_the_same_bytes(
    rich: Ledger, footprints: dict[str, str], name: str
) -> None:
    again = exporter(name).export(rich)
    assert [file.partition(".")[0] for file in again] == ["ledger"]
    assert list(again.values()) == [footprints[name]]
    footprints[name].encode("utf-8")


@pytest.mark.parametrize("name", FOOTPRINTS)
def test_what_was_rejected_is_left_out_and_all_else_is_there(
    state: State, footprints: dict[str, str], name: str
) -> None:
    (rejected,) = (e for e in state.events if e.status == "rejected")
    assert rejected.id not in footprints[name]
    assert "robots bombed Beirut" not in footprints[name]
    if name != "timelinejs-csv":  # which has no column for an id
        assert [e.id for e in state.events if e.id not in footprints[name]] == [rejected.id]


@pytest.mark.parametrize("name", QUOTED)
def test_every_quote_stands_in_a_report(texts: dict[str, str], footprints: dict[str, str], name: str) -> None:
    found = list(QUOTED[name](footprints[name]))
    kept = [printable(text) for text in texts.values()]
    assert len(found) >= 8
    assert [quote for quote in found if not any(printable(quote) in text for text in kept)] == []


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_of_a_table_is_run_by_a_spreadsheet(footprints: dict[str, str], name: str) -> None:
    cells = [(k, v) for row in rows(footprints[name]) for k, v in row.items() if k not in NUMBERS]
    assert [cell for cell in cells if cell[1].startswith(FORMULA)] == []


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_are_those_of_the_format(footprints: dict[str, str], name: str) -> None:
    assert next(csv.reader(io.StringIO(footprints[name]))) == COLUMNS[name].split(",")


@pytest.mark.parametrize(("name", "kept"), [("acled", 2), ("ucdp", 1), ("polecat", 6), ("plover", 7)])
def test_strict_leaves_out_what_the_scheme_has_no_code_for(rich: Ledger, name: str, kept: int) -> None:
    text = text_of(rich, name, strict=True)
    found = rows(text) if name in TABLES else text.splitlines()[name == "polecat" :]
    assert len(found) == kept


@pytest.mark.parametrize("name", FOOTPRINTS)
def test_an_empty_ledger_is_no_fault(tmp_path: Path, name: str) -> None:
    with Ledger.open(tmp_path / "empty.ledger", create=True) as empty:
        text = text_of(empty, name)
    if name in TABLES:
        assert rows(text) == []


def test_what_a_person_corrected_is_what_is_written(state: State, footprints: dict[str, str]) -> None:
    row = one(rows(footprints["acled"]), "event_id_cnty", event(state, "DISASTER", "storm"))
    assert (row["location"], row["country"], row["actor1"]) == ("Jos", "Nigeria", "Nobody")
    assert row["source"] == "'-Coast"
