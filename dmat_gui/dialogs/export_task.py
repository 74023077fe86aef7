"""What an export writes: a frozen request that runs on the worker. No widgets."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from core.imaging.compositing import foreground_for, place_over
from core.imaging.picture import Picture
from core.imaging.reading import read_picture
from core.imaging.writing import write_alpha, write_rgb, write_rgba
from dmat_gui.canvas.display import display_pixels
from dmat_gui.jobs import JobContext

ALPHA_FORMATS: dict[str, tuple[str, str, int | str]] = {
    "png8": ("PNG, 8-bit", ".png", 8),
    "png16": ("PNG, 16-bit", ".png", 16),
    "tiff8": ("TIFF, 8-bit", ".tif", 8),
    "tiff16": ("TIFF, 16-bit", ".tif", 16),
    "exr_half": ("EXR, half float", ".exr", "half"),
    "exr_float": ("EXR, float", ".exr", "float"),
}
"""key: (title, suffix, depth)."""

CUTOUT_FORMATS: dict[str, tuple[str, str, int | str]] = ALPHA_FORMATS | {"webp": ("WebP, 8-bit", ".webp", 8)}
COMPOSITE_FORMATS: dict[str, tuple[str, str, int | str]] = {
    "png8": ALPHA_FORMATS["png8"],
    "png16": ALPHA_FORMATS["png16"],
    "jpeg": ("JPEG", ".jpg", 8),
    "tiff16": ALPHA_FORMATS["tiff16"],
}


@dataclass(frozen=True)
class AlphaPart:
    """The alpha as a grey picture."""

    path: Path
    depth: int | str


@dataclass(frozen=True)
class CutoutPart:
    """The subject with its alpha. EXR is always premultiplied, as its readers expect."""

    path: Path
    depth: int | str
    premultiplied: bool
    estimated: bool


@dataclass(frozen=True, eq=False)
class CompositePart:
    """The subject over a colour (r, g, b in 0..1, as on the screen) or a picture; None is transparent."""

    path: Path
    depth: int | str
    background: tuple[float, float, float] | Path | None
    estimated: bool


Part = AlphaPart | CutoutPart | CompositePart


@dataclass(frozen=True, eq=False)
class Export:
    """Writes the parts of a result: gives the list of paths written.

    ready: set once the foreground's colours can be estimated (see `dmat_gui.warming`).
    """

    picture: Picture
    alpha: np.ndarray
    parts: tuple[Part, ...]
    ready: threading.Event
    title: str = field(default="The export", init=False)

    def run(self, context: JobContext) -> list[Path]:
        written: list[Path] = []
        colours: dict[bool, np.ndarray] = {}
        for number, part in enumerate(self.parts):
            context.stop_if_cancelled()
            if isinstance(part, AlphaPart):
                context.progress(number / len(self.parts), f"Writing {part.path.name}")
                write_alpha(part.path, self.alpha, part.depth, exif=self.picture.exif)
            else:
                if part.estimated not in colours:
                    if part.estimated:
                        wait_until_ready(self.ready, context)
                    words = "Estimating the colours" if part.estimated else "Preparing the colours"
                    context.progress(number / len(self.parts), words)
                    colours[part.estimated] = foreground_for(self.picture, self.alpha, part.estimated)
                context.stop_if_cancelled()
                context.progress(number / len(self.parts), f"Writing {part.path.name}")
                self._write_colours(part, colours[part.estimated])
            written.append(part.path)
        return written

    def _write_colours(self, part: CutoutPart | CompositePart, pixels: np.ndarray) -> None:
        kept = {"depth": part.depth, "icc": self.picture.icc, "exif": self.picture.exif}
        if isinstance(part, CutoutPart):
            write_rgba(part.path, pixels, self.alpha, part.premultiplied, **kept)
        elif part.background is None:
            write_rgba(part.path, pixels, self.alpha, False, **kept)
        else:
            if isinstance(part.background, Path):
                backdrop = read_picture(part.background).srgb_float()
            else:
                backdrop = np.array(part.background, np.float32)
            # Where alpha is 0 or 1 nothing is rounded twice: the depth written is the picture's own or finer.
            finer = np.float32 if self.picture.linear else np.uint16 if part.depth == 16 else pixels.dtype
            write_rgb(part.path, place_over(self.picture, pixels, self.alpha, backdrop, finer), **kept)


@dataclass(frozen=True, eq=False)
class EstimateForeground:
    """Estimates the foreground's colours for the screen: gives uint8 H x W x 3 sRGB.

    Not to be run before the estimation is prepared (see `dmat_gui.warming`).
    """

    picture: Picture
    alpha: np.ndarray
    title: str = field(default="Estimating the foreground's colours", init=False)

    def run(self, context: JobContext) -> np.ndarray:
        pixels = foreground_for(self.picture, self.alpha, estimated=True)
        return display_pixels(Picture(pixels, icc=self.picture.icc))


def wait_until_ready(ready: threading.Event, context: JobContext) -> None:
    """Wait for the estimation of foreground colours to be prepared; the user may cancel."""
    if not ready.is_set():
        context.progress(0.0, "Preparing the estimation of colours, once: about a minute")
    while not ready.wait(0.1):
        context.stop_if_cancelled()
    context.stop_if_cancelled()  # what stops the preparation sets `ready` too
