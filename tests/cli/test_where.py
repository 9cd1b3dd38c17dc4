"""``--where`` on everything that shows or exports a ledger, and the page to hand on."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sitrep.ledger import Filter, Ledger
from sitrep.ledger.narrowed import NarrowedView


def test_an_export_holds_the_events_meant_and_what_belongs_to_them(sitrep: Any, filed_demo: Path) -> None:
    whole = json.loads(sitrep("export", filed_demo, "json").out)
    part = json.loads(sitrep("export", filed_demo, "json", "--where", "type=RETREAT status=to_review").out)
    assert part["events"] == [row for row in whole["events"] if row["type"] == "RETREAT"]
    told = {name for row in part["events"] for name in row["reports"]}
    assert {row["id"] for row in part["reports"]} == told
    assert all({a["report"] for a in row["appearances"]} & told for row in part["statements"])
    names = {row["name"] for row in part["actors"]}
    assert {name for row in part["events"] for name in row["actors"]} <= names
    assert len(names) < len(whole["actors"])


def test_tables_are_narrowed_as_the_state_is(filed_demo: Path) -> None:
    with Ledger.open(filed_demo) as ledger:
        view = NarrowedView(ledger, Filter.parse("country=LBN reality=happened"))
        state = view.state()
        parts = dict(view.parts("event", "series", "report"))
        assert parts["event"].events == state.events
        assert parts["series"].series == state.series
        assert parts["report"].reports == state.reports
        assert {hit.report for hit in view.search("explosion")} <= {row.id for row in state.reports}


@pytest.mark.parametrize("words", ["kind=RETREAT", "status=open"])
def test_a_filter_that_cannot_be_is_wrong(sitrep: Any, filed_demo: Path, words: str) -> None:
    done = sitrep("export", filed_demo, "json", "--where", words)
    assert done.status == 1
    assert words.split("=")[0] in done.err
    assert len(done.err.splitlines()) == 1


def test_a_page_stands_alone_and_quotes_what_it_cites(sitrep: Any, filed_demo: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert sitrep("publish", filed_demo, "-o", page).status == 0
    text = page.read_text("utf-8")
    assert "<script" not in text
    assert not re.search(r'(?:src|href)="(?!#|https?://[^"]+#:~:text)', text)
    assert not re.search(r"url\((?!#)", text)  # a fade of the timeline is drawn on the page itself
    notes, links = set(re.findall(r'<li id="(n\d+)"', text)), set(re.findall(r'href="#(n\d+)"', text))
    assert links == notes
    assert text.count("<q>") == len(notes)
    ids = set(re.findall(r'\bid="([^"]+)"', text))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= ids
    assert text.count("<svg") >= 5
    assert text.index("Key figures") < text.index("<svg")


def test_whole_texts_can_be_left_out(sitrep: Any, filed_demo: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    sitrep(
        "publish",
        filed_demo,
        "-o",
        page,
        "--no-texts",
        "--title",
        "For the <editor>",
        "--where",
        "type=RETREAT",
    )
    text = page.read_text("utf-8")
    assert "For the &lt;editor&gt;" in text
    assert "<details" not in text
    assert 'href="#p' not in text
    assert "Resignation" in text
    assert "Key figures" not in text


def test_a_page_that_cannot_be_written_leaves_nothing(sitrep: Any, filed_demo: Path, tmp_path: Path) -> None:
    done = sitrep("publish", filed_demo, "-o", tmp_path / "none" / "page.html")
    assert done.status == 1
    assert "cannot be written" in done.err
    assert list(tmp_path.iterdir()) == []
