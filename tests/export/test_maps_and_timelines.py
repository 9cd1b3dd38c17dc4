"""GeoJSON, KML and TimelineJS, each opened by a program that is not ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from export.footprints import event, one, rows
from sitrep.ledger import State

SPACES = {"k": "http://www.opengis.net/kml/2.2"}


def test_geojson_is_valid_and_says_how_exact_a_point_is(state: State, footprints: dict[str, str]) -> None:
    geojson, shapely = pytest.importorskip("geojson"), pytest.importorskip("shapely.geometry")
    collection = geojson.loads(footprints["geojson"])
    assert collection.is_valid, collection.errors()
    assert set(collection) == {"type", "features"}
    by_id = {feature["id"]: feature for feature in collection["features"]}
    assert all(set(feature) == {"type", "id", "geometry", "properties"} for feature in by_id.values())
    march = by_id[event(state, "PROTEST", "demo")]
    assert march["properties"]["precision"] == "country"
    point = shapely.shape(march["geometry"])
    assert (point.x, point.y) == (35.8, 33.8)
    assert by_id[event(state, "RETREAT", "resign")]["geometry"] is None
    told = by_id[event(state, "ACCIDENT", "explosion")]["properties"]
    assert (told["killed_low"], told["killed_best"], told["killed_high"]) == (100, None, 135)
    assert (told["reports"], told["independent"], told["disputed"]) == (4, 3, True)
    assert told["status"] == "to_review"


def test_kml_has_a_placemark_an_event(state: State, footprints: dict[str, str]) -> None:
    root = etree.fromstring(footprints["kml"].encode())
    assert root.tag == f"{{{SPACES['k']}}}kml"
    marks = root.findall("k:Document/k:Placemark", SPACES)
    assert len(marks) == len(state.events) - 1
    raid = next(mark for mark in marks if mark.get("id") == event(state, "ASSAULT", "firearms"))
    lon, lat, *_ = (raid.findtext("k:Point/k:coordinates", None, SPACES) or "").split(",")
    assert (float(lon), float(lat)) == (35.37, 33.56)
    assert raid.findtext("k:TimeSpan/k:begin", None, SPACES) == "2020-09-09"
    data = {d.get("name"): d.findtext("k:value", None, SPACES) for d in raid.iter(f"{{{SPACES['k']}}}Data")}
    assert (data["killed"], data["actors"], data["precision"]) == ("12", "Army troops", "city")


def test_kml_is_as_the_standards_own_schema_has_it(footprints: dict[str, str], tmp_path: Path) -> None:
    from fastkml.validator import validate

    path = tmp_path / "ledger.kml"
    path.write_text(footprints["kml"], "utf-8")
    assert validate(file_to_validate=path)


def test_gdal_reads_both_maps(state: State, footprints: dict[str, str], tmp_path: Path) -> None:
    pyogrio = pytest.importorskip("pyogrio")
    for name in ("geojson", "kml"):
        path = tmp_path / f"ledger.{name}"
        path.write_text(footprints[name], "utf-8")
        assert pyogrio.read_info(path, force_feature_count=True)["features"] == len(state.events) - 1


def test_a_timeline_shows_what_is_uncertain_about_a_date(state: State, footprints: dict[str, str]) -> None:
    found = json.loads(footprints["timelinejs"])["events"]
    march = one(found, "unique_id", event(state, "PROTEST", "demo"))
    assert march["start_date"] == {"year": 2020, "month": 9, "display_date": "September 2020"}
    assert "end_date" not in march
    raid = one(found, "unique_id", event(state, "ASSAULT", "firearms"))
    assert raid["start_date"] == {"year": 2020, "month": 9, "day": 9, "display_date": "9 Sep 2020"}
    shown = {slide["display_date"]: slide["text"]["headline"] for slide in found}
    assert shown["by 5 Oct 2020"] == "Strike by Unions (planned)"
    assert shown["undated, reported 20 Sep 2020"] == "Strike by teachers (according to A minister)"


def test_both_timelines_tell_the_same(footprints: dict[str, str]) -> None:
    slides = json.loads(footprints["timelinejs"])["events"]
    table = rows(footprints["timelinejs-csv"])
    assert [row["Display Date"] for row in table] == [slide["display_date"] for slide in slides]
    assert [row["Year"] for row in table] == [str(slide["start_date"]["year"]) for slide in slides]


def test_nothing_of_a_report_runs_on_a_page(footprints: dict[str, str]) -> None:
    for slide in json.loads(footprints["timelinejs"])["events"]:
        assert "<script" not in slide["text"]["text"]
        assert "javascript:" not in slide["text"]["text"]
