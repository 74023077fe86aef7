"""Cutting what is unknown of a large picture into overlapping tiles, and the weights that blend them."""

from math import ceil

import numpy as np

from core.errors import SettingsError

TileSlices = tuple[slice, slice]
_Span = tuple[slice, slice]  # what a tile is there for, and the tile, along one axis, in cells


def tile_plan(
    unknown: np.ndarray, tile: int, overlap: int, multiple: int, *, trimmed: bool = False
) -> list[TileSlices]:
    """Cover the unknown pixels of a picture with few tiles of at most tile x tile, row by row.

    Each row of tiles begins where the first pixel lies that none has covered yet, and so does each tile in
    its row: the plan follows a band through the picture, and where nothing is unknown there is no tile.

    Args:
        unknown: H x W bool; the plan is for the picture padded to multiples of `multiple`.
        tile: the side of a tile, a multiple of `multiple`; three of it at least for an overlap.
        overlap: the least number of pixels that neighbours share, 0 ... tile - multiple; half as far at least
            from every unknown pixel to the edge of some tile with it, but for the picture's own edges.
        multiple: every tile begins at a multiple of it, so that window grids and strides agree between tiles.
        trimmed: tiles are cut down to what their unknown pixels need; else they are all of one size.

    Returns:
        (rows, columns) slices, all inside the padded picture.

    Raises:
        SettingsError: for a tile or an overlap that cannot be.
    """
    if tile < 1 or tile % multiple:
        raise SettingsError(f"The tile of {tile} pixels is not a multiple of {multiple}.")
    if not 0 <= overlap <= tile - multiple:
        raise SettingsError(
            f"Tiles of {tile} pixels can overlap by 0 to {tile - multiple} pixels, not by {overlap}."
        )
    cells = _cells(unknown, multiple)
    side = tile // multiple
    margin = ceil(overlap / (2 * multiple))
    # Tiles of one or two cells have no room for a margin on both sides.
    inner = min(margin, (side - 1) // 2)
    plan = []
    for own_rows, rows in _spans(_any(cells, 1), side, inner):
        for own_columns, columns in _spans(_any(cells[own_rows], 0), side, inner):
            if trimmed:
                own = cells[own_rows, own_columns]
                part = (
                    _trimmed(_any(own, 1), own_rows, rows, margin),
                    _trimmed(_any(own, 0), own_columns, columns, margin),
                )
            else:
                part = rows, columns
            down, across = (slice(span.start * multiple, span.stop * multiple) for span in part)
            plan.append((down, across))
    return plan


def tile_weight(height: int, width: int, overlap: int) -> np.ndarray:
    """How much a tile counts at each of its pixels, float32 in (0, 1], falling off smoothly to its edges.

    To be divided by what all tiles at a pixel count together.
    """
    rows, columns = (_fall_off(size, overlap) for size in (height, width))
    return np.outer(rows, columns)


def _cells(unknown: np.ndarray, multiple: int) -> np.ndarray:
    """Which cells of multiple x multiple pixels hold an unknown one."""
    rows, columns = (np.arange(0, size, multiple) for size in unknown.shape)
    return np.logical_or.reduceat(np.logical_or.reduceat(unknown, rows, axis=0), columns, axis=1)


def _any(cells: np.ndarray, axis: int) -> np.ndarray:
    return np.logical_or.reduce(cells, axis=axis)


def _spans(marked: np.ndarray, side: int, margin: int) -> list[_Span]:
    """Cover the marked cells of one axis with spans of `side`, each from the first not yet covered."""
    count, covered = marked.size, 0
    spans = []
    for first in np.flatnonzero(marked).tolist():
        if first < covered:
            continue
        start = max(0, min(first - margin, count - side))
        stop = min(count, start + side)
        covered = count if stop == count else stop - margin
        spans.append((slice(first, covered), slice(start, stop)))
    return spans


def _trimmed(marked: np.ndarray, own: slice, span: slice, margin: int) -> slice:
    """A span cut down to the marked cells among its own, and a margin."""
    found = np.flatnonzero(marked).tolist()
    start = max(span.start, own.start + found[0] - margin)
    return slice(start, min(span.stop, own.start + found[-1] + 1 + margin))


def _fall_off(size: int, overlap: int) -> np.ndarray:
    position = np.arange(size, dtype=np.float32) + np.float32(0.5)
    ramp = np.clip(np.minimum(position, size - position) / max(overlap, 1), 0, 1)
    return np.sin(ramp * np.float32(np.pi / 2)) ** 2
