"""Cutting a large picture into overlapping tiles, and the weights that blend them together again."""

from math import ceil

import numpy as np

from core.errors import SettingsError

TileSlices = tuple[slice, slice]


def tile_plan(height: int, width: int, tile: int, overlap: int, multiple: int) -> list[TileSlices]:
    """Cover height × width pixels with tiles of at most tile × tile, row by row.

    height, width: the size of the padded picture; both, and `tile`, must be multiples of `multiple`.
    overlap: the least number of pixels that neighbours share, 0 ≤ overlap ≤ tile - multiple.
    multiple: every tile begins at a multiple of it, so that window grids and strides agree between tiles.

    Returns (rows, columns) slices, all inside the picture and all of one size. Raises SettingsError.
    """
    for name, value in (("height", height), ("width", width), ("tile", tile)):
        if value < 1 or value % multiple:
            raise SettingsError(f"The {name} of {value} pixels is not a multiple of {multiple}.")
    if not 0 <= overlap <= tile - multiple:
        raise SettingsError(
            f"Tiles of {tile} pixels can overlap by 0 to {tile - multiple} pixels, not by {overlap}."
        )
    columns = _spans(width, tile, overlap, multiple)
    return [(rows, column) for rows in _spans(height, tile, overlap, multiple) for column in columns]


def tile_weights(plan: list[TileSlices], overlap: int) -> list[np.ndarray]:
    """Return, for each tile of `plan`, its float32 weights in (0, 1] (tile height × tile width).

    The weights of all tiles add up to 1 at every pixel; over each seam they fall off smoothly (cosine).
    """
    row_weights = _axis_weights({rows.start: rows for rows, _ in plan}, overlap)
    column_weights = _axis_weights({columns.start: columns for _, columns in plan}, overlap)
    return [np.outer(row_weights[rows.start], column_weights[columns.start]) for rows, columns in plan]


def _spans(length: int, tile: int, overlap: int, multiple: int) -> list[slice]:
    if length <= tile:
        return [slice(0, length)]
    stride = (tile - overlap) // multiple * multiple
    count = ceil((length - tile) / stride) + 1
    # Spread evenly: rounding down to a multiple never widens a step beyond `stride`, itself a multiple.
    starts = [(length - tile) * i // (count - 1) // multiple * multiple for i in range(count)]
    return [slice(start, start + tile) for start in starts]


def _axis_weights(spans: dict[int, slice], overlap: int) -> dict[int, np.ndarray]:
    """Return each span's weights along one axis, by its start; at every position they add up to 1."""
    total = np.zeros(max(span.stop for span in spans.values()), dtype=np.float32)
    weights = {}
    for start, span in spans.items():
        size = span.stop - span.start
        position = np.arange(size, dtype=np.float32) + np.float32(0.5)
        edge = np.minimum(position, size - position)
        ramp = np.clip(edge / max(overlap, 1), 0, 1)
        weights[start] = np.sin(ramp * np.float32(np.pi / 2)) ** 2
        total[span] += weights[start]
    return {start: weights[start] / total[span] for start, span in spans.items()}
