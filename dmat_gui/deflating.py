"""Tiles of pixels made small for the undo history. No Qt."""

from __future__ import annotations

import zlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray


def deflated(tile: NDArray[np.generic]) -> bytes:
    """Return the pixels of an array, deflated."""
    data = np.ascontiguousarray(tile).tobytes()
    value = data[: tile.dtype.itemsize]
    # A lasso or a fill has mostly tiles of one value: they are compressed once, and kept once.
    return _deflated_flat(value, tile.size) if data == value * tile.size else zlib.compress(data, level=1)


@lru_cache(maxsize=64)
def _deflated_flat(value: bytes, count: int) -> bytes:
    return zlib.compress(value * count, level=1)
