"""The models a user can choose: bundled, imported and fine-tuned ones, and a baseline without a network."""

from __future__ import annotations

import logging
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import platformdirs

import resources
from core.errors import CheckpointError, SettingsError
from core.files import file_digest, replacing
from core.models.config import ARCHITECTURES

if TYPE_CHECKING:  # torch is imported when a file is read, so that a mistyped name is told of at once
    from core.models.diffusion_mat import DiffusionMat

log = logging.getLogger(__name__)

DEFAULT_MODEL = "compact"
CLOSED_FORM = "closed-form"
_SUFFIX = ".safetensors"
_ILLEGAL = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
# Names that Windows keeps for devices, whatever their ending.
_RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)\d)\s*(\..*)?", re.IGNORECASE)
_LONGEST = 200  # bytes; file systems take 255 with the ending


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
    from core.models.checkpoints import read_config

    entries = [
        ModelEntry(
            DEFAULT_MODEL,
            "Compact",
            resources.path("weights/compact.safetensors"),
            "bundled",
            "Small model that comes with the program; refines a closed-form coarse matte.",
        )
    ]
    for path in _user_files():
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
        from core.models.checkpoints import read_config

        config = read_config(path)
        return ModelEntry(path.stem, path.stem, path, "user", f"{config.name} architecture.")
    raise _no_such_model(str(name_or_path), [entry.name for entry in entries])


def check_name(name: str) -> None:
    """Raise CheckpointError for a name that no model has. Reads no file, and loads no torch."""
    names = [DEFAULT_MODEL, *(path.stem for path in _user_files()), CLOSED_FORM]
    if name not in names:
        raise _no_such_model(name, names)


def _user_files() -> list[Path]:
    return sorted(user_models_folder().glob(f"*{_SUFFIX}"))


def _no_such_model(name: str, names: list[str]) -> CheckpointError:
    if name in ARCHITECTURES:
        return CheckpointError(
            f"The model {name} has no weights here. `dmat import-released` makes a model file of the "
            "weights that the authors publish; the README says where they are."
        )
    return CheckpointError(
        f"There is no model {name!r}. Choose one of {', '.join(names)}, or give a .safetensors file."
    )


def load_model(name_or_path: str | Path = DEFAULT_MODEL, device: str = "cpu") -> DiffusionMat:
    """A model by name or file, in eval mode.

    Raises:
        CheckpointError: there is no such model, it cannot be read, or it is the baseline without a network.
    """
    from core.models.checkpoints import load_checkpoint

    entry = find_model(name_or_path)
    if entry.path is None:
        raise CheckpointError(
            f"{entry.name} has no network to load; MattingPredictor({entry.name!r}) runs it."
        )
    return load_checkpoint(entry.path, device)


def weights_digest(name_or_path: str | Path) -> str:
    """The SHA-256 of a model's file, by which a run knows the weights that it began from.

    Raises:
        CheckpointError: there is no such model, it cannot be read, or it has no file.
    """
    entry = find_model(name_or_path)
    if entry.path is None:
        raise CheckpointError(f"{entry.name} has no network, and so no weights.")
    try:
        return file_digest(entry.path)
    except OSError as error:
        raise CheckpointError(f"The model file {entry.path} cannot be read: {error.strerror}.") from error


def place_for_new_model(name: str) -> Path:
    """The file that a new model of the user's gets under a name.

    Raises:
        SettingsError: the name is another model's or an architecture's, or no system-independent file name.
    """
    if not name.strip():
        raise SettingsError("A model's name cannot be empty: give one, such as my-fur.")
    if name != name.strip() or name.startswith(".") or name.endswith((".", _SUFFIX)) or _ILLEGAL.search(name):
        raise SettingsError(
            f"The name {name!r} cannot be a model's: leave out < > : \" / \\ | ? *, spaces and full stops at "
            f"the ends, and the ending {_SUFFIX}."
        )
    if _RESERVED.fullmatch(name) or len(name.encode()) > _LONGEST:
        raise SettingsError(
            f"The name {name[:40]!r} is too long for a file, or one that Windows keeps for itself: choose "
            "another."
        )
    path = user_models_folder() / f"{name}{_SUFFIX}"
    # In any case: names differ by more than capitals on some systems, and in a list for everybody.
    taken = {entry.name.casefold() for entry in available_models()} | {
        name.casefold() for name in ARCHITECTURES
    }
    if name.casefold() in taken or path.exists():
        raise SettingsError(f"There is a model {name!r} already: choose another name.")
    return path


def add_model(source: Path, name: str) -> Path:
    """Copy a model file among the user's models under a name, whole or not at all; give its new place.

    Raises SettingsError as `place_for_new_model`, OSError if it cannot be copied.
    """
    place = place_for_new_model(name)
    place.parent.mkdir(parents=True, exist_ok=True)
    with replacing(place) as temporary:
        shutil.copyfile(source, temporary)
    return place
