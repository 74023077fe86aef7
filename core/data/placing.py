"""Where a foreground comes to lie in the frame: scale, turn, shear, mirror and place."""

import math

import cv2
import numpy as np

from core.data.cutouts import Cutout
from core.data.drawing import with_alpha
from core.data.recipe import Recipe

# Object scale against the stored cut-out; enlarging would only blur the matte.
SCALES = {"photo": (0.4, 1.05), "rendered": (0.5, 1.1), "texture": (0.5, 1.1)}
_PLACINGS = 8


def place(rng: np.random.Generator, cutout: Cutout, size: int, recipe: Recipe) -> np.ndarray:
    """Scales, turns, shears and mirrors a cut-out so that a piece of its outline lies in the frame.

    Returns uint8 size×size×4 RGBA. A picture of kind "whole" fills the frame, mirrored at its own edges
    where it does not reach.
    """
    scale, affine = min(
        (_pose(rng, cutout, size, recipe) for _ in range(_PLACINGS)),
        key=lambda pose: _severed_inside(cutout, pose[1], size),
    )
    rgba = cutout.rgba
    if scale < 0.95:
        rgba = cv2.resize(rgba, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        shrunk = np.divide(cutout.rgba.shape[:2], rgba.shape[:2])
        affine = affine @ np.diag((shrunk[1], shrunk[0], 1))
    if cutout.kind == "whole":
        return cv2.warpAffine(
            rgba, affine, (size, size), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101
        )
    colours = cv2.warpAffine(
        rgba[..., :3], affine, (size, size), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    alpha = cv2.warpAffine(rgba[..., 3], affine, (size, size), flags=cv2.INTER_CUBIC)
    return with_alpha(colours, alpha)


def _pose(rng: np.random.Generator, cutout: Cutout, size: int, recipe: Recipe) -> tuple[float, np.ndarray]:
    """A random scale, and the 2×3 matrix from cut-out to frame pixels that includes it."""
    height, width = cutout.rgba.shape[:2]
    turn = math.radians(recipe.rotation)
    if recipe.pose == "placed":
        low, high = SCALES.get(cutout.kind, SCALES["photo"])
        low = min(max(low, 0.4 * size / max(height, width)), high)  # an object, not a dot
        scale = float(np.exp(rng.uniform(np.log(low), np.log(high))))
        angle = rng.uniform(-turn, turn) if rng.random() < 0.6 else 0.0
        shear = rng.normal(0, 0.08) if rng.random() < 0.4 else 0.0
    else:
        scale = float(rng.uniform(*recipe.scale))
        angle = rng.uniform(-turn, turn)
        shear = math.tan(math.radians(rng.uniform(-recipe.shear, recipe.shear)))
    if cutout.kind == "whole":  # as much of the frame as can be is the picture, not its mirror image
        scale = max(scale, size / min(height, width))
        shear = 0.0
    c, s = np.cos(angle) * scale, np.sin(angle) * scale
    matrix = np.array([[c, -s], [s, c]]) @ np.array([[1, shear], [0, 1]])
    if rng.random() < recipe.flip:
        matrix[:, 0] *= -1
    if rng.random() < recipe.anchored:
        anchor = cutout.border[rng.integers(len(cutout.border))]
        target = rng.uniform(*recipe.anchor, 2) * size
    else:
        anchor, target = np.array([width, height]) / 2, rng.uniform(0.35, 0.65, 2) * size
    if cutout.kind == "whole":
        # The frame's middle, seen from the picture, must be half a frame away from its edges.
        half = size / scale / 2
        middle = np.linalg.solve(matrix, np.full(2, size / 2) - target) + anchor
        least, most = (
            np.minimum(half, (width / 2, height / 2)),
            np.maximum(np.subtract((width, height), half), (width / 2, height / 2)),
        )
        anchor, target = np.clip(middle, least, most), np.full(2, size / 2)
    return scale, np.hstack((matrix, (target - matrix @ anchor)[:, None]))


def _severed_inside(cutout: Cutout, affine: np.ndarray, size: int) -> int:
    """How much of a cut-off edge would show: in a photograph, things are cut off by the frame alone."""
    places = cutout.severed @ affine[:, :2].T + affine[:, 2]
    return int(((places > 0) & (places < size - 1)).all(1).sum())
