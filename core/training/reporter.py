"""What the process that writes tells of a run: bar, log, sheets of pictures, validation, the application."""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from tqdm import tqdm

from core.errors import DmatError
from core.evaluation.metrics import Scores
from core.models.diffusion_mat import DiffusionMat
from core.training.best import Best
from core.training.objectives import Batch, Objective
from core.training.progress import Meter, Progress
from core.training.records import Records
from core.training.settings import TrainingSettings, learning_rate
from core.training.sheets import sheet

log = logging.getLogger(__name__)

_SHOWN_EVERY = 1.0
"""Seconds between two looks at the losses, which wait for the device."""


@dataclass(frozen=True)
class Hooks:
    """What an application wants to be told and asked, between steps and in the training thread.

    Attributes:
        on_progress: told about once a second, and at the end, also of a run that is stopped.
        paused: while it answers true, nothing is done.
        cancelled: true ends the run with a checkpoint.
        validate: scores of a model; the best model by SAD is kept. A DmatError is told and costs the run
            nothing but these scores.
        preview: given the step, how many there are, and the averaged model, after every step: to show a matte
            of it now and then. Its time counts as none of training.
        validated_on: names what it measures on: the best model on something else is the best no longer.
        bar, tensorboard: whether there are any.
    """

    on_progress: Callable[[Progress], None] | None = None
    paused: Callable[[], bool] | None = None
    cancelled: Callable[[], bool] | None = None
    validate: Callable[[DiffusionMat], Scores] | None = None
    preview: Callable[[int, int, DiffusionMat], None] | None = None
    validated_on: str = ""
    bar: bool = False
    tensorboard: bool = False


class Reporter:
    """Told after every step; a context that ends the bar and the log.

    Args:
        average: the model that is shown and validated.
        bf16: whether the networks run in bfloat16.
    """

    def __init__(
        self,
        objective: Objective,
        average: DiffusionMat,
        settings: TrainingSettings,
        folder: Path,
        hooks: Hooks,
        meter: Meter,
        *,
        bf16: bool,
    ) -> None:
        self.objective, self.average, self.settings, self.hooks = objective, average, settings, hooks
        self.meter, self.bf16 = meter, bf16
        self.best = Best(folder, hooks.validated_on)
        self._told = meter.first
        self.records = Records(folder, meter.first, hooks.tensorboard)
        self.bar = tqdm(
            total=settings.steps, initial=meter.first, desc=folder.name, unit="step", disable=not hooks.bar
        )

    def __enter__(self) -> "Reporter":
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.close()
        self.records.close()

    def stepped(self, step: int, batch: Batch) -> None:
        """`step` steps are done, the last one with this batch."""
        self.bar.update()
        if self._is_turn(step, self.settings.log_every) or self.meter.is_due(_SHOWN_EVERY):
            self._show(self.meter.read(step))
        if self.hooks.preview is not None:
            with self.meter.excluded():
                self.hooks.preview(step, self.settings.steps, self.average)
        every = self.settings.sheet_every
        if every and step % every == 0 and self.records.takes_pictures:
            with self.meter.excluded():
                picture = sheet(self.objective, self.average, batch, bf16=self.bf16)
                self.records.picture("sheet", picture, step)

    def ended(self, step: int) -> None:
        """The run is over, or stopped, after `step` steps."""
        if step != self._told:
            self._show(self.meter.read(step))

    def validated(self, step: int) -> None:
        """Validate, and keep the model if it is the best so far."""
        assert self.hooks.validate is not None
        with self.meter.excluded():
            try:
                scores = self.hooks.validate(self.average)
            except (DmatError, OSError) as error:
                log.warning("Step %d is not validated: %s", step, error)
                return
            self.records.write(step, {"validation": asdict(scores)})
            better = self.best.offer(self.average, step, scores)
        if self.hooks.bar:
            said = (
                f"SAD {scores.sad:.2f}  MSE {scores.mse:.4f}  Grad {scores.grad:.2f}  Conn {scores.conn:.2f}"
            )
            self.bar.write(f"step {step}: {said}{'  (best so far)' if better else ''}")

    def _is_turn(self, step: int, every: int) -> bool:
        return step % every == 0 or step == self.settings.steps

    def _show(self, progress: Progress) -> None:
        self._told = progress.step
        shown = {name: f"{value:.4f}" for name, value in progress.losses.items()}
        self.bar.set_postfix(shown | {"wait": f"{progress.waiting_share:.0%}"}, refresh=False)
        if self.hooks.on_progress is not None:
            self.hooks.on_progress(progress)
        if self._is_turn(progress.step, self.settings.log_every):
            values = progress.losses | {
                "rate": learning_rate(self.settings, progress.step - 1),
                "crops_per_second": progress.crops_per_second,
                "waiting_share": progress.waiting_share,
                "start_share": progress.start_share,
            }
            self.records.write(progress.step, values)
            self.meter.reset()
