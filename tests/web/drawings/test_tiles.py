"""Tiles under the map: those that cover it, each where its corners lie, from one host alone."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from sitrep.errors import InputError
from sitrep.web.drawings.box import Box
from sitrep.web.drawings.map import draw_map
from sitrep.web.drawings.projection import Projection
from sitrep.web.drawings.tiles import draw_tiles, host_of

TEMPLATE = "https://tiles.example/{z}/{x}/{y}.png"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("box", [Box(35, 33, 37, 34.7), Box(-180, -60, 180, 80), Box(177, -19, 183, -16)])
def test_tiles_cover_the_drawing_without_a_gap(box: Box) -> None:
    found = re.findall(
        r'x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"',
        draw_tiles(TEMPLATE, Projection(box, 720, 440)),
    )
    areas = [tuple(map(float, one)) for one in found]
    assert 0 < len(areas) <= 60
    for x, y in ((1, 100), (719, 100), (360, 220), (200, 339)):
        hits = [
            a for a in areas if a[0] - 0.6 <= x <= a[0] + a[2] + 0.6 and a[1] - 0.6 <= y <= a[1] + a[3] + 0.6
        ]
        assert hits, (x, y)


def test_tiles_are_asked_of_one_host_and_lie_under_the_marks() -> None:
    root = etree.fromstring(draw_map([], box=Box(35, 33, 37, 34.7), tiles=TEMPLATE).encode())
    hrefs = [one.get("href") for one in root.iter(f"{SVG}image")]
    assert hrefs
    assert all(re.fullmatch(r"https://tiles\.example/\d+/\d+/\d+\.png", str(href)) for href in hrefs)


@pytest.mark.parametrize(
    "template",
    [
        "tiles.example/{z}/{x}/{y}",
        "https://tiles.example/{z}/{x}.png",
        "file:///{z}/{x}/{y}",
        "javascript:{z}{x}{y}",
        "https://{z}.example/{x}/{y}",
        "https://a.example/{z}/{x}/{y}; script-src *",
    ],
)
def test_an_address_that_is_none_is_refused(template: str) -> None:
    with pytest.raises(InputError):
        host_of(template)


def test_the_host_is_what_the_policy_is_widened_by() -> None:
    assert host_of(TEMPLATE) == "https://tiles.example"
