"""Procedural foregrounds: seeded RGBA pictures of the things that are hard to matte.

Each function takes a generator, a size and a texture (uint8 size×size×3, the colours to use), and returns
straight RGBA, uint8 size×size×4, whose colours stay valid where alpha is 0. `KINDS` is the table of them
with how often each is drawn; `foreground` picks one.
"""

from collections.abc import Callable

import cv2
import numpy as np

from core.data.fields import colour, fractal, grid, near_colour, smooth_field

SHIFT = 4  # OpenCV's fixed-point bits: coordinates are drawn in sixteenths of a pixel


def blob_points(rng: np.random.Generator, size: int, roughness: float = 0.25, count: int = 160) -> np.ndarray:
    """A closed smooth outline that fills a good part of the frame, often leaving it: float32 count×2."""
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    radius = np.ones(count)
    for order in range(2, 8):
        radius += roughness / order**0.7 * rng.normal() * np.cos(order * angle + rng.uniform(0, 6.3))
    radius = np.clip(radius, 0.25, 2)
    centre = rng.uniform(0.15, 0.85, 2) * size
    extent = rng.uniform(0.25, 0.6) * size * np.array([1, rng.uniform(0.6, 1.3)])
    turn = rng.uniform(0, 2 * np.pi)
    x, y = radius * np.cos(angle) * extent[0], radius * np.sin(angle) * extent[1]
    c, s = np.cos(turn), np.sin(turn)
    return np.stack((c * x - s * y, s * x + c * y), 1).astype(np.float32) + centre.astype(np.float32)


def fill(size: int, outlines: list[np.ndarray]) -> np.ndarray:
    """Anti-aliased alpha of filled outlines: uint8 size×size."""
    alpha = np.zeros((2 * size, 2 * size), np.uint8)
    for points in outlines:
        cv2.fillPoly(alpha, [_fixed(points * 2 + 0.5)], 255, cv2.LINE_AA, SHIFT)
    return cv2.resize(alpha, (size, size), interpolation=cv2.INTER_AREA)


def _fixed(points: np.ndarray) -> np.ndarray:
    return np.rint(points * (1 << SHIFT)).astype(np.int32)


def _with_alpha(colours: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    return np.dstack((colours, alpha))


def _shade(rng: np.random.Generator, colours: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """Rounds a flat texture off: brighter on one side of the shape than on the other."""
    small = cv2.resize(alpha, (64, 64), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    relief = cv2.GaussianBlur(small, (0, 0), rng.uniform(4, 10))
    angle = rng.uniform(0, 2 * np.pi)
    slope = np.cos(angle) * cv2.Sobel(relief, -1, 1, 0) + np.sin(angle) * cv2.Sobel(relief, -1, 0, 1)
    light = 1 + rng.uniform(0.3, 1.2) * slope / max(float(np.abs(slope).max()), 1e-3) * 0.6
    light = cv2.resize(light, alpha.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.clip(colours * light[..., None], 0, 255).astype(np.uint8)


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
        cv2.putText(alpha, word, place, int(rng.integers(0, 8)), size / rng.uniform(60, 110),
                    255, int(rng.integers(6, 40)), cv2.LINE_AA)
    return _with_alpha(_shade(rng, texture, alpha), alpha)


def _paint_strands(rng: np.random.Generator, canvas: np.ndarray, colours: np.ndarray, roots: np.ndarray,
                   heading: np.ndarray, length: np.ndarray, base: np.ndarray, *, curl: float, width: float,
                   spread: float = 25.0) -> None:
    """Draws tapering curved strands on a canvas of twice the size and into a colour picture, in place.

    roots N×2 and length N in canvas pixels, heading N in radians, width of a root in canvas pixels
    (down to 1, i.e. half a final pixel; thinner is drawn fainter).
    """
    count, steps = len(roots), 9
    bend = rng.normal(0, curl, count)[:, None] * np.linspace(0, 1, steps) ** 1.3
    wave = rng.normal(0, 0.25 * curl, count)[:, None] * np.sin(
        np.linspace(0, rng.uniform(2, 9), steps) + rng.uniform(0, 6.3, count)[:, None])
    angle = heading[:, None] + bend + wave
    move = np.stack((np.cos(angle), np.sin(angle)), 2) * (length / steps)[:, None, None]
    paths = _fixed(np.concatenate((roots[:, None], roots[:, None] + np.cumsum(move, 1)), 1))
    opacity = np.clip(rng.normal(0.85, 0.2, count), 0.3, 1) * min(1.0, width)
    thick = np.clip(np.rint(width * rng.uniform(0.6, 1.3, count)), 1, 12).astype(int)
    tones = np.clip(base + rng.normal(0, spread, (count, 1)) + rng.normal(0, spread / 4, (count, 3)), 0, 255)
    for i in range(count):
        path, strength = paths[i], 255 * opacity[i]
        cv2.polylines(colours, [path], False, tones[i].tolist(), int(thick[i]) + 2, cv2.LINE_8, SHIFT)
        for first, last, part, light in ((0, 5, 1, 1), (4, 8, 0.6, 0.85), (7, steps + 1, 0.3, 0.6)):
            cv2.polylines(canvas, [path[first:last]], False, strength * light,
                          max(1, round(thick[i] * part)), cv2.LINE_AA, SHIFT)


def _finish(canvas: np.ndarray, colours: np.ndarray, size: int, solid: np.ndarray | None = None) -> np.ndarray:
    """Brings a double-size canvas and its colours down to size, over an optional solid part."""
    alpha = cv2.resize(canvas, (size, size), interpolation=cv2.INTER_AREA)
    small = cv2.resize(colours, (size, size), interpolation=cv2.INTER_AREA)
    if solid is not None:
        alpha = np.maximum(alpha, solid)
    return _with_alpha(small, alpha)


def _strand_colours(rng: np.random.Generator, size: int, texture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    base = texture.reshape(-1, 3)[rng.integers(size * size)].astype(np.float32)
    if rng.random() < 0.4:
        base = np.array([150, 105, 65], np.float32) * rng.uniform(0.15, 1.6) + rng.normal(0, 10, 3)
    tone = np.clip(base * rng.uniform(0.5, 0.9), 0, 255)
    share = rng.uniform(0.1, 0.7)  # of the texture in the body behind the strands
    body = cv2.resize(texture, (2 * size, 2 * size), interpolation=cv2.INTER_LINEAR)
    colours = cv2.addWeighted(body, share, np.full_like(body, tone.astype(np.uint8)), 1 - share, 0)
    return np.clip(base, 0, 255), colours


def hair(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """A head of long curved strands that leave a solid body, in locks, some flying loose."""
    base, colours = _strand_colours(rng, size, texture)
    canvas = np.zeros((2 * size, 2 * size), np.uint8)
    outline = blob_points(rng, size, 0.12)
    solid = fill(size, [outline])
    centre = outline.mean(0)
    flow, curl = rng.uniform(0, 2 * np.pi), rng.uniform(0.2, 1.6)
    reach, width = rng.uniform(0.15, 0.7) * size * 2, float(np.exp(rng.uniform(np.log(0.7), np.log(4.5))))
    follow = rng.uniform(0, 1)
    for _ in range(int(rng.integers(5, 16))):  # locks: their strands share a direction
        count = int(rng.integers(15, 60))
        around = rng.integers(len(outline)) + rng.normal(0, len(outline) / 16, count)
        rooted = outline[around.astype(int) % len(outline)]
        outward = np.arctan2(*(rooted - centre).T[::-1])
        roots = centre + (rooted - centre) * rng.uniform(0.3, 0.97, (count, 1))
        turn = np.angle(np.exp(1j * (flow - outward)))
        heading = outward + follow * turn + rng.normal(0, 0.25) + rng.normal(0, 0.15, count)
        length = reach * rng.uniform(0.5, 1.2) * rng.uniform(0.5, 1.1, count)
        _paint_strands(rng, canvas, colours, roots * 2, heading, length, base, curl=curl, width=width)
    return _finish(canvas, colours, size, solid)


def strands(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """Loose fibres that cross the frame with or without a body: grass, threads, whiskers, roots."""
    base, colours = _strand_colours(rng, size, texture)
    canvas = np.zeros((2 * size, 2 * size), np.uint8)
    solid = fill(size, [blob_points(rng, size, 0.2)])
    flow = rng.uniform(0, 2 * np.pi)
    for _ in range(int(rng.integers(1, 5))):
        count = int(rng.integers(10, 90))
        roots = (rng.uniform(0.1, 0.9, 2) + rng.normal(0, 0.12, (count, 2))) * 2 * size
        heading = flow + rng.normal(0, rng.uniform(0.05, 0.8), count)
        length = rng.uniform(0.3, 1.4) * size * rng.uniform(0.4, 1.2, count)
        _paint_strands(rng, canvas, colours, roots, heading, length, near_colour(rng, base), curl=rng.uniform(0.1, 1.5),
                       width=float(np.exp(rng.uniform(np.log(0.7), np.log(7)))))
    return _finish(canvas, colours, size, solid)


def fur(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """Dense short fibres all over a body; its outline is a fringe of them."""
    base, colours = _strand_colours(rng, size, texture)
    canvas = np.zeros((2 * size, 2 * size), np.uint8)
    outline = blob_points(rng, size, 0.2, 240)
    centre = outline.mean(0)
    comb, follow = rng.uniform(0, 2 * np.pi), rng.uniform(0, 0.8)
    length = float(np.exp(rng.uniform(np.log(8), np.log(90))))
    width, curl = rng.uniform(0.7, 2.6), rng.uniform(0.1, 1.2)
    for inward, count in ((0.75, 260), (0.97, 520)):
        place = rng.random(count) * len(outline)
        rooted = outline[place.astype(int)]
        depth = rng.uniform(inward - 0.15, inward + 0.02, (count, 1)) if inward > 0.9 else \
            np.sqrt(rng.random((count, 1))) * inward
        roots = centre + (rooted - centre) * depth
        outward = np.arctan2(*(rooted - centre).T[::-1])
        turn = np.angle(np.exp(1j * (comb - outward)))
        heading = outward + follow * turn + rng.normal(0, 0.35, count)
        reach = length * 2 * rng.uniform(0.4, 1.2, count)
        _paint_strands(rng, canvas, colours, roots * 2, heading, reach, base, curl=curl, width=width, spread=30)
    solid = fill(size, [centre + (outline - centre) * 0.96])
    return _finish(canvas, colours, size, solid)


def wicker(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """Thick bands that wind over each other and leave gaps: baskets, branches, yarn, cables."""
    canvas = np.zeros((2 * size, 2 * size), np.uint8)
    base, colours = _strand_colours(rng, size, texture)
    centre, extent = rng.uniform(0.3, 0.7, 2) * 2 * size, rng.uniform(0.3, 0.7) * 2 * size
    band = int(rng.integers(8, 50))
    turn = np.linspace(0, 2 * np.pi, 48)
    for _ in range(int(rng.integers(4, 22))):
        tilt, squash, phase = rng.uniform(0, np.pi), rng.uniform(0.1, 1), rng.uniform(0, 6.3)
        x = np.cos(turn + phase) * extent * rng.uniform(0.8, 1)
        y = np.sin(turn + phase) * extent * squash * rng.uniform(0.8, 1)
        path = np.stack((np.cos(tilt) * x - np.sin(tilt) * y, np.sin(tilt) * x + np.cos(tilt) * y), 1) + centre
        tone, fixed = near_colour(rng, base, 20), [_fixed(path)]
        wide = max(3, int(band * rng.uniform(0.6, 1.3)))
        cv2.polylines(canvas, fixed, False, 255, wide, cv2.LINE_AA, SHIFT)
        for part, light in ((1.2, 0.55), (0.75, 0.9), (0.35, 1.25)):
            cv2.polylines(colours, fixed, False, np.clip(tone * light, 0, 255).tolist(),
                          max(1, int(wide * part)), cv2.LINE_AA, SHIFT)
    return _finish(canvas, cv2.blur(colours, (5, 5)), size)


def lace(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """A knitted or woven sheet with regular holes, bent, with a scalloped or plain rim."""
    x, y = grid(size)
    bend_x, bend_y = (smooth_field(rng, size, rng.uniform(1, 4)) * rng.uniform(2, 25) for _ in range(2))
    period, angle = rng.uniform(7, 40), rng.uniform(0, np.pi)
    u = (np.cos(angle) * (x + bend_x) + np.sin(angle) * (y + bend_y)) * (2 * np.pi / period)
    v = (np.cos(angle) * (y + bend_y) - np.sin(angle) * (x + bend_x)) * (2 * np.pi / period)
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
    return _with_alpha(np.clip(texture * relief, 0, 255).astype(np.uint8), alpha)


def leaves(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """Foliage: many pointed leaves with a midrib in shades of one colour, on a few stems."""
    base = np.array([70, 110, 40], np.float32) * rng.uniform(0.4, 1.8) if rng.random() < 0.5 else colour(rng, 0.8)
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
        angle = np.arctan2(*(root - middle)[::-1]) + rng.normal(0, 0.7) if rng.random() < 0.7 \
            else flow + rng.normal(0, 0.5)
        reach = long * rng.uniform(0.5, 1.2)
        c, s = np.cos(angle), np.sin(angle)
        x, y = leaf[:, 0] * reach, leaf[:, 1] * reach * thin * rng.uniform(0.4, 1) * 0.5
        points = [_fixed(np.stack((c * x - s * y, s * x + c * y), 1) + root)]
        tone = near_colour(rng, base, 22)
        tip = (root + np.array([c, s]) * reach).astype(np.int32)
        cv2.fillPoly(canvas, points, 255, cv2.LINE_AA, SHIFT)
        cv2.fillPoly(colours, points, tone.tolist(), cv2.LINE_8, SHIFT)
        cv2.polylines(colours, points, True, tone.tolist(), 3, cv2.LINE_8, SHIFT)
        cv2.line(colours, root.astype(np.int32).tolist(), tip.tolist(), (tone * 0.75).tolist(), 2, cv2.LINE_AA)
        if rng.random() < 0.15:
            cv2.line(canvas, middle.astype(np.int32).tolist(), root.astype(np.int32).tolist(), 255, 3, cv2.LINE_AA)
            cv2.line(colours, middle.astype(np.int32).tolist(), root.astype(np.int32).tolist(),
                     (base * 0.5).tolist(), 5, cv2.LINE_8)
    return _finish(canvas, colours, size)


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
        at, r = _fixed(place).tolist(), int(radius * (1 << SHIFT))
        layer = int(rng.uniform(10, 110))
        cv2.circle(film, at, r, layer, -1, cv2.LINE_AA, SHIFT)
        cv2.circle(film, at, r, int(rng.uniform(140, 255)), max(1, int(radius / 9)), cv2.LINE_AA, SHIFT)
        shine = _fixed(place - radius * 0.4).tolist()
        cv2.circle(film, shine, max(8, r // 6), 230, -1, cv2.LINE_AA, SHIFT)
    return _with_alpha(colours, np.maximum(body, cv2.GaussianBlur(film, (0, 0), 0.6)))


def glass(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """Clear things: faint inside, denser rim, bright reflections, an opaque part."""
    outline = blob_points(rng, size, 0.1)
    body = fill(size, [outline]).astype(np.float32) / 255
    inside = cv2.GaussianBlur(body, (0, 0), rng.uniform(4, 18))
    rim = body * np.clip((1 - inside) * rng.uniform(1, 2.4), 0, 1)
    sheen = np.clip(fractal(rng, size, rng.uniform(2, 6), 2) * 4 - rng.uniform(2, 3.5), 0, 1)
    clear = rng.uniform(0.03, 0.5)
    alpha = body * np.clip(clear + (1 - clear) * rim + rng.uniform(0.2, 0.9) * sheen, 0, 1)
    opaque = fill(size, [blob_points(rng, size, 0.15)]).astype(np.float32) / 255
    alpha = np.maximum(alpha, opaque)
    light = np.maximum(sheen, rim * 0.5)[..., None] * (1 - opaque[..., None])
    colours = texture * (1 - light) + 245 * light
    return _with_alpha(colours.astype(np.uint8), np.rint(alpha * 255).astype(np.uint8))


def smoke(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """Clouds and haze in one pale or dark tone around a solid body."""
    thickness = fractal(rng, size, rng.uniform(2, 6), 5, rng.uniform(0.4, 0.65))
    around = cv2.GaussianBlur(fill(size, [blob_points(rng, size, 0.3)]), (0, 0), size / 20).astype(np.float32) / 255
    alpha = np.clip(around * (thickness * 2.2 - rng.uniform(0.3, 0.8)), 0, 1) * rng.uniform(0.5, 1)
    opaque = fill(size, [blob_points(rng, size, 0.2)])
    tone = np.full_like(texture, int(rng.uniform(20, 245)))
    mix = (opaque.astype(np.float32) / 255)[..., None]
    colours = texture * mix + cv2.addWeighted(texture, 0.15, tone, 0.85, 0) * (1 - mix)
    return _with_alpha(colours.astype(np.uint8), np.maximum(np.rint(alpha * 255).astype(np.uint8), opaque))


def defocused(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """A hard or leafy thing out of the depth of field, or two at different depths."""
    draw = (shape, leaves, wicker)[rng.integers(3)]
    rgba = draw(rng, size, texture)
    return blur_rgba(rgba, lambda pixels: cv2.GaussianBlur(pixels, (0, 0), float(np.exp(rng.uniform(-0.2, 2.1)))))


def moving(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """A thing smeared along a straight line by its motion."""
    draw = (shape, leaves, wicker, strands)[rng.integers(4)]
    reach = int(rng.integers(4, 32))
    kernel = np.zeros((reach, reach), np.float32)
    angle, middle = rng.uniform(0, np.pi), (reach - 1) / 2
    offset = np.array([np.cos(angle), np.sin(angle)]) * middle
    cv2.line(kernel, _fixed(middle - offset).tolist(), _fixed(middle + offset).tolist(), 1.0, 1, cv2.LINE_AA, SHIFT)
    kernel /= kernel.sum()
    return blur_rgba(draw(rng, size, texture), lambda pixels: cv2.filter2D(pixels, -1, kernel))


def blur_rgba(rgba: np.ndarray, blur: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """Blurs straight uint8 RGBA as light does: premultiplied. Hidden colours take over where alpha is faint."""
    alpha = rgba[..., 3:].astype(np.float32) / 255
    premultiplied = blur(np.dstack((rgba[..., :3] * alpha, alpha)))
    weight = premultiplied[..., 3:]
    colours = (premultiplied[..., :3] + rgba[..., :3] * 0.01) / (weight + 0.01)
    return np.clip(np.rint(np.dstack((colours, weight * 255))), 0, 255).astype(np.uint8)


KINDS: dict[str, tuple[Callable[[np.random.Generator, int, np.ndarray], np.ndarray], float]] = {
    "shape": (shape, 1.5), "hair": (hair, 2.5), "strands": (strands, 1.0), "fur": (fur, 2.0),
    "wicker": (wicker, 1.2), "lace": (lace, 1.0), "leaves": (leaves, 1.5), "foam": (foam, 0.4),
    "glass": (glass, 0.4), "smoke": (smoke, 0.4), "defocused": (defocused, 1.2), "moving": (moving, 0.5),
}


def foreground(rng: np.random.Generator, size: int, texture: np.ndarray, kind: str | None = None) -> np.ndarray:
    """A procedural foreground of the named kind, or of one drawn by weight: uint8 size×size×4 RGBA."""
    if kind is None:
        weights = np.array([weight for _, weight in KINDS.values()])
        kind = list(KINDS)[rng.choice(len(KINDS), p=weights / weights.sum())]
    return KINDS[kind][0](rng, size, texture)
