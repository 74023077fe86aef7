"""From the document to what a project holds, and back: no files here."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from PySide6.QtCore import QT_TRANSLATE_NOOP

from core.errors import ProjectError
from core.imaging.picture import Picture
from core.projects.project import PictureReference, Project, ProjectRun
from dmat_gui.document import Document
from dmat_gui.file_stamp import FileStamp
from dmat_gui.retouch import FrozenRetouch, RetouchLayer
from dmat_gui.runs import AdoptedStep, Run
from dmat_gui.saved_picture import SavedWork
from dmat_gui.tasks import Asked, RunChoices


class FrozenWork(NamedTuple):
    """What a document held at a moment: the project but for its retouch, that, and the picture."""

    project: Project
    retouch: FrozenRetouch | None
    picture: Picture


def frozen_work(
    document: Document, digest: str | None, *, steps: bool, home: Path | None = None,
    home_stamp: FileStamp | None = None,
) -> FrozenWork:  # fmt: skip
    """Take down what a document holds, so that painting can go on while it is written.

    digest: of the picture's file as it was opened.
    steps: keep every run's steps; without, only those of runs whose Result is one of them.
    home, home_stamp: see `Project`.
    """
    path, runs = document.path, document.runs
    project = Project(
        PictureReference(path.name if path is not None else "picture", document.size, path, digest),
        document.trimap.copy(),
        None,
        tuple(_project_run(run, steps=steps or run.adopted_step is not None) for run in runs),
        runs.index(document.current_run) if document.current_run is not None else None,
        None,
        document.runs_made,
        home,
        home_stamp,
    )
    retouch = document.retouch.frozen() if document.has_retouch else None
    return FrozenWork(project, retouch, document.picture)


def saved_work(project: Project, home: Path | None, *, is_saved: bool) -> SavedWork:
    """Make of a project what the document takes: see `SavedWork`. For the worker: arrays are copied."""
    name = QT_TRANSLATE_NOOP("core", "The project") if home is None else home.name
    runs = tuple(_run(run, name) for run in project.runs)
    current = runs[project.current] if project.current is not None else None
    retouch = RetouchLayer.from_planes(project.retouch) if project.retouch is not None else None
    return SavedWork(home, is_saved, runs, current, project.count, retouch)


def _project_run(run: Run, *, steps: bool) -> ProjectRun:
    result, adopted = run.result, run.adopted_step
    return ProjectRun(
        name=run.stored_name,
        number=run.id,
        alpha=np.asarray(result.alpha, np.float32),
        trimap=run.trimap,
        model=result.model,
        settings=dataclasses.asdict(result.settings),
        steps=tuple(result.steps) if steps else (),
        start=result.start,
        adopted=None if adopted is None else (adopted.index, adopted.kind),
        changes=tuple(run.changes),
        asked=None if run.asked is None else _asked_words(run.asked),
        device=result.device,
        precision=result.precision,
        seconds=result.seconds,
        notes=tuple(result.notes),
    )


def _run(saved: ProjectRun, name: str) -> Run:
    from core.predictor import MattingResult, RunSettings

    known = {field.name for field in dataclasses.fields(RunSettings)}
    kept: dict[str, Any] = {key: value for key, value in saved.settings.items() if key in known}
    settings = RunSettings(**kept)
    result = MattingResult(
        saved.alpha, saved.steps, saved.start, settings, saved.model, saved.device, saved.precision,
        saved.seconds, saved.notes,
    )  # fmt: skip
    run = Run(saved.number, result, saved.trimap, _asked(saved.asked, name), saved.changes)
    run.take_stored_name(saved.name)
    run.adopted_step = None if saved.adopted is None else AdoptedStep(*saved.adopted)
    return run


def _asked_words(asked: Asked) -> dict[str, Any]:
    return {
        "model": asked.model,
        "device": asked.device,
        "precision": asked.precision,
        "choices": dataclasses.asdict(asked.choices),
        "digest": asked.digest.hex(),
        "region": None if asked.region is None else list(asked.region),
    }


def _asked(words: Any, name: str) -> Asked | None:
    if words is None:
        return None
    try:
        choices = {field.name: words["choices"].get(field.name) for field in dataclasses.fields(RunChoices)}
        if not all(value is None or isinstance(value, int) for value in choices.values()):
            raise ValueError("choices")
        region = words["region"]
        if region is not None and (len(region) != 4 or not all(isinstance(side, int) for side in region)):
            raise ValueError("region")
        return Asked(
            str(words["model"]), str(words["device"]), RunChoices(**choices), bytes.fromhex(words["digest"]),
            None if region is None else tuple(region), str(words.get("precision", "auto")),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ProjectError(
            f"{name} cannot be opened, what a run in it was asked for cannot be read: take another copy."
        ) from error
