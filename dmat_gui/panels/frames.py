"""Which frames the filmstrip shows for a run. No widgets: numpy in, numpy out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from core.exporting import words
from core.exporting.words import MATTE_TITLES, NOISY_START, START, step_title
from core.step_mattes import SparseMatte, StepMattes, finite_range, levels
from dmat_gui.retouch import SeenAlpha
from dmat_gui.translations import say

_TIPS = {
    "alpha0": QT_TRANSLATE_NOOP("core", "The final matte as the network would guess it from this step"),
    "denoised": QT_TRANSLATE_NOOP("core", "The matte m_t as it arrives at this step, still noisy"),
    "corrected": QT_TRANSLATE_NOOP("core", "After the correction C with the picture's features"),
    "propagated": QT_TRANSLATE_NOOP("core", "After ARP, which puts the painted pixels back"),
}
KINDS: tuple[tuple[str, str, str], ...] = tuple(
    (kind, MATTE_TITLES[kind], tip) for kind, tip in _TIPS.items()
)
"""(kind, title, tip), in the order shown and in English; the first one is what the filmstrip opens on."""

RESULT = "result"
RETOUCHED = QT_TRANSLATE_NOOP("core", "Retouched")
"""There is no room for more below the small picture; its title says of what."""
WITHOUT_CORRECTION = QT_TRANSLATE_NOOP("core", "without correction (SDEdit)")


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture of the filmstrip.

    kind is "start", "noisy", one of KINDS, or "result"; index is the step's place, -1 for the start and the
    result. source is the StepMattes, or the array, that holds the matte; None for the result (the window
    knows it). without_correction: it is of the SDEdit path.
    """

    kind: str
    index: int
    label: str
    source: Any = None
    without_correction: bool = False

    @property
    def matte(self) -> np.ndarray | None:
        """Height x width, unclipped; made afresh, as a step keeps its unknown pixels only."""
        if self.source is None or isinstance(self.source, np.ndarray):
            return self.source
        return getattr(self.source, self._field)

    @property
    def shown(self) -> np.ndarray | SparseMatte | None:
        """The same for a screen: as the step keeps it, where it does not keep the whole."""
        if isinstance(self.source, StepMattes):
            return self.source.matte(self._field)
        return self.matte

    @property
    def _field(self) -> str:
        return "denoised" if self.kind == "noisy" else self.kind

    @property
    def is_result(self) -> bool:
        """Whether it stands for the Result."""
        return self.kind == RESULT and not self.without_correction

    @property
    def title(self) -> str:
        """The frame in full: "Step 3 (t = 100), Estimate (α̃₀)"."""
        if self.label == RETOUCHED:
            return say(words.RESULT) + QCoreApplication.translate("Document", ", retouched")
        label, matte = say(self.label), MATTE_TITLES.get(self.kind)
        title = f"{label}, {say(matte)}" if matte else label
        return f"{title}, {say(WITHOUT_CORRECTION)}" if self.without_correction else title

    @property
    def adoptable(self) -> bool:
        """Whether "Use this step" makes sense for it."""
        return self.kind in MATTE_TITLES and not self.without_correction


def frames_for(
    steps: Sequence[Any],
    kind: str,
    *,
    start: np.ndarray | None = None,
    complete: bool = True,
    retouched: bool = False,
) -> list[Frame]:
    """The frames of a run, from its start to its result.

    Args:
        steps: StepMattes as far as they have arrived, T first.
        kind: which matte of each step, one of KINDS.
        start: the coarse matte the run began with.
        complete: whether the run has ended, so that the result is the last frame.
        retouched: whether retouch lies over the result; over the steps there is none.
    """
    frames = []
    if start is not None:
        frames.append(Frame("start", -1, START, start))
    if steps:
        frames.append(Frame("noisy", steps[0].index, NOISY_START, steps[0]))
    for step in steps:
        if kind == "denoised" and step.index == 0:
            continue  # it is the noisy start
        if kind == "alpha0" and step.t == 0 and complete:
            continue  # it is the result
        if kind in step.kinds:
            frames.append(Frame(kind, step.index, step_title(step.index, step.t), step))
    if complete:
        frames.append(Frame(RESULT, -1, RETOUCHED if retouched else words.RESULT))
    return frames


def frames_beside(frames: Sequence[Frame], result: Any) -> list[Frame | None]:
    """The frames of the path without correction that stand below those of its run, None where there is none.

    Where there is no correction, the latent goes on as it came: it stands below the corrected one.
    """
    steps, beside = {step.index: step for step in result.steps}, []
    for frame in frames:
        if frame.kind == RESULT:
            beside.append(Frame(RESULT, -1, words.RESULT, result.alpha, without_correction=True))
        elif frame.index not in steps:
            beside.append(None)
        else:
            step = steps[frame.index]
            kind = frame.kind if frame.kind == "noisy" or frame.kind in step.kinds else "denoised"
            beside.append(Frame(kind, frame.index, frame.label, step, without_correction=True))
    return beside


def thumbnail(
    matte: np.ndarray | SparseMatte | SeenAlpha, width: int, height: int, full: bool = False
) -> np.ndarray:
    """A matte shrunk to fit width x height (pixels), uint8, its shape kept."""
    rows, columns = matte.shape
    scale = min(width / columns, height / rows)
    size = (max(1, round(columns * scale)), max(1, round(rows * scale)))
    stride = max(1, int(1 / (2 * scale)))  # a cheap first step: a 24 MP matte need not be averaged whole
    thinned = matte[::stride, ::stride] if isinstance(matte, np.ndarray) else matte.thinned(stride)
    shown = levels(thinned, *(finite_range(thinned) if full else (0.0, 1.0)))
    return np.ascontiguousarray(cv2.resize(shown, size, interpolation=cv2.INTER_AREA))
