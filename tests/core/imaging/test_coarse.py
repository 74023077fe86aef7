"""The coarse start: near the full solve, helped by colours where nothing else reaches, exact where known."""

import threading
from collections.abc import Callable, Iterator

import cv2
import numpy as np
import pytest

from core.errors import Cancelled, DmatError, PictureError, TrimapError
from core.imaging import coarse
from core.imaging.closed_form import closed_form
from core.imaging.coarse import HINTS, CoarseStart, closed_form_within, coarse_matte, coarse_start
from core.imaging.colour_affinity import colour_likeness, colour_links
from core.imaging.picture import Picture
from core.models.config import COMPACT


def test_known_pixels_are_exact_and_range_is_kept(cat: tuple[np.ndarray, np.ndarray]) -> None:
    image, trimap = cat
    start = coarse_start(image, trimap)
    assert start.dtype == np.float32 and start.shape == (*trimap.shape, 1 + HINTS)
    alphas = start[..., :3]
    assert (alphas[trimap == 0] == 0).all() and (alphas[trimap == 255] == 1).all()
    assert start.min() >= 0 and start.max() <= 1
    np.testing.assert_array_equal(coarse_matte(image, trimap), start[..., 0])
    np.testing.assert_array_equal(coarse_start(image, trimap), start)


def test_closed_form_at_half_size_is_near_the_full_solve_and_capped(
    cat: tuple[np.ndarray, np.ndarray],
) -> None:
    image, trimap = cat
    unknown = trimap == 128
    full = closed_form(image, trimap)
    half = np.abs(coarse_start(image, trimap)[..., 1] - full)[unknown].mean()
    tiny = coarse_start(image, trimap, max_unknown=unknown.sum() // 64)[..., 1]
    assert half < 0.1
    assert np.abs(tiny - full)[unknown].mean() > half


def test_a_gap_without_known_pixels_is_found_by_its_colour() -> None:
    """A green hedge before a blue sky, with a hole of sky in the unknown part of the hedge."""
    rng = np.random.default_rng(1)
    truth = np.zeros((160, 160), np.float32)
    truth[:, 60:] = 1
    truth[60:100, 90:110] = 0
    image = np.where(truth[..., None] > 0, np.float32([0.2, 0.5, 0.1]), np.float32([0.4, 0.6, 0.9]))
    image = np.clip(image + rng.normal(0, 0.02, image.shape), 0, 1).astype(np.float32)
    trimap = np.full(truth.shape, 128, np.uint8)
    trimap[:, :40], trimap[:, 130:] = 0, 255
    start = coarse_start(image, trimap)
    hole = (slice(65, 95), slice(94, 106))
    assert start[(*hole, 0)].mean() < 0.05
    assert start[(*hole, 1)].mean() > 0.2  # closed-form matting alone takes it for half a leaf
    assert start[(*hole, 2)].mean() < 0.2


@pytest.mark.parametrize(("front", "behind"), [(0.1, 0.9), (0.9, 0.1)])
def test_light_that_adds_up_is_nearer_to_the_truth_than_encoded_values_are(
    front: float, behind: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A soft edge as a camera sees it: its light is a mean of both sides', and encoded afterwards."""
    alpha = np.clip(np.linspace(-0.5, 1.5, 200, dtype=np.float32), 0, 1)[None].repeat(120, axis=0)
    light = alpha * front**2.2 + (1 - alpha) * behind**2.2
    image = (light ** (1 / 2.2))[..., None].repeat(3, axis=2)
    trimap = np.full(alpha.shape, 128, np.uint8)
    trimap[:, :40], trimap[:, 160:] = 0, 255

    def error() -> float:
        return float(np.abs(coarse_matte(image, trimap) - alpha)[trimap == 128].mean())

    found = error()
    monkeypatch.setattr(coarse, "EXPONENT", 1.0)
    assert found < 0.85 * error()


def test_likeness_and_its_certainty() -> None:
    image = np.zeros((9, 30, 3))
    image[:, 10:20] = 0.5  # equally far from both
    image[:, 20:] = 1
    image[:, 19] = [1, 0, 0]  # like neither
    trimap = np.full((9, 30), 128, np.uint8)
    trimap[:, :8], trimap[:, 22:] = 0, 255
    likeness, certainty = (values.reshape(9, 14) for values in colour_likeness(image, trimap))
    assert likeness[:, :2].max() < 0.05 and certainty[:, :2].min() > 0.5
    assert likeness[:, 12:].min() > 0.95 and certainty[:, 12:].min() > 0.5
    assert certainty[:, 2:12].max() < 0.01
    np.testing.assert_allclose(likeness[:, 2:11], 0.5, atol=0.1)


def test_links_draw_to_pixels_of_the_same_colour() -> None:
    """Two unknown colours, each known elsewhere: the linked energy alone gives each its own alpha."""
    image = np.random.default_rng(0).normal(0.1, 0.02, (6, 40, 3))
    image[:, 10:20] += [0.7, 0.2, 0.1]
    image[:, 30:] += [0.7, 0.2, 0.1]
    trimap = np.full((6, 40), 128, np.uint8)
    trimap[:, :8], trimap[:, 32:] = 0, 255
    matrix, drawn = colour_links(image, trimap)
    assert abs(matrix - matrix.T).max() < 1e-12
    alpha = np.linalg.lstsq(matrix.toarray(), drawn)[0].reshape(6, 24)
    np.testing.assert_allclose(alpha, image[:, 8:32, 0] > 0.5, atol=0.05)


@pytest.mark.parametrize("value", [0, 255])
def test_a_side_that_is_missing_is_unlike(value: int) -> None:
    trimap = np.full((8, 8), 128, np.uint8)
    trimap[0] = value
    likeness, _ = colour_likeness(np.full((8, 8, 3), 0.5), trimap)
    assert np.abs(likeness - value / 255).max() < 0.1


@pytest.mark.parametrize("shape", [(3, 3), (1, 40), (2, 2)])
def test_tiny_pictures(shape: tuple[int, int]) -> None:
    trimap = np.full(shape, 128, np.uint8)
    trimap[0, 0], trimap[-1, -1] = 0, 255
    alpha = coarse_matte(np.random.default_rng(0).random((*shape, 3)), trimap)
    assert alpha.shape == shape and np.isfinite(alpha).all()


def test_a_trimap_without_unknown_pixels_is_its_own_matte() -> None:
    trimap = np.zeros((64, 64), np.uint8)
    trimap[:, 32:] = 255
    alpha = coarse_matte(np.random.default_rng(0).random((64, 64, 3)), trimap)
    np.testing.assert_array_equal(alpha, trimap / 255)


def test_cancel(cat: tuple[np.ndarray, np.ndarray]) -> None:
    with pytest.raises(Cancelled):
        coarse_matte(*cat, cancelled=lambda: True)


@pytest.fixture
def threads() -> Iterator[Callable[[int], None]]:
    """Sets OpenCV's number of threads, which says whether a process may use more than one."""
    before = cv2.getNumThreads()
    yield cv2.setNumThreads
    cv2.setNumThreads(before)


def test_threads_change_no_bit(cat: tuple[np.ndarray, np.ndarray], threads: Callable[[int], None]) -> None:
    starts = []
    for count in (1, 2):
        threads(count)
        starts.append(coarse_start(*cat))
    np.testing.assert_array_equal(*starts)


def test_what_goes_wrong_on_a_thread_is_told(
    cat: tuple[np.ndarray, np.ndarray], threads: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        assert threading.current_thread() is not threading.main_thread()
        raise Cancelled("The coarse matte was cancelled.")

    threads(2)
    monkeypatch.setattr("core.imaging.coarse.colour_links", stopped)
    with pytest.raises(Cancelled):
        coarse_start(*cat)


def test_hints_are_in_the_order_that_the_encoder_knows() -> None:
    """Weights are trained for it: another order would be another input."""
    truth = np.clip(np.linspace(-1, 2, 180, dtype=np.float32), 0, 1)[None].repeat(120, axis=0)
    front, behind = np.float32([0.2, 0.6, 0.1]), np.float32([0.3, 0.4, 0.9])
    image = truth[..., None] * front + (1 - truth[..., None]) * behind
    trimap = np.select([truth == 0, truth == 1], [0, 255], 128).astype(np.uint8)
    assert COMPACT.encoder.hints == HINTS
    start = coarse_start(image, trimap)
    for channel in range(4):
        np.testing.assert_allclose(start[..., channel], truth, atol=(0.05, 0.05, 0.3, 0.02)[channel])
    np.testing.assert_allclose(start[..., 4:7], np.broadcast_to(front, image.shape), atol=1e-4)
    np.testing.assert_allclose(start[..., 7:], np.broadcast_to(behind, image.shape), atol=1e-4)


def test_the_start_is_as_sharp_as_the_picture() -> None:
    """Strands a pixel wide, of which the half-size solve sees only the mean."""
    alpha = np.zeros((128, 160), np.float32)
    alpha[20:108, 40:120:6] = 1
    alpha[:, :20] = 1
    image = alpha[..., None] * np.float32([0.9, 0.5, 0.2]) + (1 - alpha[..., None]) * np.float32(
        [0.1, 0.2, 0.4]
    )
    trimap = np.full(alpha.shape, 128, np.uint8)
    trimap[:, :16], trimap[:12], trimap[:, 140:] = 255, 0, 0
    trimap[:12, :16] = 128
    start = coarse_start(image, trimap, 2)
    unknown = trimap == 128
    sharp, smooth = (np.abs(start[..., channel] - alpha)[unknown].mean() for channel in (0, 1))
    assert sharp < 0.5 * smooth


def test_in_bands_and_with_colours_spread_over_less_it_is_nearly_the_same(
    cat: tuple[np.ndarray, np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    start, alone = coarse_start(*cat), closed_form_within(*cat, 5000)
    monkeypatch.setattr(coarse, "BAND", 5000)
    np.testing.assert_array_equal(coarse_matte(*cat), start[..., 0])
    np.testing.assert_array_equal(closed_form_within(*cat, 5000), alone)
    monkeypatch.setattr(coarse, "AROUND", cat[1].size // 16)
    less = coarse_start(*cat)
    np.testing.assert_array_equal(less[..., :3], start[..., :3])
    assert 0 < np.abs(less[..., 3:] - start[..., 3:]).mean() < 0.05


@pytest.mark.parametrize(
    ("image", "error"),
    [
        (np.zeros((40, 50)), PictureError),
        (np.zeros((40, 50, 3), np.uint8), PictureError),
        (np.zeros((40, 60, 3)), TrimapError),
        (Picture(np.zeros((40, 60, 3), np.uint8)), TrimapError),
    ],
)
def test_what_cannot_be_solved_is_told(image: np.ndarray | Picture, error: type[DmatError]) -> None:
    trimap = np.full((40, 50), 128, np.uint8)
    with pytest.raises(error):
        CoarseStart(image, trimap)


def test_a_cancel_between_bands_is_heard(cat: tuple[np.ndarray, np.ndarray]) -> None:
    start = CoarseStart(*cat, channels=1)
    with pytest.raises(Cancelled):
        start.matte(lambda: True)
