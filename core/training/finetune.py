"""Fine-tuning on a user's own pictures: their look learnt, nothing else forgotten, and both measured.

The prior stays as it is. Every batch holds crops of other pictures too, training data or procedural ones.
Scores before and after are taken on pictures held out of the training, on those trained on, and on a guard
of other pictures.
"""

import json
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from core.data.recipe import Recipe
from core.data.sources import TrainingSource
from core.errors import Cancelled, DataError
from core.evaluation.measure import Row, Table, measure
from core.models.checkpoints import load_checkpoint, save_model
from core.models.diffusion_mat import DiffusionMat
from core.models.registry import find_model, load_model
from core.predictor import MattingPredictor
from core.training.finetune_request import FinetuneRequest, Part, measured_parts, training_part
from core.training.loop import Hooks, Outcome, train
from core.training.mixing import MixedBatches
from core.training.progress import Progress
from core.training.runs import crop_settings, describe_run, make_objective
from core.training.state import check_identity, write_text
from core.training.stopping import Reason
from core.training.validation import on_data_set

MODEL, REPORT = "model.safetensors", "finetune.json"
_PLAN, _RUN, _GUARD = "plan.json", "training", "guard"
TRIAL_STEPS = 4

Stage = Literal["estimating", "measuring before", "training", "measuring after"]
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


@dataclass(frozen=True)
class FinetuneResult:
    """How a fine-tuning ended.

    Attributes:
        model: the fine-tuned model's file; None if it was stopped early: the same call goes on from there.
        before, after: scores by part.
        better: whether SAD fell on the held-out pictures, or without any on those trained on.
        stopped: why it ended early, or None.
        left_out: sentences on pictures that could not be measured.
    """

    model: Path | None
    before: dict[Part, Table]
    after: dict[Part, Table]
    better: bool
    stopped: Reason | None
    left_out: tuple[str, ...] = ()


def finetune(
    request: FinetuneRequest, folder: Path, *, hooks: Hooks | None = None, on_stage: OnStage | None = None
) -> FinetuneResult:
    """Fine-tune a model, going on with what `folder` holds of the same request.

    `folder` receives `model.safetensors`, `finetune.json` with the scores, and the run in `training`.

    Args:
        hooks: told and asked between training steps, in the calling thread; its `validate` is not used.

    Raises:
        DataError: too few pictures, or one cannot be read.
        CheckpointError, SettingsError: the model, the device, or an earlier run in the folder.
        Cancelled: `hooks.cancelled` answered true while measuring; the same call goes on from there.
    """
    return _Finetuning(request, folder, hooks or Hooks(), on_stage or _silent).run()


def estimate(request: FinetuneRequest, *, on_stage: OnStage | None = None) -> Estimate:
    """Try a few steps, and say how many fit into the time asked for. Raises as `finetune`."""
    tell = on_stage or _silent
    seen: list[tuple[float, int]] = []

    def note(progress: Progress) -> None:
        seen.append((time.monotonic(), progress.step))
        tell("estimating", progress.step, TRIAL_STEPS)

    tell("estimating", 0, TRIAL_STEPS)
    with tempfile.TemporaryDirectory(prefix="dmat-trial-") as folder:
        _train(request, TRIAL_STEPS, Path(folder), Hooks(on_progress=note), log_every=1)
    # The first step also waits for workers to start and for what is made ready on first use.
    (began, first), (ended, last) = seen[0], seen[-1]
    seconds = max(1e-3, (ended - began) / max(1, last - first))
    return Estimate(max(1, round(request.minutes * 60 / seconds)), seconds)


def _train(
    request: FinetuneRequest, steps: int, folder: Path, hooks: Hooks, log_every: int | None = None
) -> Outcome:
    matting = request.preset.matting
    settings = replace(
        matting,
        steps=steps,
        seed=request.seed,
        workers=request.workers,
        log_every=log_every or matting.log_every,
        warmup=min(matting.warmup, steps // 4),
    )
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
    identity = describe_run("matting", preset) | {
        "purpose": "fine-tuning",
        "weights": _origin(request.model),
        "pictures": [case.name for case in pictures.cases],
        "own share": request.own_share,
    }
    trained = make_objective("matting", settings, model)
    return train(trained, batches, settings, folder, identity=identity, device=request.device, hooks=hooks)


class _Finetuning:
    """One fine-tuning from its plan to its report."""

    def __init__(self, request: FinetuneRequest, folder: Path, hooks: Hooks, tell: OnStage) -> None:
        self.request, self.folder, self.hooks, self.tell = request, folder, hooks, tell
        folder.mkdir(parents=True, exist_ok=True)
        self.parts = measured_parts(request, folder / _GUARD)
        self.left_out: dict[str, str] = {}

    def run(self) -> FinetuneResult:
        request, folder = self.request, self.folder
        plan = self._plan()
        before = self._measure("measuring before", load_model(request.model), plan["before"], plan)
        outcome = _train(request, plan["steps"], folder / _RUN, self._training_hooks(plan["steps"]))
        if outcome.stopped is not None:
            return FinetuneResult(None, before, {}, False, outcome.stopped, self._sentences())
        model = load_checkpoint(outcome.best or outcome.model)
        model.config = replace(model.config, weights_by=f"{_origin(request.model)}, fine-tuned")
        after = self._measure("measuring after", model, {})
        save_model(model, folder / MODEL)
        better = _is_better(before, after)
        result = FinetuneResult(folder / MODEL, before, after, better, None, self._sentences())
        write_text(folder / REPORT, json.dumps(_report(result, plan), indent=1) + "\n")
        return result

    def _plan(self) -> dict[str, Any]:
        """The number of steps, which the learning rate depends on, and the scores before: made once, kept."""
        path = self.folder / _PLAN
        request = self.request
        asked = {"model": _origin(request.model), "minutes": request.minutes, "seed": request.seed}
        asked |= {part: [row.name for row in data_set.cases] for part, data_set in self.parts.items()}
        if path.is_file():
            plan = json.loads(path.read_text(encoding="utf-8"))
            check_identity(self.folder, plan["asked"], asked)
            return plan
        plan = {"asked": asked, **asdict(estimate(request, on_stage=self.tell)), "before": {}}
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
            if self.hooks.cancelled is not None and self.hooks.cancelled():
                raise Cancelled("Fine-tuning was stopped; started again, it goes on from there.")

        self.tell(stage, 0, total)
        for part, data_set in self.parts.items():
            rows = kept.setdefault(part, {})
            table = measure(
                lambda image, trimap: predictor.run(image, trimap, keep_steps=False).alpha,
                data_set,
                done={case: Row.from_dict(values) for case, values in rows.items()},
                on_row=lambda row, part=part: measured(row, part),
                on_failure=lambda case, error: self.left_out.update({case.name: str(error)}),
            )
            if table.rows:
                tables[part] = table
        if "trained on" not in tables:
            raise DataError(" ".join(["No picture could be measured.", *self._sentences()]))
        return tables

    def _sentences(self) -> tuple[str, ...]:
        return tuple(f"{name} was not measured: {why}" for name, why in self.left_out.items())

    def _training_hooks(self, steps: int) -> Hooks:
        told = self.hooks.on_progress

        def progress(now: Progress) -> None:
            self.tell("training", now.step, steps)
            if told is not None:
                told(now)

        held_out = self.parts.get("held out")
        validate = None if held_out is None else on_data_set(held_out, None, precision="auto")
        return replace(self.hooks, on_progress=progress, validate=validate)


def _is_better(before: dict[Part, Table], after: dict[Part, Table]) -> bool:
    part: Part = "held out" if "held out" in before else "trained on"
    return after[part].mean().sad < before[part].mean().sad


def _report(result: FinetuneResult, plan: dict[str, Any]) -> dict[str, Any]:
    def scores(tables: dict[Part, Table]) -> dict[str, Any]:
        return {
            part: {"mean": asdict(table.mean()), "rows": [row.to_dict() for row in table.rows]}
            for part, table in tables.items()
        }

    done = {"steps": plan["steps"], "seconds_per_step": plan["seconds_per_step"], "better": result.better}
    return done | {"before": scores(result.before), "after": scores(result.after)}


def _origin(model: str | Path) -> str:
    entry = find_model(model)
    return entry.name if entry.origin == "bundled" else str(entry.path)


def _silent(stage: Stage, done: int, of: int) -> None:
    pass
