"""Tiles cover the picture, begin where the networks' windows do, and blend to one."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import SettingsError
from core.imaging.tiles import tile_plan, tile_weights


@settings(max_examples=60, deadline=None)
@given(
    rows=st.integers(1, 12),
    columns=st.integers(1, 12),
    tile=st.integers(1, 6),
    data=st.data(),
)
def test_any_plan_covers_and_blends_to_one(rows, columns, tile, data):
    multiple = 8
    height, width, side = rows * multiple, columns * multiple, tile * multiple
    overlap = data.draw(st.integers(0, side - multiple))
    plan = tile_plan(height, width, side, overlap, multiple)
    total = np.zeros((height, width))
    for (row, column), weights in zip(plan, tile_weights(plan, overlap), strict=True):
        assert row.start % multiple == column.start % multiple == 0
        assert weights.shape == (min(side, height), min(side, width))
        assert weights.min() > 0
        total[row, column] += weights
    np.testing.assert_allclose(total, 1, atol=1e-6)
    for axis in range(2):
        spans = sorted({(tiles[axis].start, tiles[axis].stop) for tiles in plan})
        assert all(end - start >= overlap for (_, end), (start, _) in pairwise(spans))


def test_a_picture_that_fits_is_one_tile():
    assert tile_plan(64, 96, 128, 32, 32) == [(slice(0, 64), slice(0, 96))]


def test_weights_are_smooth_over_a_seam():
    plan = tile_plan(32, 96, 64, 32, 32)
    first, _ = tile_weights(plan, 32)
    row = first[0]
    np.testing.assert_allclose(row[:32], 1, atol=1e-6)
    assert np.abs(np.diff(row)).max() < 0.06  # a cosine over 32 pixels is steepest by π/64
    np.testing.assert_allclose(row[32:] + row[32:][::-1], 1, atol=1e-6)


@pytest.mark.parametrize(
    ("arguments", "match"),
    [
        ((100, 96, 64, 0, 32), "height of 100 pixels is not a multiple of 32"),
        ((96, 96, 70, 0, 32), "tile of 70"),
        ((96, 96, 64, 40, 32), "overlap by 0 to 32 pixels, not by 40"),
        ((96, 96, 64, -1, 32), "not by -1"),
    ],
)
def test_plans_that_cannot_be_are_refused(arguments, match):
    with pytest.raises(SettingsError, match=match):
        tile_plan(*arguments)
