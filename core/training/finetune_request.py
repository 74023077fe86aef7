"""What a user asks of a fine-tuning, and which pictures that makes for what."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import cv2
import numpy as np

from core.data.cases import Case, DataSet
from core.data.composites import composite_sample
from core.data.layouts import open_data_set
from core.data.sources import TrainingSource
from core.errors import DataError
from core.training.presets import Preset, load_preset

Part = Literal["held out", "trained on", "guard"]
LEAST_TO_HOLD_OUT = 5
"""With so many pictures or more, one in five is held out of training unless the user says otherwise."""
_GUARDS, _GUARD_SIDE, _GUARD_SEED = 6, 320, 20_250_301


@dataclass(frozen=True)
class FinetuneRequest:
    """What to fine-tune, on what, and for how long.

    Attributes:
        pictures: pictures with mattes, with trimaps if there are any, or cut-outs with transparency.
        model: name or file of the model to begin from.
        minutes: of training; measuring before and after comes on top.
        hold_out: how many of `pictures` to measure on and not to train on; None: one in five of five or
            more, else none.
        held_out: other pictures to measure on, instead.
        others: what is mixed in; None takes the folder `train` under DMAT_DATA, or else procedural pictures.
        guard: pictures on which nothing must be lost; None makes a few procedural ones.
        own_share: part of every batch that is of `pictures`, (0, 1].
        preset: rate, batch, crops, and the recipe for `pictures`; its model, steps and seed are not used.
        seed: of crops and noise.
        device: "auto", "cpu", "cuda", "mps" or "xpu".
        workers: processes for each of the two kinds of crops.
    """

    pictures: DataSet
    model: str | Path = "compact"
    minutes: float = 15.0
    hold_out: int | None = None
    held_out: DataSet | None = None
    others: TrainingSource | None = None
    guard: DataSet | None = None
    own_share: float = 0.5
    preset: Preset = field(default_factory=lambda: load_preset("finetune"))
    seed: int = 0
    device: str = "auto"
    workers: int = 1


def held_out_names(request: FinetuneRequest) -> frozenset[str]:
    """Names of the request's own pictures that are not trained on, spread evenly over all.

    Raises:
        DataError: nothing would be left to train on.
    """
    names = list(dict.fromkeys(case.name for case in request.pictures.cases))
    count = request.hold_out
    if count is None:
        count = 0 if request.held_out or len(names) < LEAST_TO_HOLD_OUT else len(names) // 5
    if not 0 <= count < len(names):
        raise DataError(
            f"{count} of {len(names)} pictures cannot be held out: at least one must be left to train on."
        )
    return frozenset(names[int(place)] for place in (np.arange(count) + 0.5) * len(names) / max(1, count))


def training_part(request: FinetuneRequest) -> DataSet:
    """The pictures to train on. Raises DataError."""
    return replace(request.pictures, cases=_cases(request, held_out=False))


def measured_parts(request: FinetuneRequest, guard_folder: Path) -> dict[Part, DataSet]:
    """The pictures to measure on before and after; `guard_folder` receives the procedural ones, if any."""
    parts: dict[Part, DataSet] = {}
    if request.held_out is not None:
        parts["held out"] = request.held_out
    elif held_out_names(request):
        parts["held out"] = replace(request.pictures, cases=_cases(request, held_out=True))
    parts["trained on"] = training_part(request)
    parts["guard"] = request.guard or procedural_guard(guard_folder)
    return parts


def procedural_guard(folder: Path) -> DataSet:
    """A few procedural pictures that are always the same, as a data set in `folder`."""
    source = TrainingSource(procedural=True)
    for index in range(_GUARDS):
        sample = composite_sample(source, _GUARD_SEED, index, _GUARD_SIDE)
        layers = {"images": sample.image[..., ::-1], "alphas": sample.alpha, "trimaps": sample.trimap / 255}
        for name, pixels in layers.items():
            place = folder / name
            place.mkdir(parents=True, exist_ok=True)
            _, packed = cv2.imencode(".png", np.rint(pixels * 255).astype(np.uint8))
            (place / f"guard-{index + 1}.png").write_bytes(packed.tobytes())
    return open_data_set(folder, "folders")


def _cases(request: FinetuneRequest, *, held_out: bool) -> tuple[Case, ...]:
    names = held_out_names(request)
    return tuple(case for case in request.pictures.cases if (case.name in names) == held_out)
