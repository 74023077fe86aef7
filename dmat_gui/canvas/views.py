"""What the canvas can show, and how each view is composed of its layers, for a box of the screen. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from core import step_mattes
from core.step_mattes import SparseMatte, levels
from dmat_gui.canvas.difference import SPANS, difference_colours
from dmat_gui.canvas.sampling import Pyramid, ScreenGrid
from dmat_gui.retouch import SeenAlpha

CHECKER_LIGHT, CHECKER_DARK = 204, 153
CHECKER_CELL = 12  # screen pixels at 100 % display scaling
NO_FOREGROUND = 112  # where alpha is 0 there is no foreground colour to show

Colour = tuple[int, int, int]


class View(Enum):
    """The views of the canvas."""

    IMAGE = "image"
    TRIMAP_OVERLAY = "trimap_overlay"
    ALPHA = "alpha"
    FOREGROUND = "foreground"
    COMPOSITE = "composite"
    DIFFERENCE = "difference"

    @property
    def needs_matte(self) -> bool:
        """True for the views that show nothing without an alpha."""
        return self not in (View.IMAGE, View.TRIMAP_OVERLAY)


class Sampled(Protocol):
    """What can be brought onto the screen's pixels."""

    def sample(self, grid: ScreenGrid) -> NDArray[Any]:
        """Return the box of screen pixels."""


@dataclass
class Layers:
    """The layers of the views, each for the whole picture.

    image: H x W x 3 uint8.  foreground: the same, the foreground's own colours where they were estimated.
    matte: H x W uint8, made for the display.
    compared: the same where `matte` is stretched to its full range: as it is, clipped.
    reference: H x W uint8, what the difference view takes from it; span: the alpha at the ends of its scale.
    background: a colour, the word "checker", or a pyramid of an H x W x 3 uint8 picture.
    """

    image: Pyramid | None = None
    foreground: Pyramid | None = None
    matte: Sampled | None = None
    compared: Pyramid | None = None
    reference: Pyramid | None = None
    span: float = SPANS[0]
    background: Colour | str | Pyramid = "checker"
    checker_cell: int = field(default=CHECKER_CELL)


def compose(view: View, layers: Layers, grid: ScreenGrid) -> NDArray[np.uint8]:
    """Return the view in the box as height x width x 3 uint8 RGB; without a matte, or what it is
    compared with, the image instead.
    """
    if not view.needs_matte or layers.matte is None:
        return layers.image.sample(grid)
    if view is View.DIFFERENCE:
        if layers.reference is None:
            return layers.image.sample(grid)
        matte = (layers.compared or layers.matte).sample(grid)
        return difference_colours(matte, layers.reference.sample(grid), layers.span)
    matte = layers.matte.sample(grid)
    if view is View.ALPHA:
        return _as_rgb(matte)
    colours = (layers.foreground or layers.image).sample(grid)
    if view is View.FOREGROUND:
        return np.where((matte > 0)[..., None], colours, np.uint8(NO_FOREGROUND))
    return _over(colours, matte, _background(layers, grid))


def matte_for_display(
    matte: NDArray[np.floating] | SparseMatte | SeenAlpha, shown_range: tuple[float, float] = (0.0, 1.0)
) -> NDArray[np.uint8]:
    """Return a matte as H x W uint8, clipped to `shown_range`. What is not a number is shown as 0."""
    return levels(matte, *shown_range) if isinstance(matte, np.ndarray) else matte.levels(*shown_range)


def finite_range(matte: NDArray[np.floating] | SparseMatte | SeenAlpha) -> tuple[float, float]:
    """Return the smallest and the largest value of a matte; 0 and 1 where there is no number in it."""
    return step_mattes.finite_range(matte) if isinstance(matte, np.ndarray) else matte.finite_range()


def _as_rgb(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.repeat(grey[..., None], 3, axis=2)


def _over(colours: NDArray[np.uint8], matte: NDArray[np.uint8], back: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Mix with integers: exact where the matte is 0 or 255, within half a level elsewhere, and no floats."""
    alpha = matte[..., None].astype(np.uint16)
    mixed = alpha * colours
    mixed += (255 - alpha) * back
    mixed += 127
    mixed //= 255
    return mixed.astype(np.uint8)


def _background(layers: Layers, grid: ScreenGrid) -> NDArray[np.uint8]:
    if isinstance(layers.background, Pyramid):
        return layers.background.sample(grid)
    if layers.background == "checker":
        return _checker(grid, layers.checker_cell)
    return np.array(layers.background, np.uint8)[None, None]


def _checker(grid: ScreenGrid, cell: int) -> NDArray[np.uint8]:
    """Squares of the same size on the screen at every zoom, held by the picture's corner when it is moved."""
    columns = (np.arange(grid.left, grid.left + grid.width) - int(np.floor(grid.origin_x))) // cell
    rows = (np.arange(grid.top, grid.top + grid.height) - int(np.floor(grid.origin_y))) // cell
    dark = (rows[:, None] + columns[None]) % 2 == 1
    return np.where(dark, np.uint8(CHECKER_DARK), np.uint8(CHECKER_LIGHT))[..., None]
