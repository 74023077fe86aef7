"""Training pictures made on the fly: a foreground with a known matte in front of a background.

`composite_sample` is a pure function of (seed, index), so a training run needs no loader state, and any
sample can be made again.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from core.data import fields, synthetic
from core.data.drawing import blur_rgba
from core.data.photography import camera, defocus, light, recolour
from core.data.recipe import Recipe
from core.data.sources import Cutout, TrainingSource
from core.data.trimaps import painted_trimap
from core.errors import DataError
from core.imaging.trimap import UNKNOWN

# How often a foreground comes from where; kinds that are not at hand give their share to the procedural.
SHARES = {"photo": 0.5, "rendered": 0.2, "texture": 0.05}
# Object scale against the stored cut-out; enlarging would only blur the matte.
SCALES = {"photo": (0.4, 1.05), "rendered": (0.5, 1.1), "texture": (0.5, 1.1)}
MERGED = 0.18
SMALLEST = 64
"""Side of a composite in pixels, at least."""
PLACINGS = 8
ATTEMPTS = 10


@dataclass(frozen=True)
class CompositeSample:
    """One training picture; float32 in [0, 1], size×size, and alpha·foreground + (1 − alpha)·background
    is the image but for noise, sharpening and compression.

    image, foreground, background: H×W×3 RGB; alpha: H×W; trimap: uint8 H×W of 0, 128, 255.
    """

    image: np.ndarray
    foreground: np.ndarray
    background: np.ndarray
    alpha: np.ndarray
    trimap: np.ndarray

    def arrays(self) -> dict[str, np.ndarray]:
        """The arrays by field name, as `random_crops` takes them."""
        return dict(vars(self))


def composite_sample(
    source: TrainingSource, seed: int, index: int, size: int = 448, *, recipe: Recipe | None = None
) -> CompositeSample:
    """Sample `index` of the endless sequence named by `seed`, size×size; size is at least 64.

    The trimap has foreground, background and 3-60 % unknown; alpha is below .006 where it says background
    and above .994 where it says foreground. Raises DataError for a smaller size.
    """
    if size < SMALLEST:
        raise DataError(f"A training picture of {size} px is too small: take at least {SMALLEST}.")
    rng = np.random.default_rng(np.random.SeedSequence([seed, index]))
    for _ in range(ATTEMPTS):
        rgba = _foreground(rng, source, size)
        if rng.random() < MERGED:
            rgba = _merge(rgba, _foreground(rng, source, size))
        rgba = _optics(rng, rgba)
        alpha = rgba[..., 3].astype(np.float32) / 255
        trimap = painted_trimap(rng, alpha)
        if trimap is not None:
            break
    else:
        rgba, alpha, trimap = _plain_disc(rng, source, size)
    return _expose(rng, source, rgba, alpha, trimap)


def random_crops(
    arrays: Mapping[str, np.ndarray], size: int, count: int, rng: np.random.Generator
) -> list[dict[str, np.ndarray]]:
    """`count` crops of size×size, the same corner for all arrays, centred on random unknown pixels.

    arrays: H×W or H×W×C each, all of one height and width, with the trimap under "trimap". Crops are moved
    to lie inside. Raises DataError if the arrays are smaller than the crop.
    """
    trimap = arrays["trimap"]
    height, width = trimap.shape
    if size > min(height, width):
        raise DataError(f"Crops of {size} px do not fit into a picture of {width} × {height}.")
    places = np.flatnonzero(trimap == UNKNOWN)
    crops = []
    for _ in range(count):
        at = int(places[rng.integers(places.size)]) if places.size else int(rng.integers(trimap.size))
        top = min(max(at // width - size // 2, 0), height - size)
        left = min(max(at % width - size // 2, 0), width - size)
        crops.append({name: array[top : top + size, left : left + size] for name, array in arrays.items()})
    return crops


def _foreground(rng: np.random.Generator, source: TrainingSource, size: int) -> np.ndarray:
    """A recoloured foreground placed in the frame: uint8 size×size×4 RGBA, straight."""
    pick = rng.random()
    for kind, share in SHARES.items():
        if pick < share and source.has(kind):
            cutout = source.cutout(kind, int(rng.integers(1 << 30)))
            rgba = _place(rng, cutout, size)
            if kind == "rendered" and rng.random() < 0.35:
                rgba[..., :3] = _clothe(rgba[..., :3], _texture(rng, source, size))
            elif kind == "photo":
                rgba[..., 3] = _steepen(rgba[..., 3], rng.uniform(1, 1.5))
            break
        pick -= share
    else:
        rgba = synthetic.foreground(rng, size, _texture(rng, source, size))
    rgba[..., :3] = recolour(rng, rgba[..., :3])
    return rgba


def _place(rng: np.random.Generator, cutout: Cutout, size: int) -> np.ndarray:
    """Scales, turns, shears and mirrors a cut-out so that a piece of its outline lies in the frame."""
    scale, affine = min(
        (_pose(rng, cutout, size) for _ in range(PLACINGS)),
        key=lambda pose: _severed_inside(cutout, pose[1], size),
    )
    rgba = cutout.rgba
    if scale < 0.95:
        rgba = cv2.resize(rgba, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        shrunk = np.divide(cutout.rgba.shape[:2], rgba.shape[:2])
        affine = affine @ np.diag((shrunk[1], shrunk[0], 1))
    colours = cv2.warpAffine(
        rgba[..., :3], affine, (size, size), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    alpha = cv2.warpAffine(rgba[..., 3], affine, (size, size), flags=cv2.INTER_CUBIC)
    return np.dstack((colours, alpha))


def _pose(rng: np.random.Generator, cutout: Cutout, size: int) -> tuple[float, np.ndarray]:
    """A random scale, and the 2×3 matrix from cut-out to frame pixels that includes it."""
    height, width = cutout.rgba.shape[:2]
    low, high = SCALES[cutout.kind]
    low = min(max(low, 0.4 * size / max(height, width)), high)  # an object, not a dot
    scale = float(np.exp(rng.uniform(np.log(low), np.log(high))))
    angle = rng.uniform(-np.pi / 6, np.pi / 6) if rng.random() < 0.6 else 0.0
    shear = rng.normal(0, 0.08) if rng.random() < 0.4 else 0.0
    c, s = np.cos(angle) * scale, np.sin(angle) * scale
    matrix = np.array([[c, -s], [s, c]]) @ np.array([[1, shear], [0, 1]])
    if rng.random() < 0.5:
        matrix[:, 0] *= -1
    if rng.random() < 0.85:
        anchor, target = cutout.border[rng.integers(len(cutout.border))], rng.uniform(0.2, 0.8, 2) * size
    else:
        anchor, target = np.array([width, height]) / 2, rng.uniform(0.35, 0.65, 2) * size
    return scale, np.hstack((matrix, (target - matrix @ anchor)[:, None]))


def _severed_inside(cutout: Cutout, affine: np.ndarray, size: int) -> int:
    """How much of a cut-off edge would show: in a photograph, things are cut off by the frame alone."""
    places = cutout.severed @ affine[:, :2].T + affine[:, 2]
    return int(((places > 0) & (places < size - 1)).all(1).sum())


def _steepen(alpha: np.ndarray, slope: float) -> np.ndarray:
    table = np.clip((np.arange(256) - 127.5) * slope + 127.5, 0, 255)
    return cv2.LUT(alpha, np.rint(table).astype(np.uint8))


def _clothe(colours: np.ndarray, texture: np.ndarray) -> np.ndarray:
    """Gives a rendered object the colours of a texture, keeping its own light and shade."""
    shade = colours.mean(2, keepdims=True, dtype=np.float32)
    shade /= max(float(shade.mean()), 16.0)
    return np.clip(texture * np.clip(shade, 0.2, 2.2), 0, 255).astype(np.uint8)


def _texture(rng: np.random.Generator, source: TrainingSource, size: int) -> np.ndarray:
    if source.backgrounds and rng.random() < 0.6:
        picture = source.background(int(rng.integers(1 << 30)))
        return fields.random_cut(rng, picture, size, (0.5, 1.6))
    return fields.texture(rng, size)


def _merge(front: np.ndarray, behind: np.ndarray) -> np.ndarray:
    """One foreground before another: alpha 1 − (1 − α₁)(1 − α₂), colours weighted by what shows."""
    first, second = (layer[..., 3:].astype(np.float32) / 255 for layer in (front, behind))
    second *= 1 - first
    alpha = first + second
    share = (first + 1e-4) / (alpha + 1e-4)
    colours = front[..., :3] * share + behind[..., :3] * (1 - share)
    return np.rint(np.dstack((colours, alpha * 255))).clip(0, 255).astype(np.uint8)


def _optics(rng: np.random.Generator, rgba: np.ndarray) -> np.ndarray:
    """The lens' blur of the foreground: mostly slight or none, at times out of focus."""
    draw = rng.random()
    if draw < 0.45:
        return rgba
    radius = rng.uniform(0.5, 1.3) if draw < 0.9 else float(np.exp(rng.uniform(np.log(1.3), np.log(7))))
    disc = rng.random() < 0.5
    return blur_rgba(rgba, lambda pixels: defocus(pixels, radius, disc))


def _background(rng: np.random.Generator, source: TrainingSource, size: int, rgba: np.ndarray) -> np.ndarray:
    """A background, often with another thing standing in it, often out of focus: uint8 size×size×3."""
    if source.backgrounds and rng.random() < 0.85:
        pixels = fields.random_cut(rng, source.background(int(rng.integers(1 << 30))), size, (0.35, 1.3))
    else:
        pixels = fields.texture(rng, size)
    if rng.random() < 0.2:
        other = _foreground(rng, source, size)
        pixels = _merge(other, np.dstack((pixels, np.full((size, size), 255, np.uint8))))[..., :3]
    pixels = recolour(rng, pixels)
    if rng.random() < 0.65:
        pixels = defocus(pixels, float(np.exp(rng.uniform(np.log(0.8), np.log(14)))), rng.random() < 0.5)
    if rng.random() < 0.15:  # like in front, like behind
        mask = (rgba[..., 3] > 127).astype(np.uint8)
        shift = np.subtract(cv2.mean(rgba[..., :3], mask)[:3], cv2.mean(pixels)[:3]) * rng.uniform(0.5, 1)
        pixels = np.clip(pixels + shift.astype(np.float32), 0, 255).astype(np.uint8)
    return pixels


def _shadow(rng: np.random.Generator, alpha: np.ndarray) -> np.ndarray:
    """How much light reaches the background beside the object: float32 H×W×1."""
    size = alpha.shape[0]
    move = np.float32([[1, 0, rng.normal(0, size / 20)], [0, 1, rng.normal(0, size / 20)]])
    moved = cv2.warpAffine(alpha, move, (size, size), borderMode=cv2.BORDER_REPLICATE)
    blurred = defocus(moved, rng.uniform(3, 30), False)
    return (1 - rng.uniform(0.2, 0.7) * blurred)[..., None]


def _expose(
    rng: np.random.Generator, source: TrainingSource, rgba: np.ndarray, alpha: np.ndarray, trimap: np.ndarray
) -> CompositeSample:
    size = alpha.shape[0]
    foreground = rgba[..., :3].astype(np.float32) / 255
    background = _background(rng, source, size, rgba).astype(np.float32) / 255
    if rng.random() < 0.2:
        background *= _shadow(rng, alpha)
    if rng.random() < 0.35:
        gain = light(rng, size)
        foreground, background = np.clip(foreground * gain, 0, 1), np.clip(background * gain, 0, 1)
    opacity = alpha[..., None]
    image = camera(rng, background + opacity * (foreground - background))
    return CompositeSample(image, foreground, background, alpha, trimap)


def _plain_disc(
    rng: np.random.Generator, source: TrainingSource, size: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The sample when all attempts failed: a disc, whose trimap always exists."""
    x, y = fields.grid(size)
    radius = size * rng.uniform(0.2, 0.35)
    alpha = np.clip(radius - np.hypot(x - size / 2, y - size / 2) + 0.5, 0, 1)
    trimap = np.where(alpha >= 1, 255, 0).astype(np.uint8)
    trimap[np.abs(radius - np.hypot(x - size / 2, y - size / 2)) < size * 0.04] = UNKNOWN
    alpha = np.rint(alpha * 255).astype(np.uint8)
    return np.dstack((_texture(rng, source, size), alpha)), alpha.astype(np.float32) / 255, trimap
