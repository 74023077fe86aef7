"""A small matte made larger by the large picture's own colours.

Closed-form matting takes alpha for a linear function of colour in every 3 x 3 window, a line of colours. So a
matte solved at a small size says what each pixel of the large picture has, strands and gaps finer than the
small one's pixels included: its own colour is put on the lines of the windows around it. The multiresolution
solver that came with closed-form matting (Levin, Lischinski and Weiss 2008) does the same between its levels.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import cv2
import numpy as np

from core.imaging.closed_form import stop_if
from core.imaging.enlarging import LINEAR, enlarged

if TYPE_CHECKING:
    import torch

REGULARISATION = 1e-5
"""Added to the variance of colours in [0, 1]: a window of one colour has no line, and noise none of its own.
On the 26 alphamatting.com cases the start's SAD is 3.79 / 4.67 with it, 3.80 / 4.69 with 1e-7, 3.86 / 4.74
with 1e-4, and 4.32 / 5.18 where the small matte is enlarged by itself."""
AT_ONCE = 16_000
"""Pixels whose lines are found together: what a processor keeps at hand."""

Plane = TypeVar("Plane", np.ndarray, "torch.Tensor")


def colour_lines(
    image: np.ndarray,
    matte: np.ndarray,
    wanted: np.ndarray,
    cancelled: Callable[[], bool] | None = None,
) -> np.ndarray:
    """The lines alpha = r red + g green + b blue + c that fit a matte best around each pixel.

    Each is the mean of those of the 3 x 3 windows that the pixel lies in.

    Args:
        image: H x W x 3 float in [0, 1].
        matte: H x W float32.
        wanted: H x W, true where the enlarged matte is asked for; lines far from there are left 0.
        cancelled: asked now and then; Cancelled is raised when it answers true.

    Returns:
        r, g, b and c, H x W x 4 float32.
    """
    height, width = matte.shape
    lines = np.zeros((height, width, 4), np.float32)
    step = max(1, AT_ONCE // width)
    for top in range(0, height, step):
        stop_if(cancelled)
        bottom = min(top + step, height)
        # Enlarging asks for a pixel's neighbours too, and those for two more around them.
        columns = np.flatnonzero(wanted[max(top - 1, 0) : bottom + 1].any(0))
        if not columns.size:
            continue
        left, right = max(int(columns[0]) - 1, 0), min(int(columns[-1]) + 2, width)
        above, before = max(top - 2, 0), max(left - 2, 0)
        block = slice(above, bottom + 2), slice(before, right + 2)
        found = _lines(image[block].astype(np.float32) - np.float32(0.5), matte[block])
        inside = slice(top - above, bottom - above), slice(left - before, right - before)
        lines[top:bottom, left:right] = found[inside]
    # They were found of colours around 0, whose products are more exact.
    lines[..., 3] -= lines[..., :3].sum(axis=2) / 2
    return lines


def matte_on_lines(
    lines: np.ndarray, pixels: np.ndarray, shape: tuple[int, int], rows: slice, columns: slice
) -> np.ndarray:
    """Some rows and columns of the matte at the size `shape`, float32; may overshoot [0, 1].

    Args:
        lines: of the small matte, as `colour_lines` gives them.
        pixels: of those rows and columns of the large picture, h x w x 3 float32 in [0, 1].
    """
    lines = enlarged(lines, shape, rows, columns, LINEAR)
    return np.einsum("hwc,hwc->hw", lines[..., :3], pixels) + lines[..., 3]


def fitted_slopes(
    rr: Plane, gg: Plane, bb: Plane, rg: Plane, rb: Plane, gb: Plane, r: Plane, g: Plane, b: Plane
) -> tuple[Plane, Plane, Plane]:
    """The slopes of the lines that fit best, of many windows at once; numpy's arrays or torch's tensors.

    The regularised system is solved as L D L^T, whose pivots cannot lie below what was added: so float32 will
    do, in which the determinant of colours that hardly vary is noise.

    Args:
        rr ... gb: covariances of red, green and blue in the windows.
        r, g, b: covariances of the matte with them.
    """
    rr = rr + REGULARISATION
    to_g, to_b = rg / rr, rb / rr
    pivot_g = (gg + REGULARISATION - to_g * rg).clip(REGULARISATION)
    rest = gb - to_b * rg
    g_to_b = rest / pivot_g
    pivot_b = (bb + REGULARISATION - to_b * rb - g_to_b * rest).clip(REGULARISATION)
    g = g - to_g * r
    slope_b = (b - to_b * r - g_to_b * g) / pivot_b
    slope_g = g / pivot_g - g_to_b * slope_b
    return r / rr - to_g * slope_g - to_b * slope_b, slope_g, slope_b


def _lines(image: np.ndarray, matte: np.ndarray) -> np.ndarray:
    mean, mean_matte = _mean(image), _mean(matte)
    first, second = image[..., [0, 1, 2, 0, 0, 1]], image[..., [0, 1, 2, 1, 2, 2]]
    covariances = _mean(first * second) - mean[..., [0, 1, 2, 0, 0, 1]] * mean[..., [0, 1, 2, 1, 2, 2]]
    along = _mean(image * matte[..., None]) - mean * mean_matte[..., None]
    slopes = fitted_slopes(*np.moveaxis(covariances, 2, 0), *np.moveaxis(along, 2, 0))
    offset = mean_matte - sum(slope * mean[..., c] for c, slope in enumerate(slopes))
    return _mean(np.dstack([*slopes, offset]))


def _mean(layer: np.ndarray) -> np.ndarray:
    return cv2.blur(layer, (3, 3), borderType=cv2.BORDER_REFLECT)
