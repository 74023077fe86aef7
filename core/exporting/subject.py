"""What is exported: a picture, its alpha, and the steps that led to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from core.imaging.compositing import fit_background, foreground_for
from core.imaging.picture import Picture
from core.imaging.reading import read_picture

if TYPE_CHECKING:  # torch is not needed to export
    from core.step_mattes import StepMattes

_GRID = 32  # pixels between the places where softness is measured


class Subject:
    """A result with what is computed of it once for several outputs. For one thread at a time.

    Args:
        alpha: H×W float32 in [0, 1], of the picture's size.
        steps, start: of the run; empty and None where there is none.
        prepare: called before colours are estimated; may raise Cancelled.
    """

    def __init__(
        self,
        picture: Picture,
        alpha: np.ndarray,
        steps: Sequence[StepMattes] = (),
        start: np.ndarray | None = None,
        prepare: Callable[[], None] | None = None,
    ) -> None:
        self.picture = picture
        self.alpha = alpha
        self.steps = tuple(steps)
        self.start = start
        self.prepare = prepare
        self._foreground: np.ndarray | None = None
        self._backdrops: dict[Path, np.ndarray] = {}

    def foreground(self, estimated: bool) -> np.ndarray:
        """Return the H×W×3 colours to cut out, in the picture's own depth and colour space."""
        if not estimated:
            return self.picture.pixels
        if self._foreground is None:
            if self.prepare is not None:
                self.prepare()
            self._foreground = foreground_for(self.picture, self.alpha, estimated=True)
        return self._foreground

    def backdrop(self, background: tuple[float, float, float] | Path | np.ndarray) -> np.ndarray:
        """Return a background as float32 sRGB in [0, 1]: one colour, or pixels. Raises PictureError."""
        if not isinstance(background, Path):
            return np.asarray(background, np.float32)
        if background not in self._backdrops:
            pixels = read_picture(background).srgb_float()
            self._backdrops = {background: fit_background(pixels, *self.alpha.shape)}
        return self._backdrops[background]

    def edge(self, side: int) -> Subject:
        """Return the part of at most `side` × `side` pixels where the alpha is softest, as it is."""
        height, width = self.alpha.shape
        soft = ((self.alpha > 0) & (self.alpha < 1)).astype(np.float32)
        # How much of it there is around each place, on a coarse grid.
        grid = max(1, width // _GRID), max(1, height // _GRID)
        coarse = cv2.resize(soft, grid, interpolation=cv2.INTER_AREA)
        around = cv2.boxFilter(coarse, -1, (max(1, side // _GRID),) * 2, borderType=cv2.BORDER_CONSTANT)
        row, column = np.unravel_index(around.argmax(), around.shape)
        tall, wide = min(side, height), min(side, width)
        middle = (row + 0.5) * height / grid[1], (column + 0.5) * width / grid[0]
        top = int(np.clip(middle[0] - tall / 2, 0, height - tall))
        left = int(np.clip(middle[1] - wide / 2, 0, width - wide))
        box = slice(top, top + tall), slice(left, left + wide)
        pixels, alpha = (np.ascontiguousarray(array[box]) for array in (self.picture.pixels, self.alpha))
        return Subject(Picture(pixels, icc=self.picture.icc, path=self.picture.path), alpha)

    def reduced(self, side: int) -> Subject:
        """Return the subject with a picture and alpha of at most `side` pixels, for a preview."""
        height, width = self.alpha.shape
        scale = side / max(height, width)
        if scale >= 1:
            return Subject(self.picture, self.alpha, self.steps, self.start)
        size = max(1, round(width * scale)), max(1, round(height * scale))
        pixels = cv2.resize(self.picture.pixels, size, interpolation=cv2.INTER_AREA)
        alpha = np.clip(cv2.resize(self.alpha, size, interpolation=cv2.INTER_AREA), 0, 1)
        picture = Picture(pixels, icc=self.picture.icc, path=self.picture.path)
        return Subject(picture, alpha, self.steps, self.start)
