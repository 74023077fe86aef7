"""Closed-form matting (Levin, Lischinski, Weiss 2008) over the unknown pixels.

The matting Laplacian couples each pixel with its 5 x 5 neighbourhood, so its rows are kept as 25-point
stencils and only for unknown pixels: memory and time grow with the unknown region, not with the picture.
"""

import logging
import math
from collections.abc import Callable

import cv2
import numpy as np
import scipy.sparse

from core.errors import Cancelled, PictureError, TrimapError
from core.imaging.trimap import FOREGROUND, UNKNOWN

log = logging.getLogger(__name__)

BAND = 1 << 15
"""Windows taken at a time: 30 MB of affinities, and a question whether to stop."""


class MattingEnergy:
    """The matting energy of a picture over its unknown pixels, to be minimised.

    Args:
        image: H x W x 3 float in [0, 1].
        trimap: H x W uint8 of 0, 128, 255.
        epsilon: regularisation of the colour covariance of each 3 x 3 window (Eq. 12 of the article).
        cancelled: asked while the equations are set up.

    Raises:
        PictureError, TrimapError: the arrays' shapes do not fit.
        Cancelled: `cancelled` answered true.
    """

    def __init__(
        self,
        image: np.ndarray,
        trimap: np.ndarray,
        *,
        epsilon: float = 1e-7,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        check_solvable(image, trimap)
        self.unknown = trimap == UNKNOWN
        self._known = np.where(trimap == FOREGROUND, np.float32(1), np.float32(0))
        self._matrix, self._right_side = None, np.zeros(0)
        if self.unknown.any():
            self._matrix, self._right_side = _laplacian_system(
                image, self.unknown, self._known, epsilon, cancelled
            )

    def minimum(
        self,
        guess: np.ndarray | None = None,
        *,
        extra: tuple[scipy.sparse.csr_array, np.ndarray] | None = None,
        tolerance: float = 1e-6,
        max_iterations: int = 2000,
        cancelled: Callable[[], bool] | None = None,
        report: Callable[[float], None] | None = None,
    ) -> np.ndarray:
        """Alpha of least energy, known pixels held: H x W float32 in [0, 1].

        Args:
            guess: H x W first guess of alpha, which saves iterations.
            extra: A and b of a further energy a' A a / 2 - b' a over the N unknown pixels in reading order,
                A sparse N x N.
            tolerance: the relative residual at which conjugate gradients stop.
            cancelled: asked between iterations.
            report: told the share done, by how far the residual has come.

        Raises:
            Cancelled: `cancelled` answered true.
        """
        alpha = self._known.copy()
        if self._matrix is None:
            return alpha
        matrix, right_side = self._matrix, self._right_side
        if extra is not None:
            matrix, right_side = (matrix + extra[0]).tocsr(), right_side + extra[1]
        first = np.full(right_side.shape, 0.5) if guess is None else guess[self.unknown].astype(np.float64)
        solution = _conjugate_gradients(
            matrix, right_side, first, tolerance, max_iterations, cancelled, report
        )
        alpha[self.unknown] = np.clip(solution, 0, 1)
        return alpha


def closed_form(
    image: np.ndarray,
    trimap: np.ndarray,
    *,
    tolerance: float = 1e-6,
    guess: np.ndarray | None = None,
    cancelled: Callable[[], bool] | None = None,
    report: Callable[[float], None] | None = None,
) -> np.ndarray:
    """Alpha that minimises the matting energy: H x W float32 in [0, 1], exactly 0 and 1 on known pixels.

    Args and errors: as of `MattingEnergy` and its `minimum`.
    """
    energy = MattingEnergy(image, trimap, cancelled=cancelled)
    return energy.minimum(guess, tolerance=tolerance, cancelled=cancelled, report=report)


def check_solvable(image: np.ndarray, trimap: np.ndarray) -> None:
    """Raises PictureError, TrimapError: the arrays are not H x W x 3 floats and a trimap of their size."""
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
        stop_if(cancelled)
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


def stop_if(cancelled: Callable[[], bool] | None) -> None:
    """Raises Cancelled when `cancelled` answers true."""
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
    report: Callable[[float], None] | None,
) -> np.ndarray:
    """The solution of a symmetric system, preconditioned by its diagonal; scipy's tells no residual."""
    # A pixel all of whose windows are cut off by the picture's edge has an empty row; it keeps its guess.
    inverse = 1 / np.maximum(matrix.diagonal(), 1e-12)
    goal = tolerance * np.linalg.norm(right_side)
    if goal == 0:
        return np.zeros_like(right_side)
    solution = first.copy()
    residual = right_side - matrix @ solution
    began = left = np.linalg.norm(residual)
    direction, before = np.zeros_like(residual), 1.0
    for _ in range(max_iterations):
        if left < goal:
            return solution
        stop_if(cancelled)
        if report is not None:
            report(min(1.0, max(0.0, math.log(began / left) / math.log(began / goal))))
        scaled = inverse * residual
        now = residual @ scaled
        direction *= now / before
        direction += scaled
        pushed = matrix @ direction
        length = now / (direction @ pushed)
        solution += length * direction
        residual -= length * pushed
        left, before = np.linalg.norm(residual), now
    log.info("The closed-form solve stopped after %d iterations, short of %g.", max_iterations, tolerance)
    return solution
