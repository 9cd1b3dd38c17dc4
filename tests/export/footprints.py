"""The text of a format comes in, and its rows and the quotes in it go out; none of it is read by sitrep."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from sitrep.export import exporter
from sitrep.ledger import Ledger, State

TABLES = ("acled", "ucdp", "timelinejs-csv", "ftm-statements")
FOOTPRINTS = (
    *TABLES,
    *("polecat", "plover", "geojson", "kml", "timelinejs", "ftm", "jsonld", "webannotation", "prov"),
)


def text_of(ledger: Ledger, name: str, **options: Any) -> str:
    (content,) = exporter(name).export(ledger, **options).values()
    assert isinstance(content, str)
    return content


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def one(found: list[dict[str, Any]], key: str, value: str) -> dict[str, Any]:
    return next(row for row in found if row[key] == value)


def event(state: State, type_: str, mode: str | None) -> str:
    """The id of the event of that type and mode."""
    return next(e.id for e in state.events if (e.type, e.mode) == (type_, mode) and e.status != "rejected")


def selectors(text: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """What each target of web annotations is a piece of, with its two selectors."""
    for item in json.loads(text)["first"]["items"]:
        for target in item["target"] if isinstance(item["target"], list) else [item["target"]]:
            yield target["source"], target["selector"]


# -- quotes ---------------------------------------------------------------------------------------


def cited(text: str) -> Iterator[str]:
    """What stands between “ and ” where who put it out follows."""
    return (found for found in re.findall(r"“([^”]*)” \(", text))


def shown(text: str) -> Iterator[str]:
    """The same of HTML."""
    return cited(html.unescape(text))


def _of_column(column: str) -> Callable[[str], Iterator[str]]:
    return lambda text: (quote for row in rows(text) for quote in cited(row[column]))


def _of_timeline_table(text: str) -> Iterator[str]:
    return (quote for row in rows(text) for quote in shown(row["Text"]))


def _of_plover(text: str) -> Iterator[str]:
    for line in lines(text):
        yield line["text"]
        yield from line["event_text"]
        yield from cited(line["comment"])


def _of_geojson(text: str) -> Iterator[str]:
    return (feature["properties"]["quote"] for feature in json.loads(text)["features"])


def _of_kml(text: str) -> Iterator[str]:
    root = etree.fromstring(text.encode())
    return (quote for node in root.iter("{*}description") for quote in shown(node.text or ""))


def _of_timeline(text: str) -> Iterator[str]:
    return (quote for slide in json.loads(text)["events"] for quote in shown(slide["text"]["text"]))


def _of_ftm(text: str) -> Iterator[str]:
    for line in lines(text):
        for value in line["properties"].get("description", []):
            yield from cited(value)
        if line["schema"] == "Event":
            yield from line["properties"]["summary"]


def _of_jsonld(text: str) -> Iterator[str]:
    for node in json.loads(text)["@graph"]:
        if node["@type"] == "Claim":
            yield node["text"]
        yield from cited(node.get("description", ""))


def _of_annotations(text: str) -> Iterator[str]:
    return (quote["exact"] for _, (quote, _) in selectors(text))


def _of_prov(text: str) -> Iterator[str]:
    return (q for e in json.loads(text)["entity"].values() for q in cited(e.get("sitrep:quotes", "")))


#: POLECAT alone has no column for words.
QUOTED: dict[str, Callable[[str], Iterator[str]]] = {
    "acled": _of_column("notes"),
    "ucdp": _of_column("source_article"),
    "plover": _of_plover,
    "geojson": _of_geojson,
    "kml": _of_kml,
    "timelinejs": _of_timeline,
    "timelinejs-csv": _of_timeline_table,
    "ftm": _of_ftm,
    "ftm-statements": _of_column("value"),
    "jsonld": _of_jsonld,
    "webannotation": _of_annotations,
    "prov": _of_prov,
}
