"""Bringing a part of a large picture onto the pixels of the screen. No Qt.

Everything is computed on the grid of the screen's own pixels, for the box that has to be drawn and no more.
Every screen pixel depends on its own place alone: a box drawn by itself shows what it shows in the whole.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

PIXELS_FROM = 2.0
"""The scale from which pixels are seen as squares: below it, some would come out wider than others."""
CROP_MARGIN = 2  # pixels around a crop, for the neighbours that interpolation reads


@dataclass(frozen=True)
class ScreenGrid:
    """A box of screen pixels and how the picture lies under it.

    left, top, width, height: the box, in screen pixels of the viewport.
    scale: screen pixels per picture pixel.  origin_x, origin_y: where the picture's corner is on the screen.
    """

    left: int
    top: int
    width: int
    height: int
    scale: float
    origin_x: float
    origin_y: float

    def columns(self) -> NDArray[Any]:
        """The picture coordinates of the box's columns, at their centres."""
        return (np.arange(self.left, self.left + self.width) + 0.5 - self.origin_x) / self.scale

    def rows(self) -> NDArray[Any]:
        """The picture coordinates of the box's rows, at their centres."""
        return (np.arange(self.top, self.top + self.height) + 0.5 - self.origin_y) / self.scale

    def within(self, width: int, height: int) -> ScreenGrid:
        """Return the part whose pixels' centres lie on a picture of width x height pixels."""
        left = max(self.left, math.ceil(self.origin_x - 0.5))
        top = max(self.top, math.ceil(self.origin_y - 0.5))
        right = min(self.left + self.width, math.ceil(self.origin_x + width * self.scale - 0.5))
        bottom = min(self.top + self.height, math.ceil(self.origin_y + height * self.scale - 0.5))
        return self.moved(left, top, max(0, right - left), max(0, bottom - top))

    def grown(self, margin: int) -> ScreenGrid:
        """Return the box with `margin` more screen pixels on each side."""
        return self.moved(
            self.left - margin, self.top - margin, self.width + 2 * margin, self.height + 2 * margin
        )

    def moved(self, left: int, top: int, width: int, height: int) -> ScreenGrid:
        """Return another box over the same picture."""
        return ScreenGrid(left, top, width, height, self.scale, self.origin_x, self.origin_y)

    @property
    def is_empty(self) -> bool:
        """True when there is no pixel in the box."""
        return self.width <= 0 or self.height <= 0


def sample_nearest(array: NDArray[Any], grid: ScreenGrid) -> NDArray[Any]:
    """Return the pixel of `array` (H x W or H x W x C) under each screen pixel; past its edge, the edge's."""
    rows = np.clip(np.floor(grid.rows()), 0, array.shape[0] - 1).astype(np.intp)
    columns = np.clip(np.floor(grid.columns()), 0, array.shape[1] - 1).astype(np.intp)
    crop = array[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    # `take` would first copy the crop, which is no whole rows of the array; of its rows few are wanted.
    return np.take(crop[rows - rows[0]], columns - columns[0], axis=1)


class Pyramid:
    """An array with its averages over 2 x 2, 4 x 4 … pixels, each made when it is first wanted.

    Shown smaller, the picture is interpolated from the level just finer than the screen, so that nothing
    flickers or goes missing; from 200 % on, and at 100 %, its pixels are seen as they are. A level's pixels
    are whole squares of the array's, its last column and row going on past the edge: made anew in a box, they
    are what they are in the whole.
    """

    def __init__(self, array: NDArray[Any]) -> None:
        """Take H x W or H x W x 3 of uint8 or float32; it is read, never written.

        Whoever writes to it has to call `refresh`.
        """
        self.array = array
        self._levels: dict[int, NDArray[Any]] = {0: array}

    def sample(self, grid: ScreenGrid) -> NDArray[Any]:
        """Return the box of screen pixels as height x width (x 3), in the array's own type."""
        if grid.scale == 1 or grid.scale >= PIXELS_FROM:
            return sample_nearest(self.array, grid)
        number = max(0, math.floor(-math.log2(grid.scale) + 1e-6))
        level, to_level = self._level(number), 0.5**number
        height, width = level.shape[:2]
        # cv2 counts from the centre of the first pixel, hence the halves.
        x = grid.columns() * to_level - 0.5
        y = grid.rows() * to_level - 0.5
        columns, rows = _crop(x, width), _crop(y, height)
        crop = level[rows, columns]
        step = to_level / grid.scale
        to_crop = np.array([[step, 0, x[0] - columns.start], [0, step, y[0] - rows.start]])
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return cv2.warpAffine(
            crop, to_crop, (grid.width, grid.height), flags=flags, borderMode=cv2.BORDER_REPLICATE
        )

    def refresh(self, left: int, top: int, width: int, height: int) -> None:
        """Make the averages of a box of the array anew, after it was written to."""
        finer = 0
        for number in sorted(self._levels)[1:]:
            rows = slice(top >> number, ((top + height - 1) >> number) + 1)
            columns = slice(left >> number, ((left + width - 1) >> number) + 1)
            side = 2 ** (number - finer)
            source = self._levels[finer][
                rows.start * side : rows.stop * side, columns.start * side : columns.stop * side
            ]
            self._levels[number][rows, columns] = _averages(source, side)
            finer = number

    def _level(self, number: int) -> NDArray[Any]:
        """Return the array averaged over 2**number pixels a side, made from the coarsest finer level."""
        if number not in self._levels:
            finer = max(level for level in self._levels if level < number)
            self._levels[number] = _averages(self._levels[finer], 2 ** (number - finer))
        return self._levels[number]


def _averages(array: NDArray[Any], side: int) -> NDArray[Any]:
    """Return the averages of squares of `side` pixels a side."""
    height, width = array.shape[:2]
    below, beside = -height % side, -width % side
    if below or beside:
        array = cv2.copyMakeBorder(array, 0, below, 0, beside, cv2.BORDER_REPLICATE)
    return cv2.resize(array, None, fx=1 / side, fy=1 / side, interpolation=cv2.INTER_AREA)


def _crop(at: NDArray[np.float64], side: int) -> slice:
    """Return what interpolation at the rising places `at` reads of a side, never empty."""
    start = min(max(math.floor(at[0]) - CROP_MARGIN, 0), side - 1)
    return slice(start, max(min(math.ceil(at[-1]) + CROP_MARGIN, side), start + 1))
