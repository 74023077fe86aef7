"""Which tiles a run takes: those that compiled networks are given have one shape."""

from dataclasses import replace

import numpy as np
import pytest

from core.models.config import COMPACT
from core.tile_choice import even_tiles_of, tile_sides, tiles_of


def spots(height: int, width: int, *places: tuple[int, int]) -> np.ndarray:
    unknown = np.zeros((height, width), bool)
    for row, column in places:
        unknown[row : row + 9, column : column + 9] = True
    return unknown


@pytest.mark.parametrize(
    ("unknown", "side", "count"),
    [
        (spots(3, 4, (0, 0)), 512, 1),
        (spots(500, 512, (20, 20), (480, 490)), 512, 1),
        (spots(700, 900, (20, 20), (680, 880), (300, 400)), 512, 3),
        (np.ones((700, 900), bool), 1024, 1),
        (spots(3000, 4000, (0, 0), (1500, 2000), (2990, 3990)), 512, 3),
        (np.ones((1500, 2600), bool), 1024, 8),
        (np.zeros((80, 90), bool), 1024, 0),
    ],
)
def test_even_tiles_are_squares_of_the_size_that_computes_least(
    unknown: np.ndarray, side: int, count: int
) -> None:
    choice = even_tiles_of(unknown, COMPACT, None)
    assert choice.side == side or not count
    assert len(choice.tiles) == count
    covered = np.zeros(choice.shape, bool)
    for rows, columns in choice.tiles:
        assert rows.stop - rows.start == columns.stop - columns.start == side
        assert (
            rows.start >= 0
            and rows.stop <= choice.shape[0]
            and 0 <= columns.start < columns.stop <= choice.shape[1]
        )
        assert rows.start % COMPACT.tile_multiple == columns.start % COMPACT.tile_multiple == 0
        covered[rows, columns] = True
    height, width = unknown.shape
    assert covered[:height, :width][unknown].all()
    assert all(padded >= size for padded, size in zip(choice.shape, unknown.shape, strict=True))


def test_a_size_that_is_asked_for_is_not_gone_beyond() -> None:
    unknown = np.ones((900, 1900), bool)
    assert even_tiles_of(unknown, COMPACT, 512).side == 512
    assert even_tiles_of(unknown, replace(COMPACT, tile_overlap=512), None).side == 1024
    assert even_tiles_of(unknown, COMPACT, 384).side == 384  # a half has no room for the overlap


def test_sides_go_down_as_far_as_tiles_can_overlap() -> None:
    assert list(tile_sides(2048, COMPACT)) == [2048, 1024, 512]
    assert list(tile_sides(2048, replace(COMPACT, tile_multiple=64))) == [2048, 1024, 512, 256]
    assert list(tile_sides(128, COMPACT)) == []


def test_other_tiles_are_cut_down_or_of_one_size_within_the_padded_picture() -> None:
    unknown = spots(1500, 2600, (100, 100), (1400, 2500))
    cut, even = (tiles_of(unknown, COMPACT, None, trimmed=trimmed) for trimmed in (True, False))
    assert cut.shape == even.shape == (1504, 2624)
    assert sum(rows.stop - rows.start for rows, _ in cut.tiles) < 1024
    # from a multiple of 128 on, to what is there of the last one
    assert [rows.stop - rows.start for rows, _ in even.tiles] == [1024, 992]
