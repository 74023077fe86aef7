"""A trimap from a few strokes: GrabCut decides on a small copy which side each pixel is on."""

from __future__ import annotations

import cv2
import numpy as np

from core.errors import TrimapError
from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN, trimap_from_alpha

# GrabCut's time grows with the pixels, and a trimap's band is wide: a small copy is enough.
_LONG_SIDE = 320
_ROUNDS = 5
_BAND = 0.02
"""Half the unknown band's width, as a share of the picture's shorter side."""


def trimap_from_strokes(image: np.ndarray, strokes: np.ndarray, band: float = _BAND) -> np.ndarray:
    """Make a whole trimap from strokes of foreground, of background, or of both.

    Args:
        image: uint8 H×W×3 RGB.
        strokes: uint8 H×W, 0 and 255 where painted, 128 elsewhere; what was painted is kept as it is.
        band: half the width of the unknown band around the edge found, as a share of the shorter side.

    Returns uint8 H×W of 0, 128 and 255, with both foreground and background in it.
    Raises TrimapError if nothing is painted, or if no edge can be found from what is.
    """
    painted = strokes != UNKNOWN
    if not painted.any():
        raise TrimapError("There are no strokes to make a trimap from: paint over the subject first.")
    height, width = strokes.shape
    scale = min(1.0, _LONG_SIDE / max(height, width))
    size = (max(2, round(width * scale)), max(2, round(height * scale)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    labels = _labels(_shrunk(strokes == FOREGROUND, size), _shrunk(strokes == BACKGROUND, size))
    background_model, foreground_model = np.zeros((1, 65)), np.zeros((1, 65))
    try:
        cv2.grabCut(
            cv2.cvtColor(small, cv2.COLOR_RGB2BGR), labels, None, background_model, foreground_model, _ROUNDS,
            cv2.GC_INIT_WITH_MASK,
        )  # fmt: skip
    except cv2.error as error:
        raise TrimapError(
            "No edge could be found from these strokes: paint a little more of the subject and around it."
        ) from error
    inside = np.isin(labels, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.float32)
    inside = cv2.resize(inside, (width, height), interpolation=cv2.INTER_LINEAR) > 0.5
    half = max(2, round(band * min(height, width)))
    trimap = trimap_from_alpha(inside, half, half)
    trimap[painted] = strokes[painted]
    for value, name in ((FOREGROUND, "subject"), (BACKGROUND, "background")):
        if not (trimap == value).any():
            raise TrimapError(f"No {name} could be found from these strokes: paint a stroke on the {name}.")
    return trimap


def _shrunk(mask: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """The mask at `size` (width, height); a thin stroke is not lost."""
    return cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_AREA) > 0.1


def _labels(foreground: np.ndarray, background: np.ndarray) -> np.ndarray:
    """GrabCut's first guess: with one class painted, the other is looked for away from it."""
    labels = np.full(foreground.shape, cv2.GC_PR_BGD, np.uint8)
    if foreground.any():
        points = cv2.findNonZero(foreground.astype(np.uint8))
        cv2.fillConvexPoly(labels, cv2.convexHull(points), cv2.GC_PR_FGD)
    else:
        away = cv2.distanceTransform((~background).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
        labels[away > away.max() / 3] = cv2.GC_PR_FGD
    if not background.any():
        rim = np.ones(foreground.shape, bool)
        rim[2:-2, 2:-2] = False
        away = cv2.distanceTransform((~foreground).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
        labels[rim & (away > away.max() / 3)] = cv2.GC_BGD
    labels[background] = cv2.GC_BGD
    labels[foreground] = cv2.GC_FGD
    return labels
