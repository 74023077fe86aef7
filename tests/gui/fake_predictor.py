"""A predictor without a network: smooth mattes, the same faces as `core.predictor.MattingPredictor`."""

from __future__ import annotations

import threading
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np

from core.errors import Cancelled, SettingsError
from core.imaging.picture import Picture
from core.imaging.trimap import much_unknown
from core.predictor import MattingResult, RunSettings, StepMattes

T_START, STEPS = 250, 5


class FakePredictor:
    """Blurs the trimap; noise fades from step to step.

    Args:
        gate: when given, every step waits for it, so that a test can look at a run in its middle.
        error: when given, `run` raises it.
    """

    device_name = "CPU"

    def __init__(
        self,
        model: str = "compact",
        *,
        device: str = "auto",
        precision: str = "auto",
        compiled: bool = False,
        gate: threading.Semaphore | None = None,
        error: Exception | None = None,
    ) -> None:
        if model == "broken":
            raise SettingsError("The model “broken” cannot be loaded.")
        self.name = model
        self.device = device
        self.asked_precision = precision
        self.precision = "float32" if precision == "auto" else precision
        self.gate = gate
        self.error = error
        self.steps_begun = 0
        self.threads: set[int] = set()
        self.runs: list[tuple[RunSettings, tuple[int, int, int, int] | None]] = []
        closed_form = model == "closed-form"
        trained = {"trained_t_starts": (200, T_START), "trained_steps": (4, STEPS, 6)}
        self.config = None if closed_form else SimpleNamespace(t_start=T_START, steps=STEPS, **trained)

    def run(
        self, image: Picture, trimap: np.ndarray, *, settings: RunSettings, on_progress: Any, cancelled: Any,
        on_step: Any = lambda step: None, region: tuple[int, int, int, int] | None = None,
        previous: np.ndarray | None = None, keep_steps: bool = True,
    ) -> MattingResult:  # fmt: skip
        self.threads.add(threading.get_ident())
        self.runs.append((settings, region))
        if self.error is not None:
            raise self.error
        known = trimap != 128
        alpha = cv2.GaussianBlur(trimap.astype(np.float32) / 255, (0, 0), 6)
        alpha = np.clip(alpha, 0, 1)
        alpha[known] = (trimap[known] == 255).astype(np.float32)
        steps, t_start = settings.steps or STEPS, settings.t_start or T_START
        noise = np.random.default_rng(settings.seed).standard_normal(alpha.shape).astype(np.float32)
        mattes = []
        for index in range(steps + 1 if self.config is not None else 0):
            self.steps_begun += 1
            if self.gate is not None:
                self.gate.acquire(timeout=20)
            if cancelled():
                raise Cancelled("cancelled")
            left = 1 - index / steps
            last, corrects = index == steps, index > 0 and settings.correct
            step = StepMattes(
                t=round(t_start * left), index=index,
                denoised=(alpha + left * noise).astype(np.float16),
                corrected=(alpha + 0.6 * left * noise).astype(np.float16) if corrects else None,
                propagated=(alpha + 0.4 * left * noise * ~known).astype(np.float16) if corrects else None,
                alpha0=alpha.astype(np.float16) if last else (alpha + 0.2 * left * noise).astype(np.float16),
            )  # fmt: skip
            mattes.append(step)
            on_step(step)
            on_progress((index + 1) / (steps + 1), f"Step {index + 1} of {steps + 1}")
        if region is not None:
            x, y, width, height = region
            inside = alpha[y : y + height, x : x + width]
            alpha = previous.copy()
            alpha[y : y + height, x : x + width] = inside
        return MattingResult(
            alpha=alpha, steps=tuple(mattes), start=cv2.GaussianBlur(alpha, (0, 0), 8) if mattes else None,
            settings=replace(settings, t_start=t_start, steps=steps),
            model=self.name, device="CPU", precision=self.precision, seconds=0.1,
            notes=tuple(filter(None, [much_unknown(trimap)])),
        )  # fmt: skip
