"""Rings and lines of coordinates come in, and what of them lies within a box goes out."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["Edges", "Path", "clip_line", "clip_ring"]

Path: TypeAlias = npt.NDArray[np.float64]
"""Points in a row, of shape (n, 2)."""
Edges: TypeAlias = tuple[float, float, float, float]
"""Lowest x, lowest y, highest x, highest y."""


def clip_ring(ring: Path, edges: Edges) -> Path:
    """The part of a polygon's ``ring`` within ``edges``, by Sutherland and Hodgman; empty where none is.

    Where the ring leaves and comes back elsewhere, the parts hang together along an edge.
    """
    if _is_within(ring, edges):
        return ring
    for axis, limit, sign in _sides(edges):
        depth = (ring[:, axis] - limit) * sign
        if (depth >= 0).all():
            continue
        ring = _cut(ring, depth, axis, limit)
        if len(ring) == 0:
            break
    return ring


def _is_within(path: Path, edges: Edges) -> bool:
    """Whether nothing is to be cut, as is so of most."""
    return bool((path >= edges[:2]).all() and (path <= edges[2:]).all())


def _sides(edges: Edges) -> tuple[tuple[int, float, int], ...]:
    """Axis, place and inner side of each edge."""
    return (0, edges[0], 1), (1, edges[1], 1), (0, edges[2], -1), (1, edges[3], -1)


def _cut(ring: Path, depth: npt.NDArray[np.float64], axis: int, limit: float) -> Path:
    """What of ``ring`` is not behind one edge: each inner point, and after it where its side crosses."""
    after, depth_after = np.roll(ring, -1, axis=0), np.roll(depth, -1)
    inside = depth >= 0
    crosses = inside != (depth_after >= 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(crosses, depth / (depth - depth_after), 0.0)
    met = ring + (after - ring) * share[:, None]
    met[:, axis] = limit
    both = np.stack((ring, met), axis=1).reshape(-1, 2)
    cut: Path = both[np.stack((inside, crosses), axis=1).reshape(-1)]
    return cut


def clip_line(line: Path, edges: Edges) -> list[Path]:
    """The parts of ``line`` within ``edges``, each a line of its own, by Liang and Barsky."""
    if _is_within(line, edges):
        return [line]
    begin, step = line[:-1], line[1:] - line[:-1]
    enter, leave = np.zeros(len(step)), np.ones(len(step))
    for axis, limit, sign in _sides(edges):
        depth, gain = (begin[:, axis] - limit) * sign, step[:, axis] * sign
        with np.errstate(divide="ignore", invalid="ignore"):
            at = -depth / gain
        enter = np.where(gain > 0, np.maximum(enter, at), enter)
        leave = np.where(gain < 0, np.minimum(leave, at), leave)
        leave = np.where((gain == 0) & (depth < 0), -1.0, leave)
    kept = np.flatnonzero(enter < leave)
    starts, ends = begin + step * enter[:, None], begin + step * leave[:, None]
    parts = np.split(kept, np.flatnonzero(_is_broken(kept, enter, leave)) + 1) if len(kept) else []
    return [np.concatenate((starts[part[:1]], ends[part])) for part in parts]


def _is_broken(
    kept: npt.NDArray[np.int64], enter: npt.NDArray[np.float64], leave: npt.NDArray[np.float64]
) -> npt.NDArray[np.bool_]:
    """Between which kept pieces the line was outside."""
    here, following = kept[:-1], kept[1:]
    broken: npt.NDArray[np.bool_] = (following != here + 1) | (leave[here] < 1) | (enter[following] > 0)
    return broken
