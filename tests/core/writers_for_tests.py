"""Everything that the program writes, by name: called as write(folder, version), each version other bytes."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import torch
from models_for_tests import tiny_model

from core.batch.record import Record
from core.evaluation.metrics import Scores
from core.exporting.names import Naming
from core.exporting.outputs import AlphaOutput, AnimationOutput, FileFormat, SheetOutput, StepsOutput
from core.exporting.plan import plan_files
from core.exporting.subject import Subject
from core.exporting.writer import write_files
from core.files import write_text
from core.imaging.picture import Picture
from core.imaging.writing import write_alpha, write_rgba
from core.models.checkpoints import load_checkpoint, save_model
from core.projects.project import PictureReference, Project
from core.projects.reading import read_project
from core.projects.writing import write_project
from core.step_mattes import StepMattes
from core.training.best import Best
from core.training.kept import Asked, keep
from core.training.state import RunState, load_state, save_state

HEIGHT, WIDTH = 24, 32
SAVED = datetime(2026, 1, 2, tzinfo=UTC)


def noise(version: int, *shape: int) -> np.ndarray:
    return np.random.default_rng(version).random(shape, dtype=np.float32)


def alpha_in(suffix: str, depth: object) -> Callable[[Path, int], None]:
    def write(folder: Path, version: int) -> None:
        write_alpha(folder / f"alpha{suffix}", noise(version, HEIGHT, WIDTH), depth)

    return write


def a_cutout(folder: Path, version: int) -> None:
    pixels = (noise(version, HEIGHT, WIDTH, 3) * 255).astype(np.uint8)
    write_rgba(folder / "cutout.png", pixels, noise(version + 1, HEIGHT, WIDTH))


def an_export(folder: Path, version: int) -> None:
    """Alpha, steps in a folder of their own, sheet and animation, all or none."""
    half = noise(version, HEIGHT, WIDTH).astype(np.float16)
    steps = tuple(StepMattes(t, index, half, half, half, half) for index, t in enumerate((100, 0)))
    subject = Subject(Picture(np.zeros((HEIGHT, WIDTH, 3), np.uint8)), noise(version, HEIGHT, WIDTH), steps)
    png = FileFormat(".png")
    outputs = (
        AlphaOutput(png), StepsOutput(png), SheetOutput(png), AnimationOutput(FileFormat(".gif")),
        AnimationOutput(FileFormat(".mp4")),
    )  # fmt: skip
    write_files(plan_files(outputs, subject, folder, Naming(name="photo")), subject)


def a_project(folder: Path, version: int) -> None:
    trimap = np.full((HEIGHT, WIDTH), 128, np.uint8)
    trimap[:version] = 255
    project = Project(PictureReference("photo.png", (WIDTH, HEIGHT)), trimap, saved=SAVED)
    write_project(folder / "work.dmat", project)
    assert (read_project(folder / "work.dmat").trimap == trimap).all()


def a_model(folder: Path, version: int) -> None:
    save_model(tiny_model(seed=version), folder / "mine.safetensors")
    load_checkpoint(folder / "mine.safetensors")


def a_training_state(folder: Path, version: int) -> None:
    save_state(folder, RunState(7, {"purpose": "a test"}, {"model.x": torch.full((99,), float(version))}))
    assert load_state(folder).step == 7


def a_best_model(folder: Path, version: int) -> None:
    Best(folder).offer(tiny_model(seed=version), version, Scores(10.0 - version, 0.0, 0.0, 0.0))


def a_batch_record(folder: Path, version: int) -> None:
    Record(folder).add("photo", f"key {version}", [], "photo.png")
    assert Record(folder).is_done("photo", f"key {version}", [])


def a_fine_tuning(folder: Path, version: int) -> None:
    keep(folder, Asked(f"mine {version}", (str(folder),), "compact", 1.0))


def a_text(folder: Path, version: int) -> None:
    write_text(folder / "table.json", json.dumps({"version": version}))


WRITERS = {
    "alpha.png": alpha_in(".png", 8), "alpha.tif": alpha_in(".tif", 16), "alpha.webp": alpha_in(".webp", 8),
    "alpha.exr": alpha_in(".exr", "half"), "cut-out": a_cutout, "export": an_export, "project": a_project,
    "model": a_model, "training state": a_training_state, "best model": a_best_model,
    "batch record": a_batch_record, "fine-tuning": a_fine_tuning, "text": a_text,
}  # fmt: skip
