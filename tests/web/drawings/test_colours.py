"""The style sheet: colours that can be read in light and dark, and nothing fetched from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitrep.web import drawings

SHEET = (Path(drawings.__file__).parents[1] / "static" / "drawings.css").read_text("utf-8")
LIGHT, DARK = (
    dict(re.findall(r"(--d-[\w-]+): (#[0-9a-f]{6})", part))
    for part in SHEET.split("@media (prefers-color-scheme: dark)")[:2]
)
SPEAKERS = [f"--d-s{n}" for n in range(8)]
STATES = ["--d-to-review", "--d-accepted", "--d-corrected", "--d-rejected"]


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_words_and_marks_meet_aa(colours: dict[str, str]) -> None:
    for name in ("--d-ink", "--d-quiet", *SPEAKERS, "--d-dispute"):
        assert contrast(colours[name], colours["--d-paper"]) >= 4.5, name
    for ground in ("--d-land", "--d-sea", "--d-aside"):
        assert contrast(colours["--d-quiet"], colours[ground]) >= 4.5, ground
        assert contrast(colours["--d-dispute"], colours[ground]) >= 3, ground
        assert contrast(colours["--d-accent"], colours[ground]) >= 3, ground
    for name in (*STATES, "--d-accent", "--d-focus"):
        assert contrast(colours[name], colours["--d-paper"]) >= 3, name
    assert contrast(colours["--d-on-accent"], colours["--d-accent"]) >= 4.5


def test_dark_has_every_colour_that_light_has() -> None:
    assert set(LIGHT) == set(DARK)
    used = set(re.findall(r"var\((--d-[\w-]+)\)", SHEET))
    assert used <= set(LIGHT)


def test_the_sheet_fetches_nothing_and_moves_only_for_those_who_let_it() -> None:
    assert not re.search(r"url\(|@import|@font-face", SHEET)
    calm, moving = SHEET.split("@media (prefers-reduced-motion: no-preference)")
    assert "transition" not in calm
    assert "transition" in moving
