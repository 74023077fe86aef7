"""What the window of models asks of its worker. No widgets; torch is imported on the worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QFile

from core.errors import CheckpointError
from dmat_gui.jobs import JobContext

RELEASED = "released"
"""What the authors' weights are called among the user's models."""


@dataclass(frozen=True)
class FindModels:
    """Finds every model: gives a list of `ModelDetails`."""

    @property
    def title(self) -> str:
        return "Finding the models"

    def run(self, context: JobContext) -> list[Any]:
        from core.evaluation.model_details import all_models

        return all_models()


@dataclass(frozen=True)
class CountMacs:
    """Counts what a run of 512 x 512 pixels costs: gives multiply-accumulates."""

    config: Any

    @property
    def title(self) -> str:
        return "Counting multiply-accumulates"

    def run(self, context: JobContext) -> int:
        from core.evaluation.model_details import macs_at_512

        return macs_at_512(self.config)


@dataclass(frozen=True)
class RenameModel:
    """Renames one of the user's own models: gives the new name."""

    entry: Any
    name: str

    @property
    def title(self) -> str:
        return f"Renaming {self.entry.title}"

    def run(self, context: JobContext) -> str:
        from core.models.user_models import rename_model

        return rename_model(self.entry, self.name).stem


@dataclass(frozen=True)
class RemoveModel:
    """Moves the file of one of the user's own models to the wastebasket, where it can be had back."""

    entry: Any

    @property
    def title(self) -> str:
        return f"Removing {self.entry.title}"

    def run(self, context: JobContext) -> None:
        file = QFile(str(self.entry.path))
        if not file.moveToTrash():
            raise CheckpointError(
                f"{self.entry.path.name} could not be moved to the wastebasket ({file.errorString()}). It is "
                "where it was; delete it in its folder, if it is to go."
            )


@dataclass(frozen=True)
class ImportModel:
    """Copies a model file of ours among the user's models: gives the model's name."""

    source: Path
    name: str

    @property
    def title(self) -> str:
        return f"Importing {self.source.name}"

    def run(self, context: JobContext) -> str:
        from core.models.user_models import import_model

        place = import_model(
            self.source, self.name, on_progress=context.progress, cancelled=context.cancelled
        )
        return place.stem


@dataclass(frozen=True)
class Recognise:
    """Says which of the authors' two files one is: "prior" or "matting"."""

    path: Path

    @property
    def title(self) -> str:
        return f"Looking into {self.path.name}"

    def run(self, context: JobContext) -> str:
        from core.models.released_import import recognise

        return recognise(self.path)


@dataclass(frozen=True)
class ImportReleased:
    """Makes a model of the authors' two files: gives its name."""

    prior: Path
    matting: Path

    @property
    def title(self) -> str:
        return "Importing the authors' weights"

    def run(self, context: JobContext) -> str:
        from core.models.registry import user_models_folder
        from core.models.released_import import import_released

        place = user_models_folder() / f"{RELEASED}.safetensors"
        place.parent.mkdir(parents=True, exist_ok=True)
        import_released(
            self.prior, self.matting, place, on_progress=context.progress, cancelled=context.cancelled
        )
        return place.stem
