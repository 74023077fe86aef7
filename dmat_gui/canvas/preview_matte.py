"""A small matte of a part of the picture, shown in place of one that is not there yet. No Qt."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.imaging.trimap import BACKGROUND, FOREGROUND
from dmat_gui.canvas.sampling import ScreenGrid, sample_nearest


class PreviewMatte:
    """Brings a coarse matte onto the screen's pixels, exact on what is painted.

    Args:
        small: h x w uint8, the matte over `box`.
        box: left, top, width and height of the part, in picture pixels.
        trimap: the live H x W trimap: what is known is shown as it is, at the screen's sharpness.
    """

    def __init__(
        self, small: NDArray[np.uint8], box: tuple[int, int, int, int], trimap: NDArray[np.uint8]
    ) -> None:
        self.small = small
        self.box = box
        self._trimap = trimap

    def sample(self, grid: ScreenGrid) -> NDArray[np.uint8]:
        """Return the box of screen pixels as height x width uint8; past the part, its edge goes on."""
        left, top, width, height = self.box
        rows, columns = self.small.shape
        x = (grid.columns() - left) * (columns / width) - 0.5
        y = (grid.rows() - top) * (rows / height) - 0.5
        map_x, map_y = np.meshgrid(x.astype(np.float32), y.astype(np.float32))
        matte = cv2.remap(self.small, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        known = sample_nearest(self._trimap, grid)
        matte[known == FOREGROUND] = 255
        matte[known == BACKGROUND] = 0
        return matte

    def at(self, x: int, y: int) -> float:
        """Return the matte at a pixel of the picture, in [0, 1]."""
        return float(self.sample(ScreenGrid(0, 0, 1, 1, 1.0, -x, -y))[0, 0]) / 255
