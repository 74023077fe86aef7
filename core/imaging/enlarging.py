"""A small matte, or several, made larger, of which only the part that is wanted is made."""

import functools
import operator

import numpy as np

NEAREST, LINEAR, CUBIC = 1, 2, 4
"""Neighbours along each axis that a pixel is made of."""
_SHARPNESS = -0.75
"""Of the cubic: that of OpenCV's resize, which this is for the whole."""


def enlarged(
    small: np.ndarray, shape: tuple[int, int], rows: slice, columns: slice, method: int = CUBIC
) -> np.ndarray:
    """Some rows and columns of `small` at the size `shape`, the same as those of the whole.

    small: h x w or h x w x C float32. Pixels stand for areas, so that edges lie on edges; beyond its own edge
    a matte goes on as it ends. Cubics may overshoot.
    """
    down, shares_down = _neighbours(small.shape[0], shape[0], rows, method)
    across, shares_across = _neighbours(small.shape[1], shape[1], columns, method)
    first, last = int(across.min()), int(across.max())
    tall = _mixed(small[:, first : last + 1], down, shares_down, 0)
    return _mixed(tall, across - first, shares_across, 1)


def _mixed(layer: np.ndarray, places: np.ndarray, shares: np.ndarray, axis: int) -> np.ndarray:
    """Along one axis, sums of pixels at places (method x count), each times its share."""
    if len(places) == 1:
        return layer.take(places[0], axis)
    like_layer = [1] * layer.ndim
    like_layer[axis] = -1
    terms = (
        layer.take(place, axis) * share.reshape(like_layer)
        for place, share in zip(places, shares, strict=True)
    )
    return functools.reduce(operator.iadd, terms)


def _neighbours(count: int, larger: int, wanted: slice, method: int) -> tuple[np.ndarray, np.ndarray]:
    """Which of `count` pixels each wanted one of `larger` is made of, and what each of them counts."""
    at = (np.arange(wanted.start, wanted.stop) + 0.5) * (count / larger) - 0.5
    if method == NEAREST:
        at = np.floor(at + 0.5)
    first = np.floor(at)
    offsets = np.arange(method)[:, None] - (method - 1) // 2
    distance = np.abs(at - first - offsets)
    if method < CUBIC:
        shares = 1 - distance
    else:
        a, d = _SHARPNESS, distance
        inner = ((a + 2) * d - (a + 3)) * d * d + 1
        shares = np.where(d <= 1, inner, ((d - 5) * d + 8) * d * a - 4 * a)
    places = np.clip(first + offsets, 0, count - 1).astype(np.intp)
    return places, shares.astype(np.float32)
