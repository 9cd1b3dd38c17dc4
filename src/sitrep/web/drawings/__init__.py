"""Rows of a ledger come in, and drawings of them as SVG go out: chart, map, timeline and bins.

Their colours are those of ``web/static/drawings.css``, light and dark.
"""

from sitrep.web.drawings.bins import Bin, bins_for, draw_bins
from sitrep.web.drawings.box import WORLD_BOX, Box
from sitrep.web.drawings.chart import draw_series
from sitrep.web.drawings.labels import Label, cities_in
from sitrep.web.drawings.map import Mark, draw_map
from sitrep.web.drawings.timeline import MOST_BARS, Bar, draw_timeline
from sitrep.web.drawings.world import World, load_boundaries, load_world

__all__ = [
    "MOST_BARS",
    "WORLD_BOX",
    "Bar",
    "Bin",
    "Box",
    "Label",
    "Mark",
    "World",
    "bins_for",
    "cities_in",
    "draw_bins",
    "draw_map",
    "draw_series",
    "draw_timeline",
    "load_boundaries",
    "load_world",
]
