"""The colours around: the nearest known ones, smoothly, and the share that a mixed pixel has of each."""

import numpy as np
import pytest

from core.imaging.surroundings import surroundings

GREEN, BLUE = np.float32([0.2, 0.6, 0.1]), np.float32([0.3, 0.4, 0.9])


def edge(rows: int = 60) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A soft edge between two flat colours: picture, trimap, truth."""
    truth = np.clip(np.linspace(-1, 2, 90, dtype=np.float32), 0, 1)[None].repeat(rows, axis=0)
    image = truth[..., None] * GREEN + (1 - truth[..., None]) * BLUE
    return image, np.select([truth == 0, truth == 1], [0, 255], 128).astype(np.uint8), truth


def test_between_flat_colours_the_share_is_alpha() -> None:
    image, trimap, truth = edge()
    between, foreground, background = surroundings(image, trimap)
    assert between.dtype == foreground.dtype == background.dtype == np.float32
    np.testing.assert_allclose(foreground, np.broadcast_to(GREEN, image.shape), atol=1e-5)
    np.testing.assert_allclose(background, np.broadcast_to(BLUE, image.shape), atol=1e-5)
    np.testing.assert_allclose(between, truth, atol=0.01)


def test_of_two_colours_the_nearer_counts_and_the_passage_is_smooth() -> None:
    image, trimap, _ = edge(120)
    image[:60, 65:] = [0.9, 0.1, 0.1]
    trimap[:, 45:65] = 128
    _, foreground, _ = surroundings(image, trimap)
    np.testing.assert_allclose(foreground[4, 60], image[4, 80], atol=0.05)
    np.testing.assert_allclose(foreground[-4, 60], GREEN, atol=0.05)
    assert np.abs(np.diff(foreground[:, 50], axis=0)).max() < 0.1


def test_what_does_not_lie_between_is_clipped() -> None:
    image, trimap, _ = edge()
    image[:, 44:46] = 2 * GREEN - BLUE, 2 * BLUE - GREEN
    between, _, _ = surroundings(image, trimap)
    assert (between[:, 44] == 1).all() and (between[:, 45] == 0).all()


@pytest.mark.parametrize("known", [0, 255, 128])
def test_a_side_that_is_nowhere_known_is_grey(known: int) -> None:
    image, _, _ = edge()
    between, foreground, background = surroundings(image, np.full(image.shape[:2], known, np.uint8))
    assert np.isfinite(between).all()
    for side, colours in ((255, foreground), (0, background)):
        if known != side:
            np.testing.assert_allclose(colours, 0.5)


@pytest.mark.parametrize("shape", [(1, 1), (3, 3), (2, 70), (65, 3)])
def test_small_and_odd_sizes(shape: tuple[int, int]) -> None:
    image = np.full((*shape, 3), 0.3, np.float32)
    trimap = np.full(shape, 128, np.uint8)
    trimap[0, 0] = 255
    between, foreground, background = surroundings(image, trimap)
    assert between.shape == shape and foreground.shape == background.shape == (*shape, 3)
    np.testing.assert_allclose(foreground, 0.3, atol=1e-6)


def test_along_a_strip_colours_stay_where_they_are() -> None:
    image = np.full((3, 1200, 3), 0.5, np.float32)
    image[:, :100], image[:, -100:] = [0.9, 0.1, 0.1], GREEN
    trimap = np.full((3, 1200), 128, np.uint8)
    trimap[:, :100] = trimap[:, -100:] = 255
    _, foreground, _ = surroundings(image, trimap)
    np.testing.assert_allclose(foreground[1, 110], [0.9, 0.1, 0.1], atol=0.1)
    np.testing.assert_allclose(foreground[1, -110], GREEN, atol=0.1)


def test_what_is_no_number_stays_where_it_is() -> None:
    image, trimap, _ = edge()
    image[3, 40] = np.nan
    between, foreground, background = surroundings(image, trimap)
    assert np.isfinite(foreground).all() and np.isfinite(background).all()
    assert np.isnan(between).sum() == 1
