"""Which frames the filmstrip shows for a run. No Qt: numpy in, numpy out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from core.exporting import words
from core.exporting.words import MATTE_TITLES, NOISY_START, START, step_title

_TIPS = {
    "alpha0": "The final matte as the network would guess it from this step",
    "denoised": "The matte m_t as it arrives at this step, still noisy",
    "corrected": "After the correction C with the picture's features",
    "propagated": "After ARP, which puts the painted pixels back",
}
KINDS: tuple[tuple[str, str, str], ...] = tuple(
    (kind, MATTE_TITLES[kind], tip) for kind, tip in _TIPS.items()
)
"""(kind, title, tip), in the order shown; the first one is what the filmstrip opens on."""

RESULT = "result"


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture of the filmstrip.

    kind is "start", "noisy", one of KINDS, or "result"; index is the step's place, -1 for the start
    and the result; matte is height x width, unclipped, None only for the result (the window knows it).
    """

    kind: str
    index: int
    label: str
    matte: np.ndarray | None

    @property
    def title(self) -> str:
        """The frame in full: "Step 3 (t = 100), Estimate (α̃₀)"."""
        return f"{self.label}, {MATTE_TITLES[self.kind]}" if self.adoptable else self.label

    @property
    def adoptable(self) -> bool:
        """Whether "Use this step" makes sense for it."""
        return self.kind not in ("start", "noisy", RESULT)


def frames_for(
    steps: Sequence[Any], kind: str, *, start: np.ndarray | None = None, complete: bool = True
) -> list[Frame]:
    """The frames of a run, from its start to its result.

    Args:
        steps: StepMattes as far as they have arrived, T first.
        kind: which matte of each step, one of KINDS.
        start: the coarse matte the run began with.
        complete: whether the run has ended, so that the result is the last frame.
    """
    frames = []
    if start is not None:
        frames.append(Frame("start", -1, START, start))
    if steps and steps[0].denoised is not None:
        frames.append(Frame("noisy", steps[0].index, NOISY_START, steps[0].denoised))
    for step in steps:
        if kind == "denoised" and step.index == 0:
            continue  # it is the noisy start
        if kind == "alpha0" and step.t == 0 and complete:
            continue  # it is the result
        matte = getattr(step, kind)
        if matte is not None:
            frames.append(Frame(kind, step.index, step_title(step.index, step.t), matte))
    if complete:
        frames.append(Frame(RESULT, -1, words.RESULT, None))
    return frames


def display_range(matte: np.ndarray, full: bool) -> np.ndarray:
    """A matte as float32 in [0, 1]: clipped, or stretched from its lowest to its highest value."""
    values = np.asarray(matte, dtype=np.float32)
    if not full:
        return np.clip(values, 0.0, 1.0)
    low, high = float(values.min()), float(values.max())
    if high - low < 1e-6:
        return np.clip(values, 0.0, 1.0)
    return (values - low) / (high - low)


def thumbnail(matte: np.ndarray, width: int, height: int, full: bool = False) -> np.ndarray:
    """A matte shrunk to fit width x height (pixels), uint8, its shape kept."""
    rows, columns = matte.shape
    scale = min(width / columns, height / rows)
    size = (max(1, round(columns * scale)), max(1, round(rows * scale)))
    stride = max(1, int(1 / (2 * scale)))  # a cheap first step: a 24 MP matte need not be averaged whole
    small = display_range(matte[::stride, ::stride], full)
    shrunk = cv2.resize(small, size, interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(np.rint(shrunk * 255).astype(np.uint8))
