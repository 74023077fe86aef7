"""What colours say of unknown pixels, wherever they lie.

Closed-form matting spreads what is known from pixel to pixel, and does not reach a gap between leaves that
holds no known pixel of its own. The gap's colour does: it is that of the background near by.
"""

import cv2
import numpy as np
import scipy.sparse
from scipy.spatial import cKDTree

from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN

NEAREST = 8
"""Pixels that each unknown one is compared with."""
ROUGHNESS = 1.0
"""A neighbour may be up to this share further away than the nearest: likenesses change by .003, in a third of
the time."""
REACH = 60
"""Known pixels further than this from every unknown one are not asked."""
LIKENESS_SAMPLES, LINK_SAMPLES = 5000, 20_000
"""Known pixels kept, of either side and of both."""
LIKENESS_PLACE, LINK_PLACE = 0.1, 0.05
"""What the picture's longer side counts for beside colours that run from 0 to 1."""
ALIKE = 0.04
"""Distance at which a pixel is still like its nearest known ones."""
LINKED = 0.05
"""Distance at which the link between two pixels is weak."""


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
    features = _features(image, LIKENESS_PLACE)
    near = _distance(unknown) < REACH
    to_foreground, to_background = (
        _distance_to(features, trimap == side, near, features[unknown]) for side in (FOREGROUND, BACKGROUND)
    )
    likeness = to_background / (to_foreground + to_background + 1e-6)
    alike = np.exp(-np.minimum(to_foreground, to_background) / ALIKE)
    return likeness, np.abs(2 * likeness - 1) ** 3 * alike


def colour_links(image: np.ndarray, trimap: np.ndarray) -> tuple[scipy.sparse.csr_array, np.ndarray]:
    """An energy that draws each unknown pixel to those most like it, known or not (Chen, Li, Tang 2013).

    Args: as of `colour_likeness`.

    Returns:
        A (N x N) and b (N) of the energy a' A a / 2 - b' a over the alphas a of the N unknown pixels in
        reading order.
    """
    unknown = trimap == UNKNOWN
    features = _features(image, LINK_PLACE).reshape(-1, 5)
    known = _some(np.flatnonzero(~unknown & (_distance(unknown) < REACH)), LINK_SAMPLES)
    count = int(unknown.sum())
    others = np.concatenate([np.flatnonzero(unknown), known])
    if len(others) < 2 or not count:
        return scipy.sparse.csr_array((count, count)), np.zeros(count)
    wanted = min(NEAREST + 1, len(others))  # the nearest is mostly the pixel itself, which draws to nothing
    apart, linked = cKDTree(features[others]).query(features[others[:count]], k=wanted, eps=ROUGHNESS)
    strength = np.exp(-((apart / LINKED) ** 2)).ravel()
    rows = np.repeat(np.arange(count), wanted)
    links = scipy.sparse.csr_array((strength, (rows, linked.ravel())), shape=(count, len(others)))
    inside, outside = links[:, :count], links[:, count:]
    both_ways = inside + inside.T
    degree = both_ways.sum(axis=1) + outside.sum(axis=1)
    is_foreground = (trimap.ravel()[known] == FOREGROUND).astype(np.float64)
    return (scipy.sparse.diags_array(degree) - both_ways).tocsr(), outside @ is_foreground


def _features(image: np.ndarray, place: float) -> np.ndarray:
    """H x W x 5 float32: colour, and where the pixel lies."""
    height, width = image.shape[:2]
    places = np.stack(np.meshgrid(np.arange(width), np.arange(height)), axis=2) * (place / max(height, width))
    return np.concatenate([image, places], axis=2).astype(np.float32)


def _distance(unknown: np.ndarray) -> np.ndarray:
    return cv2.distanceTransform((~unknown).astype(np.uint8), cv2.DIST_L2, 3)


def _some(of: np.ndarray, most: int) -> np.ndarray:
    """At most so many, always the same ones: a matte must not change from run to run."""
    return of if len(of) <= most else np.random.default_rng(0).choice(of, most, replace=False)


def _distance_to(features: np.ndarray, known: np.ndarray, near: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    samples = _some(features[known & near] if (known & near).any() else features[known], LIKENESS_SAMPLES)
    if not len(samples) or not len(wanted):
        return np.ones(len(wanted))
    found, _ = cKDTree(samples).query(wanted, k=min(NEAREST, len(samples)), eps=ROUGHNESS)
    return found.reshape(len(wanted), -1).mean(axis=1)
