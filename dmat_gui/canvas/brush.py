"""The brush as a pure function: which pixels a round brush covers on its way, and their painting. No Qt.

A pixel (column i, row j) is covered when its centre (i + .5, j + .5) lies in the hull of two discs, the brush
at the start and at the end of a piece of stroke. The hull is convex, so each row of it is one span: exact
for every size, never a value between, and quick for a brush of 2,000 pixels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dmat_gui.history import Box

SNAP_BELOW = 10
"""Brushes smaller than this, in pixels, sit on the pixel grid, so that size 1 paints exactly one pixel."""


@dataclass(frozen=True)
class Dab:
    """The brush at one place: centre in picture coordinates, diameter in pixels."""

    x: float
    y: float
    size: float

    def snapped(self) -> Dab:
        """Return the dab that is painted: small odd sizes are centred on a pixel, even ones on a corner."""
        if self.size >= SNAP_BELOW:
            return self
        size = max(1, round(self.size))
        if size % 2:
            return Dab(math.floor(self.x) + 0.5, math.floor(self.y) + 0.5, size)
        return Dab(math.floor(self.x + 0.5), math.floor(self.y + 0.5), size)


@dataclass(frozen=True)
class Spans:
    """Pixels as one span a row: row `top + k` from `left[k]` up to, without, `right[k]`."""

    top: int
    left: NDArray[np.intp]
    right: NDArray[np.intp]

    @property
    def box(self) -> Box:
        """The box around them; of width or height 0 when there are none."""
        filled = np.flatnonzero(self.right > self.left)
        if not filled.size:
            return Box(0, self.top, 0, 0)
        first, last = int(filled[0]), int(filled[-1])
        left = int(self.left[filled].min())
        return Box(left, self.top + first, int(self.right[filled].max()) - left, last - first + 1)

    def fill(self, array: NDArray[np.uint8], value: int) -> None:
        """Write `value` to the pixels, which must lie inside the H x W `array`."""
        spans = zip(self.left.tolist(), self.right.tolist(), strict=True)
        for row, (left, right) in enumerate(spans, self.top):
            if right > left:
                array[row, left:right] = value


def stroke_spans(start: Dab, end: Dab, width: int, height: int) -> Spans:
    """Return what a brush covers between two dabs, clipped to a picture of width x height pixels."""
    start, end = start.snapped(), end.snapped()
    first, second = start.size / 2, end.size / 2
    top = max(0, math.floor(min(start.y - first, end.y - second)))
    bottom = max(top, min(height, math.ceil(max(start.y + first, end.y + second))))
    centres = np.arange(top, bottom) + 0.5
    left, right = np.full(centres.shape, np.inf), np.full(centres.shape, -np.inf)
    for x, y, radius in ((start.x, start.y, first), (end.x, end.y, second)):
        inside = np.abs(centres - y) <= radius
        half = np.sqrt(np.maximum(radius**2 - (centres - y) ** 2, 0))
        left = np.where(inside, np.minimum(left, x - half), left)
        right = np.where(inside, np.maximum(right, x + half), right)
    for x0, y0, x1, y1 in _sides(start, end):
        low, high = min(y0, y1), max(y0, y1)
        if high > low:
            crossed = (centres >= low) & (centres <= high)
            at = x0 + (x1 - x0) * (centres - y0) / (y1 - y0)
            left = np.where(crossed, np.minimum(left, at), left)
            right = np.where(crossed, np.maximum(right, at), right)
    empty = left > right
    left, right = np.where(empty, 0, left), np.where(empty, -1, right)
    columns_from = np.clip(np.ceil(left - 0.5), 0, width).astype(np.intp)
    columns_to = np.clip(np.floor(right - 0.5) + 1, 0, width).astype(np.intp)
    return Spans(top, columns_from, columns_to)


def _sides(start: Dab, end: Dab) -> list[tuple[float, float, float, float]]:
    """Return the edges between the points where the discs' common tangents touch; none if one holds both."""
    dx, dy = end.x - start.x, end.y - start.y
    distance = math.hypot(dx, dy)
    first, second = start.size / 2, end.size / 2
    if distance <= abs(first - second):
        return []
    ux, uy = dx / distance, dy / distance
    sine = (first - second) / distance
    cosine = math.sqrt(1 - sine**2)
    corners = []
    for side in (1, -1):
        nx, ny = ux * sine - side * uy * cosine, uy * sine + side * ux * cosine
        corners.append((start.x + first * nx, start.y + first * ny, end.x + second * nx, end.y + second * ny))
    (ax, ay, bx, by), (cx, cy, ex, ey) = corners
    return [(ax, ay, bx, by), (bx, by, ex, ey), (ex, ey, cx, cy), (cx, cy, ax, ay)]
