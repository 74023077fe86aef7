"""The coarse matte that a guided model begins from: closed-form matting at half size, helped by colours."""

import math
from collections.abc import Callable

import cv2
import numpy as np
import scipy.sparse

from core.imaging.closed_form import MattingEnergy, closed_form
from core.imaging.colour_affinity import colour_likeness, colour_links
from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN

HINTS = 2
"""Channels of `coarse_start` beyond the start itself."""
SCALE = 0.5
TOLERANCE = 3e-4
"""Stopping conjugate gradients early regularises: on the 26 alphamatting.com cases the SAD of closed-form
matting at half size is 5.49 / 6.65 solved to 1e-5, 5.28 / 6.36 to 1e-4 and 5.02 / 6.33 to 3e-4."""
LIKENESS_WEIGHT, LINK_WEIGHT = 0.01, 0.001
"""How strongly an unknown pixel is drawn to what its colour says, at full certainty, and to pixels like it.
Both lie on a flat optimum, the same on photographs and on composites of the training data."""
MAX_UNKNOWN = 120_000
"""Unknown pixels that are solved for at most; above, the solve is made smaller."""


def coarse_start(
    image: np.ndarray,
    trimap: np.ndarray,
    *,
    scale: float = SCALE,
    max_unknown: int = MAX_UNKNOWN,
    cancelled: Callable[[], bool] | None = None,
) -> np.ndarray:
    """The coarse matte, and what the encoder may see of how it came about.

    Args:
        image: H x W x 3 float in [0, 1].
        trimap: H x W uint8 of 0, 128, 255.
        scale: size of the solve relative to the picture, in (0, 1].
        max_unknown: unknown pixels solved for at most; above it the solve is made smaller still.
        cancelled: asked between iterations.

    Returns:
        H x W x 3 float32 in [0, 1], exactly 0 and 1 on known pixels: the coarse matte; closed-form
        without colours' help; and the likeness of colours (`colour_likeness`).

    Raises:
        PictureError, TrimapError: the arrays' shapes do not fit.
        Cancelled: `cancelled` answered true.
    """
    small_image, small_trimap, energy, plain = _solved_small(image, trimap, scale, max_unknown, cancelled)
    likeness, certainty = colour_likeness(small_image, small_trimap)
    links, drawn = colour_links(small_image, small_trimap)
    weight = LIKENESS_WEIGHT * certainty
    colours = (
        LINK_WEIGHT * links + scipy.sparse.diags_array(weight),
        LINK_WEIGHT * drawn + weight * np.clip(2 * likeness - 0.5, 0, 1),
    )
    helped = energy.minimum(plain, extra=colours, tolerance=TOLERANCE, cancelled=cancelled)
    alike = plain.copy()
    alike[energy.unknown] = likeness
    layers = [
        _enlarged(helped, trimap),
        _enlarged(plain, trimap),
        _enlarged(alike, trimap, cv2.INTER_LINEAR),
    ]
    return np.stack(layers, axis=2)


def coarse_matte(
    image: np.ndarray, trimap: np.ndarray, *, cancelled: Callable[[], bool] | None = None
) -> np.ndarray:
    """The coarse matte alone, H x W float32; else as `coarse_start`."""
    return coarse_start(image, trimap, cancelled=cancelled)[..., 0]


def closed_form_within(
    image: np.ndarray,
    trimap: np.ndarray,
    max_unknown: int,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> np.ndarray:
    """Closed-form matting of a picture with too many unknown pixels to solve at full size: H x W float32.

    Args and errors: as of `coarse_start`; colours do not help.
    """
    *_, plain = _solved_small(image, trimap, 1.0, max_unknown, cancelled)
    return _enlarged(plain, trimap)


def _solved_small(
    image: np.ndarray,
    trimap: np.ndarray,
    scale: float,
    max_unknown: int,
    cancelled: Callable[[], bool] | None,
) -> tuple[np.ndarray, np.ndarray, MattingEnergy, np.ndarray]:
    """Picture and trimap made small, their matting energy, and closed-form matting at that size."""
    unknown_count = int((trimap == UNKNOWN).sum())
    if unknown_count:
        scale = min(scale, math.sqrt(max_unknown / unknown_count))
    height, width = trimap.shape
    size = (max(3, round(width * scale)), max(3, round(height * scale)))
    small_image = cv2.resize(image.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    small_trimap = _shrink_trimap(trimap, size)
    guess = None
    if min(size) >= 64:  # a solve at half this size is a good guess and costs a fifth
        half = (size[0] // 2, size[1] // 2)
        coarser = closed_form(
            cv2.resize(small_image, half, interpolation=cv2.INTER_AREA),
            _shrink_trimap(small_trimap, half),
            tolerance=1e-3,
            cancelled=cancelled,
        )
        guess = cv2.resize(coarser, size, interpolation=cv2.INTER_LINEAR)
    energy = MattingEnergy(small_image, small_trimap, cancelled=cancelled)
    return small_image, small_trimap, energy, energy.minimum(guess, tolerance=TOLERANCE, cancelled=cancelled)


def _enlarged(matte: np.ndarray, trimap: np.ndarray, method: int = cv2.INTER_CUBIC) -> np.ndarray:
    """A small matte at the trimap's size, exactly 0 and 1 on known pixels."""
    alpha = np.clip(cv2.resize(matte, trimap.shape[::-1], interpolation=method), 0, 1)
    alpha[trimap == FOREGROUND] = 1
    alpha[trimap == BACKGROUND] = 0
    return alpha


def _shrink_trimap(trimap: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """A small pixel is known only where the whole of it is: a mixed one would state what is not so."""
    mean = cv2.resize(trimap.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    small = np.full(mean.shape, UNKNOWN, np.uint8)
    small[mean < 0.5] = BACKGROUND
    small[mean > 254.5] = FOREGROUND
    return small
