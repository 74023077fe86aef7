"""Procedural foregrounds: seeded RGBA pictures of the things that are hard to matte.

Each function takes a generator, a size and a texture (uint8 size×size×3, the colours to use), and returns
straight RGBA, uint8 size×size×4, whose colours stay valid where alpha is 0. `KINDS` is the table of them
with how often each is drawn; `foreground` picks one.
"""

from collections.abc import Callable

import cv2
import numpy as np

from core.data.cloth import lace, veil
from core.data.drawing import SHIFT, blob_points, blur_rgba, fill, finish, fixed, with_alpha
from core.data.fields import colour, fractal, near_colour
from core.data.photography import defocus
from core.data.strands import fur, hair, strand_colours, strands
from core.data.tresses import tresses


def _shade(rng: np.random.Generator, colours: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """Rounds a flat texture off: brighter on one side of the shape than on the other."""
    small = cv2.resize(alpha, (64, 64), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    relief = cv2.GaussianBlur(small, (0, 0), rng.uniform(4, 10))
    angle = rng.uniform(0, 2 * np.pi)
    slope = np.cos(angle) * cv2.Sobel(relief, -1, 1, 0) + np.sin(angle) * cv2.Sobel(relief, -1, 0, 1)
    light = 1 + rng.uniform(0.3, 1.2) * slope / max(float(np.abs(slope).max()), 1e-3) * 0.6
    light = cv2.resize(light, alpha.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.clip(colours * light[..., None], 0, 255).astype(np.uint8)


def _smaller(outline: np.ndarray) -> np.ndarray:
    """A solid part that does not hide the clear one."""
    centre = outline.mean(0)
    return centre + (outline - centre) * np.float32(0.65)


def shape(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """Plain hard-edged things: blobs, polygons, boxes, rings, letters."""
    choice = rng.integers(4)
    if choice == 0:
        alpha = fill(size, [blob_points(rng, size, rng.uniform(0.05, 0.4))])
    elif choice == 1:
        alpha = fill(size, [blob_points(rng, size, 0.35, int(rng.integers(3, 9)))])
    elif choice == 2:
        outer = blob_points(rng, size, 0.08)
        centre = outer.mean(0)
        alpha = fill(size, [outer]) - fill(size, [(outer - centre) * rng.uniform(0.4, 0.85) + centre])
    else:
        alpha = np.zeros((size, size), np.uint8)
        word = "".join(chr(c) for c in rng.integers(ord("A"), ord("Z") + 1, 3))
        place = (int(rng.uniform(0, 0.2) * size), int(rng.uniform(0.5, 0.9) * size))
        cv2.putText(
            alpha,
            word,
            place,
            int(rng.integers(0, 8)),
            size / rng.uniform(60, 110),
            255,
            int(rng.integers(6, 40)),
            cv2.LINE_AA,
        )
    return with_alpha(_shade(rng, texture, alpha), alpha)


def wicker(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """Thick bands that wind over each other and leave gaps: baskets, branches, yarn, cables."""
    canvas = np.zeros((2 * size, 2 * size), np.uint8)
    base, colours = strand_colours(rng, size, texture)
    centre, extent = rng.uniform(0.3, 0.7, 2) * 2 * size, rng.uniform(0.3, 0.7) * 2 * size
    band = int(rng.integers(8, 50))
    turn = np.linspace(0, 2 * np.pi, 48)
    for _ in range(int(rng.integers(4, 22))):
        tilt, squash, phase = rng.uniform(0, np.pi), rng.uniform(0.1, 1), rng.uniform(0, 6.3)
        x = np.cos(turn + phase) * extent * rng.uniform(0.8, 1)
        y = np.sin(turn + phase) * extent * squash * rng.uniform(0.8, 1)
        path = (
            np.stack((np.cos(tilt) * x - np.sin(tilt) * y, np.sin(tilt) * x + np.cos(tilt) * y), 1) + centre
        )
        tone, band_path = near_colour(rng, base, 20), [fixed(path)]
        wide = max(3, int(band * rng.uniform(0.6, 1.3)))
        cv2.polylines(canvas, band_path, False, 255, wide, cv2.LINE_AA, SHIFT)
        for part, light in ((1.2, 0.55), (0.75, 0.9), (0.35, 1.25)):
            shade = np.clip(tone * light, 0, 255).tolist()
            cv2.polylines(colours, band_path, False, shade, max(1, int(wide * part)), cv2.LINE_AA, SHIFT)
    return finish(canvas, cv2.blur(colours, (5, 5)), size)


def leaves(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """Foliage: many pointed leaves with a midrib in shades of one colour, on a few stems."""
    base = (
        np.array([70, 110, 40], np.float32) * rng.uniform(0.4, 1.8)
        if rng.random() < 0.5
        else colour(rng, 0.8)
    )
    canvas = np.zeros((2 * size, 2 * size), np.uint8)
    colours = cv2.resize(texture, (2 * size, 2 * size), interpolation=cv2.INTER_LINEAR)
    t = np.linspace(0, np.pi, 10)
    side = np.sin(t) * np.linspace(1.3, 0.7, 10)
    leaf = np.concatenate((np.stack((t / np.pi, side), 1), np.stack((t / np.pi, -side), 1)[::-1]))
    long, thin = rng.uniform(0.05, 0.3) * 2 * size, rng.uniform(0.06, 0.35)
    middle, flow = rng.uniform(0.2, 0.8, 2) * 2 * size, rng.uniform(0, 2 * np.pi)
    crowd = rng.uniform(0.12, 0.3) * 2 * size
    for _ in range(int(rng.integers(60, 260))):
        root = middle + rng.normal(0, crowd, 2)
        angle = (
            np.arctan2(*(root - middle)[::-1]) + rng.normal(0, 0.7)
            if rng.random() < 0.7
            else flow + rng.normal(0, 0.5)
        )
        reach = long * rng.uniform(0.5, 1.2)
        c, s = np.cos(angle), np.sin(angle)
        x, y = leaf[:, 0] * reach, leaf[:, 1] * reach * thin * rng.uniform(0.4, 1) * 0.5
        points = [fixed(np.stack((c * x - s * y, s * x + c * y), 1) + root)]
        tone = near_colour(rng, base, 22)
        tip = (root + np.array([c, s]) * reach).astype(np.int32)
        cv2.fillPoly(canvas, points, 255, cv2.LINE_AA, SHIFT)
        cv2.fillPoly(colours, points, tone.tolist(), cv2.LINE_8, SHIFT)
        cv2.polylines(colours, points, True, tone.tolist(), 3, cv2.LINE_8, SHIFT)
        cv2.line(
            colours, root.astype(np.int32).tolist(), tip.tolist(), (tone * 0.75).tolist(), 2, cv2.LINE_AA
        )
        if rng.random() < 0.15:
            cv2.line(
                canvas, middle.astype(np.int32).tolist(), root.astype(np.int32).tolist(), 255, 3, cv2.LINE_AA
            )
            cv2.line(
                colours,
                middle.astype(np.int32).tolist(),
                root.astype(np.int32).tolist(),
                (base * 0.5).tolist(),
                5,
                cv2.LINE_8,
            )
    return finish(canvas, colours, size)


def foam(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """Bubbles: clear in the middle, dense at their rims, heaped on a solid mass."""
    body = fill(size, [blob_points(rng, size, 0.2)])
    colours = cv2.addWeighted(texture, 0.3, np.full_like(texture, 235), 0.7, 0)
    film = np.zeros((size, size), np.uint8)
    outline = blob_points(rng, size, 0.2)
    centre = outline.mean(0)
    for _ in range(int(rng.integers(30, 180))):
        place = centre + (outline[rng.integers(len(outline))] - centre) * rng.uniform(0.5, 1.3)
        radius = min(rng.gamma(1.5, 6) + 2, size / 6)
        at, r = fixed(place).tolist(), int(radius * (1 << SHIFT))
        layer = int(rng.uniform(10, 110))
        cv2.circle(film, at, r, layer, -1, cv2.LINE_AA, SHIFT)
        cv2.circle(film, at, r, int(rng.uniform(140, 255)), max(1, int(radius / 9)), cv2.LINE_AA, SHIFT)
        shine = fixed(place - radius * 0.4).tolist()
        cv2.circle(film, shine, max(8, r // 6), 230, -1, cv2.LINE_AA, SHIFT)
    return with_alpha(colours, np.maximum(body, cv2.GaussianBlur(film, (0, 0), 0.6)))


def glass(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """Clear things: faint inside, denser rim, bright reflections, an opaque part."""
    outline = blob_points(rng, size, 0.1)
    body = fill(size, [outline]).astype(np.float32) / 255
    inside = cv2.GaussianBlur(body, (0, 0), rng.uniform(4, 18))
    rim = body * np.clip((1 - inside) * rng.uniform(1, 2.4), 0, 1)
    sheen = np.clip(fractal(rng, size, rng.uniform(2, 6), 2) * 4 - rng.uniform(2, 3.5), 0, 1)
    clear = rng.uniform(0.03, 0.5)
    alpha = body * np.clip(clear + (1 - clear) * rim + rng.uniform(0.2, 0.9) * sheen, 0, 1)
    opaque = fill(size, [_smaller(blob_points(rng, size, 0.15))]).astype(np.float32) / 255
    alpha = np.maximum(alpha, opaque)
    light = np.maximum(sheen, rim * 0.5)[..., None] * (1 - opaque[..., None])
    colours = texture * (1 - light) + 245 * light
    return with_alpha(colours.astype(np.uint8), np.rint(alpha * 255).astype(np.uint8))


def smoke(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """Clouds and haze in one pale or dark tone around a solid body."""
    thickness = fractal(rng, size, rng.uniform(2, 6), 5, rng.uniform(0.4, 0.65))
    around = defocus(fill(size, [blob_points(rng, size, 0.3)]), size / 12, False) / np.float32(255)
    alpha = np.clip(around * (thickness * 2.2 - rng.uniform(0.3, 0.8)), 0, 1) * rng.uniform(0.5, 1)
    opaque = fill(size, [_smaller(blob_points(rng, size, 0.2))])
    tone = np.full_like(texture, int(rng.uniform(20, 245)))
    mix = (opaque.astype(np.float32) / 255)[..., None]
    colours = texture * mix + cv2.addWeighted(texture, 0.15, tone, 0.85, 0) * (1 - mix)
    return with_alpha(colours.astype(np.uint8), np.maximum(np.rint(alpha * 255).astype(np.uint8), opaque))


def defocused(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """A hard or leafy thing out of the depth of field, or two at different depths."""
    draw = (shape, leaves, wicker)[rng.integers(3)]
    rgba = draw(rng, size, texture)
    sigma = float(np.exp(rng.uniform(-0.2, 2.1)))
    return blur_rgba(rgba, lambda pixels: cv2.GaussianBlur(pixels, (0, 0), sigma))


def moving(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """A thing smeared along a straight line by its motion."""
    draw = (shape, leaves, wicker, strands)[rng.integers(4)]
    reach = int(rng.integers(4, 32))
    kernel = np.zeros((reach, reach), np.float32)
    angle, middle = rng.uniform(0, np.pi), (reach - 1) / 2
    offset = np.array([np.cos(angle), np.sin(angle)]) * middle
    cv2.line(
        kernel, fixed(middle - offset).tolist(), fixed(middle + offset).tolist(), 1.0, 1, cv2.LINE_AA, SHIFT
    )
    kernel /= kernel.sum()
    return blur_rgba(draw(rng, size, texture), lambda pixels: cv2.filter2D(pixels, -1, kernel))


KINDS: dict[str, tuple[Callable[[np.random.Generator, int, np.ndarray], np.ndarray], float]] = {
    "shape": (shape, 1.5),
    "hair": (hair, 2.5),
    "tresses": (tresses, 0.0),  # drawn where a recipe asks for it
    "strands": (strands, 1.0),
    "fur": (fur, 2.0),
    "wicker": (wicker, 1.2),
    "lace": (lace, 1.0),
    "veil": (veil, 0.5),
    "leaves": (leaves, 1.5),
    "foam": (foam, 0.4),
    "glass": (glass, 0.4),
    "smoke": (smoke, 0.4),
    "defocused": (defocused, 1.2),
    "moving": (moving, 0.5),
}


def foreground(
    rng: np.random.Generator, size: int, texture: np.ndarray, kind: str | None = None
) -> np.ndarray:
    """A procedural foreground of the named kind, or of one drawn by weight: uint8 size×size×4 RGBA."""
    if kind is None:
        weights = np.array([weight for _, weight in KINDS.values()])
        kind = list(KINDS)[rng.choice(len(KINDS), p=weights / weights.sum())]
    return KINDS[kind][0](rng, size, texture)
