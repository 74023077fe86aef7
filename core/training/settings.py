"""How a training run goes: its length, its optimiser, its precision, and what is written how often."""

import math
from dataclasses import dataclass
from typing import Literal, get_args

from core.errors import SettingsError

Schedule = Literal["cosine", "constant"]
TrainingPrecision = Literal["auto", "bfloat16", "float32", "float64"]


@dataclass(frozen=True)
class TrainingSettings:
    """What the loop needs to know; the defaults are the bundled model's.

    Attributes:
        steps: optimiser steps of the whole run.
        batch: crops that one process takes at once; a step sees batch x accumulate x processes of them.
        accumulate: batches whose gradients are averaged before each optimiser step.
        learning_rate: its peak, reached after `warmup` steps.
        schedule: "cosine" falls from there to 2 % at the last step, "constant" stays.
        betas: Adam's.
        clip: largest norm of the gradients; 0 does not clip.
        average_decay: of the exponential average of the weights, which is what is saved as the model.
        precision: of the networks; "auto" takes bfloat16 where the device has instructions for it.
        compile: whether the networks go through torch.compile.
        seed: of the crops, the noise, and the weights where they begin at random.
        workers: processes that make crops.
        max_minutes: stop, with a checkpoint, after so long; None runs to the end.
        save_every, log_every, validate_every, sheet_every: steps between checkpoints, lines of the log,
            validations and sheets of pictures.

    Raises:
        SettingsError: a value is out of its range.
    """

    steps: int = 10_000
    batch: int = 12
    accumulate: int = 1
    learning_rate: float = 1e-3
    schedule: Schedule = "cosine"
    warmup: int = 100
    betas: tuple[float, float] = (0.9, 0.99)
    clip: float = 1.0
    average_decay: float = 0.998
    precision: TrainingPrecision = "auto"
    compile: bool = False
    seed: int = 0
    workers: int = 1
    max_minutes: float | None = None
    save_every: int = 200
    log_every: int = 50
    validate_every: int = 1000
    sheet_every: int = 500

    def __post_init__(self) -> None:
        object.__setattr__(self, "betas", tuple(self.betas))
        for name in ("steps", "batch", "accumulate", "save_every", "log_every", "validate_every"):
            _require(getattr(self, name) >= 1, name, getattr(self, name), "at least 1")
        for name in ("warmup", "clip", "seed", "workers", "sheet_every"):
            _require(getattr(self, name) >= 0, name, getattr(self, name), "0 or more")
        _require(self.seed < 2**32, "seed", self.seed, "below 2^32")
        rate, minutes = self.learning_rate, self.max_minutes
        _require(0 < rate < math.inf, "learning_rate", rate, "above 0")
        _require(minutes is None or minutes > 0, "max_minutes", minutes, "above 0")
        _require(0 <= self.average_decay < 1, "average_decay", self.average_decay, "in [0, 1)")
        ranged = len(self.betas) == 2 and all(0 <= beta < 1 for beta in self.betas)
        _require(ranged, "betas", list(self.betas), "two numbers in [0, 1)")
        for name, kind in (("schedule", Schedule), ("precision", TrainingPrecision)):
            choices = get_args(kind)
            _require(
                getattr(self, name) in choices, name, getattr(self, name), f"one of {', '.join(choices)}"
            )


def learning_rate(settings: TrainingSettings, step: int) -> float:
    """The rate at a step, a function of its number alone: linear warm-up, then the schedule."""
    warm = min(1.0, (step + 1) / settings.warmup) if settings.warmup else 1.0
    if settings.schedule == "constant":
        return settings.learning_rate * warm
    falling = 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, step / settings.steps)))
    return settings.learning_rate * warm * falling


def _require(holds: bool, name: str, value: object, needed: str) -> None:
    if not holds:
        raise SettingsError(f"The training setting {name} is {value}; it must be {needed}.")
