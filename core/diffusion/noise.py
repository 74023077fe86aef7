"""One map of noise for a whole picture, of which only what is wanted is ever drawn."""

import numpy as np
import torch

_PIECE = 1 << 20
_LEAST = 16
"""torch makes normal numbers sixteen at a time: pieces of whole sixteens are the whole's."""


class NoiseMap:
    """Standard normal noise for a picture: the values of `torch.randn(height, width)`, bit for bit.

    Drawn on the CPU, so that a seed means the same on every device; in pieces of its rows, of which those
    last asked for are kept. Before its first use, a piece costs the drawing of those ahead of it.
    """

    def __init__(self, shape: tuple[int, int], seed: int) -> None:
        self._height, self._width = shape
        total = self._height * self._width
        self._ends = [*range(_PIECE, total, _PIECE), total]
        if len(self._ends) > 1 and total - self._ends[-2] < _LEAST:
            del self._ends[-2]
        self._states = [torch.Generator().manual_seed(seed).get_state()]
        self._drawn: dict[int, np.ndarray] = {}

    def crop(self, rows: slice, columns: slice) -> np.ndarray:
        """Some rows and columns, float32."""
        first, last = (
            int(np.searchsorted(self._ends, at, "right"))
            for at in (rows.start * self._width, rows.stop * self._width - 1)
        )
        wanted = range(first, last + 1)
        self._drawn = {index: values for index, values in self._drawn.items() if index in wanted}
        for index in wanted:
            if index not in self._drawn:
                self._drawn[index] = self._draw(index)
        noise = np.concatenate([self._drawn[index] for index in wanted])
        begin = rows.start * self._width - self._start(first)
        count = rows.stop - rows.start
        return noise[begin : begin + count * self._width].reshape(count, self._width)[:, columns]

    def _start(self, index: int) -> int:
        return self._ends[index - 1] if index else 0

    def _draw(self, wanted: int) -> np.ndarray:
        """Draw one piece, and those ahead of it that were never drawn."""
        generator = torch.Generator()
        for index in range(min(wanted, len(self._states) - 1), wanted + 1):
            generator.set_state(self._states[index])
            values = torch.randn(self._ends[index] - self._start(index), generator=generator)
            if index == len(self._states) - 1:
                self._states.append(generator.get_state())
        return values.numpy()
