"""Areas as pure functions: what a polygon encloses, and what a bucket fills. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from dmat_gui.history import Box


class Area(NamedTuple):
    """Pixels of a picture: those of a box where `inside`, bool of the box's height x width, is True."""

    box: Box
    inside: NDArray[np.bool_]

    def fill(self, array: NDArray[np.uint8], value: int) -> None:
        """Write `value` to the pixels of the H x W `array`."""
        x, y, width, height = self.box
        array[y : y + height, x : x + width][self.inside] = value


class Spans(NamedTuple):
    """Pixels within a box as spans: in row `rows[k]`, from `starts[k]` up to, without, `ends[k]`."""

    box: Box
    rows: NDArray[np.intp]
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]

    def fill(self, array: NDArray[np.uint8], value: int) -> None:
        """Write `value` to the pixels of the H x W `array`."""
        for row, start, end in zip(*(side.tolist() for side in self[1:]), strict=True):
            array[row, start:end] = value


def polygon_area(points: Sequence[tuple[float, float]], width: int, height: int) -> Spans:
    """Return the pixels whose centres a closed polygon goes around, clipped to a picture of width x height.

    Where it crosses itself, what it goes around twice is inside as well: a lasso that overlaps its own
    beginning leaves no hole. A side that two polygons share gives each of its pixels to one of them.
    """
    x, y = np.asarray(points, float).reshape(-1, 2).T
    columns, last_columns = np.clip((np.floor(x.min()), np.ceil(x.max())), 0, width).astype(int)
    rows, last_rows = np.clip((np.floor(y.min()), np.ceil(y.max())), 0, height).astype(int)
    box = Box(int(columns), int(rows), int(last_columns - columns), int(last_rows - rows))
    if box.width <= 0 or box.height <= 0:
        none = np.zeros(0, int)
        return Spans(Box(box.x, box.y, 0, 0), none, none, none)
    end_x, end_y = np.roll(x, -1), np.roll(y, -1)
    down = end_y > y
    # Each edge from its upper end: both of the polygons at a side find the same crossings.
    upper_x, upper_y = np.where(down, x, end_x), np.where(down, y, end_y)
    lower_x, lower_y = np.where(down, end_x, x), np.where(down, end_y, y)
    # The rows whose centres an edge passes, from its upper end up to, without, its lower one.
    first = np.clip(np.ceil(upper_y - 0.5), rows, last_rows).astype(int)
    count = np.clip(np.ceil(lower_y - 0.5), rows, last_rows).astype(int) - first
    edge = np.repeat(np.arange(len(x)), count)
    row = np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count) + first[edge]
    slope = (lower_x - upper_x)[edge] / (lower_y - upper_y)[edge]
    crossing = upper_x[edge] + (row + 0.5 - upper_y[edge]) * slope
    column = np.clip(np.ceil(crossing - 0.5), columns, last_columns).astype(int)
    order = np.lexsort((column, row))
    row, column = row[order], column[order]
    # How often the polygon goes around what follows each crossing in its row; each row ends outside.
    winding = np.cumsum(np.where(down, 1, -1)[edge][order])
    inside = np.flatnonzero((winding != 0)[:-1] & (column[1:] > column[:-1]))
    return Spans(box, row[inside], column[inside], column[inside + 1])


def bucket_area(trimap: NDArray[np.uint8], x: int, y: int) -> Area:
    """Return the pixels of one class that hang together with the pixel (x, y), side to side.

    Corner to corner does not count, so that a thin slanting line holds what is poured beside it.
    """
    mask = np.zeros((trimap.shape[0] + 2, trimap.shape[1] + 2), np.uint8)
    flags = 4 | cv2.FLOODFILL_MASK_ONLY | (1 << 8)
    *_, rect = cv2.floodFill(trimap, mask, (x, y), 0, 0, 0, flags)
    left, top, width, height = rect
    inside = mask[top + 1 : top + 1 + height, left + 1 : left + 1 + width].view(bool)
    return Area(Box(left, top, width, height), inside)
