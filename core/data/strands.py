"""Procedural hair, fur and loose fibres: many thin curved strands, drawn at twice the size."""

import cv2
import numpy as np

from core.data.drawing import SHIFT, blob_points, fill, finish, fixed
from core.data.fields import grid, near_colour, smooth_field


def curved(
    rng: np.random.Generator, roots: np.ndarray, heading: np.ndarray, length: np.ndarray, curl: float
) -> np.ndarray:
    """Curved paths in OpenCV's fixed-point form, int32 N×10×2: roots N×2, heading N in radians, length N."""
    count, steps = len(roots), 9
    bend = rng.normal(0, curl, count)[:, None] * np.linspace(0, 1, steps) ** 1.3
    wave = rng.normal(0, 0.25 * curl, count)[:, None] * np.sin(
        np.linspace(0, rng.uniform(2, 9), steps) + rng.uniform(0, 6.3, count)[:, None]
    )
    angle = heading[:, None] + bend + wave
    move = np.stack((np.cos(angle), np.sin(angle)), 2) * (length / steps)[:, None, None]
    return fixed(np.concatenate((roots[:, None], roots[:, None] + np.cumsum(move, 1)), 1))


def leaning(rooted: np.ndarray, centre: np.ndarray, flow: float, follow: float) -> np.ndarray:
    """Headings N, radians, of what grows from a centre outward at N×2, a share `follow` turned to `flow`."""
    outward = np.arctan2(*(rooted - centre).T[::-1])
    return outward + follow * np.angle(np.exp(1j * (flow - outward)))


def _paint_strands(
    rng: np.random.Generator,
    canvas: np.ndarray,
    colours: np.ndarray,
    roots: np.ndarray,
    heading: np.ndarray,
    length: np.ndarray,
    base: np.ndarray,
    *,
    curl: float,
    width: float,
    spread: float = 25.0,
) -> None:
    """Draws tapering curved strands on a canvas of twice the size and into a colour picture, in place.

    roots N×2 and length N in canvas pixels, heading N in radians, width of a root in canvas pixels
    (down to 1, i.e. half a final pixel; thinner is drawn fainter).
    """
    paths = curved(rng, roots, heading, length, curl)
    count, points = paths.shape[:2]
    opacity = np.clip(rng.normal(0.85, 0.2, count), 0.3, 1) * min(1.0, width)
    thick = np.clip(np.rint(width * rng.uniform(0.6, 1.3, count)), 1, 12).astype(int)
    tones = np.clip(base + rng.normal(0, spread, (count, 1)) + rng.normal(0, spread / 4, (count, 3)), 0, 255)
    for i in range(count):
        path, strength = paths[i], 255 * opacity[i]
        cv2.polylines(colours, [path], False, tones[i].tolist(), int(thick[i]) + 2, cv2.LINE_8, SHIFT)
        for first, last, part, light in ((0, 5, 1, 1), (4, 8, 0.6, 0.85), (7, points, 0.3, 0.6)):
            cv2.polylines(
                canvas,
                [path[first:last]],
                False,
                strength * light,
                max(1, round(thick[i] * part)),
                cv2.LINE_AA,
                SHIFT,
            )


def strand_colours(rng: np.random.Generator, size: int, texture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A base colour (float32 3) and a double-size picture of it, mixed with the texture, to draw over."""
    base = texture.reshape(-1, 3)[rng.integers(size * size)].astype(np.float32)
    if rng.random() < 0.4:
        base = np.array([150, 105, 65], np.float32) * rng.uniform(0.15, 1.6) + rng.normal(0, 10, 3)
    tone = np.clip(base * rng.uniform(0.5, 0.9), 0, 255)
    share = rng.uniform(0, 0.4)  # of the texture in the body behind the strands
    body = cv2.addWeighted(texture, share, np.full_like(texture, tone.astype(np.uint8)), 1 - share, 0)
    body = np.clip(body * combed(rng, size)[..., None], 0, 255).astype(np.uint8)
    return np.clip(base, 0, 255), cv2.resize(body, (2 * size, 2 * size), interpolation=cv2.INTER_LINEAR)


def combed(rng: np.random.Generator, size: int) -> np.ndarray:
    """Light and shade of hair lying in waves, around 1: float32 size×size."""
    length = int(rng.integers(6, 40))
    noise = rng.standard_normal((size, size // length + 2), dtype=np.float32)
    streaks = cv2.resize(noise, (size, size), interpolation=cv2.INTER_LINEAR)
    x, y = grid(size)
    angle, waves = float(rng.uniform(0, np.pi)), float(rng.uniform(0.03, 0.15)) * size
    c, s = float(np.cos(angle)), float(np.sin(angle))  # Python floats keep the fields float32
    along = c * x + s * y + waves * smooth_field(rng, size, rng.uniform(2, 6))
    across = c * y - s * x + waves * smooth_field(rng, size, rng.uniform(2, 6))
    lying = cv2.remap(streaks, along, across, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    patches = smooth_field(rng, size, rng.uniform(3, 12))
    return np.clip(1 + rng.uniform(0.1, 0.4) * lying + rng.uniform(0, 0.3) * patches, 0.1, 2.5)


def hair(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """A head of long curved strands that leave a solid body, in locks, some flying loose."""
    base, colours = strand_colours(rng, size, texture)
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
        roots = centre + (rooted - centre) * rng.uniform(0.3, 0.97, (count, 1))
        heading = leaning(rooted, centre, flow, follow) + rng.normal(0, 0.25) + rng.normal(0, 0.15, count)
        length = reach * rng.uniform(0.5, 1.2) * rng.uniform(0.5, 1.1, count)
        _paint_strands(rng, canvas, colours, roots * 2, heading, length, base, curl=curl, width=width)
    return finish(canvas, colours, size, solid)


def strands(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """Loose fibres that cross the frame with or without a body: grass, threads, whiskers, roots."""
    base, colours = strand_colours(rng, size, texture)
    canvas = np.zeros((2 * size, 2 * size), np.uint8)
    solid = fill(size, [blob_points(rng, size, 0.2)])
    flow = rng.uniform(0, 2 * np.pi)
    for _ in range(int(rng.integers(1, 5))):
        count = int(rng.integers(10, 90))
        roots = (rng.uniform(0.1, 0.9, 2) + rng.normal(0, 0.12, (count, 2))) * 2 * size
        heading = flow + rng.normal(0, rng.uniform(0.05, 0.8), count)
        length = rng.uniform(0.3, 1.4) * size * rng.uniform(0.4, 1.2, count)
        _paint_strands(
            rng,
            canvas,
            colours,
            roots,
            heading,
            length,
            near_colour(rng, base),
            curl=rng.uniform(0.1, 1.5),
            width=float(np.exp(rng.uniform(np.log(0.7), np.log(7)))),
        )
    return finish(canvas, colours, size, solid)


def fur(rng: np.random.Generator, size: int, texture: np.ndarray) -> np.ndarray:
    """Dense short fibres all over a body; its outline is a fringe of them."""
    base, colours = strand_colours(rng, size, texture)
    canvas = np.zeros((2 * size, 2 * size), np.uint8)
    outline = blob_points(rng, size, 0.2, 240)
    centre = outline.mean(0)
    comb, follow = rng.uniform(0, 2 * np.pi), rng.uniform(0, 0.8)
    length = float(np.exp(rng.uniform(np.log(8), np.log(90))))
    width, curl = rng.uniform(0.7, 2.6), rng.uniform(0.1, 1.2)
    for inward, count in ((0.75, 260), (0.97, 520)):
        place = rng.random(count) * len(outline)
        rooted = outline[place.astype(int)]
        depth = (
            rng.uniform(inward - 0.15, inward + 0.02, (count, 1))
            if inward > 0.9
            else np.sqrt(rng.random((count, 1))) * inward
        )
        roots = centre + (rooted - centre) * depth
        heading = leaning(rooted, centre, comb, follow) + rng.normal(0, 0.35, count)
        reach = length * 2 * rng.uniform(0.4, 1.2, count)
        _paint_strands(
            rng, canvas, colours, roots * 2, heading, reach, base, curl=curl, width=width, spread=30
        )
    solid = fill(size, [centre + (outline - centre) * 0.96])
    return finish(canvas, colours, size, solid)
