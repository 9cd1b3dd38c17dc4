"""Elements: what report text holds stays text, and no link runs a script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from sitrep.web.drawings.svg import anchor, drawing, element, fitted_text, text_width, words
from web.drawings.parsed import NAMESPACE, parse

HOSTILE = '</title><script>alert(1)</script><b style="x">&amp;\x00\x1b\ud800\uffff"\''


@given(st.text() | st.just(HOSTILE))
def test_any_text_comes_back_as_text(text: str) -> None:
    root = etree.fromstring(element("text", words(text), data_id=text).encode())
    assert len(root) == 0
    shown = root.text or ""
    assert all(letter in shown or ord(letter) < 32 or ord(letter) >= 0xD800 for letter in text)


def test_a_hostile_title_breaks_out_of_nothing() -> None:
    svg = drawing(
        anchor("/x?a=1&b=2", element("circle", r=1), title=HOSTILE, class_="mark"),
        kind="chart",
        width=10,
        height=10,
        title=HOSTILE,
        description=HOSTILE,
    )
    root = parse(svg)
    assert root.find(f"{NAMESPACE}a").get("href") == "/x?a=1&b=2"


@pytest.mark.parametrize("href", ["javascript:alert(1)", " JavaScript:x", "data:text/html,x", "vbscript:x"])
def test_a_link_that_would_run_something_is_none(href: str) -> None:
    assert anchor(href, "").startswith("<g")


@pytest.mark.parametrize("href", ["/a:b", "#x", "?q=a:b", "https://example.org/", "a/b:c"])
def test_other_links_are_kept(href: str) -> None:
    assert anchor(href, "").startswith("<a ")


@given(st.text(max_size=60), st.floats(0, 300))
def test_text_is_cut_to_the_room_there_is(text: str, width: float) -> None:
    assert text_width(fitted_text(text, width)) <= width + 0.001
