"""A soft round brush as a pure function: how much each pixel gets of a piece of stroke. No Qt."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from dmat_gui.canvas.brush import Dab
from dmat_gui.history import Box

_HARDEST = 1e-4  # of the radius: what remains of the soft rim where there is to be none


def soft_box(start: Dab, end: Dab) -> Box:
    """Return the box of what a brush reaches between two dabs, also outside the picture."""
    start, end = start.snapped(), end.snapped()
    left = math.floor(min(start.x - start.size / 2, end.x - end.size / 2))
    top = math.floor(min(start.y - start.size / 2, end.y - end.size / 2))
    right = math.ceil(max(start.x + start.size / 2, end.x + end.size / 2))
    bottom = math.ceil(max(start.y + start.size / 2, end.y + end.size / 2))
    return Box(left, top, max(1, right - left), max(1, bottom - top))


def soft_weight(start: Dab, end: Dab, hardness: float, rows: slice, columns: slice) -> NDArray[np.float32]:
    """Return the weight, 0 to 1, that each pixel of rows x columns gets between two dabs.

    It is 1 from the stroke's middle line out to `hardness` (0 to 1) of the brush's radius, and falls smoothly
    to 0 at the radius; at hardness 1 a pixel has all or nothing, as its centre lies in the brush or not.
    """
    start, end = start.snapped(), end.snapped()
    x = np.arange(columns.start, columns.stop, dtype=np.float32) + np.float32(0.5 - start.x)
    y = np.arange(rows.start, rows.stop, dtype=np.float32)[:, None] + np.float32(0.5 - start.y)
    along_x, along_y, growth = end.x - start.x, end.y - start.y, (end.size - start.size) / 2
    length = along_x**2 + along_y**2
    radius: NDArray[np.float32] | float = max(start.size, end.size) / 2
    if length > 0:
        place = x * np.float32(along_x / length) + y * np.float32(along_y / length)
        np.clip(place, 0, 1, out=place)
        if growth:
            radius = place * np.float32(growth) + np.float32(start.size / 2)
        x = x - place * np.float32(along_x)
        y = y - place * np.float32(along_y)
    share = np.sqrt(x * x + y * y)
    share /= radius
    weight = (np.float32(1 + _HARDEST) - share) * np.float32(1 / max(1 - hardness, _HARDEST))
    np.clip(weight, 0, 1, out=weight)
    return weight * weight * (3 - 2 * weight)
