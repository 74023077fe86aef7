"""Putting a foreground over a background, and finding the foreground's own colours at soft edges."""

import os
import threading
from collections.abc import Callable

import cv2
import numpy as np
from platformdirs import user_cache_path

from core.errors import PictureError
from core.imaging.colour import from_unit, srgb_to_linear, to_unit
from core.imaging.picture import Picture
from core.imaging.profiles import srgb_to_rgb

_LIGHT_CELL, _DARK_CELL = 0.8, 0.6
# Colours spread over many scales; a margin of this many pixels gives the estimate known pixels on both sides.
_CONTEXT = 64
PYMATTING_LOCK = threading.Lock()
"""Held while pymatting computes: two at a time, for a batch and for the screen, can bring numba down."""


def composite(
    foreground: np.ndarray, alpha: np.ndarray, background: np.ndarray | tuple[float, float, float]
) -> np.ndarray:
    """Return alpha·foreground + (1 - alpha)·background as float32 H×W×3, in the colour space given.

    foreground: float32 H×W×3, straight; alpha: float32 H×W in [0, 1].
    background: float32 H×W×3, or one colour.
    Raises PictureError if the sizes differ.
    """
    backdrop = np.asarray(background, dtype=np.float32)
    sizes = {foreground.shape[:2], alpha.shape} | ({backdrop.shape[:2]} if backdrop.ndim == 3 else set())
    if len(sizes) > 1:
        named = ", ".join(f"{width} × {height}" for height, width in sorted(sizes))
        raise PictureError(f"Foreground, alpha and background must have one size, not {named} pixels.")
    return backdrop + alpha[..., None].astype(np.float32, copy=False) * (foreground - backdrop)


def checkerboard(height: int, width: int, cell: int = 16) -> np.ndarray:
    """Return float32 H×W×3: light and dark grey squares of `cell` pixels, the usual sign for transparency."""
    rows, columns = np.arange(height) // cell, np.arange(width) // cell
    dark = (rows[:, None] + columns[None, :]) % 2 == 1
    grey = np.where(dark, np.float32(_DARK_CELL), np.float32(_LIGHT_CELL))
    return np.repeat(grey[..., None], 3, axis=2)


def fit_background(background: np.ndarray, height: int, width: int) -> np.ndarray:
    """Scale float32 h×w×3 evenly until it covers height × width pixels, and cut the middle out."""
    scale = max(height / background.shape[0], width / background.shape[1])
    covering = max(width, round(background.shape[1] * scale)), max(height, round(background.shape[0] * scale))
    if covering != background.shape[1::-1]:
        method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        background = cv2.resize(background, covering, interpolation=method)
    top, left = (background.shape[0] - height) // 2, (background.shape[1] - width) // 2
    return background[top : top + height, left : left + width]


def estimate_foreground(image: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """Return float32 H×W×3: `image` with the foreground's own colours wherever 0 < alpha < 1.

    image: float32 H×W×3, at least 0 (values above 1 are allowed); alpha: float32 H×W in [0, 1].
    The first call in a new environment compiles pymatting, which can take a minute and a half.
    Raises PictureError if the sizes differ or pymatting is not installed.
    """
    if image.shape[:2] != alpha.shape:
        raise PictureError(f"The alpha's shape {alpha.shape} is not that of the image, {image.shape[:2]}.")
    soft = (alpha > 0) & (alpha < 1)
    result = np.array(image, dtype=np.float32)
    if not soft.any():
        return result
    box = _box_around(soft)
    inside = result[box]
    # pymatting clips to [0, 1]: bring highlights under 1 and back up again.
    scale = max(1.0, float(inside.max()))
    with PYMATTING_LOCK:
        colours = _multi_level()(inside / scale, alpha[box].astype(np.float32)) * np.float32(scale)
    result[box] = np.where(soft[box][..., None], colours, inside)
    return result


def foreground_for(picture: Picture, alpha: np.ndarray, estimated: bool) -> np.ndarray:
    """Return the H×W×3 pixels to cut out, in the picture's own depth and colour space.

    With `estimated`, pixels where 0 < alpha < 1 get the foreground's estimated colour; all others, and all
    pixels without it, stay exactly as they are in the picture. Raises as `estimate_foreground`.
    """
    if not estimated:
        return picture.pixels
    colours = estimate_foreground(to_unit(picture.pixels), alpha)
    soft = (alpha > 0) & (alpha < 1)
    return np.where(soft[..., None], from_unit(colours, picture.pixels.dtype), picture.pixels)


def place_over(
    picture: Picture,
    foreground: np.ndarray,
    alpha: np.ndarray,
    backdrop: np.ndarray,
    dtype: np.dtype | type | None = None,
) -> np.ndarray:
    """Return the foreground over a backdrop, H×W×3 in the picture's colour space.

    foreground: what `foreground_for` gave; alpha: float32 H×W in [0, 1].
    backdrop: float32 sRGB in [0, 1], one colour or h×w×3, which is scaled and cut to the picture's size.
    dtype: of the result; None for the picture's own.
    """
    if backdrop.ndim == 3:
        backdrop = fit_background(backdrop, *alpha.shape)
    if picture.linear:
        backdrop = srgb_to_linear(backdrop)
    else:
        backdrop = srgb_to_rgb(backdrop, picture.icc)
    return from_unit(composite(to_unit(foreground), alpha, backdrop), dtype or picture.pixels.dtype)


def _box_around(mask: np.ndarray) -> tuple[slice, slice]:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    height, width = mask.shape
    return (
        slice(max(rows[0] - _CONTEXT, 0), min(rows[-1] + 1 + _CONTEXT, height)),
        slice(max(columns[0] - _CONTEXT, 0), min(columns[-1] + 1 + _CONTEXT, width)),
    )


def _multi_level() -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """Import pymatting's multi-level estimate, with its compiled code kept in the user's cache folder."""
    os.environ.setdefault("NUMBA_CACHE_DIR", str(user_cache_path("dmat") / "numba"))
    try:
        from pymatting import estimate_foreground_ml
    except ImportError as error:
        raise PictureError(
            "Estimated foreground colours need the package pymatting: install it, or export original colours."
        ) from error
    return estimate_foreground_ml
