"""Smooth random fields, textures and plain backgrounds: the raw stuff of procedural pictures.

Every function draws from the generator it is given and from nothing else.
"""

import cv2
import numpy as np


def smooth_field(rng: np.random.Generator, size: int, cells: float) -> np.ndarray:
    """Smooth noise with about `cells` bumps across: float32 size×size, mean 0, about ±1."""
    n = max(2, int(cells) + 2)
    coarse = rng.standard_normal((n, n), dtype=np.float32)
    return cv2.resize(coarse, (size, size), interpolation=cv2.INTER_CUBIC)


def fractal(
    rng: np.random.Generator, size: int, cells: float, octaves: int = 4, persistence: float = 0.5
) -> np.ndarray:
    """Noise with detail at several scales, spread over [0, 1]: float32 size×size."""
    total = smooth_field(rng, size, cells)
    weight = 1.0
    for octave in range(1, octaves):
        weight *= persistence
        total += weight * smooth_field(rng, size, min(cells * 2**octave, size / 2))
    return cv2.normalize(total, None, 0, 1, cv2.NORM_MINMAX)


def grid(size: int) -> tuple[np.ndarray, np.ndarray]:
    """Pixel coordinates x, y as float32 size×size."""
    line = np.arange(size, dtype=np.float32)
    return np.broadcast_to(line, (size, size)), np.broadcast_to(line[:, None], (size, size))


def colour(rng: np.random.Generator, saturation: float = 0.6) -> np.ndarray:
    """A random colour, float32 3 in [0, 255], mostly of natural saturation."""
    hue, value = rng.random() * 6, rng.beta(1.6, 1.4)
    strength = saturation * rng.beta(1.3, 1.6)
    channels = np.clip(np.abs((hue + np.array([0, 4, 2])) % 6 - 3) - 1, 0, 1)
    return ((1 - strength + strength * channels) * value * 255).astype(np.float32)


def near_colour(rng: np.random.Generator, base: np.ndarray, spread: float = 25.0) -> np.ndarray:
    """A colour close to `base`, varying in brightness more than in hue."""
    return np.clip(base + rng.normal(0, spread) + rng.normal(0, spread / 3, 3), 0, 255).astype(np.float32)


def blend(first: np.ndarray, second: np.ndarray, mix: np.ndarray) -> np.ndarray:
    """`first` where mix is 0, `second` where it is 1: colours of 3, float32 H×W in, float32 H×W×3 out."""
    return cv2.transform(mix.astype(np.float32, copy=False), np.stack((second - first, first), 1))


def noise_texture(rng: np.random.Generator, size: int) -> np.ndarray:
    """Two or three colours mixed by fractal noise with fine grain: uint8 size×size×3."""
    base = colour(rng)
    mix = fractal(rng, size, rng.uniform(1, 12), 5, rng.uniform(0.4, 0.75))
    other = near_colour(rng, base, 60) if rng.random() < 0.7 else colour(rng)
    pixels = blend(base, other, mix)
    if rng.random() < 0.5:
        shade = fractal(rng, size, rng.uniform(20, 120), 2)[..., None]
        pixels *= 1 + rng.uniform(0.1, 0.5) * (shade - 0.5)
    return np.clip(pixels, 0, 255).astype(np.uint8)


def gradient_texture(rng: np.random.Generator, size: int) -> np.ndarray:
    """A straight or round blend of two colours: uint8 size×size×3."""
    x, y = grid(size)
    if rng.random() < 0.5:
        angle = rng.uniform(0, 2 * np.pi)
        ramp = float(np.cos(angle)) * x + float(np.sin(angle)) * y
    else:
        centre = rng.uniform(-0.2, 1.2, 2) * size
        ramp = np.hypot(x - float(centre[0]), y - float(centre[1]))
    ramp = cv2.normalize(ramp, None, 0, 1, cv2.NORM_MINMAX)
    first = colour(rng)
    second = near_colour(rng, first, 70) if rng.random() < 0.6 else colour(rng)
    return np.clip(blend(first, second, ramp), 0, 255).astype(np.uint8)


def pattern_texture(rng: np.random.Generator, size: int) -> np.ndarray:
    """Stripes, checks or weave, bent a little, as cloth and walls have: uint8 size×size×3."""
    x, y = grid(size)
    bend = smooth_field(rng, size, rng.uniform(1, 5)) * rng.uniform(0, 12)
    angle, period = rng.uniform(0, np.pi), np.exp(rng.uniform(np.log(4), np.log(80)))
    c, s = float(np.cos(angle)), float(np.sin(angle))  # Python floats keep the fields float32
    step = float(2 * np.pi / period)
    along = np.sin((c * x + s * y + bend) * step)
    if rng.random() < 0.6:
        across = np.sin((c * y - s * x + bend) * step)
        along = along * across if rng.random() < 0.5 else np.maximum(along, across)
    mix = np.clip(along * rng.uniform(0.6, 4) + 0.5, 0, 1)
    first = colour(rng)
    second = near_colour(rng, first, 50) if rng.random() < 0.5 else colour(rng)
    return np.clip(blend(first, second, mix), 0, 255).astype(np.uint8)


def blob_texture(rng: np.random.Generator, size: int) -> np.ndarray:
    """Overlapping discs and bars of many colours, like a cluttered room: uint8 size×size×3."""
    pixels = gradient_texture(rng, size)
    base = colour(rng)
    for _ in range(int(rng.integers(8, 50))):
        tone = near_colour(rng, base, 60) if rng.random() < 0.5 else colour(rng)
        centre = tuple(int(v) for v in rng.integers(0, size, 2))
        axes = tuple(int(v) for v in rng.integers(4, max(5, size // 5), 2))
        if rng.random() < 0.6:
            cv2.ellipse(pixels, centre, axes, rng.uniform(0, 180), 0, 360, tone.tolist(), -1, cv2.LINE_AA)
        else:
            corners = cv2.boxPoints((centre, axes, rng.uniform(0, 180))).astype(np.int32)
            cv2.fillConvexPoly(pixels, corners, tone.tolist(), cv2.LINE_AA)
    return pixels


TEXTURES = (noise_texture, noise_texture, gradient_texture, pattern_texture, blob_texture)


def texture(rng: np.random.Generator, size: int) -> np.ndarray:
    """Any of the textures above: uint8 size×size×3."""
    return TEXTURES[rng.integers(len(TEXTURES))](rng, size)


def random_cut(
    rng: np.random.Generator, picture: np.ndarray, size: int, zoom: tuple[float, float]
) -> np.ndarray:
    """A size×size cut of a picture scaled by a factor from `zoom` (raised where the cut would not fit)."""
    height, width = picture.shape[:2]
    scale = max(np.exp(rng.uniform(*np.log(zoom))), size / min(height, width) + 1e-6)
    side = min(int(np.ceil(size / scale)), height, width)
    top, left = int(rng.integers(height - side + 1)), int(rng.integers(width - side + 1))
    how = cv2.INTER_AREA if side > size else cv2.INTER_CUBIC
    cut = cv2.resize(picture[top : top + side, left : left + side], (size, size), interpolation=how)
    return np.ascontiguousarray(cut[:, ::-1]) if rng.random() < 0.5 else cut
