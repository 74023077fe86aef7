"""The kinds of output that a result becomes, each with the choices that it has."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.imaging.contents import Depth, depths_for

MATTES = ("denoised", "corrected", "propagated", "alpha0")
"""The mattes that a step may hold, in the order they are made."""

_COLOUR = (".png", ".tif", ".webp", ".jpg", ".exr")
_WITH_ALPHA = (".png", ".tif", ".webp", ".exr")
SUFFIXES: dict[str, tuple[str, ...]] = {
    "alpha": _WITH_ALPHA,
    "cutout": _WITH_ALPHA,
    "foreground": _COLOUR,
    "composite": _COLOUR,
    "steps": _WITH_ALPHA,
    "sheet": (".png", ".webp"),
    "animation": (".gif", ".mp4"),
}
"""The kinds of file for each kind of output; the first is what is proposed."""


@dataclass(frozen=True)
class FileFormat:
    """A kind of file, by its ending in lower case, and its depth."""

    suffix: str
    depth: Depth = 8


@dataclass(frozen=True)
class AlphaOutput:
    """The alpha as a grey picture; in EXR, channel A."""

    format: FileFormat
    kind = "alpha"


@dataclass(frozen=True)
class CutoutOutput:
    """The subject's colours with the alpha. EXR is always premultiplied, as its readers expect.

    estimated: whether soft edges get the foreground's own estimated colours.
    """

    format: FileFormat
    premultiplied: bool = False
    estimated: bool = True
    kind = "cutout"


@dataclass(frozen=True)
class ForegroundOutput:
    """The subject's straight colours without an alpha."""

    format: FileFormat
    estimated: bool = True
    kind = "foreground"


@dataclass(frozen=True, eq=False)
class CompositeOutput:
    """The subject over a background.

    background: a colour (r, g, b in [0, 1], as on the screen), a picture's file, float32 sRGB pixels h×w×3,
        or None for transparent.
    """

    format: FileFormat
    background: tuple[float, float, float] | Path | np.ndarray | None = (1.0, 1.0, 1.0)
    estimated: bool = True
    kind = "composite"


@dataclass(frozen=True)
class StepsOutput:
    """Mattes of every step, a file each, clipped to [0, 1]."""

    format: FileFormat
    mattes: tuple[str, ...] = MATTES
    kind = "steps"


@dataclass(frozen=True)
class SheetOutput:
    """All steps on one picture. side: the longest of a tile's, in pixels."""

    format: FileFormat
    mattes: tuple[str, ...] = ("alpha0",)
    side: int = 256
    kind = "sheet"


@dataclass(frozen=True)
class AnimationOutput:
    """The steps one after the other. side: the longest of the picture's, in pixels."""

    format: FileFormat
    mattes: tuple[str, ...] = ("alpha0",)
    side: int = 720
    per_second: float = 2.0
    kind = "animation"


Output = (
    AlphaOutput
    | CutoutOutput
    | ForegroundOutput
    | CompositeOutput
    | StepsOutput
    | SheetOutput
    | AnimationOutput
)


def holds_alpha(output: Output) -> bool:
    """Whether the whole alpha can be had again from what is written of an output."""
    if isinstance(output, CompositeOutput):
        return output.background is None
    return isinstance(output, AlphaOutput | CutoutOutput)


def depths_of(kind: str, suffix: str) -> tuple[Depth, ...]:
    """Return the depths that a kind of output can have in a kind of file."""
    return (8,) if kind in ("sheet", "animation") else depths_for(f"file{suffix}")
