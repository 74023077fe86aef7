"""From a preset and data to a trained model: what `dmat train` does, as a call."""

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

import torch

from core.data.cases import DataSet
from core.data.layouts import open_data_set
from core.data.sources import DEFAULT_CACHE_BYTES, TrainingSource
from core.devices import resolve_device, resolve_precision
from core.errors import SettingsError
from core.models.config import ARCHITECTURES
from core.models.diffusion_mat import DiffusionMat
from core.models.pretrained import load_pretrained_encoder
from core.models.registry import find_model, load_model, weights_digest
from core.training.crops import CropSettings, crop_batches
from core.training.loop import Hooks, Outcome, train
from core.training.losses import LossWeights
from core.training.objectives import LoopObjective, Objective, OneShotObjective, PriorObjective
from core.training.presets import MattingSettings, ModelChoice, Preset, PriorSettings
from core.training.validation import Validation, on_composites, on_data_set

log = logging.getLogger(__name__)

Kind = Literal["prior", "matting"]


@dataclass(frozen=True)
class RunInputs:
    """What a run reads, beside its preset.

    Attributes:
        data: roots of any layout; none: $DMAT_DATA/train if there is such a folder, else procedural pictures.
        backgrounds: folders with more pictures to compose onto.
        prior: a model or file to take the prior's weights from.
        cache_bytes: most memory for decoded pictures, all workers of a process together.
        validate: a data set to validate on; None: a few fixed procedural composites.
        validate_limit: at most so many of its cases.
    """

    data: Sequence[Path] = ()
    backgrounds: Sequence[Path] = ()
    prior: str | None = None
    cache_bytes: int = DEFAULT_CACHE_BYTES
    validate: Path | None = None
    validate_limit: int | None = None


def run_preset(
    kind: Kind,
    preset: Preset,
    inputs: RunInputs,
    folder: Path,
    *,
    source: TrainingSource | None = None,
    device: str = "auto",
    hooks: Hooks | None = None,
) -> Outcome:
    """Train as a preset says, and go on where `folder` holds such a run; see `core.training.loop.train`.

    The preset as it was run stays in `folder` as `settings.toml`. `source` (that of `inputs`, if it is there
    already) and `hooks.validate` may be left to this.

    Raises:
        SettingsError, DataError, CheckpointError: with a sentence for the user.
    """
    stage = preset.prior if kind == "prior" else preset.matting
    hooks = hooks or Hooks()
    precision = "float32" if stage.precision == "float64" else stage.precision
    precision = resolve_precision(precision, resolve_device(device))
    model = build_model(preset.model, stage.seed)
    if inputs.prior is not None:
        _take_prior(model, inputs.prior)
    objective = make_objective(kind, stage, model)
    source = source or training_source(kind, preset, inputs)
    if kind == "matting" and hooks.validate is None:
        validation = _validation(inputs, precision, preset.matting.diffusion)
        hooks = replace(hooks, validate=validation, validated_on=validation.on)
    batches = partial(
        crop_batches,
        source,
        crop_settings(kind, preset, model),
        batch=stage.batch,
        accumulate=stage.accumulate,
        workers=stage.workers,
    )
    return train(
        objective,
        batches,
        stage,
        folder,
        identity=describe_run(kind, preset) | _describe_inputs(preset.model, inputs, source),
        settings_text=preset.to_toml(),
        device=device,
        hooks=hooks,
    )


def training_source(kind: Kind, preset: Preset, inputs: RunInputs) -> TrainingSource:
    """The pictures that a run sees. Raises DataError."""
    workers = max(1, (preset.prior if kind == "prior" else preset.matting).workers)
    return TrainingSource(
        inputs.data, backgrounds=inputs.backgrounds, cache_bytes=inputs.cache_bytes // workers
    )


def build_model(choice: ModelChoice, seed: int) -> DiffusionMat:
    """The model to begin from, on the CPU; the seed decides about random weights.

    Raises:
        SettingsError, CheckpointError: there is no such architecture or file, or ImageNet's weights do not
        come or fit.
    """
    if choice.weights:
        model = load_model(choice.weights)
    elif choice.architecture in ARCHITECTURES:
        torch.manual_seed(seed)
        model = DiffusionMat(ARCHITECTURES[choice.architecture])
    else:
        raise SettingsError(
            f"There is no architecture {choice.architecture!r}: choose one of {', '.join(ARCHITECTURES)}, or "
            "name weights to go on from."
        )
    if choice.pretrained_encoder:
        load_pretrained_encoder(model.encoder)
    return model


def make_objective(kind: Kind, stage: PriorSettings | MattingSettings, model: DiffusionMat) -> Objective:
    """The objective of a stage. T and S that it trains for become the model's own. Raises SettingsError."""
    if kind == "prior":
        assert isinstance(stage, PriorSettings)
        return PriorObjective(model, stage.seed, level_power=stage.level_power)
    assert isinstance(stage, MattingSettings)
    weights = LossWeights(stage.inversion, stage.alpha, stage.composition, stage.relative, stage.squared)
    if not stage.diffusion:
        return OneShotObjective(model, stage.seed, weights=weights)
    config = model.config
    t_start = stage.t_start or config.t_start
    steps = tuple(stage.loop_steps) or (config.steps,)
    model.config = replace(
        config,
        t_start=t_start,
        trained_t_starts=(t_start,),
        steps=config.steps if config.steps in steps else steps[-1],
        trained_steps=tuple(sorted(set(steps))),
    )
    return LoopObjective(
        model,
        stage.seed,
        weights=weights,
        t_start=t_start,
        loop_steps=steps,
        arp=stage.arp,
        trust_alone=stage.trust_alone,
    )


def crop_settings(kind: Kind, preset: Preset, model: DiffusionMat) -> CropSettings:
    """How a stage's crops are made: with a start where the model wants one."""
    stage = preset.prior if kind == "prior" else preset.matting
    return CropSettings(
        size=stage.crop,
        per_composite=stage.per_composite,
        composite=stage.composite,
        start=1 + model.config.encoder.hints if kind == "matting" and model.config.start == "coarse" else 0,
        seed=stage.seed,
        recipe=preset.composites,
    )


def describe_run(kind: Kind, preset: Preset) -> dict[str, Any]:
    """What must not change while a run goes on, beside what `train` adds: the objective and the pictures."""
    stage = preset.prior if kind == "prior" else preset.matting
    described: dict[str, Any] = {"purpose": kind}
    names = ["crop", "per_composite", "composite"]
    if kind == "prior":
        names.append("level_power")
    else:
        names += ["diffusion", "arp", "t_start", "loop_steps"]
        names += ["inversion", "alpha", "composition", "relative", "squared"]
    described |= {name: getattr(stage, name) for name in names}
    return described | {f"composites.{name}": value for name, value in asdict(preset.composites).items()}


def _describe_inputs(choice: ModelChoice, inputs: RunInputs, source: TrainingSource) -> dict[str, Any]:
    """What a run is made from. Folders go by their names, so that a damaged picture can be mended."""
    return {
        "weights": _digest(choice.weights) if choice.weights else "",
        "pretrained encoder": choice.pretrained_encoder,
        "prior": "" if inputs.prior is None else _digest(inputs.prior),
        "data": [_named(root) for root in source.roots],
        "backgrounds": [_named(folder) for folder in inputs.backgrounds],
    }


def _digest(model: str) -> str:
    """A model's name with what tells its file from any other."""
    return f"{find_model(model).name} (SHA-256 {weights_digest(model)[:16]})"


def _take_prior(model: DiffusionMat, name: str) -> None:
    trained = load_model(name)
    if trained.config.prior != model.config.prior:
        raise SettingsError(
            f"The prior of {name} has another architecture than that of {model.config.name}: give one that "
            "was trained with the same --model."
        )
    model.prior.load_state_dict(trained.prior.state_dict())


def _validation(inputs: RunInputs, precision: str, diffusion: bool) -> Validation:
    if inputs.validate is None:
        return on_composites(precision=precision, diffusion=diffusion)
    data_set = open_data_set(inputs.validate)
    for problem in data_set.problems:
        log.warning("%s", problem)
    return on_data_set(data_set, inputs.validate_limit, precision=precision, diffusion=diffusion)


def _named(root: Path | DataSet) -> str:
    folder = root.root if isinstance(root, DataSet) else root  # paths have a `root` of their own: "/"
    return str(Path(folder).resolve())
