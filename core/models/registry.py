"""The models a user can choose: bundled, imported and fine-tuned ones, and a baseline without a network."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import platformdirs

import resources
from core.errors import CheckpointError
from core.models.checkpoints import load_checkpoint, read_config
from core.models.config import ARCHITECTURES
from core.models.diffusion_mat import DiffusionMat

log = logging.getLogger(__name__)

DEFAULT_MODEL = "compact"
CLOSED_FORM = "closed-form"


@dataclass(frozen=True)
class ModelEntry:
    """One line of the list of models.

    Attributes:
        name: what `--model` takes.
        title: what the window shows.
        path: the file, None for the baseline.
        origin: "bundled", "user" or "baseline".
        description: one sentence.
    """

    name: str
    title: str
    path: Path | None
    origin: Literal["bundled", "user", "baseline"]
    description: str


def user_models_folder() -> Path:
    """Where imported and fine-tuned models are looked for; it need not exist."""
    return Path(platformdirs.user_data_path("dmat")) / "models"


def available_models() -> list[ModelEntry]:
    """Bundled, then the user's by name, then the baseline. The log tells of unreadable files, left out."""
    entries = [
        ModelEntry(
            DEFAULT_MODEL,
            "Compact",
            resources.path("weights/compact.safetensors"),
            "bundled",
            "Small model that comes with the program; refines a closed-form coarse matte.",
        )
    ]
    for path in sorted(user_models_folder().glob("*.safetensors")):
        try:
            config = read_config(path)
        except CheckpointError as error:
            log.warning("The model file %s is left out: %s", path, error)
            continue
        by = f", weights by {config.weights_by}" if config.weights_by else ""
        description = f"{config.name} architecture{by}."
        entries.append(ModelEntry(path.stem, path.stem, path, "user", description))
    entries.append(
        ModelEntry(
            CLOSED_FORM,
            "Closed-form (no network)",
            None,
            "baseline",
            "Closed-form matting (Levin et al.), to compare with: one solve, no steps.",
        )
    )
    return entries


def find_model(name_or_path: str | Path) -> ModelEntry:
    """The entry of that name, or one for that file.

    Raises:
        CheckpointError: there is no such model; the sentence lists those there are.
    """
    entries = available_models()
    for entry in entries:
        if entry.name == str(name_or_path):
            return entry
    path = Path(name_or_path)
    if path.suffix == ".safetensors" or path.is_file():
        config = read_config(path)
        return ModelEntry(path.stem, path.stem, path, "user", f"{config.name} architecture.")
    if str(name_or_path) in ARCHITECTURES:
        raise CheckpointError(
            f"The model {name_or_path} has no weights here. `dmat import-released` makes a model file of the "
            "weights that the authors publish; the README says where they are."
        )
    names = ", ".join(entry.name for entry in entries)
    raise CheckpointError(
        f"There is no model {str(name_or_path)!r}. Choose one of {names}, or give a .safetensors file."
    )


def load_model(name_or_path: str | Path = DEFAULT_MODEL, device: str = "cpu") -> DiffusionMat:
    """A model by name or file, in eval mode.

    Raises:
        CheckpointError: there is no such model, it cannot be read, or it is the baseline without a network.
    """
    entry = find_model(name_or_path)
    if entry.path is None:
        raise CheckpointError(
            f"{entry.name} has no network to load; MattingPredictor({entry.name!r}) runs it."
        )
    return load_checkpoint(entry.path, device)
