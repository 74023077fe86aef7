"""What colours alone say of unknown pixels: are they like the known foreground, or like the background?

Closed-form matting spreads what is known from pixel to pixel, and does not reach a gap between leaves that
holds no known pixel of its own. The gap's colour does: it is that of the background near by.
"""

import cv2
import numpy as np
from scipy.spatial import cKDTree

from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN

NEAREST = 8
"""Known pixels that each unknown one is compared with, on either side."""
ROUGHNESS = 1.0
"""A neighbour may be up to this share further away than the nearest: likenesses change by .003, in a third of
the time."""
SAMPLES = 5000
"""Known pixels kept on either side."""
REACH = 60
"""Known pixels further than this from every unknown one are not asked."""
PLACE = 0.1
"""What the picture's longer side counts for beside colours that run from 0 to 1."""
ALIKE = 0.04
"""Distance at which a pixel is still like its nearest known ones."""


def colour_likeness(image: np.ndarray, trimap: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How much each unknown pixel is like the foreground, and how sure that is.

    Distances are means over the nearest known pixels in colour and, a little, in place.

    Args:
        image: H x W x 3 float in [0, 1].
        trimap: H x W uint8 of 0, 128, 255.

    Returns:
        For each of the N unknown pixels in reading order: the likeness in [0, 1], 0 like the background and
        1 like the foreground; and the certainty in [0, 1], high where one side alone has such colours.
    """
    unknown = trimap == UNKNOWN
    height, width = trimap.shape
    distance = cv2.distanceTransform((~unknown).astype(np.uint8), cv2.DIST_L2, 3)
    places = np.stack(np.meshgrid(np.arange(width), np.arange(height)), axis=2) * (PLACE / max(height, width))
    features = np.concatenate([image, places], axis=2).astype(np.float32)
    to_foreground, to_background = (
        _distance_to(features, (trimap == side), distance < REACH, features[unknown])
        for side in (FOREGROUND, BACKGROUND)
    )
    likeness = to_background / (to_foreground + to_background + 1e-6)
    alike = np.exp(-np.minimum(to_foreground, to_background) / ALIKE)
    return likeness, np.abs(2 * likeness - 1) ** 3 * alike


def _distance_to(features: np.ndarray, known: np.ndarray, near: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    samples = features[known & near] if (known & near).any() else features[known]
    if not len(samples):
        return np.ones(len(wanted))
    if len(samples) > SAMPLES:  # always the same ones: a matte must not change from run to run
        samples = samples[np.random.default_rng(0).choice(len(samples), SAMPLES, replace=False)]
    found, _ = cKDTree(samples).query(wanted, k=min(NEAREST, len(samples)), eps=ROUGHNESS)
    return found.reshape(len(wanted), -1).mean(axis=1)
