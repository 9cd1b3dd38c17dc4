"""A projection and the address of somebody's map tiles come in, and the tiles under the drawing go out.

Tiles are squares of the web's Mercator (EPSG:3857). Each is stretched into the drawing's own projection: of a
country or less that is off by a pixel or two, of a continent by more.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import atan, degrees, floor, log, log2, pi, radians, sinh, tan
from urllib.parse import urlsplit

import numpy as np

from sitrep.errors import InputError
from sitrep.web.drawings.projection import Projection
from sitrep.web.drawings.svg import element

__all__ = ["draw_tiles", "host_of"]

_TILE_PX = 256
_FINEST = 19
_MOST = 60
_LIMIT = 85.0  # degrees of latitude, beyond which the web's Mercator has no tiles


def host_of(template: str) -> str:
    """The scheme and host of a tile address, ``https://tiles.example/{z}/{x}/{y}.png`` for one.

    :class:`InputError` where it is no such address.
    """
    parts = urlsplit(template)
    fields = all(f"{{{name}}}" in template for name in "zxy")
    if parts.scheme not in ("http", "https") or not parts.netloc or "{" in parts.netloc or not fields:
        raise InputError(
            f"an address like https://tiles.example/{{z}}/{{x}}/{{y}}.png was expected, not {template}"
        )
    if any(sign in template for sign in "\"'<>; "):
        raise InputError(f"{template}: quotes, blanks and semicolons cannot stand in the address of tiles")
    return f"{parts.scheme}://{parts.netloc}"


def draw_tiles(template: str, projection: Projection) -> str:
    """The tiles that cover a drawing, as images of SVG, finest where they are still drawn at their size."""
    return "".join(_images(template, projection))


def _images(template: str, projection: Projection) -> Iterator[str]:
    west, south, east, north = projection.degrees()
    pixels = projection.width / (east - west)
    zoom = min(max(round(log2(pixels * 360 / _TILE_PX)), 0), _FINEST)
    count = 2**zoom
    columns = range(floor((west + 180) / 360 * count), floor((east + 180) / 360 * count) + 1)
    rows = range(
        max(_row(min(north, _LIMIT), count), 0), min(_row(max(south, -_LIMIT), count), count - 1) + 1
    )
    if len(columns) * len(rows) > _MOST:
        return
    for y in rows:
        for x in columns:
            corners = np.array([(_lon(x, count), _lat(y, count)), (_lon(x + 1, count), _lat(y + 1, count))])
            (left, top), (right, bottom) = projection.to_pixels(corners).tolist()
            href = template.replace("{z}", str(zoom)).replace("{x}", str(x % count)).replace("{y}", str(y))
            yield element(
                "image",
                href=href,
                x=left,
                y=top,
                width=right - left,
                height=bottom - top,
                preserveAspectRatio="none",
            )


def _row(lat: float, count: int) -> int:
    return floor((1 - log(tan(pi / 4 + radians(lat) / 2)) / pi) / 2 * count)


def _lon(x: int, count: int) -> float:
    return x / count * 360 - 180


def _lat(y: int, count: int) -> float:
    return degrees(atan(sinh(pi * (1 - 2 * y / count))))
