"""Retouch as a layer over an alpha: how much of it covers each pixel, and how opaque it is there. No Qt.

The alpha below is never written. Where the layer covers nothing, what is seen is that alpha, bit for bit;
where it covers wholly, it is exactly what was painted; between, a mix:

    seen = alpha * (1 - coverage) + light,    light = coverage * value, as in premultiplied colours

Both are kept in 0 … FULL, as in a project (`core.projects.result`). Pages that are never painted take no
memory.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.projects.result import BOTH, FULL, seen_through, unpacked
from core.step_mattes import finite_range, levels
from dmat_gui.history import TILE, Box, tile_keys, tile_slices

OPAQUE, TRANSPARENT, RESTORE = 255, 0, 128
"""What can be painted: alpha 1, alpha 0, and the alpha below; as the classes that have the same keys."""


class FrozenRetouch(NamedTuple):
    """What a layer covered at a moment: its shape, and its tiles that were not empty."""

    shape: tuple[int, ...]
    tiles: list[tuple[Box, NDArray[np.uint16]]]

    def planes(self) -> NDArray[np.uint16]:
        """Return the whole, H x W x 2. For the worker: making it takes a while at 24 MP."""
        planes = np.zeros(self.shape, "<u2")
        for box, tile in self.tiles:
            planes[box.y : box.y + box.height, box.x : box.x + box.width] = tile
        return planes


class RetouchLayer:
    """A picture's retouch. `planes` (H x W x 2 uint16: coverage, light) is painted in place."""

    def __init__(self, width: int, height: int) -> None:
        self.planes = np.zeros((height, width, 2), "<u2")
        self._covered: set[tuple[int, int]] = set()  # the tiles that are not empty

    @property
    def is_empty(self) -> bool:
        """True when it covers nothing anywhere."""
        return not self._covered

    @property
    def boxes(self) -> list[Box]:
        """The tiles that hold all there is."""
        tiles = [tile_slices(key, self.planes.shape) for key in sorted(self._covered)]
        return [Box(x.start, y.start, x.stop - x.start, y.stop - y.start) for y, x in tiles]

    @classmethod
    def from_planes(cls, planes: NDArray[np.uint16]) -> RetouchLayer:
        """Make a layer of H x W x 2 values."""
        height, width = planes.shape[:2]
        layer = cls(width, height)
        layer.planes[:] = np.minimum(planes, FULL)
        layer.painted(Box(0, 0, width, height))
        return layer

    def frozen(self) -> FrozenRetouch:
        """Return a copy of what is covered."""
        return FrozenRetouch(self.planes.shape, [(box, self._part(box).copy()) for box in self.boxes])

    def painted(self, box: Box) -> None:
        """Take note that what is in a box was written."""
        for key in tile_keys(box):
            if self.planes[tile_slices(key, self.planes.shape)].view(BOTH).any():
                self._covered.add(key)
            else:
                self._covered.discard(key)

    def _part(self, box: Box) -> NDArray[np.uint16]:
        return self.planes[box.y : box.y + box.height, box.x : box.x + box.width]

    def covers(self, box: Box) -> NDArray[np.bool_]:
        """Return where in a box it covers anything, h x w."""
        return self.planes[box.y : box.y + box.height, box.x : box.x + box.width, 0] > 0

    def over(self, alpha: NDArray[np.float32], seen: NDArray[np.float32], box: Box) -> None:
        """Write into a box of `seen` what is seen of `alpha` (both H x W in [0, 1]) through the layer."""
        for key in tile_keys(box):
            rows = slice(max(box.y, key[0] * TILE), min(box.y + box.height, (key[0] + 1) * TILE))
            columns = slice(max(box.x, key[1] * TILE), min(box.x + box.width, (key[1] + 1) * TILE))
            below = alpha[rows, columns]
            if key in self._covered:
                below = seen_through(self.planes[rows, columns], below)
            seen[rows, columns] = below

    def seen(self, alpha: NDArray[np.float32], box: Box) -> NDArray[np.float32]:
        """Return what is seen of a box of an alpha, in an array of its own."""
        part = slice(box.y, box.y + box.height), slice(box.x, box.x + box.width)
        return seen_through(self.planes[part], alpha[part])

    def result(self, alpha: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return what is seen of a whole alpha, in an array of its own."""
        seen = alpha.copy()
        for box in self.boxes:
            self.over(alpha, seen, box)
        return seen


class SeenAlpha:
    """An alpha as it is seen through a layer, for as long as that stays as it is.

    Its whole is made when it is asked for, as `np.asarray` does: at 24 megapixels that takes a while. What a
    screen shows of it is made of the alpha, and anew where the layer covers that.
    """

    def __init__(self, alpha: NDArray[np.float32], layer: RetouchLayer) -> None:
        self._alpha, self._layer = alpha, layer

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width."""
        return self._alpha.shape

    def __array__(self, dtype: np.dtype | None = None, copy: bool | None = None) -> NDArray[np.floating]:
        whole = self._layer.result(self._alpha)
        return whole if dtype is None else whole.astype(dtype, copy=False)

    def __getitem__(self, place: tuple[int | slice, int | slice]) -> Any:
        """Rows and columns, or the value at one of each."""
        return seen_through(self._layer.planes[place], self._alpha[place])

    def thinned(self, stride: int) -> NDArray[np.float32]:
        """Return every `stride`-th row and column."""
        return self[::stride, ::stride]

    def finite_range(self) -> tuple[float, float]:
        """As the function `finite_range` of the whole."""
        return finite_range(np.asarray(self))

    def levels(self, low: float = 0.0, high: float = 1.0) -> NDArray[np.uint8]:
        """As the function `levels` of the whole, H x W uint8."""
        shown = levels(self._alpha, low, high)
        for box in self._layer.boxes:
            part = levels(self._layer.seen(self._alpha, box), low, high)
            shown[box.y : box.y + box.height, box.x : box.x + box.width] = part
        return shown


def blend(before: NDArray[np.uint16], weight: NDArray[np.float32], value: int) -> NDArray[np.uint16]:
    """Return planes with OPAQUE, TRANSPARENT or RESTORE painted over them.

    before: h x w x 2.  weight: h x w in [0, 1]: 0 leaves a pixel as it was, 1 leaves nothing of that.

    What is painted is rounded up, so that a weak brush, too, comes to its end after some strokes.
    """
    covered, lit = unpacked(before)
    left = 1 - weight
    coverage = _less(covered, left) if value == RESTORE else _more(covered, left)
    light = _more(lit, left) if value == OPAQUE else _less(lit, left)
    light <<= 16
    light |= coverage
    return light.astype(BOTH, copy=False).view("<u2").reshape(before.shape)


def _less(plane: NDArray[np.float32], left: NDArray[np.float32]) -> NDArray[np.uint32]:
    plane *= left
    return plane.astype(np.uint32)


def _more(plane: NDArray[np.float32], left: NDArray[np.float32]) -> NDArray[np.uint32]:
    np.subtract(FULL, plane, out=plane)
    return np.uint32(FULL) - _less(plane, left)
