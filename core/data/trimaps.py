"""Trimaps around a known matte, for training: as a person paints them, or by erosion."""

import cv2
import numpy as np

from core.data.fields import smooth_field
from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN

# Below and above these a pixel counts as pure, so that what a trimap calls known is known.
PURE_BELOW, PURE_ABOVE = 0.006, 0.994
LEAST_UNKNOWN, MOST_UNKNOWN = 0.03, 0.6
LEAST_KNOWN = 0.02


def painted_trimap(rng: np.random.Generator, alpha: np.ndarray) -> np.ndarray | None:
    """A trimap around a matte: uint8 H×W of 0, 128 and 255, or None where none is possible.

    alpha: float32 H×W in [0, 1]. The unknown band reaches over independent widths into foreground and
    background (1-40 px, narrow and wide styles alike often), wider at soft parts, with an unsteady hand;
    specks of known pixels between fine detail are painted over. Both classes cover at least 2 %, and
    3-60 % is unknown.
    """
    core = _uncertain(alpha)
    if not 0 < core.mean() < MOST_UNKNOWN:
        return None
    distance = cv2.distanceTransform((~core).astype(np.uint8), cv2.DIST_L2, 3)
    softness = cv2.blur(core.astype(np.float32), (31, 31))
    widen = 1 + rng.uniform(0, 2.5) * softness
    size = max(alpha.shape)
    hand = 1 + rng.uniform(0.05, 0.35) * smooth_field(rng, size, rng.uniform(3, 12))
    widen *= np.clip(hand[: alpha.shape[0], : alpha.shape[1]], 0.4, 1.8)
    inner, outer = _widths(rng)
    speck = rng.uniform(1, 8)
    islands = _islands(rng, alpha.shape)
    for _ in range(5):
        background = _without_specks((alpha < PURE_BELOW) & (distance > outer * widen), speck)
        foreground = _without_specks((alpha > PURE_ABOVE) & (distance > inner * widen), speck)
        foreground &= ~islands
        unknown = 1 - background.mean() - foreground.mean()
        known_enough = min(background.mean(), foreground.mean()) >= LEAST_KNOWN
        if unknown > MOST_UNKNOWN or not known_enough:
            inner, outer, speck = inner * 0.5, outer * 0.5, speck * 0.5
        elif unknown < LEAST_UNKNOWN:
            inner, outer = inner * 1.6 + 1, outer * 1.6 + 1
        else:
            trimap = np.full(alpha.shape, UNKNOWN, np.uint8)
            trimap[background], trimap[foreground] = BACKGROUND, FOREGROUND
            return trimap
    return None


def eroded_trimap(
    rng: np.random.Generator, alpha: np.ndarray, pixels: tuple[int, int] = (1, 29)
) -> np.ndarray | None:
    """A trimap as GCA and MGMatting draw them: uint8 H×W of 0, 128 and 255, or None if nothing is unknown.

    The sure foreground and the sure background are each eroded by an ellipse whose diameter is drawn from
    `pixels`, both ends included. The frame erodes nothing.
    """
    inner, outer = (int(rng.integers(pixels[0], pixels[1] + 1)) for _ in range(2))
    trimap = np.full(alpha.shape, UNKNOWN, np.uint8)
    for sure, diameter, value in (
        (alpha > PURE_ABOVE, inner, FOREGROUND),
        (alpha < PURE_BELOW, outer, BACKGROUND),
    ):
        ellipse = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (diameter, diameter))
        trimap[cv2.erode(sure.astype(np.uint8), ellipse) > 0] = value
    return trimap if (trimap == UNKNOWN).any() else None


def _uncertain(alpha: np.ndarray) -> np.ndarray:
    """Pixels that must be unknown: fractional ones, and those at a hard step from one class to the other."""
    solid = (alpha > 0.5).astype(np.uint8)
    step = cv2.morphologyEx(solid, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0
    return step | ((alpha >= PURE_BELOW) & (alpha <= PURE_ABOVE))


def _widths(rng: np.random.Generator) -> tuple[float, float]:
    style = rng.random()
    low, high = (1, 4) if style < 0.1 else (3, 14) if style < 0.55 else (9, 40)
    inner, outer = np.exp(rng.uniform(np.log(low), np.log(high), 2))
    return float(inner), float(outer)


def _without_specks(known: np.ndarray, radius: float) -> np.ndarray:
    """Drops the parts of a mask that a disc of this radius does not fit into, and rounds its outline."""
    if radius < 1:
        return known
    # The frame is no edge: what goes on outside the picture is taken to be like its border.
    pad = int(radius) + 2
    mask = cv2.copyMakeBorder(known.astype(np.uint8), pad, pad, pad, pad, cv2.BORDER_REPLICATE)
    centres = cv2.distanceTransform(mask, cv2.DIST_L2, 3) > radius
    if not centres.any():
        return np.zeros_like(known)
    opened = cv2.distanceTransform((~centres).astype(np.uint8), cv2.DIST_L2, 3) <= radius
    return opened[pad:-pad, pad:-pad] & known


def _islands(rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    """Patches that a careful person marks unknown inside the object, where it looked doubtful."""
    mask = np.zeros(shape, np.uint8)
    for _ in range(int(rng.poisson(0.6))):
        centre = (int(rng.integers(shape[1])), int(rng.integers(shape[0])))
        axes = tuple(int(v) for v in rng.integers(4, 28, 2))
        cv2.ellipse(mask, centre, axes, rng.uniform(0, 180), 0, 360, 1, -1)
    return mask > 0
