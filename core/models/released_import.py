"""The authors' two published files, as they are, into one model file of ours.

The prior's file is a dict whose `net_model` is D's state dict; the matting file is a sequence whose item 0 is
E's and item 1 C's state dict, every name with a `module.` prefix.
"""

import logging
import pickle
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import torch

from core.errors import Cancelled, CheckpointError, is_out_of_memory
from core.models.checkpoints import check_tensors, load_checkpoint, save_model
from core.models.config import RELEASED
from core.models.diffusion_mat import DiffusionMat

log = logging.getLogger(__name__)

WEIGHTS_BY = "the authors of DiffusionMat (Xu et al.)"

_DAMAGED = (
    pickle.UnpicklingError, RuntimeError, EOFError, ValueError, KeyError, IndexError, TypeError,
    AttributeError, struct.error, zipfile.BadZipFile, MemoryError, AssertionError,
)  # fmt: skip
"""What torch raises for a file of another kind, by how far it gets in it."""

Part = Literal["prior", "matting"]
"""Which of the two files one is."""


def recognise(path: Path) -> Part:
    """Which of the authors' two files this is, by what is in it.

    Raises:
        CheckpointError: it is neither, or cannot be read.
    """
    content = _load(Path(path))
    part = _part(content)
    if part is None:
        raise CheckpointError(
            f"{Path(path).name} is neither of the authors' two files: it holds no `net_model`, and no "
            "encoder and corrector one after the other."
        )
    return part


def import_released(
    prior: Path,
    matting: Path,
    out: Path,
    *,
    on_progress: Callable[[float, str], None] = lambda fraction, text: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> DiffusionMat:
    """Read the prior's and the matting checkpoint, check every tensor, write `out`, and return the model.

    Args:
        on_progress: told the share done and what is being done.
        cancelled: asked before each of these parts, and last before the writing.

    Raises:
        CheckpointError: a file is missing, is the other one, or holds other tensors.
        Cancelled: nothing was written.
    """

    def report(fraction: float, text: str) -> None:
        if cancelled():
            raise Cancelled("cancelled")
        on_progress(fraction, text)

    report(0.0, f"Reading {Path(prior).name}")
    prior_file = _load(Path(prior))
    report(0.1, f"Reading {Path(matting).name}")
    matting_file = _load(Path(matting))
    if _part(prior_file) != "prior":
        raise CheckpointError(
            f"{Path(prior).name} holds no `net_model`, so it is not the prior's checkpoint. "
            "The prior comes first, the matting checkpoint second."
        )
    if _part(matting_file) != "matting":
        raise CheckpointError(
            f"{Path(matting).name} does not hold the encoder and the corrector one after the other, so it is "
            "not the matting checkpoint. The prior comes first, the matting checkpoint second."
        )
    report(0.3, "Checking every tensor")
    model = DiffusionMat(replace(RELEASED, weights_by=WEIGHTS_BY))
    parts = {
        "prior": (prior_file["net_model"], prior, ""),
        "encoder": (matting_file[0], matting, "swin_unet."),
        "corrector": (matting_file[1], matting, ""),
    }
    for name, (state, source, prefix) in parts.items():
        network = getattr(model, name)
        tensors = _renamed(state, prefix, f"The {name} in {Path(source).name}")
        expected = {key: tuple(value.shape) for key, value in network.state_dict().items()}
        check_tensors(tensors, expected, f"The {name} in {Path(source).name}")
        network.load_state_dict(tensors)
    report(0.6, "Writing the model file, and reading it back")
    save_model(model, Path(out), check=load_checkpoint)
    on_progress(1.0, "Done")  # without asking: it is written, and so can no more be cancelled
    return model.eval().requires_grad_(False)


def _part(content: Any) -> Part | None:
    if isinstance(content, Mapping):
        return "prior" if "net_model" in content else None
    return "matting" if isinstance(content, Sequence) and len(content) >= 2 else None


def _load(path: Path) -> Any:
    if not path.is_file():
        raise CheckpointError(f"There is no file {path}.")
    try:
        _refuse_bomb(path)
        return torch.load(path, map_location="cpu", weights_only=True)
    except _DAMAGED as error:
        if is_out_of_memory(error):
            raise CheckpointError(
                f"{path.name} asks for more memory than there is: close other programs. If the file itself "
                "is small, it is damaged: download it again from the authors."
            ) from error
        # Torch's own words go to the log alone: for a file of another kind they name the switch that would
        # have it executed.
        log.info("%s cannot be read: %s", path.name, error)
        raise CheckpointError(
            f"{path.name} cannot be read as a PyTorch checkpoint of plain tensors: it is another kind of "
            "file, or damaged. Nothing in it was executed; download it again from the authors."
        ) from error
    except OSError as error:
        raise CheckpointError(f"{path.name} cannot be read: {error.strerror or error}.") from error


def _refuse_bomb(path: Path) -> None:
    """Raise CheckpointError for an archive with more in it than its size: torch packs nothing."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > path.stat().st_size:
                raise CheckpointError(
                    f"{path.name} is not read: it would unpack to more than its size, which no checkpoint "
                    "does. It is damaged, or made to fill the memory."
                )


def _is_plain(value: Any) -> bool:
    return isinstance(value, torch.Tensor) and value.layout is torch.strided and value.device.type == "cpu"


def _renamed(state: Any, prefix: str, what: str) -> dict[str, torch.Tensor]:
    if not isinstance(state, Mapping) or not all(map(_is_plain, state.values())):
        raise CheckpointError(f"{what} is no state dict of tensors.")
    names = {str(name).removeprefix("module.").removeprefix(prefix): value for name, value in state.items()}
    # Computed, not learnt; ours computes the same table when the network is made.
    return {name: value for name, value in names.items() if not name.endswith("relative_position_index")}
