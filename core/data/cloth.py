"""Procedural cloth: sheets with holes, and thin ones that let what is behind them through."""

import numpy as np

from core.data.drawing import blob_points, fill, with_alpha
from core.data.fields import colour, fractal, grid, smooth_field


def lace(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """A knitted or woven sheet with regular holes, bent, with a scalloped or plain rim."""
    x, y = grid(size)
    bend_x, bend_y = (smooth_field(rng, size, rng.uniform(1, 4)) * rng.uniform(2, 25) for _ in range(2))
    period, angle = rng.uniform(7, 40), rng.uniform(0, np.pi)
    # Python floats keep the fields float32.
    c, s = (float(turn(angle)) * 2 * float(np.pi) / period for turn in (np.cos, np.sin))
    x, y = x + bend_x, y + bend_y
    u, v = c * x + s * y, c * y - s * x
    if rng.random() < 0.5:
        wave = np.cos(u) + np.cos(v)
    else:
        wave = np.cos(u) * np.cos(v) + 0.5 * np.cos(2 * u + np.sin(v))
    edge = period / (2 * np.pi) * rng.uniform(0.5, 1.2)
    holes = np.clip((rng.uniform(0.1, 1.2) - wave) * edge + 0.5, 0, 1)
    sheet = fill(size, [blob_points(rng, size, 0.15)]).astype(np.float32)
    patch = np.clip(fractal(rng, size, 3, 1) * 8 - rng.uniform(0, 5), 0, 1)  # plain parts between the lace
    alpha = np.rint(sheet * np.maximum(holes, patch)).astype(np.uint8)
    relief = (1 - 0.25 * np.clip(wave + 0.5, -1, 1.5))[..., None]
    return with_alpha(np.clip(texture * relief, 0, 255).astype(np.uint8), alpha)


def veil(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """Thin cloth of any colour, 10 to 75 % opaque, with folds, threads, a hem and patterns, around a body.

    Its alpha lies in the middle over large areas, which nothing but colours can tell.
    """
    outline = blob_points(rng, size, rng.uniform(0.05, 0.3))
    sheet = fill(size, [outline]).astype(np.float32) / 255
    body = np.zeros_like(sheet)
    if rng.random() < 0.8:
        # Beside the cloth's middle, so that some of it hangs free.
        centre = outline.mean(0) + rng.normal(0, 0.06 * size, 2)
        inside = blob_points(rng, size, 0.12)
        inside = (inside - inside.mean(0)) * rng.uniform(0.25, 0.75) + centre
        body = fill(size, [inside]).astype(np.float32) / 255
    folds = _folds(rng, size)
    opacity = rng.uniform(0.1, 0.75) * (1 + rng.uniform(0, 0.6) * folds)
    if rng.random() < 0.4:
        opacity = opacity * (1 + rng.uniform(0.1, 0.5) * _threads(rng, size))
    if rng.random() < 0.3:  # embroidered, or with lace
        opacity = np.maximum(opacity, np.clip(fractal(rng, size, rng.uniform(6, 24), 2) * 9 - 5, 0, 1))
    alpha = np.maximum(sheet * np.clip(opacity, 0, 1), body)
    shade = 1 + rng.uniform(0, 0.3) * folds[..., None]
    plain = colour(rng, rng.uniform(0, 0.8)) * shade
    printed = rng.uniform(0, 0.4) * (rng.random() < 0.3)
    cloth = plain * (1 - printed) + texture * printed
    skin = texture * 0.5 + colour(rng) * 0.5
    colours = cloth * (1 - body[..., None]) + skin * body[..., None]
    return with_alpha(np.clip(colours, 0, 255).astype(np.uint8), np.rint(alpha * 255).astype(np.uint8))


def _folds(rng: np.random.Generator, size: int) -> np.ndarray:
    """Soft waves, or creases where the cloth lies double: about -1 to 1."""
    waves = smooth_field(rng, size, rng.uniform(2, 9))
    if rng.random() < 0.5:
        return waves
    return np.clip(1 - 4 * np.abs(np.sin(waves * np.float32(rng.uniform(2, 8)))), -0.5, 1)


def _threads(rng: np.random.Generator, size: int) -> np.ndarray:
    """A weave a few pixels wide, -1 to 1."""
    x, y = grid(size)
    angle, rate = rng.uniform(0, np.pi), 2 * np.pi / rng.uniform(2.2, 6)
    c, s = float(np.cos(angle) * rate), float(np.sin(angle) * rate)
    return np.maximum(np.sin(c * x + s * y), np.sin(c * y - s * x))
