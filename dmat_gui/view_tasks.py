"""The jobs of the views: frozen requests for the worker. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dmat_gui.canvas.display import display_pixels
from dmat_gui.canvas.layered_view import covering
from dmat_gui.jobs import JobContext


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
