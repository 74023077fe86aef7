"""The colours of the foreground and of the background around each pixel, and where between them it lies."""

import cv2
import numpy as np

from core.imaging.trimap import BACKGROUND, FOREGROUND

COLOURS = 6
"""Channels of the two colours, which vary slowly."""
SHARE = 4
"""A cell that is known to a quarter or more has its own colour, else that of what lies further off too."""
UNLIKE = 2e-3
"""Squared distance of two colours below which no pixel can be told to lie between them."""


def surroundings(image: np.ndarray, trimap: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What the known pixels around say of each pixel.

    Args:
        image: H x W x 3 float in [0, 1].
        trimap: H x W uint8 of 0, 128, 255.

    Returns:
        How far each pixel I lies from the background's colour B to the foreground's F, H x W in [0, 1]:
        (I - B) (F - B) / (|F - B|² + UNLIKE), small where they are alike; F and B, H x W x 3; all float32.
    """
    image = image.astype(np.float32, copy=False)
    foreground = _spread(image, trimap == FOREGROUND)
    background = _spread(image, trimap == BACKGROUND)
    apart = foreground - background
    along = np.einsum("hwc,hwc->hw", image - background, apart)
    between = along / (np.einsum("hwc,hwc->hw", apart, apart) + UNLIKE)
    return np.clip(between, 0, 1), foreground, background


def _spread(image: np.ndarray, known: np.ndarray) -> np.ndarray:
    """The known pixels' colours, spread smoothly over all others: a pyramid down, then up."""
    count = known.astype(np.float32)
    total = np.where(known[..., None], image, np.float32(0))
    levels = [(total, count)]
    while max(count.shape) > 2:
        size = ((count.shape[1] + 1) // 2, (count.shape[0] + 1) // 2)
        total, count = (cv2.resize(plane, size, interpolation=cv2.INTER_AREA) for plane in (total, count))
        levels.append((total, count))
    weight = count.sum()
    mean = total.sum((0, 1)) / weight if weight else np.full(3, 0.5)
    colour = np.broadcast_to(mean.astype(np.float32), total.shape)
    for total, count in levels[::-1]:
        height, width = count.shape
        colour = cv2.resize(colour, (width, height), interpolation=cv2.INTER_LINEAR)
        here = count[..., None]
        own = np.minimum(1, SHARE * here)
        colour = own * total / np.maximum(here, 1e-6) + (1 - own) * colour
    return colour
