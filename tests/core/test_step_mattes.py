"""A step's mattes, kept as unknown pixels' values: everything asked of them is what the whole would give."""

import numpy as np
import pytest

from core.step_mattes import SparseMatte, StepMattes, finite_range, levels

HEIGHT, WIDTH = 37, 53


@pytest.fixture(params=[(0, 128, 255), (0, 128), (128,), (0, 255)])
def trimap(request):
    return np.random.default_rng(0).choice(np.array(request.param, np.uint8), (HEIGHT, WIDTH))


@pytest.fixture
def whole(trimap):
    """By definition: 0 and 1 where known, values that a matte under way has elsewhere."""
    matte = np.random.default_rng(1).normal(0.5, 1, trimap.shape).astype(np.float16)
    matte[trimap == 0], matte[trimap == 255] = 0, 1
    return matte


@pytest.fixture
def matte(trimap, whole):
    values = whole[trimap == 128]
    return StepMattes(100, 2, values, None, values, values, trimap=trimap).matte("propagated")


def test_its_whole_and_its_pixels(matte, whole):
    assert isinstance(matte, SparseMatte) and matte.shape == whole.shape
    np.testing.assert_array_equal(np.asarray(matte), whole)
    assert np.asarray(matte).dtype == np.float16
    assert all(matte[row, column] == whole[row, column] for row in range(HEIGHT) for column in range(WIDTH))


@pytest.mark.parametrize("stride", [1, 2, 7, 40])
def test_thinned(matte, whole, stride):
    np.testing.assert_array_equal(matte.thinned(stride), whole[::stride, ::stride])


@pytest.mark.parametrize("full", [False, True])
def test_as_a_screen_shows_it(matte, whole, full):
    span = finite_range(whole) if full else (0.0, 1.0)
    assert matte.finite_range() == finite_range(whole)
    np.testing.assert_array_equal(matte.levels(*span), levels(whole, *span))


def test_levels_by_their_definition():
    values = np.array([[-1, 0, 0.25], [0.5, 1, 7]], np.float32)
    np.testing.assert_array_equal(levels(values), [[0, 0, 64], [128, 255, 255]])
    np.testing.assert_array_equal(levels(values, -1, 7), [[0, 32, 40], [48, 64, 255]])
    strange = np.array([np.nan, np.inf, -np.inf, 0.5], np.float16)
    np.testing.assert_array_equal(levels(strange), [0, 255, 0, 128])
    assert finite_range(strange) == (0.5, 0.5) and finite_range(strange[:3]) == (0.0, 1.0)


def test_a_step_without_a_trimap_keeps_wholes(whole):
    step = StepMattes(100, 0, whole, None, None, whole)
    assert step.matte("denoised") is whole and step.matte("corrected") is None
