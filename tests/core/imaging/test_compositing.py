"""Compositing and foreground colours."""

import numpy as np
import pytest

from core.errors import PictureError
from core.imaging.colour import linear_to_srgb, srgb_to_linear, to_unit
from core.imaging.compositing import (
    checkerboard,
    composite,
    estimate_foreground,
    fit_background,
    foreground_for,
)
from core.imaging.picture import Picture


def test_srgb_curve():
    # pairs from the definition in IEC 61966-2-1
    encoded = np.float32([0, 0.04045, 0.5, 1])
    np.testing.assert_allclose(srgb_to_linear(encoded), [0, 0.0031308, 0.2140411, 1], atol=2e-7)
    ramp = np.linspace(-0.1, 2, 999, dtype=np.float32)
    np.testing.assert_allclose(linear_to_srgb(srgb_to_linear(ramp)), ramp, atol=1e-6)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_full_scale_is_exactly_one(dtype):
    assert to_unit(np.array([np.iinfo(dtype).max], dtype))[0] == 1


def test_composite_over_a_colour_and_a_picture():
    foreground = np.full((2, 3, 3), 0.8, np.float32)
    alpha = np.array([[0, 0.25, 1], [1, 1, 1]], np.float32)
    over = composite(foreground, alpha, (0.0, 0.4, 1.0))
    np.testing.assert_allclose(over[0], [[0, 0.4, 1], [0.2, 0.5, 0.95], [0.8, 0.8, 0.8]], atol=1e-6)
    picture = np.broadcast_to(np.float32([0, 0.4, 1]), (2, 3, 3))
    np.testing.assert_array_equal(composite(foreground, alpha, picture), over)
    assert over.dtype == np.float32
    with pytest.raises(PictureError, match=r"3 × 2, 5 × 2 pixels"):
        composite(foreground, alpha, np.zeros((2, 5, 3), np.float32))


def test_checkerboard():
    board = checkerboard(5, 7, cell=2)
    assert board.shape == (5, 7, 3)
    assert board[0, 0, 0] == board[2, 2, 0] == board[1, 5, 0]
    assert board[0, 0, 0] > board[0, 2, 0] == board[2, 0, 0]


@pytest.mark.parametrize("shape", [(10, 40), (40, 10), (100, 100), (12, 16)])
def test_backgrounds_cover_and_keep_their_proportions(shape):
    rows = np.linspace(0, 1, shape[0], dtype=np.float32)[:, None, None]
    fitted = fit_background(np.broadcast_to(rows, (*shape, 3)).copy(), 12, 16)
    assert fitted.shape == (12, 16, 3)
    assert fitted[5:7].mean() == pytest.approx(0.5, abs=0.02)


@pytest.fixture(scope="module")
def mixed():
    """A soft-edged red disc over blue, 8 bit, with the true foreground colour."""
    rows, columns = np.mgrid[:48, :48] - 23.5
    alpha = np.clip(12 - np.hypot(rows, columns), 0, 4).astype(np.float32) / 4
    red, blue = np.float32([0.9, 0.2, 0.1]), np.float32([0.1, 0.2, 1])
    image = composite(np.broadcast_to(red, (48, 48, 3)), alpha, tuple(blue))
    return Picture.from_array(np.rint(image * 255).astype(np.uint8)), alpha, red


def test_estimated_colours_only_where_alpha_is_soft(mixed):
    picture, alpha, red = mixed
    cut_out = foreground_for(picture, alpha, estimated=True)
    soft = (alpha > 0) & (alpha < 1)
    assert cut_out.dtype == np.uint8
    np.testing.assert_array_equal(cut_out[~soft], picture.pixels[~soft])
    assert np.abs(cut_out[soft] / 255 - red).max() < 0.05
    assert np.abs(picture.pixels[soft] / 255 - red).max() > 0.5

    bright = estimate_foreground(picture.srgb_float() * 4, alpha)
    assert np.abs(bright[soft] / 4 - red).max() < 0.05


def test_original_colours_are_the_pictures_own(mixed):
    picture, alpha, _ = mixed
    assert foreground_for(picture, alpha, estimated=False) is picture.pixels
    hard = (alpha > 0.5).astype(np.float32)
    np.testing.assert_array_equal(foreground_for(picture, hard, estimated=True), picture.pixels)
    with pytest.raises(PictureError, match="shape"):
        estimate_foreground(picture.srgb_float(), alpha[1:])
