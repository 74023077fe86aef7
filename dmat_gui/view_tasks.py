"""The jobs of the views: frozen requests for the worker. No widgets."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN
from dmat_gui.canvas.display import display_pixels
from dmat_gui.canvas.layered_view import covering
from dmat_gui.jobs import JobContext

_TOLERANCE = 1e-3
"""Of the preview: nothing is seen of what a closer solve finds."""


@dataclass(frozen=True)
class LoadBackdrop:
    """Reads a picture to composite over: gives h x w x 3 uint8 sRGB, of `size` (width, height)."""

    path: Path
    size: tuple[int, int]

    @property
    def title(self) -> str:
        return f"Opening the background {self.path.name}"

    def run(self, context: JobContext) -> np.ndarray:
        from core.imaging.reading import read_picture

        return covering(display_pixels(read_picture(self.path)), *self.size)


@dataclass(frozen=True, eq=False)
class CoarsePreview:
    """Solves a coarse matte of a small part: gives h x w uint8, or None where a class is missing in it.

    image: h x w x 3 uint8, small already.  trimap: the same part, larger or not, of 0, 128 and 255.
    guess: h x w uint8, the preview before this one, which is not far off.
    """

    image: np.ndarray
    trimap: np.ndarray
    guess: np.ndarray | None = None
    title: str = field(default="The live preview", init=False)

    def run(self, context: JobContext) -> np.ndarray | None:
        from core.imaging.closed_form import closed_form

        height, width = self.image.shape[:2]
        # A small pixel is known only where the whole of it is; a mean of 8 bits is 0 or 255 only there.
        mean = cv2.resize(self.trimap, (width, height), interpolation=cv2.INTER_AREA)
        trimap = np.where((mean == BACKGROUND) | (mean == FOREGROUND), mean, UNKNOWN)
        if not ((trimap == BACKGROUND).any() and (trimap == FOREGROUND).any()):
            return None
        context.stop_if_cancelled()
        image = self.image.astype(np.float32) / 255
        guess = None if self.guess is None else self.guess.astype(np.float32) / 255
        alpha = closed_form(image, trimap, tolerance=_TOLERANCE, guess=guess, cancelled=context.cancelled)
        return np.rint(alpha * 255).astype(np.uint8)
