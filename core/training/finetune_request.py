"""What a user asks of a fine-tuning, and which pictures that makes for what."""

import hashlib
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import cv2
import numpy as np

from core.data.cases import Case, DataSet
from core.data.composites import composite_sample
from core.data.cutouts import load_background
from core.data.layouts import open_data_set
from core.data.loading import load_case
from core.data.sources import LONGEST_SIDE, TrainingSource
from core.errors import DataError, DmatError, SettingsError, is_out_of_memory
from core.evaluation.measure import case_id
from core.evaluation.records import fingerprint
from core.files import replacing
from core.models.registry import weights_digest
from core.training.mixing import own_count
from core.training.presets import Preset, load_preset
from core.training.runs import describe_run

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

    Raises:
        SettingsError: minutes or a share that are none, or a batch too small to hold both kinds of crops.
    """

    pictures: DataSet
    model: str | Path = "compact"
    minutes: float = 15.0
    hold_out: int | None = None
    held_out: DataSet | None = None
    others: TrainingSource | None = None
    guard: DataSet | None = None
    own_share: float = 0.33
    preset: Preset = field(default_factory=lambda: load_preset("finetune"))
    seed: int = 0
    device: str = "auto"
    workers: int = 1

    def __post_init__(self) -> None:
        if not 0 < self.minutes < math.inf:
            raise SettingsError(f"A fine-tuning cannot take {self.minutes:g} minutes: take above 0.")
        own_count(self.preset.matting.batch, self.preset.matting.per_composite, self.own_share)


def without_bad_files(
    request: FinetuneRequest, on_file: Callable[[int, int], None]
) -> tuple[FinetuneRequest, tuple[str, ...]]:
    """Decode all that a request names, once, and leave out what a run could stumble over in its middle.

    What is mixed in (`others`) can be a data set of any size and is not looked at.

    on_file: told how many cases and backgrounds have been decoded, and of how many.
    Returns the request without them, and a sentence on each.
    Raises DataError if nothing is left of the pictures, of those to measure on, or of the guard.
    """
    total = sum(
        len(data_set.cases) for data_set in (request.pictures, request.held_out, request.guard) if data_set
    ) + len(request.pictures.backgrounds)
    done, left_out = 0, []

    def fine(what: str, load: Callable[..., object], *given: object) -> bool:
        nonlocal done
        try:
            load(*given)
        except Exception as error:  # the libraries have no common class for a lack of memory
            if not (isinstance(error, (DmatError, OSError)) or is_out_of_memory(error)):
                raise
            left_out.append(f"{what} is left out: {error}")
            return False
        finally:
            done += 1
            on_file(done, total)
        return True

    def cleaned(data_set: DataSet, load: Callable[[Case], object], title: str) -> DataSet:
        cases = tuple(case for case in data_set.cases if fine(case_id(case), load, case))
        if data_set.cases and not cases:
            raise DataError(f"None of the {title} can be used. {' '.join(left_out[-3:])}")
        return replace(data_set, cases=cases)

    def train_on(case: Case) -> None:
        load_case(case)
        source = TrainingSource([replace(request.pictures, cases=(case,), backgrounds=())])
        for kind in source.foregrounds:
            if source.has(kind):
                source.cutout(kind, 0)
        if source.pictures:
            source.whole(0)

    pictures = cleaned(request.pictures, train_on, "pictures to train on")
    behind = tuple(
        path for path in pictures.backgrounds if fine(path.name, load_background, path, LONGEST_SIDE)
    )
    changes: dict[str, Any] = {"pictures": replace(pictures, backgrounds=behind)}
    if request.held_out is not None:
        changes["held_out"] = cleaned(request.held_out, load_case, "pictures to measure on")
    if request.guard is not None:
        changes["guard"] = cleaned(request.guard, load_case, "pictures of the guard")
    return replace(request, **changes), tuple(left_out)


def describe_training(request: FinetuneRequest) -> dict[str, Any]:
    """What a fine-tuning's weights come from, as JSON values: a run goes on only where they are the same.

    Raises:
        CheckpointError, DataError: the model, or the pictures.
    """
    pictures = training_part(request)
    others = TrainingSource() if request.others is None else request.others
    return describe_run("matting", request.preset) | {
        "purpose": "fine-tuning",
        "weights": weights_digest(request.model),
        "learning rate": request.preset.matting.learning_rate,
        "seed": request.seed,
        "own share": request.own_share,
        **describe_cases("trained on", pictures.cases),
        "backgrounds": _digest(fingerprint(Case(path.name, "", path)) for path in pictures.backgrounds),
        # By name, since they may be many; a file in them that cannot be read may be taken away or replaced.
        "others": [
            str((root.root if isinstance(root, DataSet) else root).resolve()) for root in others.roots
        ],
    }


def describe_cases(part: Part, cases: Sequence[Case]) -> dict[str, Any]:
    """The names of a part's cases, and a digest of their files."""
    return {part: [case_id(case) for case in cases], f"files of {part}": _digest(map(fingerprint, cases))}


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
            packed = cv2.imencode(".png", np.rint(pixels * 255).astype(np.uint8))[1].tobytes()
            file = place / f"guard-{index + 1}.png"
            if not file.is_file() or file.read_bytes() != packed:  # the same file, so that a run can go on
                with replacing(file) as temporary:
                    temporary.write_bytes(packed)
    return open_data_set(folder, "folders")


def _cases(request: FinetuneRequest, *, held_out: bool) -> tuple[Case, ...]:
    names = held_out_names(request)
    return tuple(case for case in request.pictures.cases if (case.name in names) == held_out)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
