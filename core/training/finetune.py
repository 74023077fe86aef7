"""Fine-tuning on a user's own pictures: their look learnt, nothing else forgotten, and both measured.

The prior stays as it is. Every batch holds crops of other pictures too, training data or procedural ones.
Scores before and after are taken on pictures held out of the training, on those trained on, and on a guard
of other pictures. None of them chooses the model, which is the average of the last weights: what is reported
was not selected by.
"""

import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from core.data.cases import Case
from core.data.recipe import Recipe
from core.data.sources import TrainingSource
from core.devices import resolve_device
from core.errors import Cancelled, CheckpointError, DataError, DmatError, SettingsError
from core.evaluation.measure import Row, Table, case_id, measure
from core.files import read_json, write_text
from core.models.checkpoints import load_checkpoint, save_model
from core.models.diffusion_mat import DiffusionMat
from core.models.registry import CLOSED_FORM, find_model, load_model
from core.models.user_models import FINE_TUNED
from core.predictor import MattingPredictor
from core.training.finetune_request import (
    FinetuneRequest,
    Part,
    describe_cases,
    describe_training,
    held_out_names,
    measured_parts,
    training_part,
    without_bad_files,
)
from core.training.finetune_result import FinetuneResult, on_the_same, report_of
from core.training.loop import Hooks, Outcome, train
from core.training.mixing import MixedBatches
from core.training.presets import MattingSettings
from core.training.progress import Progress
from core.training.runs import crop_settings, make_objective
from core.training.state import check_identity
from core.training.stopping import Stopping

MODEL, REPORT = "model.safetensors", "finetune.json"
_PLAN, _RUN, _GUARD = "plan.json", "training", "guard"
TRIAL_STEPS = 4
_CHANGED = "Some of the pictures were changed or taken away since: put them back, or begin a new training."
_ADVICE = {f"files of {part}": _CHANGED for part in ("trained on", "held out")}

Stage = Literal["checking", "estimating", "measuring before", "training", "measuring after"]
OnStage = Callable[[Stage, int, int], None]
"""Told what is being done, how many steps or pictures of it are done, and of how many."""


@dataclass(frozen=True)
class Estimate:
    """What a fine-tuning will take, from a few trial steps.

    Attributes:
        steps: optimiser steps that fit into the minutes asked for.
        seconds_per_step: measured.
    """

    steps: int
    seconds_per_step: float


def finetune(
    request: FinetuneRequest, folder: Path, *, hooks: Hooks | None = None, on_stage: OnStage | None = None
) -> FinetuneResult:
    """Fine-tune a model, going on with what `folder` holds of the same request.

    Pictures that came since it was begun are left out, which is told; all others must be as they were.

    `folder` receives `model.safetensors`, `finetune.json` with the scores, and the run in `training`; nothing
    before the request and its pictures have been checked.

    Args:
        hooks: told and asked between training steps, pictures and trial steps, in the calling thread; its
            `validate` is not used.

    Raises:
        DataError: too few pictures, or none of them can be used.
        CheckpointError, SettingsError: the model, the device, or what is in the folder.
        Cancelled: `hooks.cancelled` answered true, or Ctrl-C was pressed during the trial, before or after
            the training; the same call goes on from there.
    """
    hooks, tell = hooks or Hooks(), on_stage or _silent
    request, left_out = _checked(request, hooks, tell)
    return _Finetuning(request, folder, hooks, tell, left_out).run()


def estimate(
    request: FinetuneRequest, *, hooks: Hooks | None = None, on_stage: OnStage | None = None
) -> Estimate:
    """Try a few steps, and say how many fit into the time asked for. Raises as `finetune`."""
    hooks, tell = hooks or Hooks(), on_stage or _silent
    request, _ = _checked(request, hooks, tell)
    return _trial(request, hooks, tell)


def _checked(
    request: FinetuneRequest, hooks: Hooks, tell: OnStage
) -> tuple[FinetuneRequest, tuple[str, ...]]:
    """The request without pictures that cannot be used, and sentences on them. Raises as `finetune`."""
    if os.environ.get("WORLD_SIZE", "1") not in ("", "0", "1"):
        raise SettingsError(
            "Fine-tuning runs in one process: start it without torchrun or accelerate launch. "
            "`dmat train matting --preset finetune` runs on several devices."
        )
    resolve_device(request.device)
    if find_model(request.model).name == CLOSED_FORM:
        raise SettingsError(
            "Closed-form matting has no network to train: begin from compact, or from a model file."
        )
    load_model(request.model)
    held_out_names(request)

    def decoded(done: int, of: int) -> None:
        tell("checking", done, of)
        _wait_or_cancel(hooks)

    request, left_out = without_bad_files(request, decoded)
    held_out_names(request)
    return request, left_out


def _trial(request: FinetuneRequest, hooks: Hooks, tell: OnStage) -> Estimate:
    seconds: dict[int, float] = {}
    matting = request.preset.matting
    settings = replace(_settings(request, TRIAL_STEPS), log_every=1, max_minutes=None)

    def note(progress: Progress) -> None:
        if progress.crops_per_second > 0:  # of this step alone, a pause before it not counted
            each = matting.batch * matting.accumulate / progress.crops_per_second
            seconds.setdefault(progress.step, each)
        tell("estimating", progress.step, TRIAL_STEPS)

    tell("estimating", 0, TRIAL_STEPS)
    asked = Hooks(on_progress=note, paused=hooks.paused, cancelled=hooks.cancelled)
    with tempfile.TemporaryDirectory(prefix="dmat-trial-") as folder:
        outcome = _train(request, settings, Path(folder), asked)
    if outcome.stopped is not None or len(seconds) < 2:
        raise Cancelled("Stopped during the trial steps, before anything was trained.")
    # The first step also waits for workers to start and for what is made ready on first use.
    later = [each for step, each in seconds.items() if step != min(seconds)]
    mean = max(1e-3, sum(later) / len(later))
    return Estimate(max(1, round(request.minutes * 60 / mean)), mean)


def _settings(request: FinetuneRequest, steps: int) -> MattingSettings:
    matting = request.preset.matting
    return replace(
        matting,
        steps=steps,
        seed=request.seed,
        workers=request.workers,
        warmup=min(matting.warmup, steps // 4),
    )


def _train(request: FinetuneRequest, settings: MattingSettings, folder: Path, hooks: Hooks) -> Outcome:
    preset = replace(request.preset, matting=settings)
    model = load_model(request.model)
    pictures = training_part(request)
    own = TrainingSource([pictures])
    if not (own.pictures or any(own.foregrounds.values())):
        raise DataError(f"{pictures.root} holds no pictures with mattes to train on.")
    crops = crop_settings("matting", preset, model)
    batches = MixedBatches(
        own,
        TrainingSource() if request.others is None else request.others,
        crops,
        replace(crops, recipe=Recipe()),
        settings.batch,
        request.own_share,
        settings.workers,
    )
    trained = make_objective("matting", settings, model)
    identity = describe_training(request)
    return train(trained, batches, settings, folder, identity=identity, device=request.device, hooks=hooks)


class _Finetuning:
    """One fine-tuning from its plan to its report."""

    def __init__(
        self,
        request: FinetuneRequest,
        folder: Path,
        hooks: Hooks,
        tell: OnStage,
        left_out: tuple[str, ...],
    ) -> None:
        self.request, self.folder, self.hooks, self.tell = request, folder, hooks, tell
        if (folder / MODEL).exists() and not (folder / _PLAN).exists():
            raise CheckpointError(f"{folder} holds another {MODEL}: name another folder with -o.")
        folder.mkdir(parents=True, exist_ok=True)
        self.request, since = self._as_begun()
        self.parts = measured_parts(self.request, folder / _GUARD)
        self.left_out = (*left_out, *since)
        self.not_measured: dict[tuple[Part, str], str] = {}

    def run(self) -> FinetuneResult:
        request, folder = self.request, self.folder
        plan = self._plan()
        before = self._measure("measuring before", load_model(request.model), plan["before"], plan)
        settings = _settings(request, plan["steps"])
        outcome = _train(request, settings, folder / _RUN, self._training_hooks(plan["steps"]))
        if outcome.stopped is not None:
            return FinetuneResult(None, before, {}, outcome.stopped, self._sentences())
        model = load_checkpoint(outcome.model)
        model.config = replace(model.config, weights_by=f"{_origin(request.model)}{FINE_TUNED}")
        after = self._measure("measuring after", model, {})
        before, after = on_the_same(before, after)
        if not after.keys() & {"held out", "trained on"}:
            raise DataError(" ".join(["No picture was measured before and after.", *self._sentences()]))
        save_model(model, folder / MODEL)
        result = FinetuneResult(folder / MODEL, before, after, None, self._sentences())
        write_text(folder / REPORT, json.dumps(report_of(result, plan), indent=1) + "\n")
        return result

    def _as_begun(self) -> tuple[FinetuneRequest, tuple[str, ...]]:
        """The request without pictures that came after the training began, and a sentence on each of them.

        It goes on with those that it began with; another request is refused afterwards.
        """
        request, path = self.request, self.folder / _PLAN
        if not path.is_file() or (self.folder / REPORT).is_file():
            return request, ()
        asked = _read_plan(path)["asked"]
        begun = {*asked.get("trained on", ()), *(() if request.held_out else asked.get("held out", ()))}
        cases = tuple(case for case in request.pictures.cases if case_id(case) in begun)
        since = [case_id(case) for case in request.pictures.cases if case_id(case) not in begun]
        if not cases:
            return request, ()
        sentences = (f"{name} came after this training began: the next one has it." for name in since)
        return replace(request, pictures=replace(request.pictures, cases=cases)), tuple(sentences)

    def _plan(self) -> dict[str, Any]:
        """The number of steps, which the learning rate depends on, and the scores before: made once, kept."""
        path = self.folder / _PLAN
        asked = describe_training(self.request) | {"minutes": self.request.minutes}
        for part, data_set in self.parts.items():
            asked |= describe_cases(part, data_set.cases)
        if path.is_file():
            plan = _read_plan(path)
            check_identity(self.folder, plan["asked"], asked, _ADVICE)
            return plan
        plan = {"asked": asked, **asdict(_trial(self.request, self.hooks, self.tell)), "before": {}}
        self._keep(plan)
        return plan

    def _keep(self, plan: dict[str, Any]) -> None:
        write_text(self.folder / _PLAN, json.dumps(plan) + "\n")

    def _measure(
        self,
        stage: Stage,
        model: DiffusionMat,
        kept: dict[str, dict[str, Any]],
        plan: dict[str, Any] | None = None,
    ) -> dict[Part, Table]:
        """Scores of a model by part; rows already in `kept` are taken, new ones are added to it."""
        predictor = MattingPredictor(model, device=self.request.device)
        total = sum(len(data_set.cases) for data_set in self.parts.values())
        tables: dict[Part, Table] = {}

        def measured(row: Row, part: Part) -> None:
            kept[part][row.case] = row.to_dict()
            if plan is not None:
                self._keep(plan)
            self.tell(stage, sum(map(len, kept.values())), total)
            _wait_or_cancel(self.hooks)

        def failed(part: Part, case: Case, error: DmatError) -> None:
            self.not_measured[part, case_id(case)] = str(error)

        self.tell(stage, 0, total)
        for part, data_set in self.parts.items():
            rows = kept.setdefault(part, {})
            table = measure(
                lambda image, trimap: predictor.run(image, trimap, keep_steps=False).alpha,
                data_set,
                done={case: Row.from_dict(values) for case, values in rows.items()},
                on_row=partial(measured, part=part),
                on_failure=partial(failed, part),
            )
            if table.rows:
                tables[part] = table
        if not tables.keys() & {"held out", "trained on"}:
            raise DataError(" ".join(["No picture could be measured.", *self._sentences()]))
        return tables

    def _sentences(self) -> tuple[str, ...]:
        failed = self.not_measured.items()
        return (*self.left_out, *(f"{case} was not measured: {why}" for (_, case), why in failed))

    def _training_hooks(self, steps: int) -> Hooks:
        told = self.hooks.on_progress

        def progress(now: Progress) -> None:
            self.tell("training", now.step, steps)
            if told is not None:
                told(now)

        return replace(self.hooks, on_progress=progress, validate=None)


def _wait_or_cancel(hooks: Hooks) -> None:
    """Wait while the application pauses. Raises Cancelled."""
    stopping = Stopping(paused=hooks.paused, cancelled=hooks.cancelled)
    stopping.wait_while_paused()
    if stopping.reason() is not None:
        raise Cancelled("Fine-tuning was stopped; started again, it goes on from there.")


def _read_plan(path: Path) -> dict[str, Any]:
    try:
        plan = read_json(path)
        asked, before = dict(plan["asked"]), dict(plan["before"])
        steps, seconds = plan["steps"], float(plan["seconds_per_step"])
        if type(steps) is not int or steps < 1:
            raise ValueError(f"{steps!r} steps")
        for rows in before.values():
            for values in rows.values():
                Row.from_dict(values)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, DataError) as error:
        raise CheckpointError(
            f"{path}, which says what the fine-tuning in this folder is, cannot be read ({error!r}). Put it "
            "back from a copy, or name another folder with -o."
        ) from error
    return {"asked": asked, "steps": steps, "seconds_per_step": seconds, "before": before}


def _origin(model: str | Path) -> str:
    entry = find_model(model)
    return entry.name if entry.origin == "bundled" else str(entry.path)


def _silent(stage: Stage, done: int, of: int) -> None:
    pass
