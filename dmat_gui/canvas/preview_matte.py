"""A small matte of a part of the picture, shown in place of one that is not there yet. No Qt."""

from __future__ import annotations

import math
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN
from dmat_gui.canvas.sampling import ScreenGrid, sample_nearest

MOST_PIXELS, MOST_UNKNOWN = 30_000, 10_000
"""What is solved for at most: the part, and the unknown in it, which is what takes the time."""
MARGIN = 0.1
"""How much more than what is in sight is solved, on each side: strokes just outside of it count."""
_LEAST = 8
_COUNTED = 40_000
_LOOKS = 4
"""How often the trimap is looked at along each side of a small pixel, at least."""


class Part(NamedTuple):
    """A box of the picture and the size it is solved at; `scale` is small pixels per picture pixel."""

    left: int
    top: int
    width: int
    height: int
    scale: float

    @property
    def looks(self) -> tuple[slice, slice]:
        """The rows and columns of the picture that tell what the small pixels hold: not all of 24 million."""
        stride = max(1, math.floor(1 / (self.scale * _LOOKS)))
        return slice(self.top, self.top + self.height, stride), slice(
            self.left, self.left + self.width, stride
        )

    @property
    def grid(self) -> ScreenGrid:
        """The small pixels as those of a screen, to bring the picture onto them."""
        columns, rows = (max(_LEAST, round(side * self.scale)) for side in (self.width, self.height))
        return ScreenGrid(0, 0, columns, rows, self.scale, -self.left * self.scale, -self.top * self.scale)


def part_in_sight(
    seen: tuple[float, float, float, float], size: tuple[int, int], trimap: NDArray[np.uint8]
) -> Part | None:
    """Return what to solve for a screen that shows `seen` (left, top, right, bottom) of a picture of `size`.

    None where nothing of the picture is in sight.
    """
    width, height = size
    across, down = (seen[2] - seen[0]) * MARGIN, (seen[3] - seen[1]) * MARGIN
    left, top = max(0, math.floor(seen[0] - across)), max(0, math.floor(seen[1] - down))
    right, bottom = min(width, math.ceil(seen[2] + across)), min(height, math.ceil(seen[3] + down))
    if right - left < _LEAST or bottom - top < _LEAST:
        return None
    area = (right - left) * (bottom - top)
    stride = max(1, math.isqrt(area // _COUNTED))
    unknown = max(float(np.mean(trimap[top:bottom:stride, left:right:stride] == UNKNOWN)), 1e-3)
    scale = min(1.0, math.sqrt(min(MOST_PIXELS, MOST_UNKNOWN / unknown) / area))
    return Part(left, top, right - left, bottom - top, scale)


class PreviewMatte:
    """Brings a coarse matte onto the screen's pixels, exact on what is painted.

    Args:
        small: h x w uint8, the matte over `part`.
        trimap: the live H x W trimap: what is known is shown as it is, at the screen's sharpness.
    """

    def __init__(self, small: NDArray[np.uint8], part: Part, trimap: NDArray[np.uint8]) -> None:
        self.small = small
        self.part = part
        self._trimap = trimap

    def sample(self, grid: ScreenGrid) -> NDArray[np.uint8]:
        """Return the box of screen pixels as height x width uint8; past the part, its edge goes on."""
        x = (grid.columns() - self.part.left) * self.part.scale - 0.5
        y = (grid.rows() - self.part.top) * self.part.scale - 0.5
        map_x, map_y = np.meshgrid(x.astype(np.float32), y.astype(np.float32))
        matte = cv2.remap(self.small, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        known = sample_nearest(self._trimap, grid)
        matte[known == FOREGROUND] = 255
        matte[known == BACKGROUND] = 0
        return matte

    def at(self, x: int, y: int) -> float:
        """Return the matte at a pixel of the picture, in [0, 1]."""
        return float(self.sample(ScreenGrid(0, 0, 1, 1, 1.0, -x, -y))[0, 0]) / 255
