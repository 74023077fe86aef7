"""Closed-form matting (Levin, Lischinski, Weiss 2008) over the unknown pixels, and the coarse start.

The matting Laplacian couples each pixel with its 5 x 5 neighbourhood, so its rows are kept as 25-point
stencils and only for unknown pixels: memory and time grow with the unknown region, not with the picture.
"""

import logging
import math
from collections.abc import Callable

import cv2
import numpy as np
import scipy.sparse
import scipy.sparse.linalg

from core.errors import Cancelled, PictureError, TrimapError
from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN

log = logging.getLogger(__name__)

BAND = 1 << 15
"""Windows taken at a time: 30 MB of affinities, and a question whether to stop."""
COARSE_SCALE = 0.5
COARSE_TOLERANCE = 3e-4
"""Stopping conjugate gradients early regularises: on the 26 alphamatting.com cases the half-size start's SAD
is 5.49 / 6.65 solved to 1e-5, 5.28 / 6.36 to 1e-4, 5.02 / 6.33 to 3e-4, in half the time."""
COARSE_MAX_UNKNOWN = 120_000
"""Unknown pixels the coarse solve takes at most; above, it works at a smaller size."""


def closed_form(
    image: np.ndarray,
    trimap: np.ndarray,
    *,
    epsilon: float = 1e-7,
    tolerance: float = 1e-6,
    max_iterations: int = 2000,
    guess: np.ndarray | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> np.ndarray:
    """Alpha that minimises the matting energy, known pixels held.

    Args:
        image: H x W x 3 float in [0, 1].
        trimap: H x W uint8 of 0, 128, 255.
        epsilon: regularisation of the colour covariance of each 3 x 3 window (Eq. 12 of the article).
        tolerance: the relative residual at which conjugate gradients stop.
        guess: H x W first guess of alpha, which saves iterations.
        cancelled: asked between iterations.

    Returns:
        H x W float32 in [0, 1], exactly 0 and 1 on known pixels.

    Raises:
        PictureError, TrimapError: the arrays' shapes do not fit.
        Cancelled: `cancelled` answered true.
    """
    _check(image, trimap)
    alpha = np.where(trimap == FOREGROUND, np.float32(1), np.float32(0))
    unknown = trimap == UNKNOWN
    if not unknown.any():
        return alpha
    matrix, right_side = _laplacian_system(image, unknown, alpha, epsilon, cancelled)
    first = np.full(right_side.shape, 0.5) if guess is None else guess[unknown].astype(np.float64)
    solution = _conjugate_gradients(matrix, right_side, first, tolerance, max_iterations, cancelled)
    alpha[unknown] = np.clip(solution, 0, 1)
    return alpha


def coarse_matte(
    image: np.ndarray,
    trimap: np.ndarray,
    *,
    scale: float = COARSE_SCALE,
    max_unknown: int = COARSE_MAX_UNKNOWN,
    cancelled: Callable[[], bool] | None = None,
) -> np.ndarray:
    """The guided start: closed-form alpha at a fraction of the size, bicubically enlarged.

    Args:
        image: H x W x 3 float in [0, 1].
        trimap: H x W uint8 of 0, 128, 255.
        scale: size of the solve relative to the picture, in (0, 1].
        max_unknown: unknown pixels solved for at most; above it the solve is made smaller still.

    Returns:
        H x W float32 in [0, 1], exactly 0 and 1 on known pixels.
    """
    _check(image, trimap)
    unknown_count = int((trimap == UNKNOWN).sum())
    if unknown_count:
        scale = min(scale, math.sqrt(max_unknown / unknown_count))
    height, width = trimap.shape
    size = (max(3, round(width * scale)), max(3, round(height * scale)))
    small_image = cv2.resize(image.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    small_trimap = _shrink_trimap(trimap, size)
    guess = None
    if min(size) >= 64:  # a solve at half this size is a good guess and costs a fifth
        half = (size[0] // 2, size[1] // 2)
        coarser = closed_form(
            cv2.resize(small_image, half, interpolation=cv2.INTER_AREA),
            _shrink_trimap(small_trimap, half),
            tolerance=1e-3,
            cancelled=cancelled,
        )
        guess = cv2.resize(coarser, size, interpolation=cv2.INTER_LINEAR)
    small = closed_form(
        small_image, small_trimap, guess=guess, tolerance=COARSE_TOLERANCE, cancelled=cancelled
    )
    alpha = np.clip(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), 0, 1)
    alpha[trimap == FOREGROUND] = 1
    alpha[trimap == BACKGROUND] = 0
    return alpha


def _check(image: np.ndarray, trimap: np.ndarray) -> None:
    if image.ndim != 3 or image.shape[2] != 3 or not np.issubdtype(image.dtype, np.floating):
        raise PictureError(
            f"Closed-form matting needs a height x width x 3 picture of floats in [0, 1], "
            f"not an array of shape {image.shape} and type {image.dtype}."
        )
    if trimap.shape != image.shape[:2]:
        raise TrimapError(
            f"The trimap is {trimap.shape[1]} x {trimap.shape[0]} pixels and the picture "
            f"{image.shape[1]} x {image.shape[0]}; they must be of one size."
        )


def _shrink_trimap(trimap: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """A small pixel is known only where the whole of it is: a mixed one would state what is not so."""
    mean = cv2.resize(trimap.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    small = np.full(mean.shape, UNKNOWN, np.uint8)
    small[mean < 0.5] = BACKGROUND
    small[mean > 254.5] = FOREGROUND
    return small


def _laplacian_system(
    image: np.ndarray,
    unknown: np.ndarray,
    alpha: np.ndarray,
    epsilon: float,
    cancelled: Callable[[], bool] | None,
) -> tuple[scipy.sparse.csr_array, np.ndarray]:
    """L_UU and -L_UK alpha_K, U the unknown pixels and K the known ones."""
    # A border of one keeps every 3 x 3 window inside the arrays; border windows are not used.
    height, width = unknown.shape
    if min(height, width) < 3:
        raise PictureError(f"A picture of {width} x {height} pixels is too small to matte: 3 x 3 at least.")
    touches_unknown = cv2.dilate(unknown.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    touches_unknown[[0, -1], :] = False
    touches_unknown[:, [0, -1]] = False
    row_of = np.full(height * width, -1, np.int32)
    unknown_pixels = np.flatnonzero(unknown)
    row_of[unknown_pixels] = np.arange(unknown_pixels.size)
    flat = image.reshape(-1, 3)
    stencil = np.zeros((unknown_pixels.size, 5, 5))
    windows = np.flatnonzero(touches_unknown)
    for begin in range(0, windows.size, BAND):
        _ask(cancelled)
        _add_windows(stencil, flat, row_of, windows[begin : begin + BAND], width, epsilon)

    step_y, step_x = np.mgrid[-2:3, -2:3]
    steps = (step_y * width + step_x).ravel()
    values = stencil.reshape(-1, 25)
    used = values != 0
    neighbours = np.where(used, unknown_pixels[:, None] + steps, 0)
    columns = np.where(used, row_of[neighbours], -1)
    is_known = used & (columns < 0)
    known_alpha = alpha.reshape(-1)[np.where(is_known, neighbours, 0)]
    right_side = -np.where(is_known, values * known_alpha, 0).sum(axis=1)
    kept = used & ~is_known
    row_starts = np.concatenate([[0], np.cumsum(kept.sum(axis=1))])
    size = unknown_pixels.size
    matrix = scipy.sparse.csr_array((values[kept], columns[kept], row_starts), shape=(size, size))
    return matrix, right_side


def _add_windows(
    stencil: np.ndarray, flat: np.ndarray, row_of: np.ndarray, centres: np.ndarray, width: int, epsilon: float
) -> None:
    """Add what the 3 x 3 windows around some pixels contribute to the rows of the unknown ones."""
    offsets = [(dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
    pixels = [centres + dy * width + dx for dy, dx in offsets]
    colours = np.stack([flat[p] for p in pixels], axis=1).astype(np.float64)  # windows x 9 x 3
    centred = colours - colours.mean(axis=1, keepdims=True)
    covariance = centred.transpose(0, 2, 1) @ centred / 9
    whitened = centred @ _inverse_3x3(covariance + epsilon / 9 * np.eye(3))
    affinity = (1 + whitened @ centred.transpose(0, 2, 1)) / 9  # windows x 9 x 9
    # For one pair (i, j) each window has a pixel of its own, so plain indexing adds without collisions.
    for i, (y_i, x_i) in enumerate(offsets):
        rows = row_of[pixels[i]]
        inside = rows >= 0
        rows = rows[inside]
        for j, (y_j, x_j) in enumerate(offsets):
            value = -affinity[inside, i, j]
            stencil[rows, y_j - y_i + 2, x_j - x_i + 2] += value + 1 if i == j else value


def _ask(cancelled: Callable[[], bool] | None) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled("The coarse matte was cancelled.")


def _inverse_3x3(matrices: np.ndarray) -> np.ndarray:
    """Inverses of many symmetric 3 x 3 matrices by cofactors, ten times as fast as LAPACK one by one."""
    a, b, c = matrices[:, 0, 0], matrices[:, 0, 1], matrices[:, 0, 2]
    d, e, f = matrices[:, 1, 1], matrices[:, 1, 2], matrices[:, 2, 2]
    c00, c01, c02 = d * f - e * e, c * e - b * f, b * e - c * d
    c11, c12, c22 = a * f - c * c, b * c - a * e, a * d - b * b
    determinant = a * c00 + b * c01 + c * c02
    cofactors = np.stack([c00, c01, c02, c01, c11, c12, c02, c12, c22], axis=1)
    return (cofactors / determinant[:, None]).reshape(-1, 3, 3)


def _conjugate_gradients(
    matrix: scipy.sparse.csr_array,
    right_side: np.ndarray,
    first: np.ndarray,
    tolerance: float,
    max_iterations: int,
    cancelled: Callable[[], bool] | None,
) -> np.ndarray:
    # A pixel all of whose windows are cut off by the picture's edge has an empty row; it keeps its guess.
    diagonal = np.maximum(matrix.diagonal(), 1e-12)
    preconditioner = scipy.sparse.diags_array(1 / diagonal)

    solution, left = scipy.sparse.linalg.cg(
        matrix,
        right_side,
        x0=first,
        rtol=tolerance,
        maxiter=max_iterations,
        M=preconditioner,
        callback=lambda _: _ask(cancelled),
    )
    if left:
        log.info("The closed-form solve stopped after %d iterations, short of %g.", max_iterations, tolerance)
    return solution
