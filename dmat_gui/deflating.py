"""Tiles of pixels before and after a gesture, made small for the undo history on a thread of their own."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_packer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="dmat-history")


class Tile(NamedTuple):
    """A tile of an array: its place, and its pixels before and after, which may be deflated."""

    rows: slice
    columns: slice
    before: NDArray[np.generic] | bytes
    after: NDArray[np.generic] | bytes


class PackedTiles:
    """Tiles that are being deflated; until that is done, or where it fails, they are there as they came.

    So nobody who wants them back ever waits, and a want of memory costs memory, not what a gesture did.
    """

    def __init__(self, tiles: Sequence[Tile]) -> None:
        """Keep tiles whose arrays nobody writes to any more, and begin to deflate them."""
        self._tiles = tuple(tiles)
        self._packing: Future[None] = _packer.submit(self._pack)

    @property
    def is_settled(self) -> bool:
        """True once they take no less memory any more."""
        return self._packing.done()

    @property
    def nbytes(self) -> int:
        """Memory their pixels take now."""
        return sum(_size(tile.before) + _size(tile.after) for tile in self._tiles)

    def settle(self) -> None:
        """Wait until they are as small as they get."""
        self._packing.exception()

    def write(self, array: NDArray[np.generic], *, back: bool) -> None:
        """Write what was before, or after, into the array: all of it, or nothing where memory is wanting."""
        tiles = self._tiles
        pixels = [_pixels(tile.before if back else tile.after, array.dtype) for tile in tiles]
        for tile, data in zip(tiles, pixels, strict=True):
            part = array[tile.rows, tile.columns]
            part[...] = data.reshape(part.shape)

    def _pack(self) -> None:
        # All at once: an error on the way leaves them as they were.
        self._tiles = tuple(
            Tile(tile.rows, tile.columns, _small(tile.before), _small(tile.after)) for tile in self._tiles
        )


def _small(kept: NDArray[np.generic] | bytes) -> bytes:
    return kept if isinstance(kept, bytes) else deflated(kept)


def deflated(tile: NDArray[np.generic]) -> bytes:
    """Return the pixels of an array, deflated."""
    data = np.ascontiguousarray(tile).tobytes()
    value = data[: tile.dtype.itemsize]
    # A lasso or a fill has mostly tiles of one value: they are compressed once, and kept once.
    return _deflated_flat(value, tile.size) if data == value * tile.size else zlib.compress(data, level=1)


@lru_cache(maxsize=64)
def _deflated_flat(value: bytes, count: int) -> bytes:
    return zlib.compress(value * count, level=1)


def _size(kept: NDArray[np.generic] | bytes) -> int:
    return len(kept) if isinstance(kept, bytes) else kept.nbytes


def _pixels(kept: NDArray[np.generic] | bytes, dtype: np.dtype[np.generic]) -> NDArray[np.generic]:
    return np.frombuffer(zlib.decompress(kept), dtype) if isinstance(kept, bytes) else kept
