"""The difference of two mattes in colours: orange where alpha is less, white where equal, blue where more.

Blue and orange are told apart by every eye, stand for foreground and background in the overlay too, and get
darker towards both ends, so that the size of a difference is seen without its colour. No Qt.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SPANS = (1.0, 0.5, 0.1)
"""Differences, in alpha, that the ends of the scale may stand for."""
_STOPS = ((127, 59, 8), (224, 130, 20), (247, 247, 247), (67, 147, 195), (5, 48, 97))


def _scale() -> NDArray[np.uint8]:
    """256 x 3 RGB; 128 is no difference."""
    places = np.arange(256)
    at = (0, 64, 128, 192, 255)
    channels = [np.interp(places, at, [stop[channel] for stop in _STOPS]) for channel in range(3)]
    return np.rint(np.stack(channels, axis=1)).astype(np.uint8)


SCALE = _scale()


def difference_colours(
    matte: NDArray[np.uint8], reference: NDArray[np.uint8], span: float
) -> NDArray[np.uint8]:
    """Return `matte` - `reference`, both H x W uint8, as H x W x 3 RGB; the ends stand for ±`span`."""
    places = np.arange(-255, 256) / 255 / span * 127 + 128
    by_difference = SCALE[np.rint(np.clip(places, 1, 255)).astype(np.intp)]
    return by_difference[matte.astype(np.int16) - reference + 255]
