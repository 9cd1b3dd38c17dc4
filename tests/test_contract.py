"""The contract that people script against: keys, codes, bounds, references and what a wire report gives."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from sitrep import read
from sitrep.codebook import load_codebook
from sitrep.demo import demo_reports
from sitrep.export import export
from sitrep.gazetteer import open_gazetteer
from sitrep.ledger import Ledger
from sitrep.record import (
    MEASURES,
    ActorKind,
    Bound,
    Figure,
    MentionForm,
    Precision,
    Reality,
    Record,
    StatementForm,
    TimeType,
    from_json,
    to_builtins,
    to_json,
)

PATHS = sorted([*Path(__file__).with_name("golden").glob("*/report.md"), *demo_reports().glob("*.md")])
NAMES = [path.parent.name if path.name == "report.md" else path.stem for path in PATHS]
FERRY = (
    "LAGOS, May 4, 2021 - A ferry capsized near Lagos on Monday, killing 34 passengers, "
    "the port authority said. Nine people were missing."
)

SPAN = {"start", "end", "quote"}
PARTY = SPAN | {"actor"}
RECORD_KEYS = {
    "record": {
        "schema",
        "reader",
        "report",
        "actors",
        "places",
        "times",
        "statements",
        "events",
        "figures",
    },
    "reader": {"version", "model", "codebook"},
    "report": {
        "id",
        "title",
        "publisher",
        "published",
        "published_from",
        "retrieved",
        "url",
        "language",
        "text",
    },
    "actors": {"id", "name", "kind", "country", "sectors", "title", "mentions"},
    "mentions": SPAN | {"form"},
    "places": SPAN | {"id", "name", "country", "admin1", "lat", "lon", "geonames_id", "precision"},
    "times": SPAN | {"id", "type", "value", "earliest", "latest"},
    "statements": {"id", "speaker", "cue", "content", "form", "addressee", "time", "replies_to"},
    "events": {
        *("id", "type", "mode", "contexts", "quad", "trigger", "sentence", "actors", "recipients"),
        *("place", "time", "earliest", "latest", "reality", "said_in", "confidence"),
    },
    "figures": SPAN
    | {
        *("id", "measure", "low", "high", "bound", "unit", "counted", "part_of", "changed_from"),
        *("event", "place", "time", "said_in", "speaker"),
    },
}
LEDGER_KEYS = {
    "ledger": {"schema", "reports", "events", "series", "statements", "actors", "conflicts"},
    "reports": {"id", "title", "publisher", "published", "url", "reprint_of", "version_of"},
    "events": {
        *("id", "type", "mode", "actors", "recipients", "place", "earliest", "latest", "reality"),
        *("reports", "independent", "items", "disputed", "status", "series"),
    },
    "place": {"name", "country", "lat", "lon"},
    "items": {"report", "event", "quote"},
    "series": {
        *("id", "event", "measure", "counted", "unit", "part_of", "low", "best", "high", "disputed"),
        "versions",
    },
    "versions": {
        *("report", "figure", "published", "speaker", "low", "high", "bound", "quote", "relation"),
    },
    "statements": {"id", "speaker", "content", "appearances", "replies_to"},
    "appearances": {"report", "statement"},
    "actors": {"id", "name", "names", "country", "sectors"},
    "conflicts": {"items", "reason"},
}


@cache
def record_of(path: Path) -> Record:
    return read(path)


@pytest.fixture(params=PATHS, ids=NAMES)
def record(request: pytest.FixtureRequest) -> Record:
    return record_of(request.param)


@pytest.fixture(scope="module")
def view(filed_demo: Path) -> dict[str, Any]:
    with Ledger.open(filed_demo) as ledger:
        text = export(ledger, "json")
    assert text is not None
    found: dict[str, Any] = json.loads(text)
    return found


# -- the record -----------------------------------------------------------------------------------


def test_json_has_the_keys_of_the_contract(record: Record) -> None:
    found = json.loads(to_json(record))
    assert found["schema"] == "sitrep.record/1"
    assert set(found) == RECORD_KEYS["record"]
    assert set(found["reader"]) == RECORD_KEYS["reader"]
    assert set(found["report"]) == RECORD_KEYS["report"]
    for name in ("actors", "places", "times", "statements", "events", "figures"):
        assert all(set(row) == RECORD_KEYS[name] for row in found[name]), name
    for actor in found["actors"]:
        assert all(set(mention) == RECORD_KEYS["mentions"] for mention in actor["mentions"])


def test_nested_parties_and_spans_have_their_own_keys(record: Record) -> None:
    found = json.loads(to_json(record))
    voices = [s[name] for s in found["statements"] for name in ("speaker", "addressee")]
    voices += [figure["speaker"] for figure in found["figures"]]
    parties = [p for event in found["events"] for p in (*event["actors"], *event["recipients"])]
    assert all(set(party) == PARTY for party in (*filter(None, voices), *parties))
    spans = [span for event in found["events"] for span in (event["trigger"], event["sentence"])]
    spans += [piece for s in found["statements"] for piece in (*s["content"], s["cue"]) if piece]
    spans += [figure["counted"] for figure in found["figures"] if figure["counted"]]
    assert all(set(span) == SPAN for span in spans)


def test_every_span_slices_to_its_quote(record: Record) -> None:
    text = json.loads(to_json(record))["report"]["text"]
    spans = list(_objects_with(to_builtins(record), "quote"))
    assert spans
    assert all(text[span["start"] : span["end"]] == span["quote"] != "" for span in spans)


def _objects_with(value: Any, key: str) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if key in value:
            yield value
        for inner in value.values():
            yield from _objects_with(inner, key)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _objects_with(inner, key)


def test_every_reference_holds_an_id_of_its_own_record(record: Record) -> None:
    found = json.loads(to_json(record))
    ids = {
        name: {row["id"] for row in found[name]}
        for name in ("actors", "places", "times", "statements", "events", "figures")
    }
    kinds = {
        "actor": "actors",
        "place": "places",
        "time": "times",
        "event": "events",
        "said_in": "statements",
        "replies_to": "statements",
        "part_of": "figures",
        "changed_from": "figures",
    }
    for key, name in kinds.items():
        references = {row[key] for row in _objects_with(found, key)} - {None}
        assert references <= ids[name], key


def test_codes_are_those_of_the_contract_and_the_codebook(record: Record) -> None:
    codebook = load_codebook()
    for actor in record.actors:
        assert actor.kind in get_args(ActorKind)
        assert set(actor.sectors) <= set(codebook.sectors)
        assert {mention.form for mention in actor.mentions} <= set(get_args(MentionForm))
    assert {place.precision for place in record.places} <= set(get_args(Precision))
    assert {time.type for time in record.times} <= set(get_args(TimeType))
    assert {statement.form for statement in record.statements} <= set(get_args(StatementForm))
    assert {figure.measure for figure in record.figures} <= MEASURES
    assert {figure.bound for figure in record.figures} <= set(get_args(Bound))


def test_events_have_a_type_its_mode_and_its_quad(record: Record) -> None:
    codebook = load_codebook()
    for event in record.events:
        known = codebook.types[event.type]
        assert event.mode in {None, *(mode.name for mode in known.modes)}
        assert event.quad == known.quad
        assert set(event.contexts) <= set(codebook.contexts)
        assert event.reality in get_args(Reality)
        assert 0 <= event.confidence <= 1
        assert event.sentence.covers(event.trigger)


def test_only_disasters_and_accidents_have_no_quad() -> None:
    types = load_codebook().types
    assert len(types) == 18
    assert {name for name, known in types.items() if known.quad is None} == {"DISASTER", "ACCIDENT"}
    assert {known.quad for known in types.values()} == {1, 2, 3, 4, None}


def test_countries_are_alpha_3_and_international_bodies_have_none(record: Record) -> None:
    known = {country.iso3 for country in open_gazetteer().countries}
    told = {actor.country for actor in record.actors} | {place.country for place in record.places}
    assert told - {None} <= known
    assert all(actor.country is None for actor in record.actors if "IGO" in actor.sectors)


def test_the_codes_of_countries_are_three_capitals() -> None:
    codes = {country.iso3 for country in open_gazetteer().countries}
    assert {"LBN", "NGA", "XKX"} <= codes
    assert all(re.fullmatch("[A-Z]{3}", code) for code in codes)


def test_places_are_on_the_globe(record: Record) -> None:
    for place in record.places:
        assert (place.lat is None) == (place.lon is None)
        assert place.lat is None or -90 <= place.lat <= 90
        assert place.lon is None or -180 <= place.lon <= 180


def test_dates_are_iso_8601_and_in_order(record: Record) -> None:
    for row in (*record.times, *record.events):
        sides = [side for side in (row.earliest, row.latest) if side is not None]
        for side in sides:
            assert (date if len(side) == 10 else datetime).fromisoformat(side)
        days = [side[:10] for side in sides]
        assert days == sorted(days)
    assert record.report.published is not None
    assert date.fromisoformat(record.report.published[:10])


def test_bounds_and_numbers_agree(record: Record) -> None:
    for figure in record.figures:
        assert _is_coherent(figure), figure


def _is_coherent(figure: Figure) -> bool:
    low, high = figure.low, figure.high
    match figure.bound:
        case "exact" | "about":
            return low is not None and low == high
        case "at_least" | "more_than":
            return low is not None and high is None
        case "at_most" | "less_than":
            return low is None and high is not None
    return low is not None and high is not None and low < high


def test_shares_are_in_per_cent_and_money_has_a_currency(record: Record) -> None:
    for figure in record.figures:
        if figure.measure == "share":
            assert max(figure.low or 0, figure.high or 0) <= 100
            assert figure.unit == "%"
        if figure.measure == "money":
            assert re.fullmatch("[A-Z]{3}", figure.unit or "")


def test_what_stands_in_a_statement_carries_it(record: Record) -> None:
    """Nobody's claim is told as plain fact: a figure inside a statement has its speaker."""
    statements = {statement.id: statement for statement in record.statements}
    for figure in record.figures:
        holders = [s for s in record.statements if any(c.covers(figure) for c in s.content)]
        assert (figure.said_in is None) == (not holders)
        if figure.said_in is not None:
            assert figure.speaker == statements[figure.said_in].speaker


def test_reading_twice_gives_the_same_text(record: Record) -> None:
    path = next(path for path in PATHS if record_of(path) is record)
    assert to_json(read(path)) == to_json(record)
    assert from_json(to_json(record)) == record


# -- a report in the style of a wire --------------------------------------------------------------


def test_a_wire_report_gives_date_place_accident_both_figures_and_the_speaker() -> None:
    record = read(FERRY)
    assert (record.report.published, record.report.published_from) == ("2021-05-04", "dateline")
    (event,) = record.events
    assert (event.type, event.mode, event.quad, event.reality) == ("ACCIDENT", "water", None, "happened")
    assert (event.earliest, event.latest) == ("2021-05-03", "2021-05-03")
    place = next(place for place in record.places if place.id == event.place)
    assert (place.name, place.country, place.admin1) == ("Lagos", "NGA", "Lagos")
    told = [(f.measure, f.low, f.high, f.bound, f.event) for f in record.figures]
    assert told == [("killed", 34, 34, "exact", event.id), ("missing", 9, 9, "exact", event.id)]
    killed, missing = record.figures
    assert killed.speaker is not None
    assert killed.speaker.quote == "the port authority"
    assert killed.said_in == event.said_in == record.statements[0].id
    assert missing.said_in is None


def test_the_title_is_metadata_and_no_cell_is_read_from_it() -> None:
    titled = read(
        "Nothing was heard from the island.", title="Bomb kills 12 in Quetta", published="2021-05-04"
    )
    assert (titled.events, titled.figures, titled.places) == ((), (), ())


def test_an_empty_list_is_there() -> None:
    found = json.loads(to_json(read("Nothing was heard.", published="2021-05-04")))
    assert [found[name] for name in ("actors", "places", "times", "statements", "events", "figures")] == [
        []
    ] * 6


# -- the ledger's view ----------------------------------------------------------------------------


def test_the_ledger_view_has_the_keys_of_the_contract(view: dict[str, Any]) -> None:
    assert view["schema"] == "sitrep.ledger/1"
    assert set(view) == LEDGER_KEYS["ledger"]
    for name in ("reports", "events", "series", "statements", "actors", "conflicts"):
        assert all(set(row) == LEDGER_KEYS[name] for row in view[name]), name
    for key in ("items", "versions", "appearances", "place"):
        rows = [row for held in _objects_with(view, key) for row in _listed(held[key])]
        objects = [row for row in rows if isinstance(row, dict)]
        assert all(set(row) == LEDGER_KEYS[key] for row in objects), key


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_a_reprint_adds_to_reports_alone(view: dict[str, Any]) -> None:
    reprints = {row["id"] for row in view["reports"] if row["reprint_of"]}
    assert reprints
    for event in view["events"]:
        assert event["independent"] == len(set(event["reports"]) - reprints)
        assert {item["report"] for item in event["items"]} <= set(event["reports"])
    assert not reprints & {v["report"] for series in view["series"] for v in series["versions"]}


def test_a_series_has_a_first_version_and_no_best_number_while_disputed(view: dict[str, Any]) -> None:
    for series in view["series"]:
        relations = [version["relation"] for version in series["versions"]]
        assert relations[0] == "first"
        assert "first" not in relations[1:]
        assert set(relations) <= {"first", "repeats", "revises", "disputes", "refines"}
        assert series["best"] is None or not series["disputed"]
        assert None in (series["low"], series["high"]) or series["low"] <= series["high"]
        days = [version["published"] or "" for version in series["versions"]]
        assert days == sorted(days)


def test_ids_of_the_ledger_lead_somewhere(view: dict[str, Any]) -> None:
    events = {row["id"]: row for row in view["events"]}
    series = {row["id"]: row for row in view["series"]}
    reports = {row["id"] for row in view["reports"]}
    for event in events.values():
        assert event["id"] in {item["event"] for item in event["items"]}
        assert set(event["series"]) == {s["id"] for s in series.values() if s["event"] == event["id"]}
        assert set(event["reports"]) <= reports
    assert {row["event"] for row in series.values()} - {None} <= set(events)
    assert {row["part_of"] for row in series.values()} - {None} <= set(series)


def test_every_quote_of_the_ledger_stands_in_its_report(view: dict[str, Any], filed_demo: Path) -> None:
    with Ledger.open(filed_demo) as ledger:
        texts = {record.report.id: record.report.text for record in ledger.records()}
    quoted = [item for event in view["events"] for item in event["items"]]
    quoted += [version for series in view["series"] for version in series["versions"]]
    assert quoted
    assert all(row["quote"] in texts[row["report"]] for row in quoted)


def test_lists_of_the_ledger_are_sorted_by_date_then_id(view: dict[str, Any]) -> None:
    keys = [(row["published"] or "9999", row["id"]) for row in view["reports"]]
    assert keys == sorted(keys)
