"""Training pictures made on the fly: a foreground with a known matte in front of a background.

`composite_sample` is a pure function of (seed, index), so a training run needs no loader state, and any
sample can be made again.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from core.data import fields, synthetic
from core.data.drawing import blur_rgba, with_alpha
from core.data.photography import (
    camera,
    defocus,
    edge_light,
    hsv_jitter,
    light,
    mix_light,
    recolour,
    sheen,
    spill,
)
from core.data.placing import place
from core.data.recipe import Recipe
from core.data.sources import FOREGROUND_KINDS, TrainingSource
from core.data.trimaps import eroded_trimap, painted_trimap
from core.errors import DataError
from core.imaging.trimap import UNKNOWN

SMALLEST = 64
"""Side of a composite in pixels, at least."""
ATTEMPTS = 10


@dataclass(frozen=True)
class CompositeSample:
    """One training picture; float32 in [0, 1], size×size. But for noise, sharpening and compression the
    image is alpha·foreground + (1 − alpha)·background, of light or of encoded values, as the recipe has it.

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
    """Sample `index` of the endless sequence named by `seed`, size×size; size is at least `SMALLEST`.

    Alpha is below .006 where the trimap says background and above .994 where it says foreground; a painted
    trimap has both, and 3-60 % unknown, an eroded one some unknown. Of a picture without a foreground's
    colours, foreground and background are the image itself. Raises DataError for a smaller size.
    """
    if size < SMALLEST:
        raise DataError(f"A training picture of {size} px is too small: take at least {SMALLEST}.")
    rng = np.random.default_rng(np.random.SeedSequence([seed, index]))
    maker = _Maker(rng, source, size, recipe or Recipe())
    if maker.whole and rng.random() < maker.whole:
        sample = maker.whole_picture()
        if sample is not None:
            return sample
    return maker.composite()


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


class _Maker:
    """The making of one sample: what every step of it needs."""

    def __init__(self, rng: np.random.Generator, source: TrainingSource, size: int, recipe: Recipe) -> None:
        self.rng, self.source, self.size, self.recipe = rng, source, size, recipe
        self.shares = _shares_at_hand(recipe, source)
        self.whole = 0.0 if recipe.estimated_foregrounds else self.shares["photo"] * source.whole_share
        """Share of pictures used as they are."""

    def composite(self) -> CompositeSample:
        """A foreground, perhaps two, in front of a background."""
        rng = self.rng
        for _ in range(ATTEMPTS):
            rgba = self._foreground()
            if rng.random() < self.recipe.merge:
                rgba = _merge(rgba, self._foreground())
            if self.recipe.opacity and rng.random() < self.recipe.opacity:
                rgba[..., 3] = _to_power(rgba[..., 3], float(np.exp(rng.normal(0.2, 0.4))))
            if self.recipe.optics:
                rgba = _optics(rng, rgba)
            alpha = rgba[..., 3].astype(np.float32) / 255
            trimap = self._trimap(alpha)
            if trimap is not None:
                break
        else:
            rgba, alpha, trimap = self._plain_disc()
        return self._expose(rgba, alpha, trimap)

    def whole_picture(self) -> CompositeSample | None:
        """A picture as it is, its foreground unknown; None if no trimap was found for any cut of it."""
        for _ in range(ATTEMPTS):
            picture = self.source.whole(int(self.rng.integers(1 << 30)))
            rgba = place(self.rng, picture, self.size, self.recipe)
            alpha = rgba[..., 3].astype(np.float32) / 255
            trimap = self._trimap(alpha)
            if trimap is not None:
                image = self._image(self._recoloured(rgba[..., :3]).astype(np.float32) / 255)
                return CompositeSample(image, image, image, alpha, trimap)
        return None

    def _trimap(self, alpha: np.ndarray) -> np.ndarray | None:
        if self.recipe.trimap == "painted":
            return painted_trimap(self.rng, alpha)
        return eroded_trimap(self.rng, alpha, self.recipe.trimap_pixels)

    def _foreground(self) -> np.ndarray:
        """A recoloured foreground placed in the frame: uint8 size×size×4 RGBA, straight."""
        rng, source, recipe = self.rng, self.source, self.recipe
        estimated = recipe.estimated_foregrounds
        pick = self.whole + (1 - self.whole) * rng.random()
        for kind, share in self.shares.items():
            if pick < share and source.has(kind, estimated=estimated):
                cutout = source.cutout(kind, int(rng.integers(1 << 30)), estimated=estimated)
                rgba = place(rng, cutout, self.size, recipe)
                if cutout.kind == "rendered" and rng.random() < 0.35:
                    rgba[..., :3] = _clothe(rgba[..., :3], self._texture())
                elif cutout.kind == "photo":
                    rgba[..., 3] = _steepen(rgba[..., 3], rng.uniform(1, 1.5))
                break
            pick -= share
        else:
            asked_for = "tresses" if recipe.tresses and rng.random() < recipe.tresses else None
            rgba = synthetic.foreground(rng, self.size, self._texture(), asked_for)
        rgba[..., :3] = self._recoloured(rgba[..., :3])
        return rgba

    def _recoloured(self, pixels: np.ndarray) -> np.ndarray:
        recipe = self.recipe
        if recipe.colour == "photographic":
            return recolour(self.rng, pixels)
        if recipe.colour == "hsv":
            return hsv_jitter(self.rng, pixels, recipe.hue, recipe.saturation, recipe.brightness)
        return pixels

    def _texture(self) -> np.ndarray:
        if self.source.backgrounds and self.rng.random() < 0.6:
            picture = self.source.background(int(self.rng.integers(1 << 30)))
            return fields.random_cut(self.rng, picture, self.size, (0.5, 1.6))
        return fields.texture(self.rng, self.size)

    def _background(self, rgba: np.ndarray) -> np.ndarray:
        """A background, often with another thing standing in it, often out of focus: uint8 size×size×3."""
        rng, source, size, recipe = self.rng, self.source, self.size, self.recipe
        if source.backgrounds and rng.random() < recipe.backgrounds:
            picture = source.background(int(rng.integers(1 << 30)))
            pixels = fields.random_cut(rng, picture, size, recipe.background_zoom)
        else:
            pixels = fields.texture(rng, size)
        if recipe.scene and rng.random() < 0.2:
            other = self._foreground()
            pixels = _merge(other, with_alpha(pixels, np.full((size, size), 255, np.uint8)))[..., :3]
        if recipe.colour == "photographic":
            pixels = recolour(rng, pixels)
        if recipe.optics and rng.random() < 0.65:
            pixels = defocus(pixels, float(np.exp(rng.uniform(np.log(0.8), np.log(14)))), rng.random() < 0.5)
        if recipe.scene and rng.random() < 0.15:  # like in front, like behind
            mask = (rgba[..., 3] > 127).astype(np.uint8)
            shift = np.subtract(cv2.mean(rgba[..., :3], mask)[:3], cv2.mean(pixels)[:3]) * rng.uniform(0.5, 1)
            pixels = np.clip(pixels + shift.astype(np.float32), 0, 255).astype(np.uint8)
        return pixels

    def _expose(self, rgba: np.ndarray, alpha: np.ndarray, trimap: np.ndarray) -> CompositeSample:
        rng, scene = self.rng, self.recipe.scene
        foreground = rgba[..., :3].astype(np.float32) / 255
        background = self._background(rgba).astype(np.float32) / 255
        if scene and rng.random() < 0.2:
            background *= _shadow(rng, alpha)
        if self.recipe.edge_light and rng.random() < self.recipe.edge_light:
            foreground = np.clip(foreground * edge_light(rng, trimap), 0, 1)
        if self.recipe.sheen and rng.random() < self.recipe.sheen:
            foreground = np.clip(foreground * sheen(rng, alpha), 0, 1)
        if self.recipe.spill and rng.random() < self.recipe.spill:
            foreground = spill(rng, foreground, background, trimap)
        if scene and rng.random() < 0.35:
            gain = light(rng, self.size)
            foreground, background = np.clip(foreground * gain, 0, 1), np.clip(background * gain, 0, 1)
        if self.recipe.linear_light and rng.random() < self.recipe.linear_light:
            image = mix_light(rng, foreground, background, alpha)
        else:
            image = background + alpha[..., None] * (foreground - background)
        return CompositeSample(self._image(image), foreground, background, alpha, trimap)

    def _image(self, light: np.ndarray) -> np.ndarray:
        if self.recipe.camera:
            return camera(self.rng, light)
        return np.rint(np.clip(light, 0, 1) * 255) / np.float32(255)

    def _plain_disc(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The sample when all attempts failed: a disc, whose trimap always exists."""
        rng, size = self.rng, self.size
        x, y = fields.grid(size)
        radius = size * rng.uniform(0.2, 0.35)
        alpha = np.clip(radius - np.hypot(x - size / 2, y - size / 2) + 0.5, 0, 1)
        trimap = np.where(alpha >= 1, 255, 0).astype(np.uint8)
        trimap[np.abs(radius - np.hypot(x - size / 2, y - size / 2)) < size * 0.04] = UNKNOWN
        alpha = np.rint(alpha * 255).astype(np.uint8)
        return with_alpha(self._texture(), alpha), alpha.astype(np.float32) / 255, trimap


def _shares_at_hand(recipe: Recipe, source: TrainingSource) -> dict[str, float]:
    """The recipe's shares by kind of foreground; a kind that is not at hand leaves its own to the others."""
    estimated = recipe.estimated_foregrounds
    shares = {kind: getattr(recipe, kind) for kind in FOREGROUND_KINDS}
    there = {kind: source.has(kind, estimated=estimated) for kind in FOREGROUND_KINDS}
    there["photo"] |= source.whole_share > 0
    at_hand = sum(share for kind, share in shares.items() if there[kind])
    raised = sum(shares.values()) / at_hand if at_hand else 0.0
    return {kind: share * raised * there[kind] for kind, share in shares.items()}


def _to_power(alpha: np.ndarray, power: float) -> np.ndarray:
    return cv2.LUT(alpha, np.rint((np.arange(256) / 255) ** power * 255).astype(np.uint8))


def _steepen(alpha: np.ndarray, slope: float) -> np.ndarray:
    table = np.clip((np.arange(256) - 127.5) * slope + 127.5, 0, 255)
    return cv2.LUT(alpha, np.rint(table).astype(np.uint8))


def _clothe(colours: np.ndarray, texture: np.ndarray) -> np.ndarray:
    """Gives a rendered object the colours of a texture, keeping its own light and shade."""
    shade = colours.mean(2, keepdims=True, dtype=np.float32)
    shade /= max(float(shade.mean()), 16.0)
    return np.clip(texture * np.clip(shade, 0.2, 2.2), 0, 255).astype(np.uint8)


def _merge(front: np.ndarray, behind: np.ndarray) -> np.ndarray:
    """One foreground before another: alpha 1 − (1 − α₁)(1 − α₂), colours weighted by what shows."""
    first, second = (layer[..., 3].astype(np.float32) / 255 for layer in (front, behind))
    second *= 1 - first
    alpha = first + second
    share = ((first + np.float32(1e-4)) / (alpha + np.float32(1e-4)))[..., None]
    below = behind[..., :3].astype(np.float32)
    colours = below + share * (front[..., :3] - below)
    return np.rint(with_alpha(colours, alpha * 255)).clip(0, 255).astype(np.uint8)


def _optics(rng: np.random.Generator, rgba: np.ndarray) -> np.ndarray:
    """The lens' blur of the foreground: mostly slight or none, at times out of focus."""
    draw = rng.random()
    if draw < 0.45:
        return rgba
    radius = rng.uniform(0.5, 1.3) if draw < 0.9 else float(np.exp(rng.uniform(np.log(1.3), np.log(7))))
    disc = rng.random() < 0.5
    return blur_rgba(rgba, lambda pixels: defocus(pixels, radius, disc))


def _shadow(rng: np.random.Generator, alpha: np.ndarray) -> np.ndarray:
    """How much light reaches the background beside the object: float32 H×W×1."""
    size = alpha.shape[0]
    move = np.array([[1, 0, rng.normal(0, size / 20)], [0, 1, rng.normal(0, size / 20)]], np.float32)
    moved = cv2.warpAffine(alpha, move, (size, size), borderMode=cv2.BORDER_REPLICATE)
    blurred = np.clip(defocus(moved, rng.uniform(3, 30), False), 0, 1)  # bicubic enlarging goes below 0
    return (1 - rng.uniform(0.2, 0.7) * blurred)[..., None]
