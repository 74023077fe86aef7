"""The unknown band of a trimap: how wide it is, whether that suits the picture, wider and narrower ones."""

from __future__ import annotations

import math
from typing import Literal

import cv2
import numpy as np

from core.imaging.auto_trimap import edge_distance, trimap_at
from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN

# Shares of the picture's shorter side: narrower than hair is long, wider than an edge is unsure.
_NARROW, _WIDE = 0.01, 0.1
# Hair reaches outwards.
_INNER, _OUTER = 0.01, 0.02
_MEASURED_PIXELS = 500_000
_MIDDLE = 1.5
"""Pixels this little nearer to one side than to the other are in the middle: two sides never touch there."""


def band_width(trimap: np.ndarray) -> float | None:
    """Return the typical width of the unknown band in pixels: the median along its middle line.

    trimap: uint8 H×W of 0, 128 and 255. A large one is measured at fewer pixels, to within a pixel of those.
    0 if nothing is unknown; None if no unknown lies between a foreground and a background.
    """
    stride = max(1, math.isqrt(trimap.size // _MEASURED_PIXELS))
    sample = np.ascontiguousarray(trimap[::stride, ::stride])
    unknown = sample == UNKNOWN
    if not unknown.any():
        return 0.0
    if not (sample == FOREGROUND).any() or not (sample == BACKGROUND).any():
        return None
    to_foreground, to_background = _distance_to(sample, FOREGROUND), _distance_to(sample, BACKGROUND)
    middle = unknown & (np.abs(to_foreground - to_background) < _MIDDLE)
    if not middle.any():
        return None
    # Of a band w pixels wide, the i-th is i from one side and w + 1 - i from the other.
    return float(np.median(to_foreground[middle] + to_background[middle]) - 1) * stride


def recommended_widths(size: tuple[int, int]) -> tuple[int, int]:
    """Return the least and the most that a band should be wide, in pixels, in a picture (width, height)."""
    shorter = min(size)
    return max(2, round(_NARROW * shorter)), max(4, round(_WIDE * shorter))


def proposed_widths(size: tuple[int, int]) -> tuple[int, int]:
    """Return by how many pixels the band around a hard edge is to reach inwards and outwards, to begin with.

    size: the picture's (width, height).
    """
    return max(1, round(_INNER * min(size))), max(1, round(_OUTER * min(size)))


def judged_width(width: float, size: tuple[int, int]) -> Literal["narrow", "good", "wide"]:
    """Say whether a band of this width suits a picture of this size (width, height)."""
    least, most = recommended_widths(size)
    return "narrow" if width < least else "wide" if width > most else "good"


def band_step(size: tuple[int, int]) -> int:
    """Return by how many pixels a band is made wider or narrower on each side at a time."""
    return max(1, round(0.0025 * min(size)))


def widened(trimap: np.ndarray, pixels: int) -> np.ndarray:
    """Return the trimap with the unknown grown by `pixels` into foreground and background."""
    return trimap_at(edge_distance(trimap), pixels, pixels)


def narrowed(trimap: np.ndarray, pixels: int) -> np.ndarray:
    """Return the trimap with `pixels` of the unknown given to the foreground and the background beside them.

    What is as near to both stays unknown, so that a thin band does not close.
    """
    far = np.full(trimap.shape, np.inf, np.float32)
    away = {
        value: _distance_to(trimap, value) if (trimap == value).any() else far
        for value in (FOREGROUND, BACKGROUND)
    }
    result = trimap.copy()
    for value, other in ((FOREGROUND, BACKGROUND), (BACKGROUND, FOREGROUND)):
        nearer = away[value] + _MIDDLE < away[other]
        result[(trimap == UNKNOWN) & (away[value] <= pixels) & nearer] = value
    return result


def _distance_to(trimap: np.ndarray, value: np.uint8) -> np.ndarray:
    """Return how far each pixel is from the nearest one of `value`, as float32; there must be one."""
    return cv2.distanceTransform((trimap != value).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
