"""The loop around every kind of training: batches, steps, averaged weights, states, the log, validation.

HuggingFace accelerate gives it the device, bfloat16 and any number of processes, so that the same call runs
under `accelerate launch` and `torchrun`. Process 0 alone writes; all read the state, so several machines need
a folder that they share.
"""

import contextlib
import copy
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import torch
from accelerate import Accelerator

from core.errors import CheckpointError, DmatError
from core.files import remove_unfinished, write_text
from core.models.checkpoints import save_model
from core.training.best import BEST
from core.training.draws import mixed
from core.training.feed import Feed
from core.training.objectives import Batch, Objective
from core.training.processes import fast_kernels, make_accelerator
from core.training.progress import Meter
from core.training.reporter import Hooks, Reporter
from core.training.settings import TrainingSettings, learning_rate
from core.training.state import (
    check_identity,
    collect_state,
    load_state,
    restore_state,
    save_state,
)
from core.training.stopping import Reason, Stopping

__all__ = ["Batches", "Hooks", "Outcome", "train"]

log = logging.getLogger(__name__)

MODEL = "model.safetensors"
SETTINGS = "settings.toml"


class Batches(Protocol):
    """Makes the batches of one process: `crop_batches` with everything else filled in."""

    def __call__(self, *, first_step: int, rank: int, world: int) -> Iterator[Batch]: ...


@dataclass(frozen=True)
class Outcome:
    """How a run ended.

    Attributes:
        model: the file with the averaged weights.
        best: the file with the best averaged weights by validation; None without.
        step: optimiser steps done in all.
        stopped: why it ended before its last step; None: it is complete.
    """

    model: Path
    best: Path | None
    step: int
    stopped: Reason | None


def train(
    objective: Objective,
    batches: Batches,
    settings: TrainingSettings,
    folder: Path,
    *,
    identity: dict[str, Any],
    settings_text: str = "",
    device: str = "auto",
    hooks: Hooks | None = None,
) -> Outcome:
    """Train an objective's model, going on from the state in `folder` if there is one.

    `folder` receives `model.safetensors` (the average of the weights), `best.safetensors` and `best.json` by
    validation, the last three states, `log.jsonl` and TensorBoard's files. Ctrl-C, SIGTERM, `max_minutes`,
    `Hooks.cancelled` and a picture that cannot be used end the run with a checkpoint; a kill at any moment
    loses the steps since the last one, and so does such a picture in another process than the first.

    Args:
        batches: see Batches; with `settings.batch` crops each.
        identity: JSON values that say what the run is (purpose, weights to begin from, data ...). A state
            with others, or with another model or settings that would change the weights, is refused.
        settings_text: kept in `folder` as `settings.toml`, for people.
        device: "auto", "cpu", "cuda", "mps" or "xpu".

    Raises:
        CheckpointError: the states in `folder` are damaged or another run's.
        SettingsError: the device is not there, or the loss is no number any more.
        DmatError: whatever the batches raise; the steps before are saved.
    """
    with fast_kernels(device):
        run = _Run(objective, settings, folder, identity, device)
        if settings_text and run.accelerator.is_main_process:
            write_text(folder / SETTINGS, settings_text)
        return run.run(batches, hooks or Hooks())


class _Run:
    def __init__(
        self,
        objective: Objective,
        settings: TrainingSettings,
        folder: Path,
        identity: dict[str, Any],
        device: str,
    ) -> None:
        self.objective, self.settings, self.folder = objective, settings, folder
        self.accelerator = make_accelerator(settings, device)
        self.identity = identity | _lasting(objective, settings, self.accelerator)
        self._prepare()
        self.logged: dict[str, torch.Tensor] = {}
        self.first = self.step = self._resume()

    def _prepare(self) -> None:
        """Put everything on the device, and freeze what is not trained."""
        objective, settings, accelerator = self.objective, self.settings, self.accelerator
        self.model = model = objective.model
        objective.to(accelerator.device, torch.float64 if settings.precision == "float64" else torch.float32)
        self.trained = objective.trained()
        for name, parameter in model.named_parameters():
            parameter.requires_grad_(name in self.trained)
        for network in model.children():  # a frozen prior must not drop anything out
            network.train(any(value.requires_grad for value in network.parameters()))
        self.average = copy.deepcopy(model).eval().requires_grad_(False)
        if settings.compile:
            for network in (model.encoder, model.corrector, model.prior):
                network.compile()
        optimizer = torch.optim.Adam(self.trained.values(), settings.learning_rate, settings.betas)
        self.prepared, self.optimizer = accelerator.prepare(objective, optimizer)

    def _resume(self) -> int:
        if self.accelerator.is_main_process:
            self.folder.mkdir(parents=True, exist_ok=True)
            remove_unfinished(self.folder)
        self.accelerator.wait_for_everyone()
        state = load_state(self.folder)
        if state is None:
            if (self.folder / MODEL).exists():
                raise CheckpointError(
                    f"{self.folder} holds {MODEL}, but no state to go on from, as earlier versions' runs do. "
                    "Name another folder with -o; --model takes that file to begin from."
                )
            return 0
        longer = (
            "The learning rate falls towards the last step; to train for longer, name another folder and "
            f"give --model {self.folder / MODEL}."
        )
        check_identity(self.folder, state.identity, self.identity, {"steps": longer})
        restore_state(state, self.model, self.average, self.optimizer, self.trained)
        self.logged = state.part("log")
        return state.step

    def run(self, batches: Batches, hooks: Hooks) -> Outcome:
        settings, accelerator = self.settings, self.accelerator
        rank, world = accelerator.process_index, accelerator.num_processes
        source = batches(first_step=self.first, rank=rank, world=world)
        feed = Feed(source, self.objective.needs, accelerator.device, self.model.dtype)
        meter = Meter(feed, self.first, settings.steps, world, self.logged)
        stopping = Stopping(settings.max_minutes, hooks.paused, hooks.cancelled)
        reporter = self._reporter(hooks, meter) if accelerator.is_main_process else None
        with reporter or contextlib.nullcontext(), stopping:
            while (stopped := self._reason(stopping, meter)) is None and self.step < settings.steps:
                batch = self._one_step(feed, meter)
                if reporter is not None:
                    reporter.stepped(self.step, batch)
                if hooks.validate is not None and self._is_turn(settings.validate_every):
                    if reporter is not None:
                        reporter.validated(self.step)
                    accelerator.wait_for_everyone()
                if self._is_turn(settings.save_every):
                    self._save(meter)
            if reporter is not None:
                reporter.ended(self.step)
            if not self._is_turn(settings.save_every) or self.step == self.first:
                self._save(meter)
        if self.step == settings.steps:
            stopped = None
        elif accelerator.is_main_process:
            log.warning("Stopped at step %d of %d (%s); all is saved.", self.step, settings.steps, stopped)
        accelerator.wait_for_everyone()
        best = self.folder / BEST
        return Outcome(self.folder / MODEL, best if best.is_file() else None, self.step, stopped)

    def _is_turn(self, every: int) -> bool:
        return self.step % every == 0 or self.step == self.settings.steps

    def _reason(self, stopping: Stopping, meter: Meter) -> Reason | None:
        with meter.excluded():
            stopping.wait_while_paused()
        return stopping.reason()

    def _reporter(self, hooks: Hooks, meter: Meter) -> Reporter:
        bf16 = self.accelerator.mixed_precision == "bf16"
        return Reporter(self.objective, self.average, self.settings, self.folder, hooks, meter, bf16=bf16)

    def _one_step(self, feed: Feed, meter: Meter) -> Batch:
        """One step of the optimiser; the last batch that it took."""
        settings, accelerator = self.settings, self.accelerator
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate(settings, self.step)
        seen = []
        for _ in range(settings.accumulate):
            batch = self._next(feed, meter)
            torch.manual_seed(mixed(settings.seed, int(batch["sample"][0])))  # for dropout
            with accelerator.accumulate(self.prepared):
                losses = self.prepared(batch, self.step)
                accelerator.backward(losses["loss"])
                if accelerator.sync_gradients and settings.clip:
                    accelerator.clip_grad_norm_(self.trained.values(), settings.clip)
                self.optimizer.step()
                self.optimizer.zero_grad()
            seen.append(losses)
        for losses in seen:
            meter.add(losses)
        self.step += 1
        self._update_average()
        return batch

    def _next(self, feed: Feed, meter: Meter) -> Batch:
        try:
            return next(feed)
        except DmatError:
            if self.step > self.first:
                self._save(meter)
                log.warning("Stopped at step %d of %d; all is saved.", self.step, self.settings.steps)
            raise

    @torch.no_grad()
    def _update_average(self) -> None:
        # Early weights are left behind sooner than the decay itself would.
        decay = min(self.settings.average_decay, self.step / (self.step + 20))
        averages = dict(self.average.named_parameters())
        torch._foreach_lerp_([averages[name] for name in self.trained], [*self.trained.values()], 1 - decay)

    def _save(self, meter: Meter) -> None:
        """Write the state, then the model made of it."""
        if not self.accelerator.is_main_process:
            return
        with meter.excluded():
            meter.read(self.step)  # weights that are no numbers any more are not saved
            parts = (self.model, self.average, self.optimizer, self.trained)
            save_state(self.folder, collect_state(self.step, self.identity, *parts, meter.sums()))
            save_model(self.average, self.folder / MODEL)


def _lasting(objective: Objective, settings: TrainingSettings, accelerator: Accelerator) -> dict[str, Any]:
    """What must stay as it is while a run goes on: the model, and all that the weights depend on."""
    config = objective.model.config.to_dict()
    precision = "float64" if settings.precision == "float64" else "float32"
    lasting = {f"model.{name}": value for name, value in config.items()} | {
        "crops a step": settings.batch * settings.accumulate * accelerator.num_processes,
        "precision": "bfloat16" if accelerator.mixed_precision == "bf16" else precision,
        "seed": settings.seed,
        "learning rate": settings.learning_rate,
        "schedule": settings.schedule,
        "warm-up": settings.warmup,
        "betas": list(settings.betas),
        "clip": settings.clip,
        "average decay": settings.average_decay,
    }
    if settings.schedule != "constant":  # the rate falls towards the last step
        lasting["steps"] = settings.steps
    return lasting
