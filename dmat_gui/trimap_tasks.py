"""The jobs that make a trimap: frozen requests for the worker. No widgets."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from dmat_gui.jobs import JobContext


@dataclass(frozen=True, eq=False)
class GuessTrimap:
    """Makes a whole trimap from strokes of one class or both: gives the trimap."""

    image: np.ndarray
    strokes: np.ndarray
    title: str = field(default="Making a trimap from the strokes", init=False)

    def run(self, context: JobContext) -> np.ndarray:
        from core.imaging.scribbles import trimap_from_strokes

        return trimap_from_strokes(self.image, self.strokes)


@dataclass(frozen=True, eq=False)
class TrimapFromBox:
    """Makes a whole trimap from a box (left, top, width, height) around the subject: gives the trimap.

    Strokes painted before are heeded; a trimap of which most is known already is no strokes, but what the
    box is to replace.
    """

    image: np.ndarray
    box: tuple[int, int, int, int]
    trimap: np.ndarray
    title: str = field(default="Making a trimap from the box", init=False)

    def run(self, context: JobContext) -> np.ndarray:
        from core.imaging.scribbles import trimap_from_box
        from core.imaging.trimap import unknown_fraction

        strokes = self.trimap if unknown_fraction(self.trimap) > 0.5 else None
        return trimap_from_box(self.image, self.box, strokes)


@dataclass(frozen=True, eq=False)
class ChangeBand:
    """Widens the unknown band by some pixels on each side, or narrows it if negative: gives the trimap."""

    trimap: np.ndarray
    pixels: int
    title: str = field(default="Changing the unknown band", init=False)

    def run(self, context: JobContext) -> np.ndarray:
        from core.imaging.band import narrowed, widened

        if self.pixels < 0:
            return narrowed(self.trimap, -self.pixels)
        return widened(self.trimap, self.pixels)


@dataclass(frozen=True, eq=False)
class MakeTrimap:
    """Makes a trimap of what `FindEdge` found, its band reaching so many pixels inwards and outwards."""

    distance: np.ndarray
    inner: int
    outer: int
    title: str = field(default="Making the trimap", init=False)

    def run(self, context: JobContext) -> np.ndarray:
        from core.imaging.auto_trimap import trimap_at

        return trimap_at(self.distance, self.inner, self.outer)


@dataclass(frozen=True, eq=False)
class FindEdge:
    """Finds the distance from the edge of a matte, or of a mask in a file: gives int16 as `edge_distance`.

    matte: an alpha, a mask or a trimap, H x W; it is only read.  size: width and height of the picture.
    """

    matte: np.ndarray | Path
    size: tuple[int, int]

    @property
    def title(self) -> str:
        return f"Reading the mask {self.matte.name}" if isinstance(self.matte, Path) else "Finding the edge"

    def run(self, context: JobContext) -> np.ndarray:
        from core.imaging.auto_trimap import edge_distance, read_mask

        matte = read_mask(self.matte, self.size) if isinstance(self.matte, Path) else self.matte
        context.stop_if_cancelled()
        return edge_distance(matte)
