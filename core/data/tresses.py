"""Procedural long hair: layers of strands thinner than a pixel, each lit on its own."""

import cv2
import numpy as np

from core.data.drawing import SHIFT, blob_points, fill, with_alpha
from core.data.fields import smooth_field
from core.data.strands import curved, leaning, strand_colours


def tresses(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """A mass of long loose hair, dense at its roots and thin at its ends, before and around a solid body.

    Layer lies over layer: alpha is what all of them leave of the background, and a pixel's colour is that of
    the strands on top, bright where they gleam and dark where they lie in shade.
    """
    base, body = strand_colours(rng, size, texture)
    outline = blob_points(rng, size, 0.15)
    alpha = fill(size, [outline]).astype(np.float32) / 255
    if rng.random() < 0.7:  # a scalp shows no outline through its hair
        alpha = np.clip(cv2.GaussianBlur(alpha, (0, 0), rng.uniform(1, 14)) * 2 - 1, 0, 1)
    mass = cv2.resize(body, (size, size), interpolation=cv2.INTER_AREA).astype(np.float32) * alpha[..., None]
    flow, curl, reach = rng.uniform(0, 2 * np.pi), rng.uniform(0.1, 1.3), rng.uniform(0.2, 0.9) * size
    contrast, gleam = rng.uniform(0.1, 0.6), rng.uniform(0.1, 0.7)
    fine = np.exp(rng.uniform(np.log(0.12), np.log(1.2)))  # a strand's width in pixels, about
    for _ in range(int(rng.integers(12, 36))):
        roots, heading, length = _lock(rng, outline, flow, reach)
        layer = _layer(size, curved(rng, roots, heading, length, curl))
        layer *= np.float32(min(1.0, fine * np.exp(rng.normal(0, 0.5))) / 255)
        tone = base * np.exp(rng.normal(0, contrast)) * np.exp(rng.normal(0, contrast / 5, 3))
        shine = np.exp(gleam * smooth_field(rng, size, rng.uniform(3, 12)))
        lit = np.minimum(shine[..., None] * tone.astype(np.float32), 255)
        mass += layer[..., None] * (lit - mass)
        alpha += layer * (1 - alpha)
    shown = (mass + 0.01 * base.astype(np.float32)) / (alpha[..., None] + np.float32(0.01))
    return np.rint(with_alpha(np.clip(shown, 0, 255), alpha * 255)).astype(np.uint8)


def _lock(
    rng: np.random.Generator, outline: np.ndarray, flow: float, reach: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Roots N×2 within the outline, headings N and lengths N, in pixels, of strands that fall together."""
    count, centre = int(rng.integers(40, 240)), outline.mean(0)
    along = rng.integers(len(outline)) + rng.normal(0, len(outline) * rng.uniform(0.02, 0.12), count)
    rooted = outline[along.astype(int) % len(outline)]
    roots = centre + (rooted - centre) * rng.uniform(0.4, 1.0, (count, 1))
    heading = leaning(rooted, centre, flow, rng.uniform(0.2, 1)) + rng.normal(0, 0.2)
    heading += rng.normal(0, rng.uniform(0.03, 0.2), count)
    return roots, heading, reach * rng.uniform(0.4, 1.2) * rng.uniform(0.4, 1.1, count)


def _layer(size: int, paths: np.ndarray) -> np.ndarray:
    """Coverage of one layer's strands, fainter towards their ends: float32 size×size, 0 to 255."""
    canvas = np.zeros((size, size), np.uint8)
    steps = paths.shape[1]
    for last, strength in ((steps, 110), (steps * 3 // 4, 180), (steps // 2, 255)):
        cv2.polylines(canvas, list(paths[:, :last]), False, strength, 1, cv2.LINE_AA, SHIFT)
    return canvas.astype(np.float32)
