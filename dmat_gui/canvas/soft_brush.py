"""A soft round brush as a pure function: how much each pixel gets of a piece of stroke. No Qt."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from dmat_gui.canvas.brush import SNAP_BELOW, Dab, stroke_spans
from dmat_gui.history import TILE, Box

_BAND = 86  # a third of a tile's rows: larger arrays come from the system and go back to it, each time anew
_HARDEST = 1e-4  # of the radius: what remains of the soft rim where there is to be none


def soft_bands(start: Dab, end: Dab, width: int, height: int, *, ahead: bool) -> Iterator[Box]:
    """Go through boxes of a few rows, inside a picture of that size, that hold what a brush reaches between
    two dabs. None lies on two rows of tiles.

    ahead: only what lies ahead of the first dab; what lies behind gets no more than that dab gave it.
    """
    # One pixel more all around: the reach has no hard edge that one could be exact about.
    start, end = (
        Dab(dab.x, dab.y, max(dab.size, SNAP_BELOW) + 2) for dab in (start.snapped(), end.snapped())
    )
    spans = stroke_spans(start, end, width, height)
    left, right = spans.left, spans.right
    along_x, along_y = end.x - start.x, end.y - start.y
    if ahead and (along_x or along_y):
        rows = np.arange(spans.top, spans.top + len(left)) + 0.5 - start.y
        if abs(along_x) > 1e-3 * abs(along_y):
            border = np.clip(start.x - rows * (along_y / along_x), 0, width).astype(np.intp)
            left, right = (
                (np.maximum(left, border - 1), right)
                if along_x > 0
                else (
                    left,
                    np.minimum(right, border + 2),
                )
            )
        else:
            right = np.where(rows * along_y < 0, left, right)
    for top in range(spans.top - spans.top % TILE, spans.top + len(left), TILE):
        for first in range(top, top + TILE, _BAND):
            last = min(first + _BAND, top + TILE)
            part = slice(max(first - spans.top, 0), max(last - spans.top, 0))
            (reached,) = (right[part] > left[part]).nonzero()
            if reached.size:
                from_, to = int(left[part][reached].min()), int(right[part][reached].max())
                y = spans.top + part.start + int(reached[0])
                yield Box(from_, y, to - from_, int(reached[-1] - reached[0]) + 1)


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
    part_x = x * np.float32(along_x / max(length, 1e-9))
    part_y = y * np.float32(along_y / max(length, 1e-9))
    if length == 0:
        distance = x * x + y * y
    elif part_x.min() + part_y.min() >= 1:
        # All lies past the end, as most of what a large brush that moves a little reaches.
        x -= np.float32(along_x)
        y -= np.float32(along_y)
        distance, radius = x * x + y * y, end.size / 2
    else:
        place = part_x + part_y
        np.maximum(place, 0, out=place)
        np.minimum(place, 1, out=place)
        distance = place * np.float32(-along_x)
        distance += x
        distance *= distance
        down = place * np.float32(-along_y)
        down += y
        down *= down
        distance += down
        if growth:
            place *= np.float32(growth)
            place += np.float32(start.size / 2)
            radius = place
    rim = max(1 - hardness, _HARDEST)
    weight = np.sqrt(distance, out=distance)
    weight *= np.float32(-1 / rim) / radius
    weight += np.float32((1 + _HARDEST) / rim)
    np.maximum(weight, 0, out=weight)
    np.minimum(weight, 1, out=weight)
    slope = weight * np.float32(-2)
    slope += 3
    weight *= weight
    weight *= slope
    return weight
