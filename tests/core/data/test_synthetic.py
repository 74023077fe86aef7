"""Procedural foregrounds, their trimaps, and the camera."""

from collections.abc import Callable

import numpy as np
import pytest

from core.data import synthetic
from core.data.drawing import blur_rgba
from core.data.fields import TEXTURES, fractal
from core.data.photography import camera, defocus, recolour
from core.data.trimaps import painted_trimap

SIZE = 160


@pytest.mark.parametrize("kind", synthetic.KINDS)
def test_each_kind_is_reproducible_and_shows_something(kind: str) -> None:
    texture = np.full((SIZE, SIZE, 3), 120, np.uint8)
    covered = []
    for seed in range(5):
        first, again = (
            synthetic.foreground(np.random.default_rng(seed), SIZE, texture, kind) for _ in range(2)
        )
        assert first.shape == (SIZE, SIZE, 4)
        assert first.dtype == np.uint8
        np.testing.assert_array_equal(first, again)
        covered.append((first[..., 3] > 127).mean())
    assert max(covered) > 0.03


@pytest.mark.parametrize(
    "kind",
    ["hair", "tresses", "strands", "fur", "lace", "veil", "foam", "glass", "smoke", "defocused", "moving"],
)
def test_soft_kinds_have_fractional_alpha(kind: str) -> None:
    texture = np.full((SIZE, SIZE, 3), 120, np.uint8)
    alphas = [synthetic.foreground(np.random.default_rng(s), SIZE, texture, kind)[..., 3] for s in range(4)]
    assert max(((a > 12) & (a < 243)).mean() for a in alphas) > 0.01


@pytest.mark.parametrize("draw", TEXTURES)
def test_textures_fill_their_square(draw: Callable[..., np.ndarray]) -> None:
    pixels = draw(np.random.default_rng(1), SIZE)
    assert pixels.shape == (SIZE, SIZE, 3)
    assert pixels.dtype == np.uint8


def test_what_moves_is_smeared_along_one_line() -> None:
    """Of a motion-blurred outline, gradients across the motion stay steep and those along it are shallow."""
    texture = np.full((SIZE, SIZE, 3), 120, np.uint8)
    ratios = []
    for seed in range(8):
        alpha = synthetic.foreground(np.random.default_rng(seed), SIZE, texture, "moving")[..., 3] / 255
        dy, dx = np.gradient(alpha)
        energy = np.linalg.eigvalsh(np.cov(dx.ravel(), dy.ravel()))
        ratios.append(energy[1] / energy[0])
    assert np.median(ratios) > 3.5  # 5.5 as it is, 1.9 for the same things standing still


def test_strands_of_long_hair_that_cover_alike_are_not_lit_alike() -> None:
    """Where the hair is half transparent, brightness differs as much as alpha does, and not along with it."""
    texture = np.full((SIZE, SIZE, 3), 120, np.uint8)
    likeness, spreads = [], []
    for seed in range(12):
        rgba = synthetic.foreground(np.random.default_rng(seed), SIZE, texture, "tresses").astype(np.float32)
        soft = (rgba[..., 3] > 50) & (rgba[..., 3] < 205)
        if soft.sum() < 300:
            continue
        brightness = rgba[soft][:, :3].mean(1)
        spreads.append(brightness.std() / brightness.mean())
        likeness.append(abs(np.corrcoef(brightness, rgba[soft][:, 3])[0, 1]))
    assert len(spreads) >= 6
    assert np.median(spreads) > 0.1 and np.median(likeness) < 0.5


def test_fractal_spans_zero_to_one() -> None:
    field = fractal(np.random.default_rng(0), SIZE, 4)
    assert field.min() == pytest.approx(0, abs=1e-5)
    assert field.max() == pytest.approx(1, abs=1e-5)


def test_blur_of_a_layer_keeps_colours_of_hidden_pixels_out() -> None:
    """A white square on a hidden black ground: premultiplied blurring leaves its rim white."""
    rgba = np.zeros((40, 40, 4), np.uint8)
    rgba[10:30, 10:30] = 255
    blurred = blur_rgba(rgba, lambda pixels: defocus(pixels, 3, False))
    # Half a pixel inside an edge blurred by a Gaussian of σ = 3 · 0.6: Φ(.5 / 1.8) = .609
    assert int(blurred[20, 10, 3]) == pytest.approx(0.609 * 255, abs=4)
    assert blurred[20, 10, :3].min() > 245


def test_recolour_and_camera_keep_range_and_type() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
    for seed in range(20):
        rng = np.random.default_rng(seed)
        assert recolour(rng, pixels).dtype == np.uint8
        image = camera(rng, pixels.astype(np.float32) / 255)
        assert image.dtype == np.float32
        assert image.min() >= 0
        assert image.max() <= 1


def _disc(size: int = 200, radius: float = 50) -> np.ndarray:
    line = np.arange(size, dtype=np.float32) - size / 2
    return np.clip(radius - np.hypot(line[:, None], line), 0, 1).astype(np.float32)


def test_trimaps_come_narrow_and_wide() -> None:
    alpha = _disc()
    shares = [(painted_trimap(np.random.default_rng(s), alpha) == 128).mean() for s in range(30)]
    assert min(shares) < 0.1
    assert max(shares) > 0.3


def test_no_trimap_where_nothing_is_known_or_unknown() -> None:
    rng = np.random.default_rng(0)
    assert painted_trimap(rng, np.full((64, 64), 0.5, np.float32)) is None
    assert painted_trimap(rng, np.ones((64, 64), np.float32)) is None
