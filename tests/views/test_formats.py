"""A document as Markdown, HTML and JSON."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from sitrep.views.brief import make_brief
from sitrep.views.citations import Citation
from sitrep.views.document import Document, Line, Section
from sitrep.views.formats import FORMATS, to_html, to_json, to_markdown
from sitrep.views.show import show

NOTE = Citation(1, "r-1", "Blast", "Wire", "2021-05-04", "https://wire.example/1", 0, 12, "A bomb blew up.")
DOCUMENT = Document(
    "Situation report",
    "1 report.",
    (
        Section("Key figures", (Line("Killed: **9**", (1,), "2021-05-04"),), more=3),
        Section("Timeline", (Line("Bombing", (1,), "2021-05-04"), Line("Fire", (1,))), by_day=True),
    ),
    (NOTE,),
)
HOSTILE = '<script>alert("x")</script> & <img src=x onerror=alert(1)>'


def test_markdown_has_headings_days_and_footnotes() -> None:
    lines = to_markdown(DOCUMENT).splitlines()
    assert lines[0] == "# Situation report"
    assert "## Key figures" in lines
    assert "- Killed: **9** [^1]" in lines
    assert "- … and 3 more" in lines
    assert lines[lines.index("- **4 May 2021**") + 1] == "  - Bombing [^1]"
    assert lines[lines.index("- **undated**") + 1] == "  - Fire [^1]"
    assert lines[-1] == "[^1]: Wire, Blast, 2021-05-04, 0–12, https://wire.example/1: “A bomb blew up.”"


def test_every_footnote_of_markdown_is_defined_once(demo: Any) -> None:
    text = to_markdown(make_brief(demo.state, demo.record))
    defined = re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE)
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert len(defined) == len(set(defined))
    assert used <= set(defined)


class Page(HTMLParser):
    """The elements of a page, its links and the ids that they may lead to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        if tag not in {"meta", "br", "link", "img"}:
            self.open.append(tag)
        found = dict(attrs)
        self.links += [found["href"] or ""] if "href" in found else []
        self.ids |= {found["id"] or ""} if "id" in found else set()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_one_whole_page_whose_notes_lead_somewhere(demo: Any) -> None:
    page = Page(to_html(make_brief(demo.state, demo.record)))
    assert page.open == []
    assert page.links
    assert {link.removeprefix("#") for link in page.links} <= page.ids
    assert {"script", "link", "img"}.isdisjoint(page.elements)


def test_html_sets_numbers_in_bold() -> None:
    assert "<li>Killed: <strong>9</strong> <sup>" in to_html(DOCUMENT)


def test_html_escapes_every_text_that_comes_from_outside() -> None:
    note = Citation(1, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, 0, 9, HOSTILE)
    hostile = Document(HOSTILE, HOSTILE, (Section(HOSTILE, (Line(f"**{HOSTILE}**", (1,), None),)),), (note,))
    text = to_html(hostile)
    assert "<script" not in text
    assert "<img" not in text
    assert {"script", "img"}.isdisjoint(Page(text).elements)


def test_html_of_a_hostile_report_is_harmless(filed: Any) -> None:
    small = filed(f"Gunmen attacked a school in Kano on Monday. “{HOSTILE},” police said.", title=HOSTILE)
    report = small.state.reports[0].id
    for document in (make_brief(small.state, small.record), show(small.state, small.record, report)):
        assert {"script", "img"}.isdisjoint(Page(to_html(document)).elements)


def test_json_has_every_line_and_citation() -> None:
    found = json.loads(to_json(DOCUMENT))
    assert [row["title"] for row in found["sections"]] == ["Key figures", "Timeline"]
    assert found["sections"][0]["lines"] == [
        {"text": "Killed: **9**", "notes": [1], "day": "2021-05-04", "id": None}
    ]
    assert found["citations"][0]["quote"] == "A bomb blew up."
    assert set(found) == {"title", "basis", "sections", "citations"}


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_ends_with_one_line_end(form: str) -> None:
    text = FORMATS[form](DOCUMENT)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
