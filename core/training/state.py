"""The state of a training run on disk: safetensors and JSON, written beside and renamed, never a pickle.

The last three states are kept, so that one that a full disk or a power cut has damaged is no loss.
"""

import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open

from core.errors import CheckpointError
from core.files import write_tensors

log = logging.getLogger(__name__)

KEPT = 3
"""States that stay on disk."""
_ADDED = {"relative", "squared", "composites.sheen", "composites.tresses"}
"""What runs of versions before 0.4 do not tell of themselves."""
_NAME = re.compile(r"state-\d{8,}\.safetensors")
_DAMAGED = (SafetensorError, OSError, KeyError, TypeError, ValueError, OverflowError, RuntimeError)


@dataclass(frozen=True)
class RunState:
    """All that a run consists of between two steps.

    Attributes:
        step: optimiser steps done.
        identity: what the run is: values that must be the same when it goes on.
        tensors: by name: `model.*`, `average.*` (where it differs), `optimizer.<parameter>.<moment>`, and
            `log.*`, what the log's next line is to be made of.
    """

    step: int
    identity: dict[str, Any]
    tensors: dict[str, torch.Tensor]

    def part(self, name: str) -> dict[str, torch.Tensor]:
        """The tensors whose names begin with `name.`, without it."""
        return {
            key[len(name) + 1 :]: value for key, value in self.tensors.items() if key.startswith(f"{name}.")
        }


def collect_state(
    step: int,
    identity: dict[str, Any],
    model: torch.nn.Module,
    average: torch.nn.Module,
    optimizer: torch.optim.Optimizer,
    trained: dict[str, torch.nn.Parameter],
    logged: Mapping[str, torch.Tensor],
) -> RunState:
    """The run as it is now.

    Args:
        trained: the optimizer's parameters by name, in its order.
        logged: `Meter.sums`.
    """
    tensors = {f"log.{name}": value for name, value in logged.items()}
    tensors |= {f"model.{name}": value for name, value in model.state_dict().items()}
    averages = average.state_dict()
    tensors |= {f"average.{name}": averages[name] for name in trained}
    moments = optimizer.state_dict()["state"]
    for index, name in enumerate(trained):
        for moment, value in moments.get(index, {}).items():
            tensors[f"optimizer.{name}.{moment}"] = torch.as_tensor(value)
    return RunState(step, identity, tensors)


def restore_state(
    state: RunState,
    model: torch.nn.Module,
    average: torch.nn.Module,
    optimizer: torch.optim.Optimizer,
    trained: dict[str, torch.nn.Parameter],
) -> None:
    """Put a state back into what `collect_state` took it from.

    Raises:
        CheckpointError: its tensors are another model's.
    """
    moments: dict[int, dict[str, torch.Tensor]] = {}
    indices = {name: index for index, name in enumerate(trained)}
    try:
        model.load_state_dict(state.part("model"))
        average.load_state_dict(state.part("model") | state.part("average"))
        for key, value in state.part("optimizer").items():
            name, moment = key.rsplit(".", 1)
            if value.shape == trained[name].shape:
                # In the parameter's memory format, as the optimizer makes it: sums come out alike to the bit.
                value = torch.empty_like(trained[name], requires_grad=False).copy_(value)
            moments.setdefault(indices[name], {})[moment] = value
        groups = optimizer.state_dict()["param_groups"]
        optimizer.load_state_dict({"state": moments, "param_groups": groups})
    except (KeyError, ValueError, RuntimeError) as error:
        raise CheckpointError(
            f"The state of step {state.step} holds another model's tensors ({error}). Name another folder."
        ) from error


def save_state(folder: Path, state: RunState) -> Path:
    """Write a state whole or not at all, then remove all but the last three. Raises OSError."""
    path = folder / f"state-{state.step:08d}.safetensors"
    tensors = {name: value.detach().cpu().contiguous() for name, value in state.tensors.items()}
    metadata = {"state": json.dumps({"step": state.step, "identity": state.identity})}
    write_tensors(path, tensors, metadata)
    present = saved_states(folder)
    beyond = present[: present.index(path)]  # damaged ones that the run began before
    for other in [*beyond, *present[len(beyond) + KEPT :]]:
        other.unlink(missing_ok=True)
    return path


def saved_states(folder: Path) -> list[Path]:
    """The state files in a folder, the newest first."""
    found = [path for path in folder.glob("state-*") if _NAME.fullmatch(path.name)]
    return sorted(found, key=lambda path: int(path.stem.split("-")[1]), reverse=True)


def load_state(folder: Path) -> RunState | None:
    """The newest state that can be read, on the CPU; None where there is none.

    Raises:
        CheckpointError: there are states, and all are damaged.
    """
    paths, reasons = saved_states(folder), []
    for path in paths:
        try:
            with safe_open(str(path), framework="pt") as file:
                described = json.loads(file.metadata()["state"])
                tensors = {name: file.get_tensor(name) for name in file.keys()}
            state = RunState(int(described["step"]), dict(described["identity"]), tensors)
            if state.step < 0:
                raise ValueError(f"step {state.step}")
        except _DAMAGED as error:
            reasons.append(f"{path.name}: {error}")
            log.warning("%s is damaged (%s); going on from the state before it.", path, error)
            continue
        if reasons:
            log.warning("Resuming from step %d in %s.", state.step, path.name)
        return state
    if paths:
        raise CheckpointError(
            f"No state in {folder} can be read ({'; '.join(reasons)}). Delete them to begin the run anew."
        )
    return None


def check_identity(
    folder: Path,
    saved: dict[str, Any],
    wanted: dict[str, Any],
    advice: Mapping[str, str] | None = None,
) -> None:
    """Whether a saved run is the one that is to go on.

    What runs of earlier versions did not tell yet is not held against them.

    Args:
        advice: by name, a sentence for the user where that value is another.

    Raises:
        CheckpointError: naming every value that is another.
    """
    wanted = json.loads(json.dumps(wanted))  # as it looks after being saved
    wanted = {name: value for name, value in wanted.items() if name in saved or name not in _ADDED}
    different = [name for name in {**wanted, **saved} if saved.get(name) != wanted.get(name)]
    if different:
        said = [
            f"{name} was {_shown(saved.get(name))} and is now {_shown(wanted.get(name))}"
            for name in different
        ]
        ways = ["Give what it had, or name another folder with -o."]
        ways += [(advice or {})[name] for name in different if name in (advice or {})]
        raise CheckpointError(f"The run in {folder} was another one: {'; '.join(said)}. {' '.join(ways)}")


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}..."
