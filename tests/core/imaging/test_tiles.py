"""Tiles cover what is unknown and nothing else, begin where windows do, and fall off smoothly."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import SettingsError
from core.imaging.tiles import tile_plan, tile_weight

MULTIPLE = 8


@settings(max_examples=60, deadline=None)
@given(
    height=st.integers(1, 90),
    width=st.integers(1, 90),
    tile=st.integers(3, 6),
    overlap=st.integers(0, 16),
    share=st.sampled_from([0.0, 0.01, 0.1, 1.0]),
    trimmed=st.booleans(),
    seed=st.integers(0, 99),
)
def test_any_plan_holds_every_unknown_pixel_with_its_surroundings(
    height, width, tile, overlap, share, trimmed, seed
):
    unknown = np.random.default_rng(seed).random((height, width)) < share
    plan = tile_plan(unknown, tile * MULTIPLE, overlap, MULTIPLE, trimmed=trimmed)
    padded = [-(-size // MULTIPLE) * MULTIPLE for size in (height, width)]
    surrounded = np.zeros(unknown.shape, bool)
    for part in plan:
        assert unknown[part].any()
        inner = []
        for span, size in zip(part, padded, strict=True):
            length = span.stop - span.start
            assert span.start % MULTIPLE == length % MULTIPLE == 0 and 0 <= span.start < span.stop <= size
            assert length <= tile * MULTIPLE and (trimmed or length == min(tile * MULTIPLE, size))
            start = span.start and span.start + overlap // 2
            inner.append(slice(start, span.stop if span.stop == size else span.stop - overlap // 2))
        surrounded[tuple(inner)] = True
    assert surrounded[unknown].all()


def test_a_thin_band_takes_few_pixels_and_a_picture_that_fits_one_tile():
    unknown = np.zeros((640, 640), bool)
    np.fill_diagonal(unknown, True)
    plan = tile_plan(unknown, 160, 32, MULTIPLE, trimmed=True)
    pixels = sum((rows.stop - rows.start) * (columns.stop - columns.start) for rows, columns in plan)
    assert pixels < 0.4 * unknown.size
    assert tile_plan(np.ones((60, 90), bool), 128, 32, 32) == [(slice(0, 64), slice(0, 96))]
    assert tile_plan(np.zeros((60, 90), bool), 128, 32, 32) == []


def test_rows_of_tiles_begin_where_something_is_left():
    unknown = np.zeros((200, 200), bool)
    unknown[90:100, 30:40] = unknown[90:100, 150:160] = True
    assert tile_plan(unknown, 64, 16, 8) == [
        (slice(80, 144), slice(16, 80)),
        (slice(80, 144), slice(136, 200)),
    ]
    assert tile_plan(unknown, 64, 16, 8, trimmed=True) == [
        (slice(80, 112), slice(16, 48)),
        (slice(80, 112), slice(136, 168)),
    ]


def test_a_tile_counts_less_towards_its_edges_smoothly():
    row = tile_weight(97, 96, 32)[48]
    np.testing.assert_allclose(row[32:64], 1, atol=1e-6)
    assert 0 < row[0] < 0.001 and np.array_equal(row, row[::-1])
    assert np.abs(np.diff(row)).max() < 0.06  # a cosine over 32 pixels is steepest by π/64


@pytest.mark.parametrize(
    ("arguments", "match"),
    [
        ((70, 0, 32), "tile of 70"),
        ((64, 40, 32), "overlap by 0 to 32 pixels, not by 40"),
        ((64, -1, 32), "not by -1"),
    ],
)
def test_plans_that_cannot_be_are_refused(arguments, match):
    with pytest.raises(SettingsError, match=match):
        tile_plan(np.ones((96, 96), bool), *arguments)
