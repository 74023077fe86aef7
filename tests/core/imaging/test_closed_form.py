"""Closed-form matting against pymatting's."""

import numpy as np
import pytest

from core.errors import Cancelled, PictureError, TrimapError
from core.imaging.closed_form import closed_form


def test_alpha_is_pymattings(cat: tuple[np.ndarray, np.ndarray]) -> None:
    from pymatting import estimate_alpha_cf

    image, trimap = cat
    # pymatting holds known pixels by a penalty, ours exactly: hence not to the last digit.
    guidance = np.select([trimap == 0, trimap == 255], [0.0, 1.0], 0.5)
    theirs = estimate_alpha_cf(image.astype(np.float64), guidance, cg_kwargs={"rtol": 1e-8})
    difference = np.abs(closed_form(image, trimap) - theirs)[trimap == 128]
    assert difference.mean() < 2e-3 and difference.max() < 0.05


def test_a_linear_ramp_is_found_exactly() -> None:
    """Where the picture is alpha F + (1 − alpha) B with constant colours, the energy's minimum is alpha."""
    alpha = np.tile(np.linspace(-0.2, 1.2, 60).clip(0, 1), (30, 1)).astype(np.float32)
    image = alpha[..., None] * np.float32([0.9, 0.5, 0.1]) + (1 - alpha[..., None]) * np.float32(
        [0.1, 0.2, 0.6]
    )
    trimap = np.select([alpha <= 0, alpha >= 1], [0, 255], 128).astype(np.uint8)
    np.testing.assert_allclose(closed_form(image, trimap), alpha, atol=2e-3)


def test_known_pixels_are_exact_and_range_is_kept(cat: tuple[np.ndarray, np.ndarray]) -> None:
    image, trimap = cat
    alpha = closed_form(image, trimap)
    assert alpha.dtype == np.float32 and alpha.shape == trimap.shape
    assert (alpha[trimap == 0] == 0).all() and (alpha[trimap == 255] == 1).all()
    assert alpha.min() >= 0 and alpha.max() <= 1


def test_cancel_and_bad_input(cat: tuple[np.ndarray, np.ndarray]) -> None:
    image, trimap = cat
    with pytest.raises(Cancelled):
        closed_form(image, trimap, cancelled=lambda: True)
    with pytest.raises(TrimapError, match="one size"):
        closed_form(image, trimap[:-1])
    with pytest.raises(PictureError, match="floats"):
        closed_form((image * 255).astype(np.uint8), trimap)
