"""What the bench works on, made in code and the same every time: pictures, trimaps and a run. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN
from core.predictor import MattingResult, RunSettings
from core.step_mattes import MATTE_KINDS, StepMattes, UnknownPixels

_STEPS = 5
_T_START = 250


@dataclass(frozen=True)
class Sizes:
    """How large the bench's pictures are (width, height), and how far across what is matted is, in pixels."""

    large: tuple[int, int] = (6000, 4000)
    middle: tuple[int, int] = (4000, 3000)
    matted: int = 480


def picture_of(size: tuple[int, int]) -> np.ndarray:
    """Return H x W x 3 uint8: soft colours with grain, which no codec and no pyramid finds easy."""
    width, height = size
    rng = np.random.default_rng(0)
    soft = cv2.resize(rng.integers(40, 216, (8, 12, 3), np.uint8), size, interpolation=cv2.INTER_CUBIC)
    grain = rng.integers(0, 40, (256, 256, 3), np.uint8)
    tiles = (-(-height // 256), -(-width // 256), 1)
    return cv2.add(soft, np.tile(grain, tiles)[:height, :width])


def trimap_of(size: tuple[int, int], across: float = 0.6, band: float = 0.04) -> np.ndarray:
    """Return H x W uint8: a subject with a wavy edge in the middle, and a band of unknown around it.

    across, band: its diameter and the band's width, as shares of the shorter side.
    """
    turn = np.linspace(0, 2 * np.pi, 240, endpoint=False)
    radius = min(size) * across / 2 * (1 + 0.06 * np.sin(17 * turn))
    points = np.stack([size[0] / 2 + radius * np.cos(turn), size[1] / 2 + radius * np.sin(turn)], axis=1)
    subject = np.full(size[::-1], BACKGROUND)
    cv2.fillPoly(subject, [np.rint(points).astype(np.int32)], int(FOREGROUND))
    width = max(2, round(min(size) * band))
    cv2.polylines(subject, [np.rint(points).astype(np.int32)], True, int(UNKNOWN), width)
    return subject


def run_of(trimap: np.ndarray) -> MattingResult:
    """Return a run as the predictor would have made it: steps that hold the unknown pixels only."""
    rng = np.random.default_rng(1)
    alpha = cv2.GaussianBlur(trimap, (0, 0), 9).astype(np.float32) / 255
    unknown = trimap == UNKNOWN
    alpha[~unknown] = (trimap[~unknown] == FOREGROUND).astype(np.float32)
    values, unknown = alpha[unknown], UnknownPixels(trimap.copy())
    assert unknown.places.size == values.size  # found by the worker, in a run
    steps = []
    for index in range(_STEPS + 1):
        noise = (1 - index / _STEPS) * rng.standard_normal(values.shape, np.float32)
        made = [(values + share * noise).astype(np.float16) for share in (1, 0.6, 0.4, 0.2)]
        mattes = dict(zip(MATTE_KINDS, made, strict=True))
        t = round(_T_START * (1 - index / _STEPS))
        steps.append(StepMattes.of(t, index, mattes, unknown))
    return MattingResult(
        alpha=alpha, steps=tuple(steps), start=None, settings=RunSettings(t_start=_T_START, steps=_STEPS),
        model="compact", device="CPU", precision="float32", seconds=0.0, notes=(),
    )  # fmt: skip
