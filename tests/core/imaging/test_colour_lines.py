"""A matte solved at a small size, made larger by the large picture's colours: finer than its own pixels."""

import cv2
import numpy as np
import pytest
import torch

from core.imaging import colour_lines as module
from core.imaging.colour_lines import colour_lines, fitted_slopes, matte_on_lines
from core.imaging.enlarging import enlarged

WHOLE = slice(0, 96), slice(0, 120)


def scene() -> tuple[np.ndarray, np.ndarray]:
    """Strands a pixel wide in front of a passage of colours: picture and alpha, 96 x 120."""
    rng = np.random.default_rng(3)
    alpha = np.zeros((96, 120), np.float32)
    alpha[:, 10:110:5] = rng.uniform(0.3, 1, 20)
    alpha[40:] = np.maximum(alpha[40:], np.linspace(0, 1, 120, dtype=np.float32))
    passage = np.linspace(0, 0.2, 120, dtype=np.float32)[None, :, None]
    front, behind = np.float32([0.8, 0.4, 0.2]) + passage, np.float32([0.1, 0.3, 0.5]) - passage / 2
    return alpha[..., None] * front + (1 - alpha[..., None]) * behind, alpha


EVERYWHERE = np.ones((48, 60), bool)


def small_of(layer: np.ndarray) -> np.ndarray:
    return cv2.resize(layer, (60, 48), interpolation=cv2.INTER_AREA)


def test_strands_finer_than_the_small_mattes_pixels_come_back() -> None:
    image, alpha = scene()
    small = small_of(alpha)
    lines = colour_lines(small_of(image), small, EVERYWHERE)
    assert lines.dtype == np.float32 and lines.shape == (48, 60, 4)
    by_colour = matte_on_lines(lines, image, alpha.shape, *WHOLE)
    by_itself = enlarged(small, alpha.shape, *WHOLE)
    assert by_colour.dtype == np.float32
    assert np.abs(by_colour - alpha).mean() < 0.25 * np.abs(by_itself - alpha).mean()


def test_a_line_is_the_best_fit_of_its_windows() -> None:
    """Against least squares, window by window, and the mean of the nine windows that a pixel lies in."""
    rng = np.random.default_rng(5)
    image, matte = rng.random((5, 5, 3)), rng.random((5, 5)).astype(np.float32)
    lines = []
    for y in range(3):
        for x in range(3):
            colours, alphas = (
                layer[y : y + 3, x : x + 3].reshape(9, -1).astype(np.float64) for layer in (image, matte)
            )
            ridge = np.sqrt(9 * module.REGULARISATION) * np.eye(3, 4)
            system = np.vstack([np.column_stack([colours, np.ones(9)]), ridge])
            lines.append(np.linalg.lstsq(system, np.append(alphas[:, 0], np.zeros(3)), rcond=None)[0])
    found = colour_lines(image.astype(np.float32), matte, np.ones((5, 5), bool))
    np.testing.assert_allclose(found[2, 2], np.mean(lines, axis=0), rtol=1e-3, atol=1e-4)


def test_where_all_is_one_colour_the_matte_is_its_own_mean() -> None:
    matte = np.full((8, 9), 0.25, np.float32)
    lines = colour_lines(np.full((8, 9, 3), 0.4, np.float32), matte, matte > 0)
    pixels = np.full((16, 18, 3), 0.4, np.float32)
    np.testing.assert_allclose(
        matte_on_lines(lines, pixels, (16, 18), slice(0, 16), slice(0, 18)), 0.25, atol=1e-6
    )


def test_bands_and_parts_are_those_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    image, alpha = scene()
    small_image, small = small_of(image), small_of(alpha)
    lines = colour_lines(small_image, small, EVERYWHERE)
    monkeypatch.setattr(module, "AT_ONCE", 500)
    np.testing.assert_allclose(colour_lines(small_image, small, EVERYWHERE), lines, atol=1e-6)
    rows, columns = slice(13, 41), slice(50, 97)
    part = matte_on_lines(lines, image[rows, columns], alpha.shape, rows, columns)
    whole = matte_on_lines(lines, image, alpha.shape, *WHOLE)
    np.testing.assert_array_equal(part, whole[rows, columns])


@pytest.mark.parametrize("shape", [(1, 1), (3, 3), (2, 9)])
def test_tiny_pictures_have_lines(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(0)
    lines = colour_lines(rng.random((*shape, 3)), rng.random(shape).astype(np.float32), np.ones(shape, bool))
    assert lines.shape == (*shape, 4) and np.isfinite(lines).all()


def test_lines_are_found_where_they_are_wanted_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    image, alpha = scene()
    small_image, small = small_of(image), small_of(alpha)
    whole = colour_lines(small_image, small, EVERYWHERE)
    wanted = np.zeros_like(EVERYWHERE)
    wanted[17:31, 20:33] = True
    monkeypatch.setattr(module, "AT_ONCE", 480)  # eight rows: no block begins where the wanted does
    some = colour_lines(small_image, small, wanted)
    assert (some[:6] == 0).all() and (some[:, 40:] == 0).all()
    rows, columns = slice(34, 62), slice(40, 66)
    parts = [
        matte_on_lines(lines, image[rows, columns], alpha.shape, rows, columns) for lines in (some, whole)
    ]
    np.testing.assert_allclose(*parts, atol=1e-6)


def test_float32_is_enough_for_colours_that_hardly_vary() -> None:
    """Where the determinant of the covariance, 1e-15, is below what float32 leaves of its parts."""
    rng = np.random.default_rng(8)
    grey = rng.random(500)
    colours = grey[:, None] * [0.3, 0.3, 0.3] + rng.normal(0, 1e-5, (500, 3))
    windows = colours.reshape(-1, 4, 3) - colours.reshape(-1, 4, 3).mean(1, keepdims=True)
    covariance = windows.transpose(0, 2, 1) @ windows / 4
    along = rng.normal(0, 0.01, (len(windows), 3))
    system = covariance + module.REGULARISATION * np.eye(3)
    pairs = ((0, 0), (1, 1), (2, 2), (0, 1), (0, 2), (1, 2))
    given = [covariance[:, i, j] for i, j in pairs] + [along[:, c] for c in range(3)]
    slopes = np.stack(fitted_slopes(*(plane.astype(np.float32) for plane in given)), axis=1)
    wanted = np.linalg.solve(system, along[..., None])[..., 0]
    np.testing.assert_allclose(slopes, wanted, atol=0.02 * np.abs(wanted).max())
    tensors = fitted_slopes(*(torch.from_numpy(plane.astype(np.float32)) for plane in given))
    np.testing.assert_allclose(torch.stack(tensors, dim=1).numpy(), slopes, rtol=1e-4, atol=1e-3)
