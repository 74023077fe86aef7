"""A small matte made larger, of which only the part that is wanted is made."""

import numpy as np

LINEAR, CUBIC = 2, 4
"""Neighbours along each axis that a pixel is made of."""
_SHARPNESS = -0.75
"""Of the cubic: that of OpenCV's resize, which this is for the whole."""


def enlarged(
    small: np.ndarray, shape: tuple[int, int], rows: slice, columns: slice, method: int = CUBIC
) -> np.ndarray:
    """Some rows and columns of `small` (h x w float32) at the size `shape`, the same as those of the whole.

    Pixels stand for areas, so that edges lie on edges; beyond its own edge a matte goes on as it ends. Cubics
    may overshoot.
    """
    down, shares_down = _neighbours(small.shape[0], shape[0], rows, method)
    across, shares_across = _neighbours(small.shape[1], shape[1], columns, method)
    first, last = int(across.min()), int(across.max())
    band = small[:, first : last + 1]
    tall = sum(shares_down[k][:, None] * band[down[k]] for k in range(method))
    return sum(shares_across[k] * tall[:, across[k] - first] for k in range(method))


def _neighbours(count: int, larger: int, wanted: slice, method: int) -> tuple[np.ndarray, np.ndarray]:
    """Which of `count` pixels each wanted one of `larger` is made of, and what each of them counts."""
    at = (np.arange(wanted.start, wanted.stop) + 0.5) * (count / larger) - 0.5
    first = np.floor(at)
    offsets = np.arange(method)[:, None] - (method // 2 - 1)
    distance = np.abs(at - first - offsets)
    if method == LINEAR:
        shares = 1 - distance
    else:
        a, d = _SHARPNESS, distance
        inner = ((a + 2) * d - (a + 3)) * d * d + 1
        shares = np.where(d <= 1, inner, ((d - 5) * d + 8) * d * a - 4 * a)
    places = np.clip(first + offsets, 0, count - 1).astype(np.intp)
    return places, shares.astype(np.float32)
