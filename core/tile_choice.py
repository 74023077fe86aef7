"""Which tiles a run takes of a picture: cut down to what is unknown, or all of one size."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.imaging.tiles import TileSlices, tile_plan
from core.models.config import ModelConfig

SMALLEST_TILE = 256
"""Pixels; with less memory than that takes, nothing is gained by smaller ones."""


@dataclass(frozen=True)
class TileChoice:
    """The tiles of a box of the picture.

    Attributes:
        side: of the largest that there may be, pixels.
        shape: height and width of the box when it is padded, which all tiles lie in.
        tiles: in the padded box.
    """

    side: int
    shape: tuple[int, int]
    tiles: list[TileSlices]


def tiles_of(unknown: np.ndarray, config: ModelConfig, tile: int | None, *, trimmed: bool) -> TileChoice:
    """The tiles that unknown pixels need, which are cut down to them where nothing speaks against it.

    Args:
        unknown: H x W bool.
        tile: side of a tile; None takes the picture in one piece where the config allows it, else the
            config's.
        trimmed: tiles need not have one shape.
    """
    multiple = config.tile_multiple
    shape = _padded(unknown, config.pad_multiple)
    whole = max(unknown.shape) <= tile if tile else unknown.size <= config.whole_up_to
    side = -(-max(shape) // multiple) * multiple if whole else tile or config.tile
    plan = _plan(unknown, side, config, trimmed=config.tiles_agree and (whole or trimmed))
    tiles = [
        (slice(rows.start, min(rows.stop, shape[0])), slice(columns.start, min(columns.stop, shape[1])))
        for rows, columns in plan
    ]
    return TileChoice(side, shape, tiles)


def even_tiles_of(unknown: np.ndarray, config: ModelConfig, tile: int | None) -> TileChoice:
    """Tiles that are all squares of one size: the model's, or a half or quarter of it, whichever has the
    networks see least.

    Pictures that are smaller are padded up to it. For models whose tiles agree.
    """
    largest = tile or config.tile
    plans = {
        side: _plan(unknown, side, config, trimmed=False)
        for side in list(tile_sides(largest, config)) or [largest]
    }
    side = min(plans, key=lambda side: len(plans[side]) * side**2)
    height, width = (max(side, size) for size in _padded(unknown, config.tile_multiple))
    tiles = [
        (slice(rows.start, rows.start + side), slice(columns.start, columns.start + side))
        for rows, columns in plans[side]
    ]
    return TileChoice(side, (height, width), tiles)


def tile_sides(largest: int, config: ModelConfig) -> Iterator[int]:
    """This side of a tile, a half and a quarter of it, ..., as far as the model's tiles can be small."""
    while largest >= max(SMALLEST_TILE, config.smallest_tile):
        yield largest
        largest = largest // 2 // config.tile_multiple * config.tile_multiple


def _plan(unknown: np.ndarray, side: int, config: ModelConfig, *, trimmed: bool) -> list[TileSlices]:
    overlap = min(config.tile_overlap, side - config.tile_multiple)
    return tile_plan(unknown, side, overlap, config.tile_multiple, trimmed=trimmed)


def _padded(unknown: np.ndarray, multiple: int) -> tuple[int, int]:
    height, width = (-(-size // multiple) * multiple for size in unknown.shape)
    return height, width
