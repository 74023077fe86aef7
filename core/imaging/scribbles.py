"""A trimap from a few strokes or a box: GrabCut decides on a small copy which side each pixel is on."""

from __future__ import annotations

import cv2
import numpy as np

from core.errors import TrimapError
from core.imaging.auto_trimap import trimap_from_alpha
from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN

# GrabCut's time grows with the pixels, and a trimap's band is wide: a small copy is enough.
_LONG_SIDE = 320
_ROUNDS = 5
_BAND = 0.02
"""Half the unknown band's width, as a share of the picture's shorter side."""
_LEAST_BOX = 8


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
    size = _small_size(strokes.shape)
    labels = _labels(_shrunk(strokes == FOREGROUND, size), _shrunk(strokes == BACKGROUND, size))
    inside = _found(image, labels, "paint a little more of the subject and around it.")
    half = _half_band(strokes.shape, band)
    trimap = trimap_from_alpha(inside, half, half)
    trimap[painted] = strokes[painted]
    for value, name in ((FOREGROUND, "subject"), (BACKGROUND, "background")):
        if not (trimap == value).any():
            raise TrimapError(f"No {name} could be found from these strokes: paint a stroke on the {name}.")
    return trimap


def trimap_from_box(
    image: np.ndarray,
    box: tuple[int, int, int, int],
    strokes: np.ndarray | None = None,
    band: float = _BAND,
) -> np.ndarray:
    """Make a whole trimap from a box around the subject; beyond it, all is background.

    Args:
        image: uint8 H×W×3 RGB.
        box: left, top, width and height in pixels, inside the picture.
        strokes: as in `trimap_from_strokes`, what has been painted to help; None for nothing.
        band: as in `trimap_from_strokes`.

    Returns uint8 H×W of 0, 128 and 255, with both foreground and background in it.
    Raises TrimapError if the box is too small, if there is nothing around it, or if no subject is found.
    """
    height, width = image.shape[:2]
    left, top, box_width, box_height = box
    if min(box_width, box_height) < _LEAST_BOX:
        raise TrimapError("The box is too small: drag it all around the subject.")
    if box_width >= width and box_height >= height:
        raise TrimapError("The box leaves nothing around the subject: leave some background outside it.")
    # Only what is near the box is looked at, so that a small subject is seen at a good size.
    x_margin, y_margin = max(_LEAST_BOX, box_width // 4), max(_LEAST_BOX, box_height // 4)
    rows = slice(max(0, top - y_margin), min(height, top + box_height + y_margin))
    columns = slice(max(0, left - x_margin), min(width, left + box_width + x_margin))
    within = np.zeros((rows.stop - rows.start, columns.stop - columns.start), bool)
    y, x = top - rows.start, left - columns.start
    within[y : y + box_height, x : x + box_width] = True
    labels = np.where(_shrunk(within, _small_size(within.shape)), cv2.GC_PR_FGD, cv2.GC_BGD).astype(np.uint8)
    if strokes is not None:
        near = strokes[rows, columns]
        size = _small_size(near.shape)
        labels[_shrunk(near == BACKGROUND, size)] = cv2.GC_BGD
        labels[_shrunk(near == FOREGROUND, size)] = cv2.GC_FGD
    inside = np.zeros((height, width), bool)
    advice = "drag the box a little larger, so that it holds some background too."
    inside[rows, columns] = _found(image[rows, columns], labels, advice) & within
    half = _half_band(image.shape, band)
    trimap = trimap_from_alpha(inside, half, half)
    if strokes is not None:
        trimap[strokes != UNKNOWN] = strokes[strokes != UNKNOWN]
    if not (trimap == FOREGROUND).any():
        raise TrimapError(f"No subject could be found in the box: {advice}")
    return trimap


def _found(image: np.ndarray, labels: np.ndarray, advice: str) -> np.ndarray:
    """Run GrabCut from its first guess (small); return bool H×W, True on the subject's side."""
    height, width = image.shape[:2]
    small = cv2.resize(image, labels.shape[::-1], interpolation=cv2.INTER_AREA)
    background_model, foreground_model = np.zeros((1, 65)), np.zeros((1, 65))
    try:
        cv2.grabCut(
            cv2.cvtColor(small, cv2.COLOR_RGB2BGR), labels, None, background_model, foreground_model, _ROUNDS,
            cv2.GC_INIT_WITH_MASK,
        )  # fmt: skip
    except cv2.error as error:
        raise TrimapError(f"No edge could be found: {advice}") from error
    inside = np.isin(labels, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.float32)
    return cv2.resize(inside, (width, height), interpolation=cv2.INTER_LINEAR) > 0.5


def _small_size(shape: tuple[int, ...]) -> tuple[int, int]:
    """The size (width, height) of the copy that GrabCut works on."""
    scale = min(1.0, _LONG_SIDE / max(shape[:2]))
    return max(2, round(shape[1] * scale)), max(2, round(shape[0] * scale))


def _half_band(shape: tuple[int, ...], band: float) -> int:
    return max(2, round(band * min(shape[:2])))


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
