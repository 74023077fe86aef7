"""The jobs of the window: frozen requests for the worker. No widgets; torch is imported on the worker."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from core.files import file_digest
from core.imaging.picture import Picture
from core.imaging.trimap import FOREGROUND, UNKNOWN, read_trimap
from core.projects.project import SUFFIX
from dmat_gui.canvas.display import display_pixels
from dmat_gui.file_stamp import FileStamp, stamp_of
from dmat_gui.jobs import JobContext

CLOSED_FORM = "closed-form"
DEFAULT_MODEL = "compact"
translate = QCoreApplication.translate


def steps_words(steps: int) -> str:
    """ "1 step", "3 steps"."""
    if steps == 1:
        return translate("RunChoices", "1 step")
    return translate("RunChoices", "{steps} steps").format(steps=steps)


@dataclass(frozen=True)
class RunChoices:
    """What the user set under Advanced; None stands for the model's own value."""

    t_start: int | None = None
    steps: int | None = None
    seed: int = 0
    correct: bool = True
    arp: bool = True

    @property
    def words(self) -> str:
        """The choices in a few words: "T = 400, seed 3"; "the model's own settings" where nothing was set."""
        said = [f"T = {self.t_start}"] if self.t_start is not None else []
        if self.steps is not None:
            said += [steps_words(self.steps)]
        said += [translate("RunChoices", "seed {seed}").format(seed=self.seed)] if self.seed else []
        said += [] if self.correct else [translate("RunChoices", "no correction")]
        said += [] if self.arp or not self.correct else [translate("RunChoices", "no ARP")]
        return ", ".join(said) or translate("RunChoices", "own settings")


@dataclass(frozen=True)
class Asked:
    """What a run of a picture was asked for. Equal ones give the same alpha, but for a rectangle's rest.

    digest: stands for the trimap.
    """

    model: str
    device: str
    choices: RunChoices
    digest: bytes
    region: tuple[int, int, int, int] | None = None
    precision: str = "auto"


@dataclass(frozen=True)
class ModelFacts:
    """What the window shows of a loaded model. t_start and steps are None for a model without steps."""

    name: str
    device: str
    precision: str
    t_start: int | None = None
    steps: int | None = None
    trained_t_starts: tuple[int, ...] = ()
    trained_steps: tuple[int, ...] = ()
    hint: str = ""


@dataclass(frozen=True)
class Computing:
    """What will compute, and with which numbers, whatever the model."""

    device: str
    precision: str


@dataclass(frozen=True)
class ListModels:
    """Finds the models that can be chosen: gives a list of registry entries."""

    title: str = field(default="Finding the models", init=False)

    def run(self, context: JobContext) -> object:
        from core.models.registry import available_models

        return available_models()


@dataclass(frozen=True)
class ForgetModel:
    """Has a model loaded anew when it is next asked for: its file was replaced, renamed or taken away."""

    model: str
    title: str = field(default="Forgetting a model", init=False)

    def run(self, context: JobContext) -> None:
        context.forget_predictors(self.model)


@dataclass(frozen=True)
class LoadModel:
    """Loads a model so that the first Matte does not wait for it: gives `ModelFacts`.

    Before that it hands over a `Computing`, which is known even of a model that cannot be loaded.
    """

    model: str
    device: str
    precision: str = "auto"

    @property
    def title(self) -> str:
        return f"Loading the model “{self.model}”"

    def run(self, context: JobContext) -> ModelFacts:
        from core.devices import device_title, driver_hint, resolve_device, resolve_precision

        device = resolve_device(self.device)
        context.step(Computing(device_title(device), resolve_precision(self.precision, device)))
        predictor = context.predictor(self.model, self.device, self.precision)
        return facts_of(predictor, self.model, driver_hint() or "")


@dataclass(frozen=True, eq=False)
class FinishedRun:
    """A MattingResult, and the mean change of its estimate from each step to the next."""

    result: Any
    changes: tuple[float, ...] = ()


@dataclass(frozen=True, eq=False)
class Matte:
    """One run: gives a `FinishedRun`; hands over `ModelFacts`, then steps as they come.

    region: x, y, width, height of the only rectangle to compute, the rest being `previous` (H x W).
    """

    picture: Picture
    trimap: np.ndarray
    model: str
    device: str
    choices: RunChoices
    region: tuple[int, int, int, int] | None = None
    previous: np.ndarray | None = None
    precision: str = "auto"
    title: str = field(default="The run", init=False)

    @cached_property
    def asked(self) -> Asked:
        """What was asked for, to be compared and remembered."""
        digest = hashlib.sha1(np.ascontiguousarray(self.trimap).data, usedforsecurity=False).digest()
        return Asked(self.model, self.device, self.choices, digest, self.region, self.precision)

    def run(self, context: JobContext) -> FinishedRun:
        _ = self.asked  # its digest takes a while, and is kept
        context.progress(0.0, "Loading the model")
        predictor = context.predictor(self.model, self.device, self.precision)
        context.step(facts_of(predictor, self.model))
        context.stop_if_cancelled()
        from core.predictor import RunSettings

        chosen = self.choices
        settings = RunSettings(
            t_start=chosen.t_start,
            steps=chosen.steps,
            seed=chosen.seed,
            correct=chosen.correct,
            arp=chosen.arp,
        )
        result = predictor.run(
            self.picture, self.trimap, settings=settings, region=self.region, previous=self.previous,
            on_step=context.step, on_progress=context.progress, cancelled=context.cancelled,
        )  # fmt: skip
        return FinishedRun(result, mean_changes(result.steps, self.trimap, self.region))


@dataclass(frozen=True)
class OpenedPicture:
    """A picture ready for the screen, its file, if any, its trimap, if any, and what was said of it.

    digest: the SHA-256 of the file.  stamp: how the file was just before it was read.
    """

    picture: Picture
    path: Path | None
    display_image: np.ndarray
    trimap: np.ndarray | None = None
    offered: Path | None = None
    note: str | None = None
    digest: str | None = None
    stamp: FileStamp | None = None


@dataclass(frozen=True)
class OpenPicture:
    """Reads a picture, and the trimap named with it; else looks for `<stem>_trimap.*` beside it to offer."""

    path: Path
    trimap_path: Path | None = None

    @property
    def title(self) -> str:
        return f"Opening {self.path.name}"

    def run(self, context: JobContext) -> OpenedPicture:
        from core.imaging.reading import read_picture

        stamp, picture = stamp_of(self.path), read_picture(self.path)
        trimap, note, offered = None, None, None
        if self.trimap_path is None:
            offered = matching_trimap(self.path)
        else:
            trimap, note = read_trimap(self.trimap_path, picture.size)
        shown, digest = display_pixels(picture), file_digest(self.path)
        return OpenedPicture(picture, self.path, shown, trimap, offered, note, digest, stamp)


@dataclass(frozen=True)
class LoadTrimap:
    """Reads a trimap for a picture of `size` (width, height): gives (trimap, note)."""

    path: Path
    size: tuple[int, int]

    @property
    def title(self) -> str:
        return f"Loading the trimap {self.path.name}"

    def run(self, context: JobContext) -> tuple[np.ndarray, str | None]:
        return read_trimap(self.path, self.size)


@dataclass(frozen=True, eq=False)
class SaveTrimap:
    """Writes the trimap as an 8-bit grey picture of 0, 128 and 255: gives the path."""

    path: Path
    trimap: np.ndarray

    @property
    def title(self) -> str:
        return f"Saving the trimap {self.path.name}"

    def run(self, context: JobContext) -> Path:
        from core.imaging.writing import write_alpha

        write_alpha(self.path, self.trimap.astype(np.float32) / FOREGROUND, depth=8)
        return self.path


def matching_trimap(picture: Path) -> Path | None:
    """The file `<stem>_trimap.*` beside a picture, if there is one."""
    from core.imaging.reading import READABLE_SUFFIXES

    stem = f"{picture.stem}_trimap"
    try:
        beside = sorted(path for path in picture.parent.iterdir() if path.stem == stem and path.is_file())
    except OSError:  # a folder whose files can be opened, but not listed
        return None
    return next((path for path in beside if path.suffix.lower() in READABLE_SUFFIXES), None)


def looks_like_trimap(path: Path) -> bool:
    """Whether a dropped file, no project, is named as a trimap or a mask of something."""
    stem = path.stem.lower()
    named = stem.endswith(("_trimap", "-trimap", "_mask", "-mask")) or stem == "trimap"
    return named and path.suffix.lower() != SUFFIX


def mean_changes(
    steps: Sequence[Any], trimap: np.ndarray, region: tuple[int, int, int, int] | None = None
) -> tuple[float, ...]:
    """The mean absolute change of a run's estimate over unknown pixels, from step 0 to 1 first.

    region: x, y, width, height of the only rectangle that counts.
    """
    unknown = trimap == UNKNOWN
    if region is not None:
        x, y, width, height = region
        inside = np.zeros_like(unknown)
        inside[y : y + height, x : x + width] = unknown[y : y + height, x : x + width]
        unknown = inside
    if not unknown.any():
        return ()
    changes, before = [], None
    for step in steps:
        estimate = np.clip(step.alpha0[unknown].astype(np.float32), 0, 1)
        if before is not None:
            changes.append(float(np.abs(estimate - before).mean()))
        before = estimate
    return tuple(changes)


def facts_of(predictor: Any, model: str, hint: str = "") -> ModelFacts:
    """Read off a predictor what the window shows."""
    config = predictor.config
    return ModelFacts(
        name=model,
        device=predictor.device_name,
        precision=predictor.precision,
        t_start=config.t_start if config is not None else None,
        steps=config.steps if config is not None else None,
        trained_t_starts=config.trained_t_starts if config is not None else (),
        trained_steps=config.trained_steps if config is not None else (),
        hint=hint,
    )
