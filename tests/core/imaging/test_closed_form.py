"""Closed-form matting against pymatting's, and the coarse start made of it."""

import cv2
import numpy as np
import pytest

import resources
from core.errors import Cancelled, PictureError, TrimapError
from core.imaging.closed_form import closed_form, coarse_matte
from core.imaging.reading import read_picture
from core.imaging.trimap import read_trimap


@pytest.fixture(scope="module")
def cat() -> tuple[np.ndarray, np.ndarray]:
    """A real photograph at a fifth of its size, with its trimap."""
    sample = next(sample for sample in resources.samples() if sample.name == "chelsea")
    image = read_picture(sample.picture).srgb_float()
    trimap, _ = read_trimap(sample.trimap)
    size = (image.shape[1] // 5, image.shape[0] // 5)
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return small, cv2.resize(trimap, size, interpolation=cv2.INTER_NEAREST)


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
    for alpha in (closed_form(image, trimap), coarse_matte(image, trimap)):
        assert alpha.dtype == np.float32 and alpha.shape == trimap.shape
        assert (alpha[trimap == 0] == 0).all() and (alpha[trimap == 255] == 1).all()
        assert alpha.min() >= 0 and alpha.max() <= 1


def test_coarse_start_is_near_the_full_solve_and_capped(cat: tuple[np.ndarray, np.ndarray]) -> None:
    image, trimap = cat
    unknown = trimap == 128
    full = closed_form(image, trimap)
    half = np.abs(coarse_matte(image, trimap) - full)[unknown].mean()
    tiny = np.abs(coarse_matte(image, trimap, max_unknown=unknown.sum() // 64) - full)[unknown].mean()
    assert half < 0.1
    assert tiny > half


@pytest.mark.parametrize("shape", [(3, 3), (1, 40), (2, 2)])
def test_tiny_pictures(shape: tuple[int, int]) -> None:
    trimap = np.full(shape, 128, np.uint8)
    trimap[0, 0], trimap[-1, -1] = 0, 255
    alpha = coarse_matte(np.random.default_rng(0).random((*shape, 3)), trimap)
    assert alpha.shape == shape and np.isfinite(alpha).all()


def test_cancel_and_bad_input(cat: tuple[np.ndarray, np.ndarray]) -> None:
    image, trimap = cat
    with pytest.raises(Cancelled):
        closed_form(image, trimap, cancelled=lambda: True)
    with pytest.raises(TrimapError, match="one size"):
        closed_form(image, trimap[:-1])
    with pytest.raises(PictureError, match="floats"):
        closed_form((image * 255).astype(np.uint8), trimap)
