"""A run of the model as the document keeps it: its result, the trimap it used, the step adopted from it."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.errors import SettingsError
from core.imaging.trimap import BACKGROUND, FOREGROUND

if TYPE_CHECKING:
    from core.predictor import MattingResult, StepMattes

STEP_KINDS: dict[str, str] = {
    "denoised": "denoised",
    "corrected": "corrected",
    "propagated": "known pixels restored",
    "alpha0": "α̃₀",
}
"""The mattes that a step may hold, by field of StepMattes, and how a title names them."""


class AdoptedStep(NamedTuple):
    """Which matte stands in for the run's own alpha: position in `result.steps`, and field of the step."""

    index: int
    kind: str


class Run:
    """One finished run. `adopted_step` is changed by the document alone, so that it can be undone."""

    def __init__(self, number: int, result: MattingResult, trimap: NDArray[np.uint8]) -> None:
        """Keep `result` and, deflated, the H x W uint8 `trimap` that it was made from."""
        self.id = number
        self.name = f"Run {number}"
        self.result = result
        self.adopted_step: AdoptedStep | None = None
        self._shape = trimap.shape
        self._trimap = zlib.compress(np.ascontiguousarray(trimap).tobytes(), level=1)

    @property
    def trimap(self) -> NDArray[np.uint8]:
        """The H x W trimap the run used, unpacked afresh and read-only."""
        return np.frombuffer(zlib.decompress(self._trimap), np.uint8).reshape(self._shape)

    @property
    def steps(self) -> tuple[StepMattes, ...]:
        """The run's steps from the noise down to the result; empty for a run without a network."""
        return self.result.steps

    def matte(self, index: int, kind: str) -> NDArray[np.float16]:
        """Return the unclipped H x W matte of a step, `kind` being one of STEP_KINDS.

        Raises SettingsError if the run has no such step or the step no such matte.
        """
        if not 0 <= index < len(self.steps):
            raise SettingsError(f"{self.name} has {len(self.steps)} steps; there is no step {index}.")
        matte = getattr(self.steps[index], kind, None) if kind in STEP_KINDS else None
        if matte is None:
            raise SettingsError(f"Step {index} of {self.name} has no matte called “{kind}”.")
        return matte

    def title(self, adopted: AdoptedStep | None) -> str:
        """Name one of the run's mattes, its result if `adopted` is None: "Run 2 · step 3 (α̃₀)"."""
        if adopted is None:
            return f"{self.name} · result"
        return f"{self.name} · step {adopted.index} ({STEP_KINDS[adopted.kind]})"

    def alpha(self, adopted: AdoptedStep | None) -> NDArray[np.float32]:
        """Return H x W float32 in [0, 1]: the result, or that step with the known pixels exact."""
        if adopted is None:
            return np.asarray(self.result.alpha, np.float32)
        alpha = np.clip(self.matte(*adopted).astype(np.float32), 0, 1)
        trimap = self.trimap
        alpha[trimap == BACKGROUND] = 0
        alpha[trimap == FOREGROUND] = 1
        return alpha
