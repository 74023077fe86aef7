"""The loop around every kind of training: batches, steps, averaged weights, checkpoints, the log."""

import copy
import json
import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from tqdm import tqdm

from core.data.sources import TrainingSource
from core.models.checkpoints import save_model
from core.models.diffusion_mat import DiffusionMat
from core.training.crops import CropSettings, crop_batches
from core.training.state import load_state, save_state

log = logging.getLogger(__name__)

Loss = Callable[[DiffusionMat, dict[str, torch.Tensor], int], torch.Tensor]
"""(model, batch, step) → scalar loss."""


@dataclass(frozen=True)
class TrainingSettings:
    """How long and how fast.

    Attributes:
        steps: optimiser steps of the whole run; the learning rate falls along a cosine to 2 % at its end.
        batch: crops a step.
        learning_rate: its peak, after `warmup` steps.
        average_decay: of the exponential average of the weights, which is what is saved as the model.
        max_minutes: stop, with a checkpoint, after so long; None runs to the end.
        save_every: steps between checkpoints.
        workers: processes that make crops.
        bf16: networks in bfloat16.
    """

    steps: int = 10_000
    batch: int = 12
    learning_rate: float = 1e-3
    warmup: int = 100
    average_decay: float = 0.998
    max_minutes: float | None = None
    save_every: int = 200
    workers: int = 1
    bf16: bool = True
    clip: float = 1.0


def learning_rate(settings: TrainingSettings, step: int) -> float:
    """The rate at a step: linear warm-up, then a cosine down to 2 % of the peak."""
    warm = min(1.0, (step + 1) / settings.warmup)
    falling = 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, step / settings.steps)))
    return settings.learning_rate * warm * falling


def train(
    model: DiffusionMat,
    parameters: list[torch.nn.Parameter],
    loss_of: Loss,
    source: TrainingSource,
    crops: CropSettings,
    settings: TrainingSettings,
    folder: Path,
    purpose: str,
) -> Path:
    """Train `parameters` of `model`, resuming from `folder` if it holds a state, and return the model's file.

    `folder` receives `model.safetensors` (the average of the weights), `state.safetensors` and `log.jsonl`.
    Ctrl-C ends it with a checkpoint, like `max_minutes`. `purpose` says in words what is trained and how; a
    state of another purpose is refused.

    Raises:
        CheckpointError: the state in `folder` is damaged or another run's.
    """
    folder.mkdir(parents=True, exist_ok=True)
    state_file, model_file = folder / "state.safetensors", folder / "model.safetensors"
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    for parameter in parameters:
        parameter.requires_grad_(True)
    for network in model.children():  # a frozen prior must not drop anything out
        network.train(any(value.requires_grad for value in network.parameters()))
    average = copy.deepcopy(model).eval()
    optimizer = torch.optim.Adam(parameters, lr=settings.learning_rate, betas=(0.9, 0.99))
    first = load_state(state_file, purpose, model, average, optimizer) if state_file.is_file() else 0
    batches = crop_batches(source, crops, settings.batch, first, settings.workers)
    began, waited, losses = time.monotonic(), 0.0, []
    bar = tqdm(total=settings.steps, initial=first, desc=folder.name, unit="step", mininterval=5)
    step = first
    try:
        while step < settings.steps:
            if settings.max_minutes and time.monotonic() - began > settings.max_minutes * 60:
                break
            asked = time.monotonic()
            batch = {name: value.to(model.device) for name, value in next(batches).items()}
            waited += time.monotonic() - asked
            for group in optimizer.param_groups:
                group["lr"] = learning_rate(settings, step)
            with torch.autocast(model.device.type, torch.bfloat16, enabled=settings.bf16):
                loss = loss_of(model, batch, step)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, settings.clip)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            decay = min(settings.average_decay, step / (step + 20))
            _update_average(average, model, decay)
            losses.append(loss.item())
            bar.update()
            if step % 50 == 0:
                seconds = time.monotonic() - began
                record = {
                    "step": step,
                    "loss": sum(losses) / len(losses),
                    "rate": learning_rate(settings, step),
                    "crops_per_second": (step - first) * settings.batch / seconds,
                    "waiting_share": waited / seconds,
                }
                losses.clear()
                bar.set_postfix(loss=f"{record['loss']:.4f}", wait=f"{record['waiting_share']:.0%}")
                with (folder / "log.jsonl").open("a") as lines:
                    lines.write(json.dumps(record) + "\n")
            if step % settings.save_every == 0:
                _save(model_file, state_file, purpose, step, model, average, optimizer)
    except KeyboardInterrupt:
        log.warning("Interrupted at step %d; the state is saved.", step)
    finally:
        bar.close()
    _save(model_file, state_file, purpose, step, model, average, optimizer)
    return model_file


@torch.no_grad()
def _update_average(average: DiffusionMat, model: DiffusionMat, decay: float) -> None:
    targets = [value for value in average.state_dict().values() if value.is_floating_point()]
    sources = [value for value in model.state_dict().values() if value.is_floating_point()]
    torch._foreach_lerp_(targets, sources, 1 - decay)


def _save(
    model_file: Path,
    state_file: Path,
    purpose: str,
    step: int,
    model: DiffusionMat,
    average: DiffusionMat,
    optimizer: torch.optim.Optimizer,
) -> None:
    save_model(average, model_file)
    save_state(state_file, purpose, step, model, average, optimizer)
