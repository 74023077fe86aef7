"""The state of a training run on disk: safetensors and JSON, written beside and renamed, never a pickle."""

import json
import os
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from core.errors import CheckpointError


def save_state(
    path: Path,
    purpose: str,
    step: int,
    model: torch.nn.Module,
    average: torch.nn.Module,
    optimizer: torch.optim.Optimizer,
) -> None:
    """Write the run's purpose, the step reached, the weights, their average and the optimizer's moments."""
    tensors = {f"model.{name}": value for name, value in model.state_dict().items()}
    tensors |= {f"average.{name}": value for name, value in average.state_dict().items()}
    for index, moments in optimizer.state_dict()["state"].items():
        for name, value in moments.items():
            tensors[f"optimizer.{index}.{name}"] = torch.as_tensor(value)
    tensors = {name: value.detach().cpu().contiguous() for name, value in tensors.items()}
    temporary = path.with_name(f".{path.name}.part")
    save_file(tensors, temporary, {"state": json.dumps({"purpose": purpose, "step": step})})
    os.replace(temporary, path)


def load_state(
    path: Path,
    purpose: str,
    model: torch.nn.Module,
    average: torch.nn.Module,
    optimizer: torch.optim.Optimizer,
) -> int:
    """Restore what `save_state` wrote, and return its step.

    Raises:
        CheckpointError: the file is damaged, of another model, or of a run with another purpose.
    """
    try:
        with safe_open(str(path), framework="pt") as file:
            state = json.loads(file.metadata()["state"])
            if state["purpose"] != purpose:
                raise CheckpointError(
                    f"{path.parent} holds a run of “{state['purpose']}”, not of “{purpose}”. "
                    "Name another folder."
                )
            parts: dict[str, dict[str, torch.Tensor]] = {"model": {}, "average": {}, "optimizer": {}}
            for key in file.keys():
                part, name = key.split(".", 1)
                parts[part][name] = file.get_tensor(key)
        model.load_state_dict(parts["model"])
        average.load_state_dict(parts["average"])
    except (SafetensorError, OSError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise CheckpointError(
            f"{path} cannot be resumed from ({error}). Delete it to start this training anew."
        ) from error
    moments: dict[int, dict[str, torch.Tensor]] = {}
    for key, value in parts["optimizer"].items():
        index, name = key.split(".", 1)
        moments.setdefault(int(index), {})[name] = value
    optimizer.load_state_dict({"state": moments, "param_groups": optimizer.state_dict()["param_groups"]})
    return int(state["step"])
