"""What colours say of unknown pixels, wherever they lie.

Closed-form matting spreads what is known from pixel to pixel, and does not reach a gap between leaves that
holds no known pixel of its own. The gap's colour does: it is that of the background near by.
"""

from collections.abc import Callable

import cv2
import numpy as np
import scipy.sparse
from scipy.spatial import cKDTree

from core.imaging.closed_form import stop_if
from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN

NEAREST = 8
"""Pixels that each unknown one is compared with."""
ROUGHNESS = 1.0
"""A neighbour may be up to this share further away than the nearest: likenesses change by .003, in a third of
the time."""
REACH = 60
"""Known pixels further than this from every unknown one are not asked."""
AT_ONCE = 10_000
"""Pixels compared between two questions whether to stop: a quarter of a second."""
LIKENESS_SAMPLES, LINK_SAMPLES = 5000, 20_000
"""Known pixels kept, of either side and of both."""
LIKENESS_PLACE, LINK_PLACE = 0.1, 0.05
"""What the picture's longer side counts for beside colours that run from 0 to 1."""
ALIKE = 0.04
"""Distance at which a pixel is still like its nearest known ones."""
LINKED = 0.05
"""Distance at which the link between two pixels is weak."""


def colour_likeness(
    image: np.ndarray, trimap: np.ndarray, cancelled: Callable[[], bool] | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """How much each unknown pixel is like the foreground, and how sure that is.

    Distances are means over the nearest known pixels in colour and, a little, in place.

    Args:
        image: H x W x 3 float in [0, 1].
        trimap: H x W uint8 of 0, 128, 255.
        cancelled: asked now and then; Cancelled is raised when it answers true.

    Returns:
        For each of the N unknown pixels in reading order: the likeness in [0, 1], 0 like the background and
        1 like the foreground; and the certainty in [0, 1], high where one side alone has such colours.
    """
    unknown = trimap == UNKNOWN
    near = _distance(unknown) < REACH
    wanted = _features(image, np.flatnonzero(unknown), LIKENESS_PLACE)
    to_foreground, to_background = (
        _distance_to(image, trimap == side, near, wanted, cancelled) for side in (FOREGROUND, BACKGROUND)
    )
    likeness = to_background / (to_foreground + to_background + 1e-6)
    alike = np.exp(-np.minimum(to_foreground, to_background) / ALIKE)
    return likeness, np.abs(2 * likeness - 1) ** 3 * alike


def colour_links(
    image: np.ndarray, trimap: np.ndarray, cancelled: Callable[[], bool] | None = None
) -> tuple[scipy.sparse.csr_array, np.ndarray]:
    """An energy that draws each unknown pixel to those most like it, known or not (Chen, Li, Tang 2013).

    Args: as of `colour_likeness`.

    Returns:
        A (N x N) and b (N) of the energy a' A a / 2 - b' a over the alphas a of the N unknown pixels in
        reading order.
    """
    unknown = trimap == UNKNOWN
    known = _some(np.flatnonzero(~unknown & (_distance(unknown) < REACH)), LINK_SAMPLES)
    count = int(unknown.sum())
    others = np.concatenate([np.flatnonzero(unknown), known])
    if len(others) < 2 or not count:
        return scipy.sparse.csr_array((count, count)), np.zeros(count)
    wanted = min(NEAREST + 1, len(others))  # the nearest is mostly the pixel itself, which draws to nothing
    features = _features(image, others, LINK_PLACE)
    apart, linked = _nearest(features, features[:count], wanted, cancelled)
    strength = np.exp(-((apart / LINKED) ** 2)).ravel()
    rows = np.repeat(np.arange(count), wanted)
    links = scipy.sparse.csr_array((strength, (rows, linked.ravel())), shape=(count, len(others)))
    inside, outside = links[:, :count], links[:, count:]
    both_ways = inside + inside.T
    degree = both_ways.sum(axis=1) + outside.sum(axis=1)
    is_foreground = (trimap.ravel()[known] == FOREGROUND).astype(np.float64)
    return (scipy.sparse.diags_array(degree) - both_ways).tocsr(), outside @ is_foreground


def _features(image: np.ndarray, places: np.ndarray, place: float) -> np.ndarray:
    """N x 5 float32 of N pixels, numbered row by row: colour, and where the pixel lies."""
    height, width = image.shape[:2]
    rows, columns = np.divmod(places, width)
    at = np.stack([columns, rows], axis=1) * (place / max(height, width))
    return np.concatenate([image.reshape(-1, 3)[places], at], axis=1).astype(np.float32)


def _distance(unknown: np.ndarray) -> np.ndarray:
    return cv2.distanceTransform((~unknown).astype(np.uint8), cv2.DIST_L2, 3)


def _some(of: np.ndarray, most: int) -> np.ndarray:
    """At most so many, always the same ones: a matte must not change from run to run."""
    return of if len(of) <= most else np.random.default_rng(0).choice(of, most, replace=False)


def _distance_to(
    image: np.ndarray,
    known: np.ndarray,
    near: np.ndarray,
    wanted: np.ndarray,
    cancelled: Callable[[], bool] | None,
) -> np.ndarray:
    places = _some(np.flatnonzero(known & near if (known & near).any() else known), LIKENESS_SAMPLES)
    if not len(places) or not len(wanted):
        return np.ones(len(wanted))
    samples = _features(image, places, LIKENESS_PLACE)
    found, _ = _nearest(samples, wanted, min(NEAREST, len(samples)), cancelled)
    return found.reshape(len(wanted), -1).mean(axis=1)


def _nearest(
    among: np.ndarray, wanted: np.ndarray, count: int, cancelled: Callable[[], bool] | None
) -> tuple[np.ndarray, np.ndarray]:
    """Distances and numbers of the `count` nearest of some features, for each that is wanted."""
    tree = cKDTree(among)
    found = []
    for begin in range(0, len(wanted), AT_ONCE):
        stop_if(cancelled)
        found.append(tree.query(wanted[begin : begin + AT_ONCE], k=count, eps=ROUGHNESS))
    distances, numbers = zip(*found, strict=True)
    return np.concatenate(distances), np.concatenate(numbers)
