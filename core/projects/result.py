"""What a project's Result is: a run's alpha or one of its steps, seen through the retouch over it.

Retouch is stored as two planes, coverage and light, in 0 … FULL:

    seen = alpha * (1 - coverage) + light,    light = coverage * value, as in premultiplied colours
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.imaging.trimap import BACKGROUND, FOREGROUND
from core.projects.project import ProjectRun
from core.step_mattes import SparseMatte

FULL = 1023
"""1,024 levels show no band in the softest edge, and cost a history a third of what 16 bits would."""
BOTH = np.dtype("<u4")
"""Coverage and light of a pixel as one number, coverage its lower half."""


def seen_through(planes: NDArray[np.uint16], below: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return what is seen of an alpha (H x W in [0, 1]) through planes of its size, H x W x 2."""
    coverage, light = unpacked(planes)
    left = FULL - coverage
    left /= FULL
    left *= below
    light /= FULL
    light += left
    return np.minimum(light, 1)  # the sum may round to just above


def unpacked(planes: NDArray[np.uint16]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return coverage and light as float32; both at once, which is several times faster than one by one."""
    both = planes.view(BOTH)[..., 0]
    return (both & 0xFFFF).astype(np.float32), (both >> 16).astype(np.float32)


def adopted_alpha(matte: SparseMatte | NDArray[np.float16], trimap: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return a step's unclipped matte as an alpha: in [0, 1], the pixels known by the trimap exact."""
    alpha = np.clip(np.asarray(matte, np.float32), 0, 1)
    alpha[trimap == BACKGROUND] = 0
    alpha[trimap == FOREGROUND] = 1
    return alpha


def result_of(run: ProjectRun, retouch: NDArray[np.uint16] | None) -> NDArray[np.float32]:
    """Return the Result, H x W float32: the run's alpha, or the step in use, with the retouch over it."""
    if run.adopted is None:
        alpha = run.alpha
    else:
        index, kind = run.adopted
        alpha = adopted_alpha(np.asarray(run.steps[index].matte(kind)), run.trimap)
    return alpha if retouch is None else seen_through(np.minimum(retouch, FULL), alpha)
