"""Model files: safetensors with the config in the metadata. Nothing in them is ever executed."""

import json
from collections.abc import Callable
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open

from core.errors import CheckpointError
from core.files import write_tensors
from core.models.config import ModelConfig
from core.models.diffusion_mat import DiffusionMat

FORMAT = "dmat-1"


def save_model(
    model: DiffusionMat,
    path: Path,
    *,
    dtype: torch.dtype | None = None,
    check: Callable[[Path], object] | None = None,
) -> None:
    """Write a model, through a temporary file beside the target.

    Args:
        dtype: stored precision of floating tensors; None keeps it. float16 halves the file.
        check: called with the file before it takes its place; by default its description is read back.
    """
    tensors = {
        name: value.detach()
        .cpu()
        .to(dtype if dtype and value.is_floating_point() else value.dtype)
        .contiguous()
        for name, value in model.state_dict().items()
    }
    metadata = {"format": FORMAT, "config": json.dumps(model.config.to_dict())}
    write_tensors(Path(path), tensors, metadata, check=check or read_config)


def read_config(path: Path) -> ModelConfig:
    """The config of a model file, without its weights.

    Raises:
        CheckpointError: the file is missing, no model of ours, or damaged.
    """
    return _read(Path(path), with_tensors=False)[0]


def load_checkpoint(path: Path, device: str | torch.device = "cpu") -> DiffusionMat:
    """The model in a file, float32, in eval mode.

    Raises:
        CheckpointError: also where tensors are missing, unexpected or misshapen; all are named.
    """
    path = Path(path)
    config, tensors = _read(path, with_tensors=True)
    with torch.device("meta"):
        expected = {name: tuple(value.shape) for name, value in DiffusionMat(config).state_dict().items()}
    check_tensors(tensors, expected, path.name)
    model = DiffusionMat(config)
    model.load_state_dict({name: value.float() for name, value in tensors.items()})
    return model.to(device).eval().requires_grad_(False)


def check_tensors(
    tensors: dict[str, torch.Tensor], expected: dict[str, tuple[int, ...]], source: str
) -> None:
    """Compare names and shapes.

    Raises:
        CheckpointError: naming what is missing, unexpected and misshapen in `source`.
    """
    complaints = []
    for what, names in (
        ("missing", expected.keys() - tensors.keys()),
        ("unexpected", tensors.keys() - expected.keys()),
    ):
        if names:
            complaints.append(f"{len(names)} {what} ({_some(sorted(names))})")
    misshapen = [
        f"{name} is {tuple(tensors[name].shape)}, not {shape}"
        for name, shape in expected.items()
        if name in tensors and tuple(tensors[name].shape) != shape
    ]
    if misshapen:
        complaints.append(f"{len(misshapen)} misshapen ({_some(misshapen)})")
    if complaints:
        raise CheckpointError(f"{source} does not hold this model's tensors: {'; '.join(complaints)}.")


def _some(names: list[str], most: int = 5) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def _read(path: Path, *, with_tensors: bool) -> tuple[ModelConfig, dict[str, torch.Tensor]]:
    if not path.is_file():
        raise CheckpointError(f"There is no model file {path}.")
    try:
        with safe_open(str(path), framework="pt") as file:
            metadata = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()} if with_tensors else {}
    except (SafetensorError, OSError) as error:
        raise CheckpointError(
            f"{path.name} is not a readable safetensors file ({error}). Files ending in .pt or .pth are "
            "taken in by `dmat import-released`."
        ) from error
    if metadata.get("format") != FORMAT or "config" not in metadata:
        raise CheckpointError(f"{path.name} is a safetensors file, but not a model of this program.")
    try:
        values = json.loads(metadata["config"])
    except (ValueError, RecursionError) as error:
        raise CheckpointError(f"The description inside {path.name} is damaged ({error}).") from error
    return ModelConfig.from_dict(values), tensors
