"""The user's own model files: taken in from elsewhere, renamed, told apart by where they are from."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from core.errors import Cancelled, CheckpointError
from core.files import file_digest, replacing
from core.models.checkpoints import load_checkpoint, read_config
from core.models.config import ModelConfig
from core.models.registry import ModelEntry, place_for_new_model, user_models_folder
from core.models.released_import import WEIGHTS_BY

Kind = Literal["bundled", "authors", "fine-tuned", "imported", "baseline"]

FINE_TUNED = ", fine-tuned"
"""How `weights_by` ends after a fine-tuning."""


def kind_of(entry: ModelEntry, config: ModelConfig | None) -> Kind:
    """Where a model is from; "imported" is whatever of the user's own is nothing else."""
    if entry.origin != "user":
        return entry.origin
    by = config.weights_by if config is not None else ""
    return "authors" if by == WEIGHTS_BY else "fine-tuned" if by.endswith(FINE_TUNED) else "imported"


def unreadable_models() -> dict[Path, str]:
    """The files in the user's folder of models that `available_models` leaves out, and why."""
    problems = {}
    for path in sorted(user_models_folder().glob("*.safetensors")):
        try:
            read_config(path)
        except CheckpointError as error:
            problems[path] = str(error)
    return problems


def rename_model(entry: ModelEntry, name: str) -> Path:
    """Give one of the user's own models another name, and say where its file is now.

    Raises:
        CheckpointError: it is none of the user's own, or its file cannot be renamed.
        SettingsError: the name is taken, or cannot be a model's.
    """
    if entry.origin != "user" or entry.path is None:
        raise CheckpointError(f"{entry.title} came with the program and keeps its name.")
    place = place_for_new_model(name)
    try:
        os.rename(entry.path, place)
    except OSError as error:
        raise CheckpointError(f"{entry.path.name} cannot be renamed: {error.strerror}.") from error
    return place


def import_model(
    source: Path,
    name: str,
    *,
    on_progress: Callable[[float, str], None] = lambda fraction, text: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Path:
    """Copy a model file of ours among the user's models, once all in it was checked; gives the copy's place.

    Raises:
        CheckpointError: it is no model of ours, or holds other tensors than its description says.
        SettingsError: the name is taken, or cannot be a model's.
        Cancelled: nothing was kept.
    """
    source = Path(source)
    place = place_for_new_model(name)

    def report(fraction: float, text: str) -> None:
        if cancelled():
            raise Cancelled("cancelled")
        on_progress(fraction, text)

    report(0.0, f"Checking {source.name}")
    load_checkpoint(source)
    report(0.4, f"Copying {source.name}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with replacing(place) as temporary:
            shutil.copyfile(source, temporary)
            report(0.7, "Comparing the copy")
            if file_digest(temporary) != file_digest(source):
                raise CheckpointError(f"The copy of {source.name} is not the same: import it once more.")
    except OSError as error:
        why = error.strerror or str(error)
        raise CheckpointError(f"{source.name} cannot be copied to {place.parent}: {why}.") from error
    return place
